import { findingsToTell, severityWord, type ToTell } from '#capabilities/findings/index.ts'
import type { Constituency } from '#capabilities/members/contract.ts'
import { type Addressee, addressees, operatedBy } from '#capabilities/members/index.ts'
import { type Id, newId } from '#domain/id.ts'
import type { Locale } from '#domain/locale.ts'
import { strictestPap } from '#domain/pap.ts'
import { systemScope } from '#domain/scope.ts'
import type { Utc } from '#domain/time.ts'
import { strictest } from '#domain/tlp.ts'
import type { Config } from '#platform/config.ts'
import type { Db, Tx } from '#platform/db/db.ts'
import { emit } from '#platform/events.ts'
import { type NoticeHappened, noticeCall, noticeCapped, type Schedule } from './contract.ts'
import { queueFirstRung } from './delivery.ts'
import { noteRecipients, recipients } from './route.ts'
import { type Correction, constituencyOf, critical, dueNow, fateOf, heldBack, usualWish, type Wish } from './rules.ts'
import { answerBy } from './rules-delivery.ts'
import { localDay, nextDigest, startOfDay } from './rules-digest.ts'
import { senderFor } from './senders.ts'
import * as store from './store.ts'
import * as routing from './store-routing.ts'
import * as untold from './store-untold.ts'
import { whyInWords, withdrawnInWords } from './why.ts'
import { worstFirst } from './words/list.ts'
import { wordNotice } from './words/notice.ts'
import type { Worded, WordedFinding, Wording } from './words/wording.ts'

const scope = systemScope('notices.gather')

/** What is gathered in one transaction: so many recipients, and no further one when so much waits for those already. */
const atOnce = { recipients: 50, findings: 20_000 }

/** What came of gathering. */
export interface Gathered {
  notices: number
  findings: number
  /** Recipients that had enough mails today. */
  capped: number
}

/** Where links in notices lead: the address that people use. */
export const publicUrl = (config: Pick<Config, 'VARDE_PUBLIC_URL' | 'VARDE_HOST' | 'VARDE_PORT'>): string =>
  (config.VARDE_PUBLIC_URL ?? `http://${config.VARDE_HOST}:${config.VARDE_PORT}`).replace(/\/+$/, '')

/**
 * Makes notices of all that is due, some recipients a transaction, each with its first deliveries. Any number may run at once: a
 * recipient is gathered for by one. While all sending is held nothing is made, so that what settles meanwhile is never told.
 */
export async function gather(db: Db, url: string, now: Utc): Promise<Gathered> {
  const all: Gathered = { notices: 0, findings: 0, capped: 0 }
  for (let after: Id<'org'> | undefined, more = true; more; ) {
    const page = await db.in(scope, async (tx) => {
      if (await store.isHeld(tx)) return undefined
      const due = await untold.dueRecipients(tx, after, atOnce, now)
      return due.length === 0 ? undefined : { last: due.at(-1)!, made: await gatherFor(tx, due, url, now) }
    })
    after = page?.last
    more = page !== undefined
    all.notices += page?.made.notices ?? 0
    all.findings += page?.made.findings ?? 0
    all.capped += page?.made.capped ?? 0
  }
  return all
}

async function gatherFor(tx: Tx, due: readonly Id<'org'>[], url: string, now: Utc): Promise<Gathered> {
  const claimed = await untold.claimRecipients(tx, due)
  const ids = [...claimed.keys()]
  const wishes = await routing.wishesOf(tx, scope, ids)
  const wishOf = (id: Id<'org'>): Wish => wishes.get(id) ?? usualWish
  const ready = await readyFor(tx, ids, wishOf, now)
  const { groups, facts } = await settled(tx, ready, now)
  const { within, over } = await capped(tx, groups, facts, wishOf, now)
  await postpone(tx, over, claimed, wishOf, now)
  const notices = await wordAll(tx, within, facts, url, now)
  await store.insertNotices(tx, notices, now)
  await untold.removeUntold(
    tx,
    within.flatMap(({ waiting }) => waiting),
  )
  await queueFirstRung(tx, notices, now)
  return {
    notices: notices.length,
    findings: notices.reduce((sum, { findings }) => sum + findings.length, 0),
    capped: new Set(over.map(({ recipient }) => recipient)).size,
  }
}

/** What of these recipients' waiting may be told now. */
async function readyFor(tx: Tx, ids: readonly Id<'org'>[], wishOf: (id: Id<'org'>) => Wish, now: Utc): Promise<untold.Waiting[]> {
  const windows = await routing.openWindows(tx, ids, now)
  const waiting = await untold.waitingOf(tx, ids)
  const free = waiting.filter(({ recipient, severity }) => !heldBack(recipient, severity, wishOf(recipient), windows, now))
  return [...Map.groupBy(free, ({ recipient }) => recipient).values()].flatMap((rows) => dueNow(rows, now))
}

/** What is told together: to one recipient, on one schedule; or what takes back one notice for one reason. */
interface Group {
  recipient: Id<'org'>
  schedule: Schedule
  correction: Correction | undefined
  /** Each finding once. */
  rows: untold.Waiting[]
  /** All that is dealt with when this is told. */
  waiting: untold.Waiting[]
}

/** Leaves out what settled or vanished while it waited, and routes again what got another operator, or whose operator ceased to be one. */
async function settled(tx: Tx, ready: readonly untold.Waiting[], now: Utc) {
  const found = await findingsToTell(tx, [...new Set(ready.map(({ finding }) => finding))])
  const facts = new Map([...found, ...(await asTold(tx, ready, found))].map((finding) => [finding.id, finding]))
  const ceased = await ceasedToOperate(tx, ready, facts, now)
  const fates = Map.groupBy(ready, (row) => {
    const fate = fateOf(row, facts.get(row.finding))
    return fate === 'tell' && ceased.has(row) ? 'route-again' : fate
  })
  const again = fates.get('route-again') ?? []
  await untold.removeUntold(tx, [...(fates.get('drop') ?? []), ...again])
  for (const [cause, rows] of Map.groupBy(again, ({ cause }) => cause)) {
    const findings = [...new Set(rows.map(({ finding }) => finding))].map((id) => facts.get(id)!)
    await noteRecipients(tx, await recipients(tx, findings, now), cause, now)
  }
  return { groups: groupsOf(fates.get('tell') ?? []), facts }
}

/** What waits for operators who no longer operate it; what is to be taken back was theirs to hear, and is. */
async function ceasedToOperate(
  tx: Tx,
  ready: readonly untold.Waiting[],
  facts: ReadonlyMap<Id<'fnd'>, ToTell>,
  now: Utc,
): Promise<Set<untold.Waiting>> {
  const rows = ready.filter(({ role, cause, finding }) => role === 'operator' && cause !== 'withdrawn' && facts.has(finding))
  if (rows.length === 0) return new Set()
  const asked = rows.map(({ recipient, finding }) => ({ operator: recipient, asset: facts.get(finding)!.asset }))
  const operated = await operatedBy(tx, asked, now)
  return new Set(rows.filter((_, place) => operated[place] === undefined))
}

/** What is to be taken back, as it was told: of a finding that is withdrawn nothing is left to tell, or it is gone altogether. */
async function asTold(tx: Tx, ready: readonly untold.Waiting[], found: readonly ToTell[]): Promise<ToTell[]> {
  const known = new Map(found.map((finding) => [finding.id, finding]))
  const isOver = (id: Id<'fnd'>): boolean => (known.get(id)?.state ?? 'withdrawn') === 'withdrawn'
  const over = ready.filter(({ cause, finding }) => cause === 'withdrawn' && isOver(finding))
  const told = await store.asTold(
    tx,
    over.map(({ finding, because }) => ({ finding, notice: because.correction!.notice })),
  )
  return told.map((row) => ({
    ...row,
    id: row.finding,
    operator: null,
    holding: null,
    asset: known.get(row.finding)?.asset ?? {},
    state: 'withdrawn',
    severity: row.severityNumber,
    openedAt: row.firstSeen,
    dueAt: row.lastSeen,
    answer: null,
    closedAt: null,
    reason: null,
  }))
}

function groupsOf(rows: readonly untold.Waiting[]): Group[] {
  const keyOf = ({ recipient, schedule, because: { correction } }: untold.Waiting): string =>
    correction ? `${recipient} ${correction.notice} ${correction.why}` : `${recipient} ${schedule}`
  return [...Map.groupBy(rows, keyOf).values()].map((rows) => {
    const [{ recipient, schedule, because }] = rows as [untold.Waiting]
    return { recipient, schedule, correction: because.correction, rows: onceEach(rows), waiting: rows }
  })
}

/** A finding that waits for two reasons is told once, as what happened last. */
const onceEach = (rows: readonly untold.Waiting[]): untold.Waiting[] => {
  const latest = ['opened', 'worsened', 'lapsed', 'reopened', 'withdrawn']
  const ordered = rows.toSorted((one, other) => latest.indexOf(one.cause) - latest.indexOf(other.cause))
  return [...new Map(ordered.map((row) => [row.finding, row])).values()]
}

/** Which groups fit into the recipient's day, the worst first. What is critical and what takes back always goes, and does not count. */
async function capped(
  tx: Tx,
  groups: readonly Group[],
  facts: ReadonlyMap<Id<'fnd'>, ToTell>,
  wishOf: (id: Id<'org'>) => Wish,
  now: Utc,
) {
  const recipientIds = [...new Set(groups.map(({ recipient }) => recipient))]
  const made = await store.countSince(tx, recipientIds, startOfDay(now))
  const within: Group[] = []
  const over: Group[] = []
  const ranked = groups.map((group) => ({ group, worst: worstIn(group, facts) }))
  for (const { group, worst } of ranked.sort((one, other) => other.worst - one.worst)) {
    const count = made.get(group.recipient) ?? 0
    const isFree = group.correction !== undefined || worst === critical
    const fits = isFree || count < wishOf(group.recipient).dailyCap
    ;(fits ? within : over).push(group)
    if (fits && !isFree) made.set(group.recipient, count + 1)
  }
  return { within, over }
}

const worstIn = ({ rows }: Group, facts: ReadonlyMap<Id<'fnd'>, ToTell>): number =>
  Math.max(...rows.map(({ finding }) => facts.get(finding)!.severity))

/** Lets what is over the cap wait for the next digest; the team hears of it once a day, and again when something worse waits. */
async function postpone(
  tx: Tx,
  over: readonly Group[],
  claimed: ReadonlyMap<Id<'org'>, untold.Capped>,
  wishOf: (id: Id<'org'>) => Wish,
  now: Utc,
): Promise<void> {
  const today = localDay(now)
  await untold.postpone(
    tx,
    over.flatMap(({ recipient, waiting }) => {
      const until = nextDigest(now, wishOf(recipient).digestHour)
      return waiting.map((row) => ({ ...row, until }))
    }),
  )
  const full = [...Map.groupBy(over, ({ recipient }) => recipient)].flatMap(([recipient, groups]) => {
    const rows = groups.flatMap((group) => group.rows)
    const worst = Math.max(...rows.map((row) => row.severity))
    const before = claimed.get(recipient)
    const isKnown = before?.on === today && worst <= (before.worst ?? -1)
    return isKnown ? [] : { recipient, worst, findings: rows.length }
  })
  await untold.noteCapped(tx, full, today)
  for (const { recipient, worst, findings } of full) {
    const happened: NoticeHappened = { notice: '', recipient, severity: worst, findings }
    await emit(tx, noticeCapped, happened, now)
  }
}

/** Words each group in the language of whoever is told first. */
async function wordAll(
  tx: Tx,
  groups: readonly Group[],
  facts: ReadonlyMap<Id<'fnd'>, ToTell>,
  url: string,
  now: Utc,
): Promise<store.NewNotice[]> {
  const known = await addressees(tx, [...new Set(groups.flatMap(({ recipient, rows }) => [recipient, ...ownersOf(rows)]))])
  const notices: store.NewNotice[] = []
  const senders = new Map<string, Wording['sender']>()
  for (const group of groups) {
    const recipient = known.get(group.recipient)
    // Whoever is no longer in the register cannot be written to: the team finds out who is to be told instead.
    if (!recipient) {
      const severity = worstIn(group, facts)
      const happened: NoticeHappened = { notice: '', recipient: group.recipient, severity, findings: group.rows.length }
      await emit(tx, noticeCall, happened, now)
      continue
    }
    const language = recipient.contacts[0]?.language ?? recipient.language
    const constituency = constituencyOf(
      recipient,
      ownersOf(group.rows).flatMap((id) => known.get(id) ?? []),
    )
    const as = `${constituency} ${language}`
    const sender = senders.get(as) ?? (await senderFor(tx, constituency, language))
    senders.set(as, sender)
    notices.push(makeNotice(group, { recipient, language, constituency, sender, known, facts, url, now }))
  }
  return notices
}

const ownersOf = (rows: readonly untold.Waiting[]): Id<'org'>[] => [...new Set(rows.map(({ organisation }) => organisation))]

interface Desk {
  recipient: Addressee
  language: Locale
  constituency: Constituency
  sender: Wording['sender']
  known: ReadonlyMap<Id<'org'>, Addressee>
  facts: ReadonlyMap<Id<'fnd'>, ToTell>
  url: string
  now: Utc
}

function makeNotice(group: Group, desk: Desk): store.NewNotice {
  const id = newId('ntc')
  const { recipient, language, constituency, facts } = desk
  const severity = Math.max(...group.rows.map((row) => facts.get(row.finding)!.severity))
  const wording = wordingOf(group, severity, `${desk.url}/notices/${id}`, desk)
  const rowOf = new Map(group.rows.map((row) => [row.finding as string, row]))
  return {
    id,
    recipient: recipient.id,
    constituency,
    topic: wording.topic,
    schedule: group.schedule,
    language,
    tlp: wording.tlp,
    pap: wording.pap,
    severity,
    ...wordNotice(wording),
    corrects: group.correction?.notice ?? null,
    findings: wording.sections.flatMap(({ findings }) => findings.map((finding) => toldOf(finding, rowOf.get(finding.id)!))),
  }
}

const toldOf = (finding: WordedFinding, { finding: id, organisation, because, severity }: untold.Waiting): store.NewTold => ({
  finding: id,
  organisation,
  kind: finding.kind,
  assetText: finding.assetText,
  severity,
  firstSeen: finding.firstSeen,
  lastSeen: finding.lastSeen,
  sources: finding.sources,
  because,
})

function wordingOf(group: Group, severity: number, portalLink: string, desk: Desk): Wording {
  const { recipient, language, sender, known, facts, now } = desk
  const byOwner = Map.groupBy(group.rows, ({ organisation }) => organisation)
  const sections = [...byOwner].map(([id, rows]) => ({
    organisation: { id, name: known.get(id)?.name ?? id },
    findings: rows.map((row) => wordedFinding(row, facts.get(row.finding)!, language)).sort(worstFirst),
  }))
  const topic = group.correction ? 'correction' : 'findings'
  const by = answerBy({ severity, topic }, now)
  return {
    locale: language,
    topic,
    schedule: group.schedule,
    tlp: strictest(...group.rows.map(({ finding }) => facts.get(finding)!.tlp)),
    pap: strictestPap(...group.rows.map(({ finding }) => facts.get(finding)!.pap)),
    sender,
    recipient: { name: recipient.name },
    sections: sections.sort((one, other) =>
      one.organisation.name.localeCompare(other.organisation.name, language, { numeric: true }),
    ),
    portalLink,
    ...(by && { answerBy: by }),
    ...(group.correction && { correction: inWords(group.correction, language) }),
    now,
  }
}

const inWords = ({ toldAt, subject, why }: Correction, locale: Locale): NonNullable<Wording['correction']> => ({
  toldAt,
  subject,
  reason: withdrawnInWords(why, locale),
})

function wordedFinding(row: untold.Waiting, finding: ToTell, locale: Locale): WordedFinding {
  const again = againOf(row, finding)
  return {
    id: finding.id,
    kind: finding.kind,
    asset: finding.asset,
    assetText: finding.assetText,
    severity: severityWord(finding.severity),
    firstSeen: finding.firstSeen,
    lastSeen: finding.lastSeen,
    sources: finding.sources,
    dueAt: finding.dueAt,
    why: whyInWords(row.because, 'recipient', locale),
    ...(again && { again }),
  }
}

/** What was said and found the last time, of a finding that is told again. */
function againOf({ cause }: untold.Waiting, finding: ToTell): WordedFinding['again'] {
  if (cause === 'lapsed') return { claimedAt: null, closedAt: null }
  if (cause !== 'reopened') return undefined
  const claimedAt = finding.answer === 'fixed' ? finding.answeredAt : null
  return claimedAt || finding.closedAt ? { claimedAt, closedAt: finding.closedAt } : undefined
}

/** What an organisation would be sent if all that waits for it were told now; nothing is changed. `undefined` when nothing waits. */
export async function preview(
  tx: Tx,
  organisation: Id<'org'>,
  locale: Locale | undefined,
  url: string,
  now: Utc,
): Promise<Worded | undefined> {
  const waiting = (await untold.waitingOf(tx, [organisation])).filter(({ cause }) => cause !== 'withdrawn')
  const found = await findingsToTell(tx, [...new Set(waiting.map(({ finding }) => finding))])
  const facts = new Map(found.map((finding) => [finding.id, finding]))
  const rows = onceEach(waiting.filter((row) => fateOf(row, facts.get(row.finding)) === 'tell'))
  if (rows.length === 0) return undefined
  const known = await addressees(tx, [organisation, ...ownersOf(rows)])
  const recipient = known.get(organisation)
  if (!recipient) return undefined
  const language = locale ?? recipient.contacts[0]?.language ?? recipient.language
  const constituency = constituencyOf(
    recipient,
    ownersOf(rows).flatMap((id) => known.get(id) ?? []),
  )
  const sender = await senderFor(tx, constituency, language)
  const schedule = rows.every((row) => row.schedule === 'daily') ? 'daily' : 'at-once'
  const severity = Math.max(...rows.map(({ finding }) => facts.get(finding)!.severity))
  const group: Group = { recipient: organisation, schedule, correction: undefined, rows, waiting: rows }
  return wordNotice(
    wordingOf(group, severity, `${url}/notices`, { recipient, language, constituency, sender, known, facts, url, now }),
  )
}
