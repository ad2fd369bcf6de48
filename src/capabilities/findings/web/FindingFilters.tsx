import { useId } from 'react'
import { feedsApi } from '#capabilities/feeds/contract.ts'
import { membersApi } from '#capabilities/members/contract.ts'
import type { Id } from '#domain/id.ts'
import { severities } from '#domain/severity.ts'
import { useCall } from '#ui/api.ts'
import { useAddress } from '#ui/kit/address.ts'
import { type Filter, Filters } from '#ui/kit/Filters.tsx'
import { Lookup, type Search } from '#ui/kit/Lookup.tsx'
import { kitTexts } from '#ui/kit/texts.ts'
import { Views } from '#ui/kit/Views.tsx'
import { useText } from '#ui/text/text.ts'
import { answers, findingStates, findingsApi, unsettled } from '../contract.ts'
import { everyState, type OrderName, orders, type Wanted } from './filter.ts'
import { useOperated } from './portal/operated.ts'
import { useReader } from './reader.ts'
import { findingsTexts } from './texts.ts'

const { compare } = new Intl.Collator('nb', { numeric: true })

/** What may be chosen above the list of findings; for members only what they would ask for. */
export function FindingFilters({ order }: { order: OrderName }) {
  const t = useText(findingsTexts)
  const kit = useText(kitTexts)
  const { team, organisations } = useReader()
  const [{ organisation }] = useAddress()
  const operated = useOperated()
  const kinds = useCall(findingsApi.kinds, {}, { enabled: team })
  const sources = useCall(feedsApi.sources, {}, { enabled: team })
  const filters: Filter[] = [
    { kind: 'search', name: 'q', label: t(team ? 'filter.q' : 'filter.q.member') },
    {
      kind: 'many',
      name: 'severity',
      label: t('column.severity'),
      choices: severities.map((value) => ({ value, label: kit(`severity.${value}`) })),
    },
    { kind: 'one', name: 'overdue', label: t('column.due'), choices: [{ value: 'true', label: t('filter.overdue') }] },
  ]
  const owners = [...organisations, ...(operated?.rows ?? []).map(({ organisation }) => organisation)]
  if (!team && owners.length > 1)
    filters.push({
      kind: 'one',
      name: 'organisation',
      label: t('column.whose'),
      choices: owners.map(({ id, name }) => ({ value: id, label: name })).sort((one, other) => compare(one.label, other.label)),
    })
  if (team)
    filters.push(
      {
        kind: 'many',
        name: 'answer',
        label: t('filter.answer'),
        choices: answers.map((value) => ({ value, label: t(`answered.${value}`) })),
      },
      { kind: 'one', name: 'unproven', label: t('filter.proof'), choices: [{ value: 'true', label: t('filter.unproven') }] },
      {
        kind: 'one',
        name: 'kind',
        label: t('filter.kind'),
        choices: (kinds.data?.kinds ?? [])
          .map(({ id, name }) => ({ value: id, label: name }))
          .sort((one, other) => one.label.localeCompare(other.label)),
      },
      {
        kind: 'one',
        name: 'source',
        label: t('filter.source'),
        choices: (sources.data?.sources ?? []).map(({ name, title }) => ({ value: name, label: title })),
      },
    )
  return (
    <Filters filters={filters} childrenSet={team && organisation ? 1 : 0}>
      {team && <OrganisationFilter />}
      <OrderChoice order={order} />
    </Filters>
  )
}

/** Finds organisations by a part of the name; the number tells apart those of the same name. */
const useOrganisations: Search = (typed) => {
  const { data } = useCall(membersApi.list, { q: typed, limit: 10 }, { enabled: typed !== '' })
  return typed === ''
    ? undefined
    : data?.rows.map(({ id, name, number }) => ({ value: id, label: number ? `${name} (${number})` : name }))
}

function OrganisationFilter() {
  const t = useText(findingsTexts)
  const [{ organisation }, change] = useAddress()
  const { data } = useCall(membersApi.get, { id: organisation as Id<'org'> }, { enabled: Boolean(organisation) })
  const known = organisation ? data?.organisation : undefined
  return (
    <Lookup
      label={t('column.whose')}
      chosen={known && { value: known.id, label: known.number ? `${known.name} (${known.number})` : known.name }}
      useSearch={useOrganisations}
      onChoose={(found) => change({ organisation: found?.value })}
    />
  )
}

function OrderChoice({ order }: { order: OrderName }) {
  const t = useText(findingsTexts)
  const id = useId()
  const [, change] = useAddress()
  return (
    <div className="filter">
      <label className="ds-label" htmlFor={id}>
        {t('order.label')}
      </label>
      <select
        id={id}
        className="ds-input"
        value={order}
        onChange={({ target }) => change({ order: target.value === 'severity' ? undefined : target.value })}
      >
        {orders.map((each) => (
          <option key={each} value={each}>
            {t(`order.${each}`)}
          </option>
        ))}
      </select>
    </div>
  )
}

/** Where the findings stand, each state with its number under the other filters; without a choice, what is unsettled. */
export function StateViews({ wanted: { filter, order } }: { wanted: Wanted }) {
  const t = useText(findingsTexts)
  const kit = useText(kitTexts)
  const { state: shown, ...others } = filter
  const { data } = useCall(findingsApi.count, others)
  const of = (states: readonly string[]) =>
    data && { value: states.reduce((sum, state) => sum + (data.byState[state] ?? 0), 0), more: data.count.more }
  const isShown = (states: readonly string[]) => shown?.length === states.length && shown.every((state) => states.includes(state))
  const present = findingStates.filter((state) => data?.byState[state] || isShown([state]))
  return (
    <Views
      label={t('column.state')}
      views={[
        {
          key: 'unsettled',
          title: t('view.unsettled'),
          sets: { state: undefined },
          current: isShown(unsettled),
          count: of(unsettled),
        },
        ...present.map((state) => ({
          key: state,
          title: kit(`state.${state}`),
          // What is settled has no deadline to sort by.
          sets: { state, ...(order === 'due' && !unsettled.includes(state) && { order: undefined }) },
          current: isShown([state]),
          count: of([state]),
        })),
        {
          key: everyState,
          title: t('view.all'),
          sets: { state: everyState, ...(order === 'due' && { order: undefined }) },
          current: shown === undefined,
          count: data?.count,
        },
      ]}
    />
  )
}
