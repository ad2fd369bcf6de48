import { type Addressee, addressees } from '#capabilities/members/index.ts'
import { quietNow } from '#capabilities/notices/index.ts'
import type { Id } from '#domain/id.ts'
import type { Utc } from '#domain/time.ts'
import type { Tx } from '#platform/db/db.ts'
import type { Choice } from './contract.ts'
import { isForced, type Plan, planOf, type Tellable, warningOf } from './rules.ts'
import * as store from './store.ts'

type Contact = Addressee['contacts'][number]

/** What each of these organisations has chosen, by contact; its own choice stands under null. */
export async function choicesBy(
  tx: Tx,
  organisations: readonly Id<'org'>[],
): Promise<(organisation: Id<'org'>) => ReadonlyMap<string | null, Choice>> {
  const rows = Map.groupBy(await store.subscriptionsOf(tx, tx.scope, organisations), ({ organisation }) => organisation)
  return (organisation) => new Map((rows.get(organisation) ?? []).map(({ contact, choice }) => [contact, choice]))
}

/** How each of those a warning is addressed to wants to be told of it. `owned` is what its inventory has of it. */
export async function plansFor(
  tx: Tx,
  content: Tellable,
  to: readonly { organisation: Id<'org'>; owned?: string | undefined }[],
  now: Utc,
): Promise<Map<Id<'org'>, Plan<Contact>>> {
  const ids = to.map(({ organisation }) => organisation)
  const warning = warningOf(content)
  const [known, choices] = [await addressees(tx, ids), await choicesBy(tx, ids)]
  const quiet = isForced(warning) ? new Set<Id<'org'>>() : await quietNow(tx, ids, now)
  return new Map(
    to.map(({ organisation, owned }) => {
      const contacts = known.get(organisation)?.contacts ?? []
      return [organisation, planOf(contacts, choices(organisation), warning, { owned, quiet: quiet.has(organisation) })]
    }),
  )
}

/** Notes of those a version is addressed to, or is over for, whether they are told at once; a letter tells the others. */
export const noteItems = (
  tx: Tx,
  { advisory, version }: { advisory: Id<'adv'>; version: number },
  kind: 'addressed' | 'over',
  told: readonly { organisation: Id<'org'>; atOnce: boolean }[],
  now: Utc,
): Promise<Id<'org'>[]> =>
  store.addItems(
    tx,
    tx.scope,
    told.map(({ organisation, atOnce }) => ({ organisation, advisory, version, kind, why: null, atOnce })),
    now,
  )
