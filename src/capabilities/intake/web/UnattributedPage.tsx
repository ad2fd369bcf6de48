import { Link } from '@tanstack/react-router'
import type { z } from 'zod'
import { Severity } from '#domain/severity.ts'
import { useCall } from '#ui/api.ts'
import { useAddress } from '#ui/kit/address.ts'
import { ButtonLink } from '#ui/kit/Button.tsx'
import { CountText } from '#ui/kit/CountText.tsx'
import { type Column, DataTable } from '#ui/kit/DataTable.tsx'
import { Definition } from '#ui/kit/Definition.tsx'
import { TableDownloads } from '#ui/kit/Downloads.tsx'
import { Filters } from '#ui/kit/Filters.tsx'
import { SeverityMark } from '#ui/kit/marks.tsx'
import { Empty, FaultNotice } from '#ui/kit/Notice.tsx'
import { Page, Section } from '#ui/kit/Page.tsx'
import { Pager } from '#ui/kit/Pager.tsx'
import { TimeText } from '#ui/kit/TimeText.tsx'
import { Views } from '#ui/kit/Views.tsx'
import { useLocale, useText } from '#ui/text/text.ts'
import { intakeApi, type LooseGroup, type LooseSighting, looseStates } from '../contract.ts'
import { intakeTexts } from './texts.ts'
import './intake.css'

type Row = z.output<typeof LooseSighting>
type Group = z.output<typeof LooseGroup>
type State = (typeof looseStates)[number]

const days = 30

/** Which sightings the address asks for. */
const filterOf = ({ q, asn }: Readonly<Record<string, string>>, state: State) => ({
  state,
  ...(q && { q }),
  ...(/^\d+$/.test(asn ?? '') && { asn: Number(asn) }),
})

/** Sightings that became no finding: why not, how many of how many, and what would change it. */
export function UnattributedPage() {
  const t = useText(intakeTexts)
  const [params] = useAddress()
  const state = looseStates.find((known) => known === params.state) ?? 'unattributed'
  const { data: counts, error, refetch } = useCall(intakeApi.looseCounts, { days })
  const locale = useLocale()
  return (
    <Page
      title={t('loose.title')}
      lead={t('loose.lead', { days })}
      actions={
        <TableDownloads csv={intakeApi.export} xlsx={intakeApi.exportXlsx} input={{ ...filterOf(params, state), locale }} />
      }
    >
      {error && <FaultNotice fault={error} onRetry={() => void refetch()} />}
      <Views
        label={t('loose.views')}
        views={looseStates.map((each) => ({
          key: each,
          title: t(`state.${each}`),
          sets: { state: each === 'unattributed' ? undefined : each },
          current: each === state,
          count: counts && (counts.byState[each] ?? 0),
        }))}
      />
      <p className="prose">{t(`state.${state}.means`)}</p>
      {counts && (
        <p>
          <CountText parts={[{ value: counts.byState[state] ?? 0, what: t('loose.of', { days }), of: counts.all }]} />
        </p>
      )}
      <Filters filters={[{ kind: 'search', name: 'q', label: t('sightings.q') }]} />
      {state === 'unattributed' && <Groups wanted={params.q ?? ''} />}
      <Sightings state={state} />
    </Page>
  )
}

/** What one new holding would solve, largest first. */
function Groups({ wanted }: { wanted: string }) {
  const t = useText(intakeTexts)
  const { data, error, refetch } = useCall(intakeApi.looseGroups, { days })
  const groups = data?.groups.filter(({ key, sample }) => [key, ...sample].some((each) => each.includes(wanted)))
  if (groups?.length === 0) return null
  return (
    <Section title={t('groups.title')}>
      <p className="prose">{t('groups.lead')}</p>
      <DataTable<Group>
        caption={t('groups.title')}
        rows={groups}
        rowKey={(group) => `${group.key} ${group.asn}`}
        rowName={(group) => group.key}
        columns={[
          { key: 'key', title: t('groups.where'), cell: (group) => <Ground group={group} /> },
          { key: 'worst', title: t('groups.worst'), tight: true, cell: (group) => <Worst severity={group.worst} /> },
          {
            key: 'sightings',
            title: t('groups.sightings'),
            cell: (group) => `${t('groups.times', { count: group.sightings })} · ${t('groups.assets', { count: group.assets })}`,
          },
          {
            key: 'last',
            title: t('column.seen'),
            tight: true,
            cell: (group) => <TimeText at={group.lastSeen} only="distance" />,
          },
          { key: 'add', title: t('groups.do'), tight: true, cell: (group) => <AddHolding group={group} /> },
        ]}
        empty={null}
        fault={error}
        onRetry={() => void refetch()}
      />
    </Section>
  )
}

/** The ground in one line, and below some addresses on it. */
function Ground({ group }: { group: Group }) {
  const t = useText(intakeTexts)
  const others = group.sample.filter((asset) => asset !== group.key)
  return (
    <>
      <b>{group.key === '?' ? '–' : group.key}</b>
      {group.asn !== null && <span className="faint"> AS{group.asn}</span>}
      {others.length > 0 && <span className="faint below">{t('groups.sample', { sample: others.join(', ') })}</span>}
    </>
  )
}

/** Leads to the organisations with the network, domain or AS number filled in. */
function AddHolding({ group }: { group: Group }) {
  const t = useText(intakeTexts)
  // An account lies on the domain of its address.
  const what = group.key === '?' ? group.asn !== null && `AS${group.asn}` : group.key.slice(group.key.lastIndexOf('@') + 1)
  if (!what) return null
  return (
    <Link className="ds-link" to="/organisations" search={{ add: what } as never} aria-label={t('groups.add.what', { what })}>
      {t('groups.add')}
    </Link>
  )
}

function Worst({ severity }: { severity: string }) {
  const known = Severity.safeParse(severity)
  return known.success ? <SeverityMark severity={known.data} /> : severity
}

function Sightings({ state }: { state: State }) {
  const t = useText(intakeTexts)
  const [params, change] = useAddress()
  const filter = filterOf(params, state)
  const { asn } = filter
  const { data, error, isFetching, refetch } = useCall(intakeApi.loose, {
    ...filter,
    ...(params.after && { after: params.after }),
  })
  const filtered = Boolean(params.q) || asn !== undefined
  return (
    <Section title={t('sightings.title')}>
      <DataTable<Row>
        caption={t('sightings.title')}
        rows={data?.rows}
        rowKey={(row) => `${row.importId}/${row.number}`}
        rowName={(row) => row.assetText}
        columns={useColumns(state)}
        empty={
          filtered ? (
            <Empty
              title={t('sightings.none.filtered')}
              actions={
                <button
                  type="button"
                  className="ds-button"
                  data-variant="secondary"
                  onClick={() => change({ q: undefined, asn: undefined })}
                >
                  {t('sightings.showAll')}
                </button>
              }
            />
          ) : (
            <Empty title={t(`state.${state}.none`)}>
              <p>{t(`state.${state}.none.means`)}</p>
            </Empty>
          )
        }
        fault={error}
        onRetry={() => void refetch()}
        busy={isFetching}
      />
      <Pager next={data?.next} />
      {state === 'ignored' && <ButtonLink to="/ignore-rules">{t('sightings.rules')}</ButtonLink>}
    </Section>
  )
}

function useColumns(state: State): Column<Row>[] {
  const t = useText(intakeTexts)
  const columns: (Column<Row> | false)[] = [
    {
      key: 'where',
      title: t('column.where'),
      cell: (row) => (
        <>
          {row.assetText}
          {row.asn !== null && <span className="faint"> AS{row.asn}</span>}
        </>
      ),
    },
    {
      key: 'what',
      title: t('column.what'),
      cell: (row) => (
        <Link className="ds-link" to={`/kinds/${row.kind}`}>
          {row.kindName}
        </Link>
      ),
    },
    { key: 'severity', title: t('column.severity'), tight: true, cell: (row) => <Worst severity={row.severity} /> },
    state === 'outsider' && { key: 'owner', title: t('column.owner'), cell: (row) => <Owner row={row} /> },
    state === 'ambiguous' && {
      key: 'owners',
      title: t('column.owner'),
      cell: (row) => (
        <Link className="ds-link" to="/organisations" search={{ q: askedOf(row.assetText) } as never}>
          {t('column.owners.see')}
        </Link>
      ),
    },
    { key: 'seen', title: t('column.seen'), tight: true, cell: (row) => <TimeText at={row.seenAt} only="distance" /> },
    { key: 'source', title: t('column.source'), cell: (row) => <Origin row={row} /> },
  ]
  return columns.filter((column) => column !== false)
}

/** The address alone, without port: what the register is asked for. */
const askedOf = (asset: string): string => /^\[(.+)\]/.exec(asset)?.[1] ?? asset.replace(/:\d+\/(tcp|udp)$/, '')

function Owner({ row }: { row: Row }) {
  const t = useText(intakeTexts)
  if (!row.organisation) return null
  const told = (['national-cert', 'abuse-contact', 'nobody'] as const).find((policy) => policy === row.policy)
  return (
    <>
      <Link className="ds-link" to={`/organisations/${row.organisation.id}`}>
        {row.organisation.name}
      </Link>
      {told && <span className="faint below">{t(`policy.${told}`)}</span>}
    </>
  )
}

/** Where it came from, and what it said. */
function Origin({ row }: { row: Row }) {
  const t = useText(intakeTexts)
  return (
    <details className="evidence">
      <summary>{row.source}</summary>
      <div className="origin">
        <Definition items={Object.entries(row.evidence)} />
        <Link className="ds-link" to={`/imports/${row.importId}`}>
          {t('sightings.import', { line: row.line })}
        </Link>
      </div>
    </details>
  )
}
