import { askAbout } from '#capabilities/products/index.ts'
import type { AdvisoryType } from '#domain/advisory-type.ts'
import type { SourceChecked } from '#domain/checked.ts'
import { readCpe } from '#domain/cpe.ts'
import { readCvss } from '#domain/cvss.ts'
import { type Id, newId } from '#domain/id.ts'
import type { Locale } from '#domain/locale.ts'
import { readPurl } from '#domain/purl.ts'
import { no, ok, type Result } from '#domain/result.ts'
import type { Scope } from '#domain/scope.ts'
import type { Utc } from '#domain/time.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/db/db.ts'
import { emit } from '#platform/events.ts'
import { resolve } from './audience.ts'
import { citedIn } from './cited.ts'
import {
  type AdvisoryContent,
  type AdvisoryHappened,
  type AdvisorySource,
  type Audience,
  advisoryClosed,
  advisoryPublished,
  advisoryWithdrawn,
  type CitedAdvice,
  type LeftOut,
  type Words,
} from './contract.ts'
import {
  differencesOf,
  emptyAudience,
  emptyContent,
  isMilder,
  isNobody,
  losesSource,
  mayReview,
  needsReason,
  strictEnough,
} from './rules.ts'
import { everyProduct, settled } from './rules-concerns.ts'
import * as store from './store.ts'
import { addAddresses } from './store-addresses.ts'
import { replaceVariants } from './store-variants.ts'
import { newTrackingId } from './team.ts'
import { changedFields, checksOf, fieldInWords } from './words.ts'

export type ContentFault = 'advisory-bad-vector' | 'advisory-bad-product' | 'advisory-unknown-advice'

/** Begins a warning: what is given over an empty one, as strict as the source that it was taken from. */
export async function create(
  tx: Tx,
  scope: Scope,
  given: {
    content: { type: AdvisoryType } & { [Key in keyof AdvisoryContent]?: AdvisoryContent[Key] | undefined }
    source: AdvisorySource | null
    imported?: boolean
    cited?: readonly CitedAdvice[]
    how?: 'made' | 'imported' | 'copied'
    words?: string
    /** What of the document that it was imported from is not in it. */
    leftOut?: readonly LeftOut[]
    /** What of that document was checked. */
    sourceChecked?: SourceChecked | null
  },
  now: Utc,
): Promise<Result<{ id: Id<'adv'> }, ContentFault>> {
  const empty = emptyContent(given.content.type)
  const said = Object.fromEntries(Object.entries(given.content).filter(([, value]) => value !== undefined))
  const content = settled({ ...empty, ...said })
  const fault = unreadable(content)
  if (fault) return fault
  const cited = await citedIn(tx, content, given.cited ?? [])
  if (!cited.ok) return cited
  const id = newId('adv')
  const trackingId = await newTrackingId(tx, scope, now)
  const made = { ...cited.value, ...strictEnough(content, given.source) }
  await store.addAdvisory(
    tx,
    scope,
    {
      id,
      trackingId,
      content: made,
      audience: emptyAudience(),
      source: given.source,
      imported: given.imported ?? false,
      leftOut: given.leftOut ?? [],
      sourceChecked: given.sourceChecked ?? null,
    },
    now,
  )
  await store.addStep(tx, scope, id, { what: given.how ?? 'made', ...(given.words && { words: given.words }) }, now)
  const { source, sourceChecked } = given
  await audit(
    tx,
    {
      action: 'advisory.begin',
      object: id,
      detail: { trackingId, type: content.type, source, ...(sourceChecked && { sourceChecked }) },
    },
    now,
  )
  return ok({ id })
}

/** The first vector or product name that cannot be read. */
function unreadable(
  content: AdvisoryContent,
): Extract<Result<never, 'advisory-bad-vector' | 'advisory-bad-product'>, { ok: false }> | undefined {
  const vector = content.vulnerabilities.flatMap(({ vectors }) => vectors).find((text) => !readCvss(text).ok)
  if (vector !== undefined) return no('advisory-bad-vector', vector)
  const name = everyProduct(content)
    .flatMap(({ cpe, purl }) => [cpe && !readCpe(cpe).ok && cpe, purl && !readPurl(purl) && purl])
    .find((text) => typeof text === 'string' && text !== '')
  return name ? no('advisory-bad-product', name) : undefined
}

type Held<Reason extends string> = Result<store.AdvisoryRecord & { draft: AdvisoryContent }, Reason>
type HeldFault = 'not-found' | 'advisory-ended' | 'advisory-no-draft'

/** The warning with its draft, held until the transaction ends. */
async function holdDraft(tx: Tx, scope: Scope, id: Id<'adv'>): Promise<Held<HeldFault>> {
  const advisory = await store.advisoryRow(tx, scope, id, { hold: true })
  if (!advisory) return no('not-found')
  const { draft, draftState, life } = advisory
  if (life === 'withdrawn' || life === 'closed') return no('advisory-ended')
  return draft && draftState ? ok({ ...advisory, draft }) : no('advisory-no-draft')
}

/** The same for whoever has read it in this revision. */
async function holdRead(
  tx: Tx,
  scope: Scope,
  id: Id<'adv'>,
  revision: number,
): Promise<Held<HeldFault | 'advisory-changed-meanwhile'>> {
  const held = await holdDraft(tx, scope, id)
  if (!held.ok || held.value.revision === revision) return held
  return no('advisory-changed-meanwhile', `${held.value.changedBy}.`)
}

type ChangeFault =
  | HeldFault
  | 'advisory-changed-meanwhile'
  | ContentFault
  | 'advisory-milder-than-source'
  | 'advisory-source-kept'

/**
 * Saves the draft. Nobody overwrites what they have not read: then the answer names who wrote meanwhile and which fields differ. A
 * draft that was in review or approved is at work again.
 */
export async function change(
  tx: Tx,
  scope: Scope,
  given: { id: Id<'adv'>; revision: number; content: AdvisoryContent; audience: Audience; source: AdvisorySource | null },
  locale: Locale,
  now: Utc,
): Promise<Result<{ revision: number }, ChangeFault>> {
  const held = await holdDraft(tx, scope, given.id)
  if (!held.ok) return held
  const advisory = held.value
  const { audience, source } = given
  const content = settled(given.content)
  if (advisory.revision !== given.revision)
    return no('advisory-changed-meanwhile', whatDiffers(advisory, advisory.draft, given, locale))
  const fault = unreadable(content)
  if (fault) return fault
  const isFixed = advisory.imported || advisory.version > 0
  if (isFixed && advisory.source && losesSource(advisory.source, source)) return no('advisory-source-kept')
  if (isMilder(content, source)) return no('advisory-milder-than-source')
  const cited = await citedIn(tx, content, advisory.draft.advice)
  if (!cited.ok) return cited
  await store.saveDraft(tx, scope, advisory, { content: cited.value, audience, source }, now)
  const changed = [...new Set(differencesOf(advisory.draft, cited.value).map(({ field }) => field))]
  await audit(
    tx,
    {
      action: 'advisory.write',
      object: given.id,
      detail: { trackingId: advisory.trackingId, changed, labels: [content.tlp, content.pap] },
    },
    now,
  )
  return ok({ revision: advisory.revision + 1 })
}

/** Who wrote meanwhile, and what is other than what somebody wants to save. */
function whatDiffers(
  { changedBy, audience, source }: store.AdvisoryRecord,
  stored: AdvisoryContent,
  wanted: { content: AdvisoryContent; audience: Audience; source: AdvisorySource | null },
  locale: Locale,
): string {
  const isOther = (one: unknown, other: unknown) => JSON.stringify(one) !== JSON.stringify(other)
  const fields = [
    changedFields(differencesOf(stored, wanted.content), locale),
    isOther(Object.entries(audience).sort(), Object.entries(wanted.audience).sort()) ? fieldInWords('audience', locale) : '',
    isOther(source && Object.entries(source).sort(), wanted.source && Object.entries(wanted.source).sort())
      ? fieldInWords('source', locale)
      : '',
  ].filter(Boolean)
  return fields.length > 0 ? `${changedBy}: ${fields.join(', ')}.` : `${changedBy}.`
}

/** Begins the draft of the next version with what the last one says. */
export async function begin(
  tx: Tx,
  scope: Scope,
  id: Id<'adv'>,
  now: Utc,
): Promise<Result<{ revision: number }, 'not-found' | 'advisory-ended' | 'advisory-has-draft'>> {
  const advisory = await store.advisoryRow(tx, scope, id, { hold: true })
  if (!advisory) return no('not-found')
  if (advisory.life === 'withdrawn' || advisory.life === 'closed') return no('advisory-ended')
  const [last] = await store.versionsOf(tx, scope, id)
  if (advisory.draftState || !last) return no('advisory-has-draft')
  await store.beginDraft(tx, scope, id, last.content, now)
  await store.addStep(tx, scope, id, { what: 'begun', version: advisory.version + 1 }, now)
  await audit(
    tx,
    { action: 'advisory.begin-version', object: id, detail: { trackingId: advisory.trackingId, version: advisory.version + 1 } },
    now,
  )
  return ok({ revision: advisory.revision + 1 })
}

/**
 * Throws away the draft of the next version: what was published stands as it was, and so does whom it went to. A warning that was never
 * published has nothing to go back to, and is withdrawn instead.
 */
export async function discard(
  tx: Tx,
  scope: Scope,
  given: { id: Id<'adv'>; revision: number },
  now: Utc,
): Promise<Result<Record<never, never>, HeldFault | 'advisory-changed-meanwhile' | 'advisory-never-published'>> {
  const held = await holdRead(tx, scope, given.id, given.revision)
  if (!held.ok) return held
  const [last] = await store.versionsOf(tx, scope, given.id)
  if (!last) return no('advisory-never-published')
  const { trackingId, version } = held.value
  await replaceVariants(tx, scope, { advisory: given.id, version: version + 1 }, [])
  await store.dropDraft(tx, scope, held.value, last, now)
  await store.addStep(tx, scope, given.id, { what: 'discarded', version: version + 1 }, now)
  await audit(tx, { action: 'advisory.discard', object: given.id, detail: { trackingId, version: version + 1 } }, now)
  return ok({})
}

/** Sends the draft to a second person, with what is new in it and why it has no measures: what is not sent with it is not published. */
export async function send(
  tx: Tx,
  scope: Scope,
  given: { id: Id<'adv'>; revision: number; words: string; noMeasures?: string; news?: Words | undefined },
  now: Utc,
): Promise<Result<{ revision: number }, HeldFault | 'advisory-changed-meanwhile' | 'advisory-needs-reason'>> {
  const held = await holdRead(tx, scope, given.id, given.revision)
  if (!held.ok) return held
  if (held.value.draftState !== 'draft') return ok({ revision: held.value.revision })
  const { draft, version } = held.value
  const noMeasures = needsReason(draft) ? (given.noMeasures ?? '') : ''
  if (needsReason(draft) && noMeasures === '') return no('advisory-needs-reason')
  await store.sendDraft(tx, scope, given.id, { noMeasures, news: version > 0 ? (given.news ?? null) : null }, now)
  await store.addStep(tx, scope, given.id, { what: 'sent', words: given.words }, now)
  await audit(tx, { action: 'advisory.send', object: given.id, detail: { trackingId: held.value.trackingId } }, now)
  return ok({ revision: held.value.revision + 1 })
}

/**
 * A second person approves the draft, or returns it with words. Whoever has written on it does neither, nor does a key: who holds it is not
 * known to be another than who wrote.
 */
export async function review(
  tx: Tx,
  scope: Scope,
  given: { id: Id<'adv'>; revision: number; approve: boolean; words: string },
  now: Utc,
): Promise<
  Result<
    { revision: number },
    | HeldFault
    | 'advisory-changed-meanwhile'
    | 'advisory-not-in-review'
    | 'advisory-own-work'
    | 'advisory-return-needs-words'
    | 'person-needed'
  >
> {
  if (scope.who.kind === 'key') return no('person-needed')
  const held = await holdRead(tx, scope, given.id, given.revision)
  if (!held.ok) return held
  const { draftState, writers, revision, trackingId } = held.value
  if (draftState !== 'review') return no('advisory-not-in-review')
  if (!mayReview(draftState, writers, scope.who.id)) return no('advisory-own-work')
  if (!given.approve && given.words === '') return no('advisory-return-needs-words')
  const what = given.approve ? 'approved' : 'returned'
  await store.moveDraft(tx, scope, given.id, given.approve ? 'approved' : 'draft', now)
  await store.addStep(tx, scope, given.id, { what, words: given.words }, now)
  await audit(
    tx,
    { action: 'advisory.review', object: given.id, detail: { trackingId, approved: given.approve, words: given.words } },
    now,
  )
  return ok({ revision: revision + 1 })
}

export type PublishFault =
  | HeldFault
  | 'advisory-changed-meanwhile'
  | 'advisory-not-approved'
  | 'advisory-incomplete'
  | 'advisory-nobody'
  | 'advisory-needs-reason'
  | 'advisory-milder-than-source'
  | 'advisory-unknown-closed'
  | 'advisory-withdrawal-waits'

/** A draft that stands ready to be published; or why it does not. */
export async function readyToPublish(
  tx: Tx,
  scope: Scope,
  given: { id: Id<'adv'>; revision: number },
  locale: Locale,
): Promise<Held<PublishFault>> {
  const held = await holdRead(tx, scope, given.id, given.revision)
  if (!held.ok) return held
  const { draft, draftState, audience, source, noMeasures, withdrawal } = held.value
  if (needsReason(draft) && noMeasures === '') return no('advisory-needs-reason')
  if (draftState !== 'approved') return no('advisory-not-approved')
  // Whoever asked to withdraw it meant the version that is out; what they are told of it would hold for the new one too.
  if (withdrawal) return no('advisory-withdrawal-waits')
  if (isNobody(audience)) return no('advisory-nobody')
  const { mustHave } = checksOf(draft, false, locale)
  if (mustHave.length > 0) return no('advisory-incomplete', `${mustHave.join(', ')}.`)
  if (isMilder(draft, source)) return no('advisory-milder-than-source')
  return held
}

/** Publishes the approved draft as the next version with the words that were read with it, keeps whom it goes to and why, and ends what an all-clear ends. */
export async function publish(
  tx: Tx,
  scope: Scope,
  given: { id: Id<'adv'>; revision: number },
  locale: Locale,
  now: Utc,
): Promise<Result<{ version: number; addressed: number }, PublishFault>> {
  const ready = await readyToPublish(tx, scope, given, locale)
  if (!ready.ok) return ready
  const advisory = ready.value
  const content = advisory.draft
  const { chosen, unsure } = await resolve(tx, scope, advisory.audience, content, now)
  if (chosen.length === 0) return no('advisory-nobody')
  const ends = content.type === 'all-clear' ? await store.publishedAmong(tx, scope, content.closes) : []
  if (ends.length < new Set(content.closes).size && content.type === 'all-clear') return no('advisory-unknown-closed')
  const noMeasures = needsReason(content) ? advisory.noMeasures : null
  const news = advisory.version > 0 ? advisory.news : null
  const version = await store.addVersion(tx, scope, { advisory, content, news, noMeasures }, now)
  await addAddresses(tx, scope, { advisory: given.id, version }, chosen, now)
  await askAbout(tx, scope, given.id, unsure, now)
  const { audience } = advisory
  await store.addStep(
    tx,
    scope,
    given.id,
    { what: 'published', version, audience, ...(noMeasures && { words: noMeasures }) },
    now,
  )
  for (const ended of ends) await close(tx, scope, ended, advisory.trackingId, now)
  await emit(tx, advisoryPublished, { advisory: given.id, version } satisfies AdvisoryHappened, now)
  await audit(
    tx,
    {
      action: 'advisory.publish',
      object: given.id,
      detail: {
        trackingId: advisory.trackingId,
        version,
        addressed: chosen.length,
        labels: [content.tlp, content.pap],
        noMeasures,
      },
    },
    now,
  )
  return ok({ version, addressed: chosen.length })
}

async function close(
  tx: Tx,
  scope: Scope,
  { id, version }: { id: Id<'adv'>; version: number },
  because: string,
  now: Utc,
): Promise<void> {
  await store.endAdvisory(tx, scope, id, 'closed', because, now)
  await store.addStep(tx, scope, id, { what: 'closed', words: because, version }, now)
  await emit(tx, advisoryClosed, { advisory: id, version } satisfies AdvisoryHappened, now)
}

/** Withdraws a warning with a reason, now. One that was never published is only put aside. */
export async function withdraw(
  tx: Tx,
  scope: Scope,
  { id, reason }: { id: Id<'adv'>; reason: string },
  now: Utc,
): Promise<Result<Record<never, never>, 'not-found' | 'advisory-ended'>> {
  const advisory = await store.advisoryRow(tx, scope, id, { hold: true })
  if (!advisory) return no('not-found')
  if (advisory.life === 'withdrawn' || advisory.life === 'closed') return no('advisory-ended')
  const { version } = advisory
  await store.endAdvisory(tx, scope, id, 'withdrawn', reason, now)
  await store.addStep(tx, scope, id, { what: 'withdrawn', words: reason, version }, now)
  if (version > 0) await emit(tx, advisoryWithdrawn, { advisory: id, version } satisfies AdvisoryHappened, now)
  await audit(tx, { action: 'advisory.withdraw', object: id, detail: { trackingId: advisory.trackingId, version, reason } }, now)
  return ok({})
}

/** Begins another warning with what this one says. Where it was taken from comes along; whom it went to does not. */
export async function duplicate(
  tx: Tx,
  scope: Scope,
  id: Id<'adv'>,
  now: Utc,
): Promise<Result<{ id: Id<'adv'> }, 'not-found' | ContentFault>> {
  const advisory = await store.advisoryRow(tx, scope, id)
  if (!advisory) return no('not-found')
  const [last] = await store.versionsOf(tx, scope, id)
  const content = advisory.draftState ? advisory.draft : (last?.content ?? advisory.draft)
  if (!content) return no('not-found')
  const { source, sourceChecked, trackingId } = advisory
  const copied = {
    content,
    source,
    sourceChecked,
    // What a published warning was taken from is settled, also for what is copied of it.
    imported: advisory.imported || (advisory.version > 0 && source !== null),
    cited: content.advice,
    how: 'copied' as const,
    words: trackingId,
  }
  return create(tx, scope, copied, now)
}
