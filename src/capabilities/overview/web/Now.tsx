import { type Finding, findingsApi, unsettled } from '#capabilities/findings/contract.ts'
import { watchApi } from '#capabilities/watch/contract.ts'
import type { Id } from '#domain/id.ts'
import { useCall } from '#ui/api.ts'
import { ChartLegend } from '#ui/chart/TrendChart.tsx'
import { ButtonLink, TextLink } from '#ui/kit/Button.tsx'
import { CountText } from '#ui/kit/CountText.tsx'
import { type Column, DataTable } from '#ui/kit/DataTable.tsx'
import { Definition } from '#ui/kit/Definition.tsx'
import { SeverityMark, StateWord } from '#ui/kit/marks.tsx'
import { Empty, FaultNotice } from '#ui/kit/Notice.tsx'
import { Section } from '#ui/kit/Page.tsx'
import { TimeText } from '#ui/kit/TimeText.tsx'
import { numberText } from '#ui/text/dates.ts'
import { useLocale, useText } from '#ui/text/text.ts'
import { type MemberView, overviewApi, type Trend } from '../contract.ts'
import { smallGroup } from '../rules.ts'
import { AssetText } from './AssetText.tsx'
import { Facts } from './Facts.tsx'
import { sumOf } from './measures.ts'
import { DaysTable, Events, MeasureChart } from './TrendParts.tsx'
import { overviewTexts } from './texts.ts'
import type { Shown } from './types.ts'

/** So many of each are shown here; the list has them all. */
export const shownHere = 10

/** What is wrong, who is silent, what waits for us, and how it has gone. */
export function Now({ shown, view }: { shown: Shown; view: MemberView | undefined }) {
  const { id } = shown.organisation
  return (
    <div className="overview-now">
      <div>
        <Findings id={id} />
      </div>
      <div>
        {view && <Silence silence={view.silence} />}
        <Tasks id={id} />
        <Facts shown={shown} view={view} />
      </div>
      <div className="overview-wide">
        <Development id={id} />
      </div>
    </div>
  )
}

/** Critical, and nobody has answered: the fire is lit. */
const isLit = ({ severity, state }: Finding): boolean => severity === 'critical' && (state === 'open' || state === 'told')

function Findings({ id }: { id: Id<'org'> }) {
  const t = useText(overviewTexts)
  const asked = { organisation: [id], state: [...unsettled] }
  const { data, error, refetch, isFetching } = useCall(findingsApi.list, { ...asked, limit: shownHere })
  const { data: counted } = useCall(findingsApi.count, asked)
  const columns: Column<Finding>[] = [
    { key: 'what', title: t('column.what'), cell: ({ kindName }) => kindName },
    {
      key: 'severity',
      title: t('column.severity'),
      tight: true,
      cell: (finding) => <SeverityMark severity={finding.severity} lit={isLit(finding)} />,
    },
    { key: 'where', title: t('column.where'), cell: ({ assetText }) => <AssetText text={assetText} /> },
    { key: 'state', title: t('column.state'), tight: true, cell: ({ state }) => <StateWord state={state} /> },
    { key: 'due', title: t('column.due'), tight: true, cell: (finding) => <Due {...finding} /> },
  ]
  return (
    <Section
      title={t('findings.title')}
      actions={<ButtonLink to={`/findings?organisation=${id}`}>{t('findings.all')}</ButtonLink>}
    >
      {data && counted && data.rows.length > 0 && (
        <p>
          <CountText parts={[{ value: data.rows.length, what: t('count.shown'), of: counted.count }]} />
        </p>
      )}
      <DataTable<Finding>
        caption={t('findings.title')}
        columns={columns}
        rows={data?.rows}
        rowKey={(row) => row.id}
        rowName={(row) => `${row.kindName}, ${row.assetText}`}
        rowLink={(row) => `/findings/${row.id}`}
        isLit={isLit}
        empty={<NoFindings id={id} />}
        fault={error}
        onRetry={() => void refetch()}
        busy={isFetching && !data}
      />
    </Section>
  )
}

/** Nothing is wrong, or nobody has looked: these are not the same. */
function NoFindings({ id }: { id: Id<'org'> }) {
  const t = useText(overviewTexts)
  const locale = useLocale()
  const { data } = useCall(findingsApi.count, { organisation: [id] })
  if (!data) return null
  return (
    <Empty title={t('findings.none')}>
      <p>
        {data.count.value > 0 ? t('findings.none.of', { count: numberText(data.count.value, locale) }) : t('findings.none.ever')}
      </p>
    </Empty>
  )
}

/** When it must be done; what has passed says so in words. */
export function Due({ dueAt, overdue }: { dueAt: string; overdue: boolean }) {
  const t = useText(overviewTexts)
  return overdue ? (
    <span className="overview-loud">
      {t('due.passed')} <TimeText at={dueAt} only="distance" />
    </span>
  ) : (
    <TimeText at={dueAt} only="day" />
  )
}

/** When they were last told, read and answered; what never happened is loud. */
function Silence({ silence }: { silence: MemberView['silence'] }) {
  const t = useText(overviewTexts)
  const when = (key: string, at: string | null) => (at ? <TimeText key={key} at={at} /> : <b key={key}>{t('silence.never')}</b>)
  return (
    <Section title={t('silence.title')}>
      {silence.elsewhere.map((other) => (
        <p key={other.recipient.id}>
          {t('silence.elsewhere')}{' '}
          <TextLink to={`/organisations/${other.recipient.id}/overview`}>{other.recipient.name}</TextLink>:{' '}
          <CountText parts={[{ value: other.unanswered, what: t('silence.elsewhere.unanswered'), of: other.findings }]} />
          {other.lastSentAt && (
            <>
              {' · '}
              {t('silence.told').toLowerCase()} <TimeText at={other.lastSentAt} only="distance" />
            </>
          )}
        </p>
      ))}
      {silence.lastSentAt === null && silence.notices === 0 ? (
        silence.elsewhere.length === 0 && <p>{t('silence.none')}</p>
      ) : (
        <Definition
          items={[
            [t('silence.told'), when('told', silence.lastSentAt)],
            [t('silence.read'), when('read', silence.lastReadAt)],
            [t('silence.answered'), when('answered', silence.lastAnswerAt)],
            [
              t('silence.waiting'),
              <span key="waiting">
                <CountText parts={[{ value: silence.unanswered, what: '', of: silence.findings }]} />
                {silence.unansweredSince && (
                  <>
                    {' · '}
                    {silence.worst && <SeverityMark severity={silence.worst} />} {t('silence.waiting.since')}{' '}
                    <TimeText at={silence.unansweredSince} only="distance" />
                  </>
                )}
              </span>,
            ],
          ]}
        />
      )}
    </Section>
  )
}

function Tasks({ id }: { id: Id<'org'> }) {
  const t = useText(overviewTexts)
  const { data, error, refetch } = useCall(watchApi.list, { organisation: id, limit: shownHere })
  return (
    <Section title={t('tasks.title')}>
      {error && <FaultNotice fault={error} onRetry={() => void refetch()} />}
      {data?.rows.length === 0 && <p className="overview-faint">{t('tasks.none')}</p>}
      {data && data.rows.length > 0 && (
        <>
          <ul className="overview-tasks">
            {data.rows.map((task) => (
              <li key={task.id}>
                <TextLink to={`/watch/${task.id}`}>{task.words}</TextLink>
                <span>
                  <SeverityMark severity={task.severity} lit={task.severity === 'critical' && task.state === 'open'} /> ·{' '}
                  <Due {...task} />
                  {task.takenBy && ` · ${task.takenBy.name}`}
                </span>
              </li>
            ))}
          </ul>
          {data.next && <TextLink to={`/watch?organisation=${id}`}>{t('tasks.all')}</TextLink>}
        </>
      )}
    </Section>
  )
}

/** Three months of one organisation, beside its like. */
function Development({ id }: { id: Id<'org'> }) {
  const t = useText(overviewTexts)
  const { data, error, refetch } = useCall(overviewApi.trends, { organisation: id })
  return (
    <Section title={t('trend.title')} actions={<ButtonLink to={`/trends?organisation=${id}`}>{t('trend.more')}</ButtonLink>}>
      {error && <FaultNotice fault={error} onRetry={() => void refetch()} />}
      {!data && !error && (
        <p className="overview-faint" role="status" aria-busy="true">
          {t('trend.loading')}
        </p>
      )}
      {data?.trend.lines.length === 0 && <p className="overview-faint">{t('trend.none.ever')}</p>}
      {data && data.trend.lines.length > 0 && <Pictures trend={data.trend} />}
    </Section>
  )
}

function Pictures({ trend }: { trend: Trend }) {
  const t = useText(overviewTexts)
  const of = (measure: 'unsettled' | 'opened' | 'settled') => sumOf(trend.lines, measure, trend.days.length)
  return (
    <>
      <p>
        <Like trend={trend} />
      </p>
      <div className="charts">
        <MeasureChart trend={trend} title={t('trend.unsettled')} values={of('unsettled')} compared />
        <MeasureChart trend={trend} title={t('trend.opened')} values={of('opened')} isPart />
        <MeasureChart trend={trend} title={t('trend.settled')} values={of('settled')} isPart />
      </div>
      <ChartLegend unknown={trend.known.includes(false)} events={trend.events.length > 0} band={trend.like !== null} />
      <Events trend={trend} />
      <DaysTable
        trend={trend}
        columns={[
          { key: 'unsettled', title: t('trend.unsettled'), values: of('unsettled'), always: true },
          ...(trend.like ? [{ key: 'median', title: t('table.median'), values: trend.like.median, always: true }] : []),
          { key: 'opened', title: t('trend.opened'), values: of('opened') },
          { key: 'settled', title: t('trend.settled'), values: of('settled') },
        ]}
      />
    </>
  )
}

/** With whom it is compared; of few the figures speak of each. */
export function Like({ trend: { like } }: { trend: Trend }) {
  const t = useText(overviewTexts)
  if (!like) return t('trend.like.none')
  return (
    <>
      {t('trend.like', { count: like.organisations })} {like.organisations < smallGroup && t('trend.like.small')}
    </>
  )
}
