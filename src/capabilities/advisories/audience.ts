import { organisationsInGroup, searchGroups } from '#capabilities/directory/index.ts'
import { memberOrganisations, organisationNames } from '#capabilities/members/index.ts'
import {
  type AffectedProduct,
  type InventoryMatch,
  matchInventory,
  settledBy,
  type Unsure,
} from '#capabilities/products/index.ts'
import { organisationsWith } from '#capabilities/services/index.ts'
import { today } from '#domain/dates.ts'
import type { Id } from '#domain/id.ts'
import type { Texts } from '#domain/locale.ts'
import type { Scope } from '#domain/scope.ts'
import type { Utc } from '#domain/time.ts'
import type { Tx } from '#platform/db/db.ts'
import type { AdvisoryContent, Audience, Reason } from './contract.ts'
import { type Candidate, type Chosen, chosenBy, type Found } from './rules-audience.ts'

/**
 * Whom an audience names at this moment, by name, each with its reasons, and how many members there are. Whoever is named or in a
 * group gets it also without being a member; the rest of the audience is members alone.
 */
export async function resolve(
  tx: Tx,
  scope: Scope,
  audience: Audience,
  content: Pick<AdvisoryContent, 'products'>,
  now: Utc,
): Promise<{ chosen: Chosen[]; of: number; unsure: Unsure[] }> {
  const members = await memberOrganisations(tx, scope)
  const named = audience.products ? await productReasons(tx, content) : { found: [], unsure: [] }
  const found = [
    ...(await byGroup(tx, scope, audience, now)),
    ...(await byService(tx, scope, audience, now)),
    ...byName(audience),
    ...named.found,
  ]
  const candidates = await withOutsiders(tx, members, found)
  return { chosen: chosenBy(audience, candidates, found), of: members.length, unsure: named.unsure }
}

async function byGroup(tx: Tx, scope: Scope, { groups }: Audience, now: Utc): Promise<Found[]> {
  const found: Found[] = []
  for (const group of groups) {
    const [known] = await searchGroups(tx, scope, group, 1)
    if (!known) continue
    for (const organisation of await organisationsInGroup(tx, scope, group, today(now)))
      found.push({ organisation, reason: { kind: 'group', group, name: known.name }, sureness: 'certain' })
  }
  return found
}

async function byService(tx: Tx, scope: Scope, { services }: Audience, now: Utc): Promise<Found[]> {
  const found: Found[] = []
  for (const service of services)
    for (const organisation of await organisationsWith(tx, scope, service, now))
      found.push({ organisation, reason: { kind: 'service', service }, sureness: 'certain' })
  return found
}

const byName = ({ organisations }: Audience): Found[] =>
  [...new Set(organisations)].map((organisation) => ({ organisation, reason: { kind: 'named' }, sureness: 'certain' }))

const mostLines = 5
const surenessOf = { sure: 'certain', likely: 'likely', ask: 'unsure' } as const

/**
 * Who has what a warning names, or may have; `unsure` is what a question to the member would settle. What a member has answered without
 * naming a version settles what it was asked about.
 */
export async function productReasons(
  tx: Tx,
  { products }: Pick<AdvisoryContent, 'products'>,
  among?: readonly Id<'org'>[],
): Promise<{ found: Found[]; unsure: Unsure[] }> {
  if (products.length === 0) return { found: [], unsure: [] }
  const { organisations } = await matchInventory(tx, products.map(affected), among)
  const settled = await settledBy(tx, tx.scope, [...organisations.keys()])
  const found: Found[] = []
  const unsure: Unsure[] = []
  for (const [organisation, matches] of organisations) {
    let told = 0
    const named = Map.groupBy(matches, ({ line }) => line)
    for (const match of matches) {
      const { versions } = products[match.product]!
      const all = named.get(match.line)!.map(({ product }) => products[product]!.versions)
      const answer = match.sureness === 'ask' ? settled(match, versions, all) : undefined
      if (answer === false) continue
      const sureness = answer ? 'certain' : surenessOf[match.sureness]
      if (sureness === 'unsure') {
        const { vendor = '', product } = match.compared
        unsure.push({ organisation, line: match.line, vendor, product, versions })
      }
      // More lines than these say nothing that the first do not.
      if (told++ < mostLines) found.push({ organisation, reason: matchReason(match, answer), sureness })
    }
  }
  return { found, unsure }
}

/** Beside why it matched: the member has said that it is so. */
const answeredWords: Texts = {
  nb: 'Dere har svart at dere kjører en av versjonene.',
  nn: 'De har svara at de køyrer ein av versjonane.',
  en: 'You have answered that you run one of the versions.',
}

/** What is left empty is not known, which is other than an empty name. */
export const affected = ({ vendor, product, versions, cpe, purl }: AdvisoryContent['products'][number]): AffectedProduct => ({
  product,
  ...(vendor && { vendor }),
  ...(versions && { versions }),
  ...(cpe && { cpe }),
  ...(purl && { purl }),
})

const matchReason = ({ line, compared, why }: InventoryMatch, isAnswered = false): Reason => ({
  kind: 'product',
  line,
  product: [compared.vendor, compared.product].filter(Boolean).join(' '),
  version: compared.version ?? '',
  seenAt: compared.seenAt,
  by: compared.by,
  why: isAnswered ? answeredWords : why,
})

const { compare } = new Intl.Collator('nb', { numeric: true })

/** Members, and beside them those who were found without being one; by name. */
async function withOutsiders(tx: Tx, members: readonly Candidate[], found: readonly Found[]): Promise<Candidate[]> {
  const known = new Set(members.map(({ id }) => id))
  const others = [...new Set(found.map(({ organisation }) => organisation))].filter((id) => !known.has(id))
  if (others.length === 0) return [...members]
  const names = await organisationNames(tx, others)
  const outsiders = [...names].map(([id, name]): Candidate => ({ id, name, kinds: [], constituencies: [], county: null }))
  return [...members, ...outsiders].sort((one, other) => compare(one.name, other.name))
}
