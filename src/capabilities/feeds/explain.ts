import type { z } from 'zod'
import { unsettled } from '#capabilities/findings/contract.ts'
import { type Absence, kindOfFinding, natureOfProof, proofFacts, someAbsent } from '#capabilities/findings/index.ts'
import { organisationNames } from '#capabilities/members/index.ts'
import type { Id } from '#domain/id.ts'
import type { Locale } from '#domain/locale.ts'
import { type Scope, systemScope } from '#domain/scope.ts'
import { hour, later, type Utc } from '#domain/time.ts'
import type { Db, Tx } from '#platform/db/db.ts'
import type { feedsApi, ProofBySource, ProofOutcome, Stretch } from './contract.ts'
import { absenceOf, isMeasuring, type Standing, standing } from './proof.ts'
import { outcomeInWords, sayingInWords, verdictInWords } from './proof-words.ts'
import { windowBegins, windowOf } from './rules-proof.ts'
import * as store from './store-proof.ts'

const reader = systemScope('feeds')

/**
 * What would close a finding, for whoever may see it: sources and their files are the team's, so these are looked at as the program, and
 * only what concerns this finding is said.
 */
export async function explain(db: Db, scope: Scope, id: Id<'fnd'>, locale: Locale, now: Utc) {
  const kind = await db.in(scope, (tx) => kindOfFinding(tx, id, now))
  return kind === undefined ? undefined : db.read(reader, (tx) => explained(tx, id, kind, locale, now))
}

async function explained(
  tx: Tx,
  id: Id<'fnd'>,
  kind: string,
  locale: Locale,
  now: Utc,
): Promise<z.infer<typeof feedsApi.proof.output> | undefined> {
  const facts = await proofFacts(tx, id, kind)
  if (!facts) return undefined
  const told = (outcome: z.infer<typeof ProofOutcome>, sources: z.infer<typeof ProofBySource>[] = []) => ({
    outcome,
    words: outcomeInWords(outcome, facts.answerUntil, locale),
    sources,
    unmeasuredSince: facts.unmeasuredSince,
  })
  if (facts.state === 'accepted' || facts.state === 'disputed') return told(facts.state)
  if (!unsettled.includes(facts.state)) return told('settled')
  if (!natureOfProof(kind)) return told('answer-only')
  const at = await standing(tx, now)
  const sources: z.infer<typeof ProofBySource>[] = []
  for (const name of facts.sources) sources.push(await sayingOf(tx, at, name, facts, locale))
  const enough = sources.filter(({ says, without, needed }) => says === 'counts' && needed !== null && without >= needed)
  const waits = at.closings.some(
    (row) => row.state === 'waiting' && row.kind === kind && enough.some(({ source }) => source === row.source),
  )
  const measured = sources.some(({ says }) => ['counts', 'reading', 'kept-open'].includes(says))
  return told(waits ? 'waits-for-person' : measured ? 'by-absence' : 'unproven', sources)
}

type Facts = NonNullable<Awaited<ReturnType<typeof proofFacts>>>

async function sayingOf(tx: Tx, at: Standing, name: string, facts: Facts, locale: Locale) {
  const source = at.sources.find((each) => each.name === name)
  const absence = source && (await absenceOf(tx, at, source, facts.kind))
  const since = source?.rhythmHours ? windowBegins(windowOf(facts.lastSeen, source.rhythmHours) + 1, source.rhythmHours) : null
  const stretches = absence && since ? await stretchesOf(tx, at, source, facts.kind, locale) : []
  const said = {
    source: name,
    title: source?.title ?? name,
    says: saysOf(at, source, facts),
    without: absence ? without(absence, facts.lastSeen) : 0,
    needed: absence?.needed ?? null,
    rhythmHours: source?.rhythmHours ?? null,
    lastDeliveryAt: (source?.silentSince ? source.lastFileAt : source?.lastDeliveryAt) ?? null,
    since: absence ? since : null,
    uncounted: stretches
      .filter(({ from, verdict }) => from >= since! && verdict !== 'proves')
      .slice(0, uncountedShown)
      .map(({ files: _, ...stretch }) => stretch),
  }
  return { ...said, words: sayingInWords(said, locale) }
}

const uncountedShown = 3

/** How many windows since a moment prove something. */
const without = ({ windows, rhythmHours }: Absence, lastSeen: Utc): number =>
  windows.filter((window) => windowBegins(window, rhythmHours) > lastSeen).length

function saysOf(at: Standing, source: store.Judged | undefined, facts: Facts): z.infer<typeof ProofBySource>['says'] {
  if (!source) return 'unknown'
  if (source.rhythmHours === null) return 'no-rhythm'
  if (source.paused) return 'paused'
  if (!isMeasuring(source, at.now)) return source.failing ? 'failing' : 'silent'
  const seen = facts.seenBy[source.name]
  if (seen === undefined || seen < later(facts.lastSeen, -source.rhythmHours * hour)) return 'saw-it-before-another'
  if (facts.elsewhere) return 'kept-open'
  return at.isBusy(source, facts.kind) ? 'reading' : 'counts'
}

const sampleSize = 10
/** So many stretches are shown, newest first. */
const stretchesShown = 14

/** One closing with some of what it would close, and what the source delivered. */
export async function closingInFull(tx: Tx, scope: Scope, id: Id<'clo'>, locale: Locale, now: Utc) {
  const closing = await store.getClosing(tx, scope, id)
  if (!closing) return undefined
  const at = await standing(tx, now)
  const source = at.sources.find(({ name }) => name === closing.source)
  const absence = source && closing.state === 'waiting' ? await absenceOf(tx, at, source, closing.kind) : undefined
  const absent = absence ? await someAbsent(tx, absence, sampleSize) : []
  const names = await organisationNames(
    tx,
    absent.map(({ organisation }) => organisation),
  )
  return {
    closing,
    sample: absent.map((finding) => ({
      ...finding,
      organisation: { id: finding.organisation, name: names.get(finding.organisation) ?? finding.organisation },
    })),
    stretches: source ? await stretchesOf(tx, at, source, closing.kind, locale) : [],
  }
}

/** What the last stretches of time say of a kind, newest first, with those that are too new to say anything. */
export async function stretchesOf(
  tx: Tx,
  at: Standing,
  source: store.Judged,
  kind: string,
  locale: Locale,
  most = stretchesShown,
): Promise<z.infer<typeof Stretch>[]> {
  const { rhythmHours } = source
  const judgement = await at.judgementOf(tx, source)
  if (!judgement || rhythmHours === null) return []
  const newest = windowOf(at.now, rhythmHours)
  return Array.from({ length: Math.min(most, newest - judgement.oldest + 1) }, (_, back) => {
    const window = newest - back
    const verdict = window > judgement.newest ? 'too-new' : judgement.verdictOf(window, kind)
    return {
      from: windowBegins(window, rhythmHours),
      to: windowBegins(window + 1, rhythmHours),
      verdict,
      files: judgement.filesIn(window),
      words: verdictInWords(verdict, locale),
    }
  })
}
