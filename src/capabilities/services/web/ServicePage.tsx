import { useMemo, useState } from 'react'
import { constituencies, organisationKinds } from '#capabilities/members/contract.ts'
import { counties } from '#domain/county.ts'
import type { Id } from '#domain/id.ts'
import { useCall } from '#ui/api.ts'
import { useAddress } from '#ui/kit/address.ts'
import { Button, ButtonLink } from '#ui/kit/Button.tsx'
import { CountText } from '#ui/kit/CountText.tsx'
import { type Column, DataTable, nothing, type Selection } from '#ui/kit/DataTable.tsx'
import { TableDownloads } from '#ui/kit/Downloads.tsx'
import { type Filter, Filters } from '#ui/kit/Filters.tsx'
import { Empty, FaultNotice } from '#ui/kit/Notice.tsx'
import { Page, PageAwaited, Section } from '#ui/kit/Page.tsx'
import { Pager } from '#ui/kit/Pager.tsx'
import { TimeText } from '#ui/kit/TimeText.tsx'
import { Views } from '#ui/kit/Views.tsx'
import { usePlace } from '#ui/pages.ts'
import { useLocale, useText } from '#ui/text/text.ts'
import { type EnrolledRow, enrolmentStates, type Service, Subject, servicesApi, stayReasons } from '../contract.ts'
import { BulkDialog, type OpenDeed } from './BulkDialog.tsx'
import { readFilter } from './filter.ts'
import { Handles } from './Handles.tsx'
import { Places } from './Places.tsx'
import { useReader } from './reader.ts'
import { StateWords } from './StateWords.tsx'
import { servicesTexts } from './texts.ts'
import './services.css'

/** One service, or the agreement: who has it on, who lacks it, and where. */
export function ServicePage() {
  const subject = Subject.safeParse(usePlace('id'))
  const t = useText(servicesTexts)
  const { data, error, refetch } = useCall(servicesApi.catalogue, {})
  if (error && !data)
    return (
      <Page title={t('list.title')}>
        <FaultNotice fault={error} onRetry={() => void refetch()} />
      </Page>
    )
  if (!data) return <PageAwaited />
  const id = subject.success ? subject.data : 'membership'
  return <Of key={id} subject={id} service={data.services.find((each) => each.id === id)} />
}

function Of({ subject, service }: { subject: Subject; service: Service | undefined }) {
  const t = useText(servicesTexts)
  const locale = useLocale()
  const [params] = useAddress()
  const filter = readFilter(params)
  return (
    <Page
      title={service?.name ?? t('ours.agreement')}
      lead={service?.what ?? t('ours.due.why')}
      actions={
        <>
          <ButtonLink to={`/services/${subject}/terms`}>{t('one.terms')}</ButtonLink>
          <TableDownloads csv={servicesApi.export} xlsx={servicesApi.exportXlsx} input={{ id: subject, ...filter, locale }} />
        </>
      }
    >
      <Filters filters={useFilters()} />
      <div className="services-sides">
        <Section title={t('one.list')}>
          <List key={JSON.stringify(filter)} subject={subject} service={service} />
        </Section>
        <Section title={t('one.map')}>
          <Places subject={subject} filter={filter} />
        </Section>
      </div>
      {service && (
        <Section title={t('one.handles')}>
          <Handles service={service} />
        </Section>
      )}
    </Page>
  )
}

function useFilters(): Filter[] {
  const t = useText(servicesTexts)
  return [
    { kind: 'search', name: 'q', label: t('filter.q') },
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
      name: 'constituency',
      label: t('filter.constituency'),
      choices: constituencies.map((value) => ({ value, label: t(`constituency.${value}`) })),
    },
    {
      kind: 'many',
      name: 'why',
      label: t('filter.why'),
      choices: stayReasons.map((value) => ({ value, label: t(`why.${value}`) })),
    },
  ]
}

function List({ subject, service }: { subject: Subject; service: Service | undefined }) {
  const t = useText(servicesTexts)
  const [params] = useAddress()
  const { mayKeep } = useReader()
  const filter = readFilter(params)
  const { data, error, refetch, isFetching } = useCall(servicesApi.enrolled, {
    id: subject,
    ...filter,
    ...(params.after && { after: params.after }),
  })
  const [selection, setSelection] = useState<Selection>(nothing)
  const [deed, setDeed] = useState<OpenDeed>()
  const chosen = selection.kind === 'some' ? [...selection.keys].map((key) => key as Id<'org'>) : []
  const deeds = [
    'offer',
    ...(service?.needsApproval ? (['approve'] as const) : []),
    ...(service ? (['pause', 'resume'] as const) : []),
  ] as const
  const standing = data?.standing
  return (
    <>
      {standing && (
        <>
          <Views
            label={t('view.label')}
            views={[
              { key: 'all', title: t('view.all'), sets: { state: undefined }, current: !filter.state, count: standing.of },
              ...enrolmentStates.map((state) => ({
                key: state,
                title: t(`state.${state}`),
                sets: { state },
                current: filter.state?.length === 1 && filter.state[0] === state,
                count: standing.byState[state],
              })),
            ]}
          />
          <p role="status">
            <CountText
              parts={[
                { value: data.count, what: t('found'), of: standing.of },
                { value: standing.byState.on, what: t('found.on') },
                { value: standing.lack, what: t('found.lack') },
              ]}
            />
          </p>
        </>
      )}
      <DataTable<EnrolledRow>
        caption={t('one.list')}
        columns={useColumns(service)}
        rows={data?.rows}
        rowKey={({ id }) => id}
        rowName={({ name }) => name}
        rowLink={({ id }) => `/organisations/${id}/services`}
        {...(mayKeep && {
          selection,
          onSelect: setSelection,
          bulk: deeds.map((each) => (
            <Button key={each} look="secondary" onClick={() => setDeed({ deed: each, organisations: chosen })}>
              {t(`deed.${each}`)}
            </Button>
          )),
        })}
        empty={<NoneFits filtered={Object.keys(filter).length > 0} />}
        fault={error}
        onRetry={() => void refetch()}
        busy={isFetching}
      />
      <Pager next={data?.next} />
      {deed && <BulkDialog subject={subject} {...deed} onClose={() => setDeed(undefined)} onDone={() => setSelection(nothing)} />}
    </>
  )
}

function useColumns(service: Service | undefined): Column<EnrolledRow>[] {
  const t = useText(servicesTexts)
  return useMemo(
    () => [
      {
        key: 'name',
        title: t('column.name'),
        cell: ({ name }) => name,
      },
      { key: 'state', title: t('column.state'), cell: ({ state, why }) => <StateWords state={state} why={why} /> },
      {
        key: 'version',
        title: t('column.version'),
        align: 'end',
        tight: true,
        cell: ({ version }) => version ?? t('column.version.none'),
      },
      ...(service?.needsTargets
        ? [
            {
              key: 'targets',
              title: t('column.targets'),
              align: 'end' as const,
              tight: true,
              cell: ({ waitingTargets }: EnrolledRow) => waitingTargets,
            },
          ]
        : []),
      {
        key: 'changed',
        title: t('column.changed'),
        tight: true,
        cell: ({ changedAt }) => changedAt && <TimeText at={changedAt} only="day" />,
      },
    ],
    [t, service],
  )
}

function NoneFits({ filtered }: { filtered: boolean }) {
  const t = useText(servicesTexts)
  return (
    <Empty title={t(filtered ? 'empty.filtered' : 'empty.none')}>
      <p>{t(filtered ? 'empty.filtered.next' : 'empty.none.next')}</p>
    </Empty>
  )
}
