import type { Day } from '#domain/time.ts'
import type { AccountableWhy, Other, RelationType, Teams } from './contract.ts'

/** A stretch of days: its end is the first day on which it holds no more; without end it lasts. */
export interface Days {
  from: Day
  to: Day | null
}

const endOf = ({ to }: Days): Day => to ?? '9999-12-31'

/** Whether a stretch holds on a day. */
export const holdsOn = (days: Days, day: Day): boolean => days.from <= day && day < endOf(days)

/** Whether two stretches share a day. One that ends where it begins never was and shares none. */
export const shareADay = (one: Days, other: Days): boolean =>
  one.from < endOf(other) && other.from < endOf(one) && one.from < endOf(one) && other.from < endOf(other)

/** Whether somebody can mean this: it ends after it begins. `mayBeEmpty`: an end at the beginning says that it never was. */
export const isStretch = (days: Days, { mayBeEmpty = false } = {}): boolean =>
  days.to === null || days.to > days.from || (mayBeEmpty && days.to === days.from)

/** What tells one relation from another, apart from its days. */
export interface Related extends Days {
  type: RelationType
  outward: boolean
  other: Other
  service: string | null
}

const isSameOther = (one: Other, other: Other): boolean =>
  (one.id !== null && one.id === other.id) ||
  (one.number !== null && one.number === other.number) ||
  one.name.toLowerCase() === other.name.toLowerCase()

/** Whether a relation says once more what another says of the same days. */
export const repeats = (one: Related, other: Related): boolean =>
  one.type === other.type &&
  one.outward === other.outward &&
  one.service === other.service &&
  isSameOther(one.other, other.other) &&
  shareADay(one, other)

/** Whether a relation says of its service that whoever does it is a controller itself, and so accountable. */
export const takesAccountability = ({ type, outward, service }: Pick<Related, 'type' | 'outward' | 'service'>): boolean =>
  type === 'controller' && !outward && service !== null

/**
 * Who answers for a service on a day: whoever does it as a controller of its own, otherwise the organisation whose service it is.
 * Who operates it makes no difference: tasks can be outsourced, responsibility cannot.
 */
export function accountableOn(own: Other, relations: readonly Related[], day: Day): { accountable: Other; why: AccountableWhy } {
  const controller = relations.find((relation) => takesAccountability(relation) && holdsOn(relation, day))
  return controller ? { accountable: controller.other, why: 'controller' } : { accountable: own, why: 'own' }
}

/** Whom to call first for an organisation: of two teams the one that leads, and nobody knows where nothing is agreed. */
export function firstOf({ ours, peers, lead }: Pick<Teams, 'ours' | 'peers' | 'lead'>): Teams['first'] {
  const teams = peers.length + (ours ? 1 : 0)
  if (teams === 0) return 'nobody'
  if (teams === 1) return ours ? 'us' : 'peer'
  if (lead === null) return 'not-agreed'
  if (lead.peer === null) return 'us'
  // A lead of a team that serves it no more is no answer.
  return peers.some(({ id }) => id === lead.peer?.id) ? 'peer' : 'not-agreed'
}
