import type { Advised } from '#capabilities/notices/index.ts'
import { tellAdvised } from '#capabilities/notices/index.ts'
import { noteItems, plansFor } from '#capabilities/subscriptions/index.ts'
import type { Id } from '#domain/id.ts'
import type { Locale, Texts } from '#domain/locale.ts'
import { systemScope } from '#domain/scope.ts'
import type { Utc } from '#domain/time.ts'
import { isWithinTlp } from '#domain/tlp.ts'
import type { Tx } from '#platform/db/db.ts'
import { inLocale } from './rules.ts'
import * as store from './store.ts'
import { everyAddress } from './store-addresses.ts'
import * as overs from './store-over.ts'
import { reasonInWords } from './words.ts'

const scope = systemScope('advisories.over')

/** A page of members is told in one transaction. */
const pageRows = 200

const t = (nb: string, nn: string, en: string): Texts => ({ nb, nn, en })

const labels: Readonly<Record<overs.Over['how'], Texts>> = {
  withdrawn: t('Trukket tilbake', 'Trekt tilbake', 'Withdrawn'),
  closed: t('Faren er over', 'Faren er over', 'All clear'),
  replaced: t('Gjelder ikke lenger dere', 'Gjeld ikkje dykk lenger', 'No longer concerns you'),
}

const gists: Readonly<Record<overs.Over['how'], Texts>> = {
  withdrawn: t(
    'Vi har trukket varselet tilbake. Dere skal ikke gjøre mer av det vi ba om, og vi minner dere ikke mer om det.',
    'Vi har trekt varselet tilbake. De skal ikkje gjere meir av det vi bad om, og vi minner dykk ikkje meir om det.',
    'We have withdrawn the warning. You need not do any more of what we asked, and we remind you of it no more.',
  ),
  closed: t(
    'Faren som varselet gjaldt, er over. Tiltakene er avsluttet, og vi minner dere ikke mer om dem.',
    'Faren som varselet gjaldt, er over. Tiltaka er avslutta, og vi minner dykk ikkje meir om dei.',
    'The danger that the warning was about is over. Its measures have ended, and we remind you of them no more.',
  ),
  replaced: t(
    'Varselet er endret, og gjelder ikke dere lenger. Tiltakene er avsluttet, og vi minner dere ikke mer om dem.',
    'Varselet er endra, og gjeld ikkje dykk lenger. Tiltaka er avslutta, og vi minner dykk ikkje meir om dei.',
    'The warning has changed and no longer concerns you. Its measures have ended, and we remind you of them no more.',
  ),
}

const whyHeadings: Readonly<Record<overs.Over['how'], Texts>> = {
  withdrawn: t('Hvorfor varselet er trukket tilbake', 'Kvifor varselet er trekt tilbake', 'Why the warning is withdrawn'),
  closed: t('Hvorfor det er over', 'Kvifor det er over', 'Why it is over'),
  replaced: t('Dette gjelder ikke lenger', 'Dette gjeld ikkje lenger', 'This holds no longer'),
}

const toldInAllClear = t('Det ble meldt i', 'Det vart meldt i', 'It was told in')
const wereTold = t('dere fikk varselet', 'de fekk varselet', 'you were given the warning')

/** That a warning is over for somebody, and why, as a letter or a mail says it. */
export interface OverWords {
  label: string
  gist: string
  heading: string
  why: string[]
}

const informedGists: Readonly<Record<'withdrawn' | 'closed', Texts>> = {
  withdrawn: t(
    'Vi har trukket tilbake varselet som dere fikk til opplysning.',
    'Vi har trekt tilbake varselet som de fekk til opplysning.',
    'We have withdrawn the warning that you were given for information.',
  ),
  closed: t(
    'Faren er over i varselet som dere fikk til opplysning.',
    'Faren er over i varselet som de fekk til opplysning.',
    'The danger is over in the warning that you were given for information.',
  ),
}

/** How a warning ended, in words for whoever had it for information; nothing while it goes on, or where only its audience changed. */
export async function endInWords(
  tx: Tx,
  { advisory, version }: { advisory: Id<'adv'>; version: number },
  locale: Locale,
): Promise<OverWords | undefined> {
  const ended = (await store.versionsOf(tx, scope, advisory)).find((one) => one.version === version)?.ended
  if (!ended || ended.how === 'replaced') return undefined
  return {
    ...wordsOf({ how: ended.how, words: ended.words, reasons: [] }, undefined, locale),
    gist: informedGists[ended.how][locale],
  }
}

/** What an all-clear says may be told to whoever was told of the one warning that it ended, where its label is no stricter. */
async function allClearWords(tx: Tx, advisory: Id<'adv'>, tlp: store.VersionRecord['content']['tlp']) {
  const clear = await overs.allClearOf(tx, scope, advisory)
  const found = clear && (await store.versionsOf(tx, scope, clear.id)).find(({ version }) => version === clear.version)
  if (found?.content.closes.length !== 1 || !isWithinTlp(found.content.tlp, tlp)) return undefined
  return found.content.summary
}

type Why = Awaited<ReturnType<typeof allClearWords>>

function wordsOf(over: Pick<overs.Over, 'how' | 'words' | 'reasons'>, summary: Why, locale: Locale): OverWords {
  const why = {
    withdrawn: [over.words],
    closed: [`${toldInAllClear[locale]} ${over.words}.`, ...(summary ? [inLocale(summary, locale)] : [])],
    replaced: over.reasons.map((reason) => reasonInWords(reason, locale, false)),
  }[over.how]
  return {
    label: labels[over.how][locale],
    gist: gists[over.how][locale],
    heading: whyHeadings[over.how][locale],
    why: why.filter(Boolean),
  }
}

/** How a warning ended for one of those it went to, in words; nothing while it goes on. */
export async function overInWords(
  tx: Tx,
  of: { advisory: Id<'adv'>; version: number },
  organisation: Id<'org'>,
  locale: Locale,
): Promise<OverWords | undefined> {
  const over = await overs.overOf(tx, scope, of, organisation)
  const found = over && (await store.versionsOf(tx, scope, of.advisory)).find(({ version }) => version === of.version)
  return found && wordsOf(over!, await allClearWords(tx, of.advisory, found.content.tlp), locale)
}

/**
 * Tells a page of those who were told of a warning that it is over for them and why: as they were told of it, at once or in their next letter.
 * Returns how many; none when all are told. May be asked again at any moment; nobody is told twice, and whoever was never told hears nothing.
 */
export async function tellOver(tx: Tx, { advisory, url }: { advisory: Id<'adv'>; url: string }, now: Utc): Promise<number> {
  const page = await overs.untoldOver(tx, scope, advisory, pageRows)
  if (page.length === 0) return 0
  const versions = new Map((await store.versionsOf(tx, scope, advisory)).map((one) => [one.version, one]))
  for (const [version, some] of Map.groupBy(page, (one) => one.version)) {
    const found = versions.get(version)
    if (found) await tellOfVersion(tx, { advisory, url }, found, some, now)
  }
  await overs.noteOver(
    tx,
    scope,
    advisory,
    page.map(({ organisation }) => organisation),
  )
  return page.length
}

async function tellOfVersion(
  tx: Tx,
  { advisory, url }: { advisory: Id<'adv'>; url: string },
  found: store.VersionRecord,
  some: readonly overs.Over[],
  now: Utc,
): Promise<void> {
  const { content, version } = found
  const summary = await allClearWords(tx, advisory, content.tlp)
  const byMember = new Map(some.map((over) => [over.organisation, over]))
  const ids = [...byMember.keys()]
  const plans = await plansFor(
    tx,
    content,
    ids.map((organisation) => ({ organisation })),
    now,
  )
  const atOnce = ids.filter((id) => plans.get(id)?.atOnce ?? true)
  await tellAdvised(
    tx,
    {
      advisory,
      severity: content.severity,
      tlp: content.tlp,
      pap: content.pap,
      ends: true,
      to: (recipient, locale) => ({
        said: saidOf(found, wordsOf(byMember.get(recipient)!, summary, locale), locale),
        asked: 0,
        portalLink: `${url}/our-advisories/${advisory}`,
      }),
      reach: (recipient) => {
        const plan = plans.get(recipient)
        return plan && { ...plan, sms: [] }
      },
    },
    atOnce,
    now,
  )
  const isAtOnce = new Set(atOnce)
  await noteItems(
    tx,
    { advisory, version },
    'over',
    ids.map((organisation) => ({ organisation, atOnce: isAtOnce.has(organisation) })),
    now,
  )
}

const saidOf = (
  { content, trackingId }: store.VersionRecord,
  { label, gist, heading, why }: OverWords,
  locale: Locale,
): Advised => ({
  title: inLocale(content.title, locale),
  lines: [gist],
  severity: content.severity,
  label,
  trackingId,
  news: '',
  asks: [],
  parts: [{ heading, points: why }],
  why: [wereTold[locale]],
})

/** Whoever an all-clear goes to hears from it that what it ended is over, and of that alone. */
export async function leaveToAllClear(tx: Tx, advisory: Id<'adv'>): Promise<void> {
  const clear = await overs.allClearOf(tx, scope, advisory)
  if (!clear) return
  const hear = await everyAddress(tx, scope, { advisory: clear.id, version: clear.version })
  await overs.noteOver(tx, scope, advisory, hear)
}

/** Whether a warning is over for some of these who have not been told so: they were told of it just before it ended. */
export const isOverFor = (tx: Tx, advisory: Id<'adv'>, organisations: readonly Id<'org'>[]): Promise<boolean> =>
  overs.isOverFor(tx, scope, advisory, organisations)
