import type { Id } from '#domain/id.ts'
import { type Severity, severities } from '#domain/severity.ts'
import type { AddressParams } from '#ui/kit/address.ts'
import { readMany } from '#ui/kit/Filters.tsx'
import { type Answer, answers, type FindingFilter, type FindingState, findingStates, unsettled } from '../contract.ts'

export const orders = ['severity', 'due', 'newest'] as const
export type OrderName = (typeof orders)[number]

/** The value of `state` in the address that asks for every state; without one, what is unsettled is shown. */
export const everyState = 'all'

/** A filter as it is asked for. */
export type Asked = Omit<FindingFilter, 'overdue' | 'unproven'> & { overdue?: 'true'; unproven?: 'true' }

export interface Wanted {
  filter: Asked
  order: OrderName
  after: string | undefined
}

/** What the address asks for. What it says wrongly is left out: an old link still shows a list. */
export function readWanted(params: AddressParams): Wanted {
  const severity = readMany(params.severity).filter((each): each is Severity => severities.some((known) => known === each))
  const organisation = /^org_[0-9a-f]{32}$/.test(params.organisation ?? '') ? (params.organisation as Id<'org'>) : undefined
  const answer = readMany(params.answer).filter((each): each is Answer => answers.some((known) => known === each))
  const order = orders.find((known) => known === params.order) ?? 'severity'
  const state = statesOf(params.state)
  return {
    filter: {
      ...(params.q?.trim() && { q: params.q.trim() }),
      // By deadline only what still has one is listed, so only that is counted.
      ...((state || order === 'due') && { state: order === 'due' ? withDeadline(state) : state }),
      ...(severity.length > 0 && { severity }),
      ...(params.kind && { kind: [params.kind] }),
      ...(organisation && { organisation: [organisation] }),
      ...(params.source && { source: params.source }),
      ...(params.overdue === 'true' && { overdue: 'true' as const }),
      ...(answer.length > 0 && { answer }),
      ...(params.unproven === 'true' && { unproven: 'true' as const }),
    },
    order,
    after: params.after,
  }
}

const withDeadline = (state: readonly FindingState[] | undefined): FindingState[] => {
  const both = (state ?? unsettled).filter((each) => unsettled.includes(each))
  return both.length > 0 ? both : [...unsettled]
}

/** The states that the address names; `undefined` for every state. */
export function statesOf(text: string | undefined): FindingState[] | undefined {
  if (text === everyState) return undefined
  const named = readMany(text)
  const known = findingStates.filter((state) => named.includes(state))
  return known.length > 0 ? known : [...unsettled]
}
