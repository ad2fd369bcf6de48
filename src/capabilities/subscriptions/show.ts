import { type Addressee, addressees } from '#capabilities/members/index.ts'
import { hasWebhook, meansOf } from '#capabilities/notices/index.ts'
import type { Id } from '#domain/id.ts'
import type { Locale } from '#domain/locale.ts'
import { mayFor, type Scope } from '#domain/scope.ts'
import type { World } from '#platform/capability.ts'
import type { Tx } from '#platform/db/db.ts'
import { mostSteps, toUndo } from './actions.ts'
import type { Choice, Subscription } from './contract.ts'
import { choicesBy } from './plan.ts'
import { firstOf, usualChoice } from './rules.ts'
import * as store from './store.ts'
import { placeInWords, sayChoice, stepWords } from './words.ts'

type Can = { sms: boolean; webhook: boolean }

/** A choice as it comes true here: without ways that are not set up. */
const possible = (choice: Choice, can: Can): Choice => ({
  ...choice,
  ways: choice.ways.filter((way) => way === 'mail' || can[way]),
})

const canAt = async (tx: Tx, config: World['config'], organisation: Id<'org'>): Promise<Can> => ({
  sms: meansOf(config).hasGateway,
  webhook: await hasWebhook(tx, organisation),
})

/** What holds at an organisation, with what was changed; nothing when the scope may not know of it. */
export async function subscriptionsShown(tx: Tx, config: World['config'], scope: Scope, id: Id<'org'>, locale: Locale) {
  const house = (await addressees(tx, [id])).get(id)
  if (!house) return undefined
  const can = await canAt(tx, config, id)
  const own = (await choicesBy(tx, [id]))(id)
  const steps = await store.stepsOf(tx, scope, id, mostSteps)
  const nameOf = (contact: Id<'con'> | null) =>
    contact === null ? undefined : (house.contacts.find((one) => one.id === contact)?.name ?? placeInWords('–', locale))
  const undo = toUndo(steps)
  const wordsOf = (step: store.StepRow): string => stepWords[step.what === 'set' && !step.after ? 'reset' : step.what][locale]
  return {
    organisation: { id, name: house.name },
    mayChange: mayFor(scope, id, 'contacts'),
    can,
    subscriptions: subscriptionRows(house, own, can, locale),
    undo: undo ? `${wordsOf(undo)}: ${placeInWords(nameOf(undo.contact), locale)}` : null,
    steps: steps.map((step) => ({
      at: step.at,
      who: step.by,
      words: wordsOf(step),
      reason: step.reason,
      contact: nameOf(step.contact) ?? null,
    })),
  }
}

function subscriptionRows(
  { contacts }: Addressee,
  own: ReadonlyMap<string | null, Choice>,
  can: Can,
  locale: Locale,
): Subscription[] {
  const first = new Set(firstOf(contacts).map(({ id }) => id))
  const ours = own.get(null) ?? usualChoice
  const row = (contact: Addressee['contacts'][number] | null): Subscription => {
    const chosen = own.get(contact?.id ?? null)
    const choice = chosen ?? ours
    return {
      contact: contact && { id: contact.id, name: contact.name, role: contact.role },
      own: chosen !== undefined,
      choice,
      said: sayChoice(possible(choice, { ...can, sms: can.sms && (contact === null || contact.telephone !== null) }), locale),
      first: contact !== null && first.has(contact.id),
      reachable: { mail: contact?.email != null, sms: contact?.telephone != null },
    }
  }
  return [row(null), ...contacts.map(row)]
}

/** A choice as it comes true at an organisation. */
export const possibleAt = async (tx: Tx, config: World['config'], organisation: Id<'org'>, choice: Choice): Promise<Choice> =>
  possible(choice, await canAt(tx, config, organisation))

/** What a choice says, as it comes true at an organisation. */
export const choiceSaid = async (
  tx: Tx,
  config: World['config'],
  organisation: Id<'org'>,
  choice: Choice | null,
  locale: Locale,
): Promise<string[]> => sayChoice(await possibleAt(tx, config, organisation, choice ?? usualChoice), locale)

/** One page of choices that are other than the usual, for the team. */
export async function subscriptionsListed(
  tx: Tx,
  scope: Scope,
  { after, limit }: { after?: string | undefined; limit: number },
  locale: Locale,
) {
  const rows = await store.subscriptionPage(tx, scope, { after, limit: limit + 1 })
  const shown = rows.slice(0, limit)
  const houses = await addressees(tx, [...new Set(shown.map(({ organisation }) => organisation))])
  const last = shown.at(-1)
  return {
    rows: shown.map(({ organisation, contact, choice, changedAt, changedBy }) => {
      const house = houses.get(organisation)
      return {
        organisation: { id: organisation, name: house?.name ?? '' },
        contact: contact && (house?.contacts.find(({ id }) => id === contact)?.name ?? '–'),
        said: sayChoice(choice, locale),
        changedAt,
        changedBy,
      }
    }),
    ...(rows.length > limit && last && { next: `${last.changedAt}~${last.id}` }),
  }
}
