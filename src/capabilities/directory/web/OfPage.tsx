import { PlusIcon } from '@navikt/aksel-icons'
import { useState } from 'react'
import type { Id } from '#domain/id.ts'
import { useAction, useCall } from '#ui/api.ts'
import { useAddress } from '#ui/kit/address.ts'
import { Button, ButtonLink, TextLink } from '#ui/kit/Button.tsx'
import { type Column, DataTable } from '#ui/kit/DataTable.tsx'
import { TableDownloads } from '#ui/kit/Downloads.tsx'
import { Filters } from '#ui/kit/Filters.tsx'
import { Empty, FaultNotice, Notice } from '#ui/kit/Notice.tsx'
import { Page, PageAwaited } from '#ui/kit/Page.tsx'
import { Pager } from '#ui/kit/Pager.tsx'
import { tell } from '#ui/kit/Toast.tsx'
import { Views } from '#ui/kit/Views.tsx'
import { usePlace } from '#ui/pages.ts'
import { useText } from '#ui/text/text.ts'
import { directoryApi, type Other, type Relation, type Service } from '../contract.ts'
import { CallFirst } from './CallFirst.tsx'
import { PeriodText } from './Days.tsx'
import { EndRelationDialog, RelationDialog, ServiceDialog } from './OfDialogs.tsx'
import { useReader } from './reader.ts'
import { directoryTexts } from './texts.ts'
import './directory.css'

/** One organisation: who answers for its services, and who does what for them. */
export const OfPage = () => <Of id={usePlace('id') as Id<'org'>} />

/** The same for whoever reads it of their own. */
export function OursPage() {
  const t = useText(directoryTexts)
  const { organisations } = useReader()
  const [{ organisation }] = useAddress()
  const own = organisations.find(({ id }) => id === organisation) ?? organisations[0]
  if (!own)
    return (
      <Page title={t('ours.title')}>
        <Empty title={t('ours.none')} />
      </Page>
    )
  return <Of key={own.id} id={own.id} />
}

const mostServices = 200

function Of({ id }: { id: Id<'org'> }) {
  const t = useText(directoryTexts)
  const { team, mayWrite, organisations } = useReader()
  const [{ at, ended, view, after }] = useAddress()
  const [adds, setAdds] = useState<'relation' | 'service'>()
  const asked = { id, ...(at && { at }), ...(ended && { ended }) }
  const services = useCall(directoryApi.services, { ...asked, limit: mostServices })
  const relations = useCall(
    directoryApi.relations,
    { ...asked, ...(view === 'relations' && after && { after }) },
    { enabled: view === 'relations' },
  )
  if (services.error && !services.data)
    return (
      <Page title={t('ours.title')}>
        <FaultNotice fault={services.error} onRetry={() => void services.refetch()} />
      </Page>
    )
  if (!services.data) return <PageAwaited />
  const { name } = services.data.organisation
  return (
    <Page
      title={t('of.title', { name })}
      lead={t('of.lead')}
      actions={
        <>
          {team && <ButtonLink to={`/organisations/${id}`}>{t('of.organisation')}</ButtonLink>}
          <TableDownloads csv={directoryApi.relationsCsv} xlsx={directoryApi.relationsXlsx} input={{ id, ...(at && { at }) }} />
          {mayWrite && (
            <Button look="secondary" icon={<PlusIcon aria-hidden="true" />} onClick={() => setAdds('service')}>
              {t('service.add')}
            </Button>
          )}
          {mayWrite && (
            <Button icon={<PlusIcon aria-hidden="true" />} onClick={() => setAdds('relation')}>
              {t('relation.add')}
            </Button>
          )}
        </>
      }
    >
      {team && <CallFirst id={id} />}
      {team && <UnderTheAct id={id} />}
      {!team && organisations.length > 1 && (
        <Views
          label={t('ours.choose')}
          views={organisations.map((one) => ({
            key: one.id,
            title: one.name,
            sets: { organisation: one.id },
            current: one.id === id,
          }))}
        />
      )}
      <p>{t('of.outsourced')}</p>
      <p>
        {t('of.holdings')} <TextLink to={`/organisations/${id}?tab=holdings`}>{t('of.holdings.open')}</TextLink>
      </p>
      <Filters
        filters={[
          { kind: 'day', name: 'at', label: t('at') },
          { kind: 'one', name: 'ended', label: t('ended'), choices: [{ value: 'true', label: t('ended.too') }] },
        ]}
      />
      <Views
        label={t('view.label')}
        views={[
          { key: 'services', title: t('view.services'), sets: { view: undefined }, current: view !== 'relations' },
          { key: 'relations', title: t('view.relations'), sets: { view: 'relations' }, current: view === 'relations' },
        ]}
      />
      {view === 'relations' ? (
        <>
          <Relations answer={relations} own={id} />
          <Pager next={relations.data?.next} />
        </>
      ) : (
        <Services answer={services} />
      )}
      {adds === 'relation' && <RelationDialog id={id} onClose={() => setAdds(undefined)} />}
      {adds === 'service' && <ServiceDialog id={id} onClose={() => setAdds(undefined)} />}
    </Page>
  )
}

/** Whoever is cleared sees that the organisation is under the Act; for all others there is nothing. */
function UnderTheAct({ id }: { id: Id<'org'> }) {
  const t = useText(directoryTexts)
  const { data } = useCall(directoryApi.decisions, { organisation: id })
  const [decision] = data?.rows ?? []
  if (!decision) return null
  return (
    <Notice title={t('act.on')}>
      <p>
        {decision.decidedBy} · {decision.ministry} · <PeriodText from={decision.from} to={decision.to} />{' '}
        <TextLink to="/directory/security-act">{t('act.title')}</TextLink>
      </p>
    </Notice>
  )
}

/** The other end; the team can go on to it. */
function OtherName({ other }: { other: Other }) {
  const { team } = useReader()
  const name = other.number ? `${other.name} (${other.number})` : other.name
  return team && other.id ? <TextLink to={`/directory/of/${other.id}`}>{name}</TextLink> : name
}

type Asked<Row> = {
  data: { rows: Row[]; next?: string | undefined } | undefined
  error: Parameters<typeof FaultNotice>[0]['fault'] | null
  isFetching: boolean
  refetch: () => Promise<unknown>
}

function Services({ answer: { data, error, isFetching, refetch } }: { answer: Asked<Service> }) {
  const t = useText(directoryTexts)
  const { mayWrite } = useReader()
  const [changes, setChanges] = useState<Service>()
  const columns: Column<Service>[] = [
    {
      key: 'name',
      title: t('service.name'),
      cell: ({ name, kind }) => (
        <div>
          {name}
          {kind && <div className="field-hint">{t(`kind.${kind}`)}</div>}
        </div>
      ),
    },
    {
      key: 'accountable',
      title: t('service.accountable'),
      cell: ({ accountable, why }) => (
        <div>
          <OtherName other={accountable} />
          <div className="field-hint">{t(`why.${why}`)}</div>
        </div>
      ),
    },
    {
      key: 'doing',
      title: t('service.doing'),
      cell: ({ doing }) =>
        doing.length === 0 ? (
          <span className="faint">{t('service.doing.none')}</span>
        ) : (
          <ul className="directory-doing">
            {doing.map(({ type, other }) => (
              <li key={`${type} ${other.name}`}>
                <OtherName other={other} /> · {t(`doing.${type}`)}
              </li>
            ))}
          </ul>
        ),
    },
    { key: 'period', title: t('service.period'), cell: ({ from, to }) => <PeriodText from={from} to={to} /> },
    ...(mayWrite
      ? [
          {
            key: 'change',
            title: t('service.change'),
            tight: true,
            cell: (row: Service) => (
              <Button look="tertiary" aria-label={t('service.change.of', { what: row.name })} onClick={() => setChanges(row)}>
                {t('service.change')}
              </Button>
            ),
          },
        ]
      : []),
  ]
  return (
    <>
      <DataTable
        caption={t('view.services')}
        columns={columns}
        rows={data?.rows}
        rowKey={({ id }) => id}
        rowName={({ name }) => name}
        empty={
          <Empty title={t('service.none')}>
            <p>{t('service.none.next')}</p>
          </Empty>
        }
        fault={error}
        onRetry={() => void refetch()}
        busy={isFetching}
      />
      {data?.next && <p className="field-hint">{t('service.more')}</p>}
      {changes && <ServiceDialog service={changes} onClose={() => setChanges(undefined)} />}
    </>
  )
}

function Relations({ answer: { data, error, isFetching, refetch }, own }: { answer: Asked<Relation>; own: Id<'org'> }) {
  const t = useText(directoryTexts)
  const { mayWrite } = useReader()
  const [ends, setEnds] = useState<Relation>()
  const again = useAction(directoryApi.changeRelation, { onDone: () => tell(t('relation.back')) })
  const says = ({ type, organisation, outward, other }: Relation) =>
    t(`does.${type}`, {
      one: outward ? organisation.name : other.name,
      other: outward ? other.name : organisation.name,
    })
  const columns: Column<Relation>[] = [
    {
      key: 'what',
      title: t('relation.what'),
      cell: (row) => (
        <div>
          {says(row)}
          {row.organisation.id !== own && (
            <div>
              <TextLink to={`/directory/of/${row.organisation.id}?view=relations`}>{row.organisation.name}</TextLink>
            </div>
          )}
        </div>
      ),
    },
    { key: 'service', title: t('service.name'), cell: ({ service }) => service?.name ?? '' },
    { key: 'period', title: t('service.period'), cell: ({ from, to }) => <PeriodText from={from} to={to} /> },
    {
      key: 'source',
      title: t('relation.source'),
      cell: ({ source, who }) => (
        <div>
          {source === 'declared' ? '' : source}
          <div className="field-hint">{t('relation.by', { who })}</div>
        </div>
      ),
    },
    ...(mayWrite
      ? [
          {
            key: 'end',
            title: t('relation.end'),
            tight: true,
            cell: (row: Relation) =>
              row.to === null ? (
                <Button look="tertiary" aria-label={t('relation.end.of', { what: says(row) })} onClick={() => setEnds(row)}>
                  {t('relation.end')}
                </Button>
              ) : null,
          },
        ]
      : []),
  ]
  return (
    <>
      <DataTable
        caption={t('view.relations')}
        columns={columns}
        rows={data?.rows}
        rowKey={({ id }) => id}
        rowName={says}
        empty={
          <Empty title={t('relation.none')}>
            <p>{t('relation.none.next')}</p>
          </Empty>
        }
        fault={error}
        onRetry={() => void refetch()}
        busy={isFetching}
      />
      {ends && (
        <EndRelationDialog
          relation={ends}
          says={says(ends)}
          onClose={() => setEnds(undefined)}
          onDone={() => tell(t('relation.ended'), () => again.mutate({ id: ends.id, to: null }))}
        />
      )}
    </>
  )
}
