import { counties } from '#domain/county.ts'
import { useCall } from '#ui/api.ts'
import { useAddress } from '#ui/kit/address.ts'
import { ButtonLink, TextLink } from '#ui/kit/Button.tsx'
import { CountText } from '#ui/kit/CountText.tsx'
import { type Column, DataTable } from '#ui/kit/DataTable.tsx'
import { TableDownloads } from '#ui/kit/Downloads.tsx'
import { Filters, readMany } from '#ui/kit/Filters.tsx'
import { SelectField } from '#ui/kit/Form.tsx'
import { Empty, FaultNotice } from '#ui/kit/Notice.tsx'
import { Page, PageAwaited, Section } from '#ui/kit/Page.tsx'
import { Pager } from '#ui/kit/Pager.tsx'
import { numberText } from '#ui/text/dates.ts'
import { useLocale, useText } from '#ui/text/text.ts'
import {
  type Constituency,
  type Coverage,
  type CoverageFigures,
  constituencies,
  Gap,
  Membership,
  membersApi,
  type OrganisationKind,
  organisationKinds,
} from '../contract.ts'
import { registerTexts } from './register/texts.ts'
import { membersTexts } from './texts.ts'
import type { Listed } from './types.ts'

/** Who is covered, by kind and constituency, beside what the sources said, and by name who is not. */
export function CoveragePage() {
  const t = useText(registerTexts)
  const { data, error, refetch } = useCall(membersApi.coverage, {})
  if (!data && !error) return <PageAwaited />
  return (
    <Page title={t('coverage.title')} lead={t('coverage.lead')} actions={<ButtonLink to="/map">{t('coverage.map')}</ButtonLink>}>
      {error && <FaultNotice fault={error} onRetry={() => void refetch()} />}
      {data && (
        <>
          <p>
            <CountText
              parts={[
                { value: data.total.members, what: t('coverage.members'), of: data.total.organisations },
                { value: data.total.reached, what: t('coverage.reached'), of: data.total.organisations },
              ]}
            />
          </p>
          <Kinds coverage={data} />
          <Constituencies coverage={data} />
          {data.references.length > 0 && <References coverage={data} />}
        </>
      )}
      <Gaps />
    </Page>
  )
}

interface Line {
  key: string
  title: string
  figures: CoverageFigures
  /** The address of those of this line that are no members. */
  gaps?: string
}

function useColumns(first: string): readonly Column<Line>[] {
  const t = useText(registerTexts)
  const locale = useLocale()
  const of = (value: number, { organisations }: CoverageFigures) =>
    t('coverage.of', { value: numberText(value, locale), total: numberText(organisations, locale) })
  return [
    { key: 'what', title: first, cell: ({ title }) => title },
    {
      key: 'members',
      title: t('coverage.column.members'),
      cell: ({ figures }) => of(figures.members, figures),
      align: 'end',
      tight: true,
    },
    ...(['none', 'former'] as const).map(
      (membership): Column<Line> => ({
        key: membership,
        title: t(`coverage.column.${membership}`),
        cell: ({ figures, gaps, title }) =>
          gaps && figures[membership] > 0 ? (
            <TextLink to={`${gaps}&membership=${membership}`}>
              {of(figures[membership], figures)} <span className="ds-sr-only">{title}</span>
            </TextLink>
          ) : (
            of(figures[membership], figures)
          ),
        align: 'end',
        tight: true,
      }),
    ),
    {
      key: 'reached',
      title: t('coverage.column.reached'),
      cell: ({ figures }) => of(figures.reached, figures),
      align: 'end',
      tight: true,
    },
  ]
}

function Kinds({ coverage: { kinds, total } }: { coverage: Coverage }) {
  const t = useText(registerTexts)
  const words = useText(membersTexts)
  const lines: Line[] = kinds.map(({ kind, ...figures }) => ({
    key: kind,
    title: words(`kind.${kind}`),
    figures,
    gaps: `/coverage?gap=member&kind=${kind}`,
  }))
  return (
    <Section title={t('coverage.kinds')}>
      <p className="field-hint">{t('coverage.kinds.note')}</p>
      <DataTable
        caption={t('coverage.kinds')}
        columns={useColumns(words('list.kinds'))}
        rows={[...lines, { key: 'total', title: t('coverage.total'), figures: total }]}
        rowKey={({ key }) => key}
        rowName={({ title }) => title}
        empty={null}
      />
    </Section>
  )
}

function Constituencies({ coverage }: { coverage: Coverage }) {
  const t = useText(registerTexts)
  const words = useText(membersTexts)
  const lines: Line[] = [
    ...coverage.constituencies.map(({ constituency, ...figures }) => ({
      key: constituency,
      title: words(`constituency.${constituency}`),
      figures,
      gaps: `/coverage?gap=member&constituency=${constituency}`,
    })),
    { key: 'both', title: t('coverage.both'), figures: coverage.both },
    { key: 'neither', title: t('coverage.neither'), figures: coverage.neither },
    { key: 'total', title: t('coverage.total'), figures: coverage.total },
  ]
  return (
    <Section title={t('coverage.constituencies')}>
      <DataTable
        caption={t('coverage.constituencies')}
        columns={useColumns(words('list.constituency'))}
        rows={lines}
        rowKey={({ key }) => key}
        rowName={({ title }) => title}
        empty={null}
      />
    </Section>
  )
}

type Reference = Coverage['references'][number]

function References({ coverage: { references } }: { coverage: Coverage }) {
  const t = useText(registerTexts)
  const locale = useLocale()
  const saidIn = ({ bound, value, unit, year }: Reference) => {
    const figure = unit === 'percent' ? t('coverage.percent', { value }) : numberText(value, locale)
    return t('coverage.in', {
      value: bound === 'exactly' ? figure : t(`coverage.bound.${bound}`, { value: figure }),
      year: String(year),
    })
  }
  const countedNow = ({ unit, now: { members, organisations } }: Reference) => {
    const of = t('coverage.of', { value: numberText(members, locale), total: numberText(organisations, locale) })
    const share = organisations === 0 ? 0 : Math.round((100 * members) / organisations)
    return unit === 'percent' ? `${t('coverage.percent', { value: share })} (${of})` : of
  }
  return (
    <Section title={t('coverage.then')}>
      <p className="field-hint">{t('coverage.then.lead')}</p>
      <DataTable
        caption={t('coverage.then')}
        columns={[
          { key: 'what', title: t('coverage.then.what'), cell: ({ words }) => words[locale] ?? words.nb ?? '' },
          { key: 'then', title: t('coverage.then.value'), cell: saidIn, tight: true },
          { key: 'now', title: t('coverage.then.now'), cell: countedNow, tight: true },
          { key: 'source', title: t('coverage.then.source'), cell: ({ source }) => source },
        ]}
        rows={references}
        rowKey={({ id }) => id}
        rowName={({ words }) => words[locale] ?? ''}
        empty={null}
      />
    </Section>
  )
}

/** By name, who lacks what: those who are no members, unless another gap is chosen. */
function Gaps() {
  const t = useText(registerTexts)
  const words = useText(membersTexts)
  const [{ kind, constituency, membership, county, gap, after }, change] = useAddress()
  const within = {
    ...(kind && { kind: readMany(kind) as OrganisationKind[] }),
    ...(constituency && { constituency: constituency as Constituency }),
    ...(county && { county }),
  }
  const lacks = Gap.catch('member').parse(gap)
  const filter = { ...within, ...(membership && { membership: membership as Membership }), gap: lacks }
  const { data, error, refetch, isFetching } = useCall(membersApi.list, { ...filter, ...(after && { after }) })
  const { data: everybody } = useCall(membersApi.list, { ...within, gone: 'false', limit: 1 })
  const columns: readonly Column<Listed>[] = [
    { key: 'name', title: words('list.name'), cell: ({ name }) => name },
    {
      key: 'kinds',
      title: words('list.kinds'),
      cell: ({ kinds, number, county: lies }) => (
        <div>
          {kinds.map((each) => words(`kind.${each}`)).join(', ')}
          <div className="field-hint">
            {[number ?? words('list.number.none'), lies && (counties[lies] ?? lies)].filter(Boolean).join(' · ')}
          </div>
        </div>
      ),
    },
    {
      key: 'membership',
      title: words('list.membership'),
      cell: ({ membership }) => words(`membership.${membership}`),
      tight: true,
    },
  ]
  return (
    <Section
      title={t('coverage.gaps')}
      actions={<TableDownloads csv={membersApi.export} xlsx={membersApi.exportXlsx} input={filter} />}
    >
      <p className="field-hint">{t('coverage.gaps.lead')}</p>
      <Filters
        childrenSet={lacks === 'member' ? 0 : 1}
        filters={[
          {
            kind: 'many',
            name: 'kind',
            label: words('list.kinds'),
            choices: organisationKinds.map((value) => ({ value, label: words(`kind.${value}`) })),
          },
          {
            kind: 'one',
            name: 'constituency',
            label: words('list.constituency'),
            choices: constituencies.map((value) => ({ value, label: words(`constituency.${value}`) })),
          },
          {
            kind: 'one',
            name: 'membership',
            label: words('list.membership'),
            choices: Membership.options.map((value) => ({ value, label: words(`membership.${value}`) })),
          },
          {
            kind: 'one',
            name: 'county',
            label: words('list.county'),
            choices: Object.entries(counties).map(([value, label]) => ({ value, label })),
          },
        ]}
      >
        <SelectField
          name="gap"
          label={t('coverage.gap')}
          value={lacks}
          onChange={({ target }) => change({ gap: target.value, after: undefined })}
          choices={Gap.options.map((value) => ({ value, label: t(`coverage.gap.${value}`) }))}
        />
      </Filters>
      {data && (
        <p role="status">
          <CountText parts={[{ value: data.count, what: t('coverage.gaps.found'), ...(everybody && { of: everybody.count }) }]} />
        </p>
      )}
      <DataTable
        caption={t('coverage.gaps')}
        columns={columns}
        rows={data?.rows}
        rowKey={({ id }) => id}
        rowName={({ name }) => name}
        rowLink={({ id }) => `/organisations/${id}`}
        empty={
          <Empty title={t('coverage.gaps.empty')}>
            <p>{t('coverage.gaps.empty.next')}</p>
          </Empty>
        }
        fault={error}
        onRetry={() => void refetch()}
        busy={isFetching}
      />
      <Pager next={data?.next} />
    </Section>
  )
}
