import { organisationKinds } from '#capabilities/members/contract.ts'
import { counties } from '#domain/county.ts'
import { severities } from '#domain/severity.ts'
import { useCall } from '#ui/api.ts'
import { useAddress } from '#ui/kit/address.ts'
import { TextLink } from '#ui/kit/Button.tsx'
import { CountText } from '#ui/kit/CountText.tsx'
import { type Column, DataTable } from '#ui/kit/DataTable.tsx'
import { Filters } from '#ui/kit/Filters.tsx'
import { LinkViews } from '#ui/kit/LinkViews.tsx'
import { SeverityMark } from '#ui/kit/marks.tsx'
import { Empty } from '#ui/kit/Notice.tsx'
import { Page } from '#ui/kit/Page.tsx'
import { Pager } from '#ui/kit/Pager.tsx'
import { SureMark } from '#ui/kit/SureMark.tsx'
import { kitTexts } from '#ui/kit/texts.ts'
import { useText } from '#ui/text/text.ts'
import { type SilentOrganisation, silenceApi } from '../contract.ts'
import { useDuration } from './Figures.tsx'
import { askedIn, quietChoices, readFilter, readSeverity } from './filter.ts'
import { silenceTexts } from './texts.ts'
import './silence.css'

/** Who has not been heard from about open warnings: one row an organisation, so that it is rung once about all. */
export function OverallPage() {
  const t = useText(silenceTexts)
  const kit = useText(kitTexts)
  const [params] = useAddress()
  const { stage: _, silent: __, ...filter } = readFilter(params)
  const severity = readSeverity(params.severity)
  const { data, error, refetch, isFetching } = useCall(silenceApi.overall, {
    ...askedIn(filter),
    ...(severity.length > 0 && { severity }),
    ...(params.after && { after: params.after }),
  })
  return (
    <Page title={t('all.title')} lead={t('all.lead')}>
      <LinkViews
        label={t('about')}
        links={[
          { to: '/silence', title: t('about.warnings'), current: true },
          { to: '/notices/silence', title: t('about.findings'), current: false },
        ]}
      />
      <Filters
        filters={[
          { kind: 'search', name: 'q', label: t('filter.q') },
          {
            kind: 'many',
            name: 'severity',
            label: t('filter.severity'),
            choices: severities.map((value) => ({ value, label: kit(`severity.${value}`) })),
          },
          {
            kind: 'many',
            name: 'kind',
            label: t('filter.kind'),
            choices: organisationKinds.map((value) => ({ value, label: t(`kind.${value}`) })),
          },
          {
            kind: 'one',
            name: 'county',
            label: t('filter.county'),
            choices: Object.entries(counties).map(([value, label]) => ({ value, label })),
          },
          {
            kind: 'one',
            name: 'overdue',
            label: t('filter.overdue'),
            choices: [{ value: 'true', label: t('filter.overdue.yes') }],
          },
          {
            kind: 'one',
            name: 'quiet',
            label: t('filter.quiet'),
            choices: quietChoices.map((hours) => ({ value: String(hours), label: t('filter.quiet.hours', { count: hours }) })),
          },
        ]}
      />
      {data && data.count > 0 && (
        <p role="status">
          <CountText parts={[{ value: data.count, what: t('all.sum', { count: data.warnings }), of: data.addressed }]} />
        </p>
      )}
      {data?.more && (
        <p>
          {t('all.cut', { count: data.warnings })} <TextLink to="/advisories?state=published">{t('all.older')}</TextLink>
        </p>
      )}
      <DataTable<SilentOrganisation>
        caption={t('all.title')}
        columns={useColumns()}
        rows={data?.rows}
        rowKey={({ organisation }) => organisation.id}
        rowName={({ organisation }) => organisation.name}
        rowLink={({ organisation }) => `/organisations/${organisation.id}/overview`}
        isLit={({ worst }) => worst === 'critical'}
        empty={
          <Empty title={t(Object.keys(filter).length + severity.length > 0 ? 'empty' : 'all.empty')}>
            <p>{t(Object.keys(filter).length + severity.length > 0 ? 'empty.next' : 'all.empty.next')}</p>
          </Empty>
        }
        fault={error}
        onRetry={() => void refetch()}
        busy={isFetching}
      />
      <Pager next={data?.next} />
    </Page>
  )
}

const mostNamed = 4

function useColumns(): readonly Column<SilentOrganisation>[] {
  const t = useText(silenceTexts)
  const kit = useText(kitTexts)
  const duration = useDuration()
  return [
    { key: 'organisation', title: t('column.organisation'), cell: ({ organisation }) => organisation.name },
    { key: 'worst', title: kit('severity.label'), tight: true, cell: ({ worst }) => <SeverityMark severity={worst} /> },
    {
      key: 'warnings',
      title: t('column.warnings'),
      cell: ({ warnings, overdue }) => (
        <>
          <ul className="silence-warnings">
            {warnings.slice(0, mostNamed).map(({ id, title, stage }) => (
              <li key={id}>
                <TextLink to={`/advisories/${id}/silence?silent=true`}>{title}</TextLink>{' '}
                <span className="field-hint">{t(`stage.${stage}`)}</span>
              </li>
            ))}
          </ul>
          {warnings.length > mostNamed && <div className="field-hint">+ {warnings.length - mostNamed}</div>}
          {overdue > 0 && <div className="silence-overdue">{t('cell.overdue', { count: overdue })}</div>}
        </>
      ),
    },
    { key: 'quiet', title: t('column.quiet'), tight: true, cell: ({ quietHours }) => duration(quietHours) },
    {
      key: 'call',
      title: t('column.call'),
      cell: ({ ring }) =>
        ring ? (
          <>
            <a className="ds-link" href={`tel:${ring.telephone.replaceAll(/[^+\d]/g, '')}`}>
              {ring.telephone}
            </a>{' '}
            {ring.name}
            <div>
              <SureMark state={ring.sureness.state}>{ring.sureness.words}</SureMark>
            </div>
          </>
        ) : (
          <span className="blank">{t('phone.none')}</span>
        ),
    },
  ]
}
