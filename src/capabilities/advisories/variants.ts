import { createHash } from 'node:crypto'
import { type Id, uuidOf } from '#domain/id.ts'
import { locales } from '#domain/locale.ts'
import { no, ok, type Result } from '#domain/result.ts'
import type { Scope } from '#domain/scope.ts'
import type { Utc } from '#domain/time.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/db/db.ts'
import type { AdvisoryContent } from './contract.ts'
import { mayVary } from './rules.ts'
import * as store from './store.ts'
import { noteWordings, replaceVariants, type Variant, variantRows } from './store-variants.ts'

/** Which wording somebody is told in; `a` is the warning's own. */
export type WordingKey = 'a' | Variant['key']

/**
 * The wording of an addressee: drawn by lot, with the warning, its version and the organisation as the seed, so that whoever asks again
 * is answered the same.
 */
export function drawn(
  { advisory, version }: { advisory: Id<'adv'>; version: number },
  organisation: Id<'org'>,
  keys: readonly WordingKey[],
): WordingKey {
  const seed = `${uuidOf(advisory)} ${version} ${uuidOf(organisation)}`
  return keys[createHash('sha256').update(seed).digest().readUInt32BE(0) % keys.length]!
}

/** Draws a wording for each of these and keeps which; returns what is said otherwise to whom. Nobody where there is one wording alone. */
export async function drawWordings(
  tx: Tx,
  scope: Scope,
  of: { advisory: Id<'adv'>; version: number },
  content: AdvisoryContent,
  organisations: readonly Id<'org'>[],
): Promise<Map<Id<'org'>, Variant>> {
  if (!mayVary(content)) return new Map()
  const variants = await variantRows(tx, scope, of)
  if (variants.length === 0) return new Map()
  const keys = ['a', ...variants.map(({ key }) => key)] as const
  const given = organisations.map((organisation) => ({ organisation, key: drawn(of, organisation, keys) }))
  await noteWordings(tx, scope, of, given)
  return new Map(
    given.flatMap(({ organisation, key }) => {
      const variant = variants.find((one) => one.key === key)
      return variant ? [[organisation, variant] as const] : []
    }),
  )
}

/** What a warning says in another wording. */
export const inWording = (content: AdvisoryContent, variant: Variant | undefined): AdvisoryContent =>
  variant
    ? {
        ...content,
        title: variant.title,
        summary: locales.some((locale) => variant.summary[locale]) ? variant.summary : content.summary,
      }
    : content

/** The other wordings of one published version. */
export const variantsOf = variantRows

/** What may be said otherwise in a draft, or was in the last version. */
export interface VariantsNow {
  version: number
  revision: number
  /** The draft is at work: they may be written. */
  open: boolean
  allowed: boolean
  content: AdvisoryContent
  variants: Variant[]
}

/** The other wordings of the draft, else of the last version; and whether they may be written now. */
export async function variantsNow(tx: Tx, scope: Scope, id: Id<'adv'>): Promise<VariantsNow | undefined> {
  const advisory = await store.advisoryRow(tx, scope, id)
  if (!advisory) return undefined
  const isDraft = advisory.draftState !== null
  const version = isDraft ? advisory.version + 1 : advisory.version
  const content = isDraft ? advisory.draft : (await store.versionsOf(tx, scope, id))[0]?.content
  if (!content) return undefined
  const variants = await variantRows(tx, scope, { advisory: id, version })
  return {
    version,
    revision: advisory.revision,
    open: advisory.draftState === 'draft',
    allowed: mayVary(content),
    content,
    variants,
  }
}

/**
 * Writes the other wordings of a draft that is at work, so that whoever reviews it reads them too. Each is written in every language
 * that the warning is written in.
 */
export async function setVariants(
  tx: Tx,
  scope: Scope,
  { id, revision, variants }: { id: Id<'adv'>; revision: number; variants: readonly Variant[] },
  now: Utc,
): Promise<
  Result<
    { revision: number },
    'not-found' | 'advisory-no-draft' | 'advisory-changed-meanwhile' | 'wording-not-allowed' | 'wording-incomplete'
  >
> {
  const advisory = await store.advisoryRow(tx, scope, id, { hold: true })
  if (!advisory) return no('not-found')
  const { draft, draftState, audience, source, version } = advisory
  if (!draft || draftState !== 'draft') return no('advisory-no-draft')
  if (advisory.revision !== revision) return no('advisory-changed-meanwhile', `${advisory.changedBy}.`)
  if (variants.length > 0 && !mayVary(draft)) return no('wording-not-allowed')
  const written = locales.filter((locale) => draft.title[locale])
  const isWhole = ({ title, summary }: Variant) =>
    written.every((locale) => title[locale]) &&
    (locales.every((locale) => !summary[locale]) || written.every((locale) => summary[locale]))
  if (!variants.every(isWhole)) return no('wording-incomplete')
  await replaceVariants(tx, scope, { advisory: id, version: version + 1 }, variants)
  await store.saveDraft(tx, scope, advisory, { content: draft, audience, source }, now)
  await audit(
    tx,
    { action: 'advisory.wordings', object: id, detail: { trackingId: advisory.trackingId, wordings: variants.length + 1 } },
    now,
  )
  return ok({ revision: revision + 1 })
}
