import { useId } from 'react'
import { constituencies, membersApi } from '#capabilities/members/contract.ts'
import type { Id } from '#domain/id.ts'
import { useCall } from '#ui/api.ts'
import { ChartLegend } from '#ui/chart/TrendChart.tsx'
import { useAddress } from '#ui/kit/address.ts'
import { TextLink } from '#ui/kit/Button.tsx'
import { CountText } from '#ui/kit/CountText.tsx'
import { TableDownloads } from '#ui/kit/Downloads.tsx'
import { Filters } from '#ui/kit/Filters.tsx'
import { type Found, Lookup, type Search } from '#ui/kit/Lookup.tsx'
import { Empty, FaultNotice } from '#ui/kit/Notice.tsx'
import { Page, Section } from '#ui/kit/Page.tsx'
import { Views } from '#ui/kit/Views.tsx'
import { useLocale, useText } from '#ui/text/text.ts'
import { facets, overviewApi, type Trend } from '../contract.ts'
import { readWanted, spans, usualSpan, type Wanted } from './filter.ts'
import { type Measure, measures, sumOf } from './measures.ts'
import { Like } from './Now.tsx'
import { DaysTable, Events, MeasureChart } from './TrendParts.tsx'
import { overviewTexts } from './texts.ts'
import './overview.css'

/** How it went day by day: of all, of one constituency or of one organisation. */
export function TrendsPage() {
  const t = useText(overviewTexts)
  const locale = useLocale()
  const [params] = useAddress()
  const wanted = readWanted(params)
  const organisation = useNamed(wanted.asked.organisation)
  return (
    <Page
      title={organisation ? t('trends.of', { name: organisation.label }) : t('trends.title')}
      lead={
        organisation ? (
          <TextLink to={`/organisations/${organisation.value}/overview`}>{organisation.label}</TextLink>
        ) : (
          t('trends.lead')
        )
      }
      actions={<TableDownloads csv={overviewApi.export} xlsx={overviewApi.exportXlsx} input={{ ...wanted.asked, locale }} />}
    >
      <Choices wanted={wanted} organisation={organisation} />
      <Answer wanted={wanted} />
    </Page>
  )
}

const named = ({ id, name }: { id: string; name: string }): Found => ({ value: id, label: name })

const useOrganisations: Search = (typed) => {
  const { data } = useCall(membersApi.list, { q: typed, limit: 10 }, { enabled: typed !== '' })
  return typed === '' ? undefined : data?.rows.map(named)
}

function useNamed(id: Id<'org'> | undefined): Found | undefined {
  const { data } = useCall(membersApi.get, { id: id as Id<'org'> }, { enabled: Boolean(id) })
  return id && data ? named(data.organisation) : undefined
}

function Choices({ wanted: { asked, measure }, organisation }: { wanted: Wanted; organisation: Found | undefined }) {
  const t = useText(overviewTexts)
  const id = useId()
  const [, change] = useAddress()
  return (
    <>
      <Filters
        filters={
          asked.organisation
            ? []
            : [
                {
                  kind: 'one',
                  name: 'constituency',
                  label: t('filter.constituency'),
                  choices: constituencies.map((value) => ({ value, label: t(`constituency.${value}`) })),
                },
              ]
        }
        childrenSet={asked.organisation ? 1 : 0}
      >
        <Lookup
          label={t('filter.organisation')}
          chosen={organisation}
          useSearch={useOrganisations}
          onChoose={(found) => change({ organisation: found?.value })}
        />
        <div className="filter">
          <label className="ds-label" htmlFor={id}>
            {t('filter.days')}
          </label>
          <select
            id={id}
            className="ds-input"
            value={asked.days}
            onChange={({ target }) => change({ days: target.value === String(usualSpan) ? undefined : target.value })}
          >
            {spans.map((span) => (
              <option key={span} value={span}>
                {t('filter.days.of', { count: span })}
              </option>
            ))}
          </select>
        </div>
      </Filters>
      <Views
        label={t('filter.measure')}
        views={measures.map((each) => ({
          key: each,
          title: t(`trend.${each}`),
          sets: { show: each === 'unsettled' ? undefined : each },
          current: each === measure,
        }))}
      />
      <Views
        label={t('filter.by')}
        views={facets
          .filter((facet) => facet !== 'county' || !asked.organisation)
          .map((facet) => ({
            key: facet,
            title: t(`by.${facet}`),
            sets: { by: facet === 'severity' ? undefined : facet },
            current: facet === asked.by,
          }))}
      />
    </>
  )
}

function Answer({ wanted: { asked, measure } }: { wanted: Wanted }) {
  const t = useText(overviewTexts)
  const { data, error, refetch, isFetching } = useCall(overviewApi.trends, asked)
  if (error) return <FaultNotice fault={error} onRetry={() => void refetch()} />
  if (!data)
    return (
      <p className="overview-faint" role="status" aria-busy="true">
        {t('trend.loading')}
      </p>
    )
  if (data.trend.lines.length === 0)
    return (
      <Empty title={t('trend.none')}>
        <p>{t('trend.none.why')}</p>
      </Empty>
    )
  return (
    <div className="page" aria-busy={isFetching}>
      <Sum trend={data.trend} />
      <Pictures trend={data.trend} measure={measure} by={asked.by} compared={asked.organisation !== undefined} />
    </div>
  )
}

function Sum({ trend: { lines, days, known } }: { trend: Trend }) {
  const t = useText(overviewTexts)
  const total = (measure: Measure) => sumOf(lines, measure, days.length)
  const all = (measure: Measure) => total(measure).reduce((sum, value) => sum + value, 0)
  return (
    <>
      <p>
        <CountText
          parts={[
            { value: total('unsettled').at(-1)!, what: t('trends.now') },
            { value: all('opened'), what: t('trends.openedIn', { count: days.length }) },
            { value: all('settled'), what: t('trends.settledIn') },
            { value: known.filter(Boolean).length, what: t('trends.knownDays'), of: days.length },
          ]}
        />
      </p>
      <p className="overview-faint">{t('trends.today')}</p>
    </>
  )
}

/** So many lines are drawn; the table has them all. */
const drawn = 12

/** One picture in all, and a small one a part, each on a scale of its own: the few critical ones are not flattened by the many. */
function Pictures({
  trend,
  measure,
  by,
  compared,
}: {
  trend: Trend
  measure: Measure
  by: Wanted['asked']['by']
  compared: boolean
}) {
  const t = useText(overviewTexts)
  const { lines, days, known } = trend
  const whole = sumOf(lines, measure, days.length)
  const withLike = compared && measure === 'unsettled'
  return (
    <>
      {withLike && (
        <p>
          <Like trend={trend} />
        </p>
      )}
      <Section title={t('trends.whole')}>
        <div className="charts">
          <MeasureChart trend={trend} title={t(`trend.${measure}`)} values={whole} compared={withLike} />
        </div>
        <ChartLegend unknown={known.includes(false)} events={trend.events.length > 0} band={withLike && trend.like !== null} />
        <Events trend={trend} />
      </Section>
      <Section title={t(`by.${by}`)}>
        <div className="charts">
          {lines.slice(0, drawn).map((line) => (
            <MeasureChart key={line.part} trend={trend} title={line.words} values={line[measure]} isPart />
          ))}
        </div>
        {lines.length > drawn && <p className="overview-faint">{t('trends.rest', { count: lines.length - drawn })}</p>}
        <DaysTable
          trend={trend}
          columns={[
            { key: 'all', title: t('trends.whole'), values: whole, always: measure === 'unsettled' },
            ...lines.map((line) => ({
              key: line.part,
              title: line.words,
              values: line[measure],
              always: measure === 'unsettled',
            })),
          ]}
        />
      </Section>
    </>
  )
}
