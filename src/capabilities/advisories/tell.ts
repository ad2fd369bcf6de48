import {
  type AdvisedNow,
  type Advised as AskedOf,
  advisedNow,
  advisedProgress,
  markAdvisedRead,
  markAdvisedTold,
  putAdvised,
  withdrawAdvised,
} from '#capabilities/measures/index.ts'
import { addressees } from '#capabilities/members/index.ts'
import { type Advised, noteAdvised, stopAdvised, tellAdvised } from '#capabilities/notices/index.ts'
import { openQuestions } from '#capabilities/products/index.ts'
import { noteItems, plansFor } from '#capabilities/subscriptions/index.ts'
import { knownOf } from '#capabilities/vulnerabilities/index.ts'
import type { Id } from '#domain/id.ts'
import { type Locale, locales, type Texts } from '#domain/locale.ts'
import { type Scope, systemScope } from '#domain/scope.ts'
import { hour, later, type Utc } from '#domain/time.ts'
import type { Tx } from '#platform/db/db.ts'
import { emit } from '#platform/events.ts'
import {
  type AdvisoryContent,
  type AdvisoryMeasure,
  type AdvisoryRead,
  advisoryRead,
  type Reason,
  type Words,
} from './contract.ts'
import { type KnownNow, partsOf } from './mail.ts'
import { operate } from './operators.ts'
import { withQuestions } from './questions.ts'
import { inLocale } from './rules.ts'
import * as store from './store.ts'
import * as addresses from './store-addresses.ts'
import { forgetOver } from './store-over.ts'
import { forgetAnswered, reasonsFor } from './store-reached.ts'
import { drawWordings, inWording } from './variants.ts'
import { groupWords, reasonInWords } from './words.ts'

const scope = systemScope('advisories.tell')

/**
 * What is asked of everybody; what stands under *if you cannot* is what is done instead, and nothing of its own. Where a warning names
 * nothing else, as of equipment that nobody can patch, one of these is to be chosen.
 */
export function asked(content: AdvisoryContent): AdvisoryMeasure[] {
  const plain = content.measures.filter(({ group }) => group !== 'cannot')
  return plain.length === 0 && insteadIn(content).length > 0 ? [chooseInstead] : plain
}

const chooseInstead: AdvisoryMeasure = {
  key: 'instead',
  group: 'week',
  text: {
    nb: 'Velg hva dere gjør når feilen ikke kan rettes, og når dere ser på det igjen.',
    nn: 'Vel kva de gjer når feilen ikkje kan rettast, og når de ser på det igjen.',
    en: 'Choose what you do while the fault cannot be mended, and when you look at it again.',
  },
  hours: 168,
}

/** What a warning names to do instead: under *if you cannot*, and of medical equipment that cannot be patched. */
const insteadIn = ({ measures, medical }: AdvisoryContent): { key: string; text: Texts }[] =>
  [...measures.filter(({ group }) => group === 'cannot'), ...(medical?.compensations ?? [])]
    .map(({ key, text }) => ({ key, text: inAll(text) }))
    .filter(({ text }) => text.nb !== '')

const inAll = (words: Words): Texts => Object.fromEntries(locales.map((locale) => [locale, inLocale(words, locale)])) as Texts

/** What a warning says now, or a version of it while that holds; nothing when it has ended. */
export const versionNow = async (tx: Tx, advisory: Id<'adv'>, version?: number): Promise<store.VersionRecord | undefined> =>
  (await store.versionsOf(tx, scope, advisory)).find((one) => one.ended === null && (version ?? one.version) === one.version)

/** Why a warning goes to these now. */
export const reasonsNow = (tx: Tx, advisory: Id<'adv'>, organisations: readonly Id<'org'>[]): Promise<Map<Id<'org'>, Reason[]>> =>
  reasonsFor(tx, scope, advisory, organisations)

/** A page of addressees is told in one transaction. */
const pageRows = 200

/**
 * Tells a page of those of a version's addressees who have not been told: what it asks becomes their measures, and a notice goes to
 * each that wants it at once, by the ways that it wants; the others have it in their next letter. Returns how many; none when all are
 * told. May be asked again at any moment; nobody is told twice.
 */
export async function tellPage(
  tx: Tx,
  { advisory, version, url, hasGateway = false }: { advisory: Id<'adv'>; version: number; url: string; hasGateway?: boolean },
  now: Utc,
): Promise<number> {
  const found = await versionNow(tx, advisory, version)
  if (!found) return 0
  const untold = await addresses.untoldAddresses(tx, scope, { advisory, version }, pageRows)
  if (untold.length === 0) return 0
  const ids = untold.map(({ organisation }) => organisation)
  const wanted = untold.map(({ organisation, reasons }) => ({ organisation, owned: systemIn(reasons) || undefined }))
  const plans = await plansFor(tx, found.content, wanted, now)
  const isAtOnce = (id: Id<'org'>): boolean => plans.get(id)?.atOnce ?? true
  await putAdvised(tx, advisory, await measuresFor(tx, found, untold), now)
  // A notice of an older version asks for what is no longer said, or says that it is over, also where the new one waits for a letter.
  await forgetOver(tx, scope, advisory, await stopAdvised(tx, advisory, { only: ids }))
  const reasons = new Map(untold.map((row) => [row.organisation, row.reasons]))
  const wordings = await drawWordings(tx, scope, { advisory, version }, found.content, ids)
  const questions = await openQuestions(tx, scope, ids, advisory)
  const own = await askedNow(tx, advisory, ids)
  const known = await knownNow(tx, found.content)
  await tellAdvised(
    tx,
    {
      advisory,
      severity: found.content.severity,
      tlp: found.content.tlp,
      pap: found.content.pap,
      to: (recipient, locale) => ({
        said: withQuestions(
          saidTo(
            { ...found, content: inWording(found.content, wordings.get(recipient)) },
            reasons.get(recipient) ?? [],
            locale,
            own(recipient),
            known,
          ),
          questions.get(recipient) ?? [],
          `${url}/product-questions`,
          locale,
        ),
        ...askedOf(own(recipient)),
        portalLink: `${url}/our-advisories/${advisory}`,
      }),
      reach: (recipient) => {
        const plan = plans.get(recipient)
        return plan && { ...plan, sms: hasGateway ? plan.sms : [] }
      },
    },
    ids.filter(isAtOnce),
    now,
  )
  await noteItems(
    tx,
    { advisory, version },
    'addressed',
    ids.map((organisation) => ({ organisation, atOnce: isAtOnce(organisation) })),
    now,
  )
  await operate(tx, ids, now)
  // What was answered to a measure that is asked as before stands as answered in the new version too.
  const answering = ids.filter((id) => own(id).some(({ answered }) => answered))
  await noteProgress(tx, advisory, await advisedProgress(tx, scope, advisory, answering), now)
  await addresses.noteWorded(tx, scope, { advisory, version }, ids)
  return untold.length
}

/**
 * Makes a notice of a warning at once for addressees that have none: they were to have it in a letter, and are reminded now. Returns the
 * notice of each.
 */
export async function tellThese(
  tx: Tx,
  { advisory, version, url }: { advisory: Id<'adv'>; version: number; url: string },
  organisations: readonly Id<'org'>[],
  now: Utc,
): Promise<Map<Id<'org'>, Id<'ntc'>>> {
  const found = await versionNow(tx, advisory, version)
  if (!found || organisations.length === 0) return new Map()
  const reasons = await reasonsNow(tx, advisory, organisations)
  const wordings = await drawWordings(tx, scope, { advisory, version }, found.content, organisations)
  const { severity, tlp, pap } = found.content
  const own = await askedNow(tx, advisory, organisations)
  const known = await knownNow(tx, found.content)
  const to = (recipient: Id<'org'>, locale: Locale) => ({
    said: saidTo(
      { ...found, content: inWording(found.content, wordings.get(recipient)) },
      reasons.get(recipient) ?? [],
      locale,
      own(recipient),
      known,
    ),
    ...askedOf(own(recipient)),
    portalLink: `${url}/our-advisories/${advisory}`,
  })
  return tellAdvised(tx, { advisory, severity, tlp, pap, to }, organisations, now)
}

/** Notes that a member opened a warning: on what it asks at once, and by an event on the warning, which members cannot write to. */
export async function noteOpened(tx: Tx, reader: Scope, advisory: Id<'adv'>, now: Utc): Promise<void> {
  if (reader.team) return
  const organisations = await addresses.unreadBy(tx, reader, advisory)
  if (organisations.length === 0) return
  await markAdvisedRead(tx, advisory, now)
  await emit(tx, advisoryRead, { advisory, organisations } satisfies AdvisoryRead, now)
}

/** Notes that members opened a warning. */
export const noteRead = (tx: Tx, advisory: Id<'adv'>, organisations: readonly Id<'org'>[], at: Utc): Promise<number> =>
  addresses.noteMoment(tx, scope, advisory, organisations, 'read', at)

/** Takes back what a new version asks no more, or asks no more of somebody. */
export async function dropOld(tx: Tx, { advisory, version }: { advisory: Id<'adv'>; version: number }, now: Utc): Promise<void> {
  const found = await versionNow(tx, advisory, version)
  if (!found) return
  const organisations = await addresses.everyAddress(tx, scope, { advisory, version })
  await withdrawAdvised(tx, advisory, { organisations, parts: asked(found.content).map(({ key }) => key) }, now)
  await stopAdvised(tx, advisory, { allBut: organisations })
}

/** Ends what is under way of a warning that was withdrawn or is over. */
export async function stopTelling(tx: Tx, advisory: Id<'adv'>, now: Utc): Promise<void> {
  await withdrawAdvised(tx, advisory, { organisations: [], parts: [] }, now)
  await stopAdvised(tx, advisory, { allBut: [] })
}

/** Notes that somebody was told. */
export async function noteTold(
  tx: Tx,
  { advisory, recipient, channel }: { advisory: Id<'adv'>; recipient: Id<'org'>; channel: string },
  at: Utc,
): Promise<void> {
  await markAdvisedTold(tx, advisory, [recipient], channel, at)
  await addresses.noteMoment(tx, scope, advisory, [recipient], 'told', at)
}

/** Notes how far these have come: on the last notice to each, and on the warning. */
export async function noteAnswers(tx: Tx, advisory: Id<'adv'>, organisations: readonly Id<'org'>[], now: Utc): Promise<void> {
  const progress = await advisedProgress(tx, scope, advisory, organisations)
  const counts = progress.map(({ organisation, measures, byState, dueAt, hours }) => {
    const of = (...states: (keyof typeof byState)[]) => states.reduce((sum, state) => sum + (byState[state] ?? 0), 0)
    return {
      recipient: organisation,
      asked: measures,
      answered: measures - of('open', 'doing'),
      done: of('claimed', 'done', 'compensated', 'not-relevant'),
      askedBy: dueAt,
      askedHours: hours,
    }
  })
  await noteAdvised(tx, advisory, counts, now)
  await noteProgress(tx, advisory, progress, now)
}

/** Notes on the warning which of these have answered all that it asks, and which have not, or not any more. */
async function noteProgress(
  tx: Tx,
  advisory: Id<'adv'>,
  progress: Awaited<ReturnType<typeof advisedProgress>>,
  now: Utc,
): Promise<void> {
  const all = progress.filter(({ answeredAt }) => answeredAt !== null).map(({ organisation }) => organisation)
  await addresses.noteMoment(tx, scope, advisory, all, 'answered', now)
  const some = progress.filter(({ answeredAt }) => answeredAt === null).map(({ organisation }) => organisation)
  await forgetAnswered(tx, scope, advisory, some)
}

async function measuresFor(
  tx: Tx,
  { content, publishedAt }: store.VersionRecord,
  untold: readonly addresses.Address[],
): Promise<AskedOf[]> {
  const ids = untold.map(({ organisation }) => organisation)
  const known = await addressees(tx, ids)
  const measures = asked(content)
  const instead = insteadIn(content)
  return untold.flatMap(({ organisation, reasons }) =>
    measures.map((measure) => ({
      organisation,
      operator: null,
      part: measure.key,
      words: { title: inAll(content.title), what: inAll(measure.text), ...(instead.length > 0 && { instead }) },
      assetText: systemIn(reasons),
      severity: content.severity,
      tlp: content.tlp,
      pap: content.pap,
      dueAt: later(publishedAt, measure.hours * hour),
      hours: measure.hours,
      organisationKinds: known.get(organisation)?.kinds ?? [],
    })),
  )
}

/** The member's own product that brought the warning, where one did. */
export const systemIn = (reasons: readonly Reason[]): string => {
  const line = reasons.find((reason) => reason.kind === 'product')
  return line ? `${line.product} ${line.version}`.trim() : ''
}

/** What a warning asks of each of these now, and what of it they have answered. */
export async function askedNow(
  tx: Tx,
  advisory: Id<'adv'>,
  organisations: readonly Id<'org'>[],
): Promise<(organisation: Id<'org'>) => readonly AdvisedNow[]> {
  const rows = Map.groupBy(await advisedNow(tx, scope, advisory, organisations), ({ organisation }) => organisation)
  return (organisation) => rows.get(organisation) ?? []
}

/** What is known now of the vulnerabilities that a warning names. */
export const knownNow = (tx: Tx, { vulnerabilities }: Pick<AdvisoryContent, 'vulnerabilities'>): Promise<KnownNow> =>
  knownOf(
    tx,
    vulnerabilities.map(({ cve }) => cve),
  )

/** How much a warning asks of somebody, and how pressing what is not answered is. */
export const askedOf = (own: readonly AdvisedNow[]) => {
  const open = own.filter(({ answered }) => !answered)
  const hours = open.flatMap((one) => one.hours ?? [])
  return {
    asked: own.length,
    answered: own.length - open.length,
    askedBy: open[0]?.dueAt ?? null,
    askedHours: hours.length > 0 ? Math.min(...hours) : null,
  }
}

const answeredBefore: Texts = {
  nb: 'Dere har alt svart på dette',
  nn: 'De har alt svart på dette',
  en: 'You have answered these already',
}

/** What a version says to one recipient, with why it gets it; `own` is what it has been asked, with its own deadlines and answers, `known` what is known of its vulnerabilities. */
export function saidTo(
  {
    content,
    source,
    noMeasures,
    news,
    trackingId,
    publishedAt,
  }: Pick<store.VersionRecord, 'content' | 'source' | 'noMeasures' | 'news' | 'trackingId' | 'publishedAt'>,
  reasons: readonly Reason[],
  locale: Locale,
  own: readonly AdvisedNow[] = [],
  known: KnownNow = new Map(),
): Advised {
  const before = new Map(own.map((one) => [one.part, one]))
  const answered = asked(content).filter(({ key }) => before.get(key)?.answered)
  const { summary, parts } = partsOf(content, { source, noMeasures, known }, locale)
  return {
    title: inLocale(content.title, locale),
    lines: summary ? [summary] : [],
    severity: content.severity,
    trackingId,
    news: news ? inLocale(news, locale) : '',
    asks: (['now', 'week'] as const).map((group) => ({
      heading: groupWords[group][locale],
      steps: asked(content)
        .filter((one) => one.group === group && !answered.includes(one))
        .map(({ key, text, hours }) => ({
          text: inLocale(text, locale),
          dueAt: before.get(key)?.dueAt ?? later(publishedAt, hours * hour),
        })),
    })),
    parts: [
      ...(answered.length > 0
        ? [{ heading: answeredBefore[locale], points: answered.map(({ text }) => inLocale(text, locale)) }]
        : []),
      ...parts,
    ],
    why: reasons.map((reason) => reasonInWords(reason, locale, false)),
  }
}
