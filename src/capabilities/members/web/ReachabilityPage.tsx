import { useState } from 'react'
import type { z } from 'zod'
import { counties } from '#domain/county.ts'
import type { Id } from '#domain/id.ts'
import { useCall } from '#ui/api.ts'
import { useAddress } from '#ui/kit/address.ts'
import { Button, TextLink } from '#ui/kit/Button.tsx'
import { CountText } from '#ui/kit/CountText.tsx'
import { type Column, DataTable } from '#ui/kit/DataTable.tsx'
import { TableDownloads } from '#ui/kit/Downloads.tsx'
import { type Filter, Filters } from '#ui/kit/Filters.tsx'
import { Empty, FaultNotice } from '#ui/kit/Notice.tsx'
import { Page, Section } from '#ui/kit/Page.tsx'
import { Pager } from '#ui/kit/Pager.tsx'
import { Tabs } from '#ui/kit/Tabs.tsx'
import { TimeText } from '#ui/kit/TimeText.tsx'
import { numberText } from '#ui/text/dates.ts'
import { useLocale, useText } from '#ui/text/text.ts'
import {
  type Constituency,
  constituencies,
  membersApi,
  NightState,
  type OrganisationKind,
  organisationKinds,
  type ReachFigures,
  ReachState,
} from '../contract.ts'
import { TestCallDialog, TestCallText } from './TestCall.tsx'
import { membersTexts } from './texts.ts'
import { contactsTexts } from './texts-contacts.ts'

/** How many members can be reached, of how many, with the members behind each number and the numbers that wait for a test call. */
export function ReachabilityPage() {
  const t = useText(contactsTexts)
  return (
    <Page title={t('reach.title')} lead={t('reach.lead')}>
      <Tabs
        label={t('reach.title')}
        tabs={[
          { key: 'figures', title: t('reach.figures'), panel: () => <Figures /> },
          { key: 'list', title: t('reach.list'), panel: () => <Members /> },
          { key: 'calls', title: t('reach.calls'), panel: () => <Calls /> },
        ]}
      />
    </Page>
  )
}

function useWhere(): readonly Filter[] {
  const t = useText(membersTexts)
  return [
    {
      kind: 'one',
      name: 'kind',
      label: t('list.kinds'),
      choices: organisationKinds.map((value) => ({ value, label: t(`kind.${value}`) })),
    },
    {
      kind: 'one',
      name: 'constituency',
      label: t('list.constituency'),
      choices: constituencies.map((value) => ({ value, label: t(`constituency.${value}`) })),
    },
    {
      kind: 'one',
      name: 'county',
      label: t('list.county'),
      choices: Object.entries(counties).map(([value, label]) => ({ value, label })),
    },
  ]
}

/** What the filters of the address ask for. */
function useAsked() {
  const [{ kind, constituency, county, state, night }] = useAddress()
  return {
    where: {
      ...(kind && { kind: kind as OrganisationKind }),
      ...(constituency && { constituency: constituency as Constituency }),
      ...(county && { county }),
    },
    which: { ...(state && { state: state as ReachState }), ...(night && { night: night as NightState }) },
  }
}

interface Line {
  key: string
  title: string
  figures: ReachFigures
  /** What the list behind its numbers is filtered by. */
  where: string
}

function useColumns(first: string): readonly Column<Line>[] {
  const t = useText(contactsTexts)
  const locale = useLocale()
  const column = (key: ReachState | 'night', which: string): Column<Line> => ({
    key,
    title: t(`reach.column.${key}`),
    cell: ({ title, figures, where }) => {
      const words = t('reach.of', { value: numberText(figures[key], locale), total: numberText(figures.members, locale) })
      if (figures[key] === 0) return words
      return (
        <TextLink to={`/contacts/reachability?tab=list&${which}${where}`}>
          {words}
          <span className="ds-sr-only"> {t('reach.show', { what: title, state: t(`reach.column.${key}`) })}</span>
        </TextLink>
      )
    },
    align: 'end',
    tight: true,
  })
  return [
    { key: 'what', title: first, cell: ({ title }) => title },
    ...ReachState.options.map((state) => column(state, `state=${state}`)),
    column('night', 'night=tested'),
  ]
}

function Figures() {
  const t = useText(contactsTexts)
  const words = useText(membersTexts)
  const { where } = useAsked()
  const { data, error, refetch, isFetching } = useCall(membersApi.reachability, where)
  const columns = useColumns(t('reach.column.what'))
  const filters = useWhere()
  const kept = Object.entries(where)
    .map(([name, value]) => `&${name}=${value}`)
    .join('')
  const table = (caption: string, lines: readonly Line[] | undefined) => (
    <DataTable
      caption={caption}
      columns={columns}
      rows={lines}
      rowKey={({ key }) => key}
      rowName={({ title }) => title}
      busy={isFetching}
      empty={<NoMembers />}
    />
  )
  if (error && !data) return <FaultNotice fault={error} onRetry={() => void refetch()} />
  const total = data?.total
  return (
    <div className="page">
      <Filters filters={filters} />
      {total && (
        <p role="status">
          <CountText
            parts={[
              { value: total.confirmed, what: t('reach.confirmed'), of: total.members },
              { value: total['not-confirmed'], what: t('reach.not-confirmed') },
              { value: total.overdue, what: t('reach.overdue') },
              { value: total.without, what: t('reach.without') },
              { value: total.night, what: t('reach.night'), of: total.members },
            ]}
          />
        </p>
      )}
      {table(t('reach.all'), total && [{ key: 'all', title: t('reach.all'), figures: total, where: kept }])}
      <Section title={t('reach.kinds')}>
        <p className="field-hint">{t('reach.kinds.note')}</p>
        {table(
          t('reach.kinds'),
          data?.kinds.map(({ kind, ...figures }) => ({
            key: kind,
            title: words(`kind.${kind}`),
            figures,
            where: `${kept}&kind=${kind}`,
          })),
        )}
      </Section>
      <Section title={t('reach.counties')}>
        {table(
          t('reach.counties'),
          data?.counties.map(({ county, ...figures }) => ({
            key: county ?? 'none',
            title: county === null ? t('reach.county.none') : (counties[county] ?? county),
            figures,
            where: county === null ? kept : `${kept}&county=${county}`,
          })),
        )}
      </Section>
    </div>
  )
}

type Listed = z.output<typeof membersApi.reachabilityList.output>['rows'][number]

function Members() {
  const t = useText(contactsTexts)
  const words = useText(membersTexts)
  const [{ after }] = useAddress()
  const { where, which } = useAsked()
  const asked = { ...where, ...which }
  const { data, error, refetch, isFetching } = useCall(membersApi.reachabilityList, { ...asked, ...(after && { after }) })
  const { data: everybody } = useCall(membersApi.reachabilityList, { limit: 1 }, { enabled: Object.keys(asked).length > 0 })
  const filters = useWhere()
  const columns: Column<Listed>[] = [
    { key: 'name', title: words('list.name'), cell: ({ organisation }) => organisation.name },
    {
      key: 'kinds',
      title: words('list.kinds'),
      cell: ({ kinds, county }) => (
        <div>
          {kinds.map((kind) => words(`kind.${kind}`)).join(', ')}
          {county && <div className="field-hint">{counties[county] ?? county}</div>}
        </div>
      ),
    },
    {
      key: 'state',
      title: t('reach.column.state'),
      cell: ({ state, confirmedAt }) => (
        <div>
          {t(`reach.state.${state}`)}
          {confirmedAt && (
            <div className="field-hint">
              <TimeText at={confirmedAt} only="distance" />
            </div>
          )}
        </div>
      ),
    },
    { key: 'night', title: t('reach.column.nightState'), cell: ({ night }) => t(`reach.night.${night}`) },
  ]
  return (
    <div className="page">
      <Filters
        filters={[
          {
            kind: 'one',
            name: 'state',
            label: t('reach.column.state'),
            choices: ReachState.options.map((value) => ({ value, label: t(`reach.state.${value}`) })),
          },
          {
            kind: 'one',
            name: 'night',
            label: t('reach.column.nightState'),
            choices: NightState.options.map((value) => ({ value, label: t(`reach.night.${value}`) })),
          },
          ...filters,
        ]}
      />
      {data && (
        <p role="status">
          <CountText parts={[{ value: data.count, what: t('reach.found'), ...(everybody && { of: everybody.count }) }]} />
        </p>
      )}
      <DataTable
        caption={t('reach.list')}
        columns={columns}
        rows={data?.rows}
        rowKey={({ organisation }) => organisation.id}
        rowName={({ organisation }) => organisation.name}
        rowLink={({ organisation }) => `/organisations/${organisation.id}`}
        empty={<NoMembers />}
        fault={error}
        onRetry={() => void refetch()}
        busy={isFetching}
      />
      <Pager next={data?.next} />
      <div className="actions">
        <TableDownloads csv={membersApi.reachabilityCsv} xlsx={membersApi.reachabilityXlsx} input={asked} />
      </div>
    </div>
  )
}

function NoMembers() {
  const t = useText(contactsTexts)
  const { where, which } = useAsked()
  const filtered = Object.keys({ ...where, ...which }).length > 0
  return (
    <Empty title={t(filtered ? 'reach.none' : 'reach.blank')}>
      <p>{t(filtered ? 'reach.none.next' : 'reach.blank.next')}</p>
    </Empty>
  )
}

type Due = z.output<typeof membersApi.dueTestCalls.output>['rows'][number]

function Calls() {
  const t = useText(contactsTexts)
  const words = useText(membersTexts)
  const [{ after }] = useAddress()
  const { where } = useAsked()
  const { data, error, refetch, isFetching } = useCall(membersApi.dueTestCalls, { ...where, ...(after && { after }) })
  const [rung, setRung] = useState<{ id: Id<'con'>; name: string; telephone: string }>()
  const filters = useWhere()
  const columns: Column<Due>[] = [
    { key: 'name', title: words('list.name'), cell: ({ organisation }) => organisation.name },
    {
      key: 'contact',
      title: t('due.contact'),
      cell: ({ contact }) => (
        <div>
          {contact.name}
          <div>
            <a className="ds-link whole-line" href={`tel:${contact.telephone.replaceAll(/[^+\d]/g, '')}`}>
              {contact.telephone}
            </a>
          </div>
        </div>
      ),
    },
    {
      key: 'last',
      title: t('due.last'),
      cell: ({ lastCall }) => (lastCall ? <TestCallText call={lastCall} /> : t('due.last.none')),
    },
    {
      key: 'call',
      title: t('call'),
      cell: ({ contact }) => (
        <Button look="secondary" aria-label={t('call.of', { name: contact.name })} onClick={() => setRung(contact)}>
          {t('call.save')}
        </Button>
      ),
      tight: true,
    },
  ]
  return (
    <div className="page">
      <p>{t('due.lead')}</p>
      <Filters filters={filters} />
      {data && (
        <p role="status">
          <CountText parts={[{ value: data.count, what: t('due.found'), of: data.of }]} />
        </p>
      )}
      <DataTable
        caption={t('reach.calls')}
        columns={columns}
        rows={data?.rows}
        rowKey={({ contact }) => contact.id}
        rowName={({ organisation }) => organisation.name}
        rowLink={({ organisation }) => `/organisations/${organisation.id}`}
        empty={
          <Empty title={t('due.none')}>
            <p>{t('due.none.next')}</p>
          </Empty>
        }
        fault={error}
        onRetry={() => void refetch()}
        busy={isFetching}
      />
      <Pager next={data?.next} />
      {rung && <TestCallDialog contact={rung} onClose={() => setRung(undefined)} />}
    </div>
  )
}
