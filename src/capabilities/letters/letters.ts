import {
  drawWordings,
  endInWords,
  type IssuedVersion,
  inLocale,
  inWording,
  issuedAs,
  overInWords,
} from '#capabilities/advisories/index.ts'
import { type Addressee, addressees } from '#capabilities/members/index.ts'
import { localDay, momentAt, publicUrl, quietNow } from '#capabilities/notices/index.ts'
import { becomes, keyFor } from '#capabilities/profile/index.ts'
import type { Choice } from '#capabilities/subscriptions/contract.ts'
import {
  addLetter,
  choicesBy,
  choicesOf,
  type Item,
  itemsBetween,
  organisationsTold,
  placeInLetter,
  toldUntil,
  type Warning,
  warningOf,
  waysOut,
} from '#capabilities/subscriptions/index.ts'
import { type Id, newId } from '#domain/id.ts'
import type { Locale } from '#domain/locale.ts'
import { systemScope } from '#domain/scope.ts'
import { day, later, type Utc } from '#domain/time.ts'
import { isWithinTlp, mostInFiles, strictest, type Tlp } from '#domain/tlp.ts'
import type { World } from '#platform/capability.ts'
import type { Tx } from '#platform/db/db.ts'
import type { Job } from '#platform/jobs.ts'
import { sendLetter } from '#platform/mail/letter.ts'
import type { Letters } from './contract.ts'
import { type Office, senderOf } from './inform.ts'
import { closedBefore, lastDue, lateFor, lengthOf, weekBefore } from './rules-days.ts'
import * as store from './store.ts'
import { hitInWords } from './words.ts'
import { type Contents, digestWords, type Over, type Told } from './words-letters.ts'

export const lettersJobName = 'subscriptions.letters'

const scope = systemScope(lettersJobName)

type Contact = Addressee['contacts'][number]

/** So many organisations are written to in one transaction. */
const pageRows = 25
/** Nothing older is put into a letter; a freeze lasts at most 90 days. */
const oldest = 100 * day

/**
 * Makes the letters of a rhythm that are due, each contact one, in the transaction that notes it and queues it: whoever dies begins where
 * it ended, and nobody gets two. Nothing is made where there is nothing to tell. Returns how many were queued.
 */
export async function makeLetters(office: Office, rhythm: Letters, now: Utc): Promise<number> {
  const due = lastDue(rhythm, localDay(now), momentAt, now)
  if (now > later(due, lateFor[rhythm])) return 0
  let made = 0
  for (let isMore = true; isMore; ) {
    const page = await office.db.in(scope, (tx) => makeSome(tx, office, { rhythm, due }, now))
    made += page.made
    isMore = page.isMore
  }
  return made
}

async function makeSome(
  tx: Tx,
  office: Office,
  run: { rhythm: Letters; due: Utc },
  now: Utc,
): Promise<{ made: number; isMore: boolean }> {
  const held = await store.holdRun(tx, scope, run)
  if (!held) return { made: 0, isMore: false }
  const span = { since: later(run.due, -oldest), until: closeOf(run.due) }
  const ids = await organisationsTold(tx, scope, span, { after: held.after, limit: pageRows })
  const last = ids.at(-1)
  if (!last) {
    await store.moveRun(tx, scope, run, { finishedAt: now })
    return { made: 0, isMore: false }
  }
  const [known, choices, quiet] = [await addressees(tx, ids), await choicesBy(tx, ids), await quietNow(tx, ids, now)]
  let made = 0
  for (const house of known.values()) {
    const readers = choicesOf(house.contacts, choices(house.id)).filter(
      ({ contact, choice }) => choice.rest === run.rhythm && contact.email !== null,
    )
    if (readers.length > 0) made += await writeTo(tx, office, run, { house, readers, quiet: quiet.has(house.id) }, now)
  }
  await store.moveRun(tx, scope, run, { after: last })
  return { made, isMore: true }
}

interface Readers {
  house: Addressee
  readers: { contact: Contact; choice: Choice }[]
  /** Nothing mild goes there now: what would have stood in this letter stands in the next. */
  quiet: boolean
}

async function writeTo(
  tx: Tx,
  office: Office,
  { rhythm, due }: { rhythm: Letters; due: Utc },
  { house, readers, quiet }: Readers,
  now: Utc,
): Promise<number> {
  const closes = closeOf(due)
  const until = await toldUntil(
    tx,
    scope,
    readers.map(({ contact }) => contact.id),
    rhythm,
  )
  const sinceOf = ({ id }: Contact): Utc => until.get(id) ?? later(closes, -lengthOf[rhythm])
  const earliest = readers.map(({ contact }) => sinceOf(contact)).sort()[0]!
  const items = quiet ? [] : await itemsOf(tx, house.id, { since: earliest, until: closes })
  let made = 0
  for (const reader of readers) {
    const since = sinceOf(reader.contact)
    const letter = { organisation: house.id, contact: reader.contact.id, rhythm, due, since }
    if (quiet) {
      await addLetter(tx, scope, { id: newId('dgl'), ...letter, until: since, advisories: [] }, now)
      continue
    }
    const placed = placedFor(reader.choice, items, since, rhythm)
    if (!placed.some(({ place }) => place !== 'told') && !(rhythm === 'weekly' && placed.length > 0)) continue
    const id = newId('dgl')
    const secured = await securedFor(tx, reader.contact, house.id, placed, now)
    const shown = secured.hidden ? [] : placed.filter(isOpen)
    const advisories = shown.flatMap(({ item }) => (item.kind === 'addressed' ? [item.advisory] : []))
    if (!(await addLetter(tx, scope, { id, ...letter, until: closes, advisories }, now))) continue
    await queue(tx, office, { id, rhythm, due, since }, house, reader, placed, secured, now)
    made += 1
  }
  return made
}

const closeOf = (due: Utc): Utc => later(due, -closedBefore)

type Listed = Item & { issued: IssuedVersion; warning: Warning }
type Placed = { item: Listed; place: 'news' | 'told' | 'over' }

/** What an organisation was to be told of, each warning in its newest version; of what is withdrawn or over only that it is. */
async function itemsOf(tx: Tx, organisation: Id<'org'>, span: { since: Utc; until: Utc }): Promise<Listed[]> {
  const items = await itemsBetween(tx, scope, organisation, span)
  // That it is over stands beside what it is told of otherwise, unless it was addressed anew since.
  const isAnew = ({ advisory, version }: Item) =>
    items.some((one) => one.kind === 'addressed' && one.advisory === advisory && one.version > version)
  const newest = [...new Map(items.map((item) => [`${item.advisory} ${item.kind === 'over'}`, item])).values()].filter(
    (item) => item.kind !== 'over' || !isAnew(item),
  )
  const issued = new Map((await issuedAs(tx, scope, newest)).map((one) => [`${one.advisory} ${one.version}`, one]))
  const listed: Listed[] = []
  for (const item of newest) {
    const one = issued.get(`${item.advisory} ${item.version}`)
    if (!one || (one.ended === null) === (item.kind === 'over')) continue
    const wordings = item.kind === 'addressed' ? await drawWordings(tx, scope, one, one.content, [organisation]) : undefined
    const content = inWording(one.content, wordings?.get(organisation))
    listed.push({ ...item, issued: { ...one, content }, warning: warningOf(content) })
  }
  return listed
}

const placedFor = (choice: Choice, items: readonly Listed[], since: Utc, rhythm: Letters): Placed[] =>
  items
    .filter(({ addedAt }) => addedAt > since)
    .flatMap((item) => {
      const owned = item.why?.by === 'inventory' ? item.why.what : undefined
      const place = placeInLetter(
        choice,
        item.warning,
        { kind: item.kind, informed: item.why !== null, atOnce: item.atOnce, owned },
        rhythm,
      )
      return place ? [{ item, place }] : []
    })

/** What is RED goes to the people it was handed to, and into no letter. */
const isOpen = ({ item }: Placed): boolean => isWithinTlp(item.issued.content.tlp, mostInFiles)

/** How many of what a letter tells of only the portal may show. */
function sealedIn(placed: readonly Placed[]): Contents['sealed'] {
  const sealed = placed.filter((one) => !isOpen(one))
  const at = (wanted: Placed['place']): number => sealed.filter(({ place }) => place === wanted).length
  return { news: at('news'), told: at('told'), over: at('over') }
}

interface Secured {
  tlp: Tlp
  /** Its key cannot be used, and nothing of it may go open: the letter says only that there is something in the portal. */
  hidden: boolean
  encryptTo: string | null
}

/** How a letter that holds these is secured for a contact: with its key, when a label asks for it. */
async function securedFor(
  tx: Tx,
  contact: Contact,
  organisation: Id<'org'>,
  placed: readonly Placed[],
  now: Utc,
): Promise<Secured> {
  const labels = placed.filter(isOpen).map(({ item }) => item.issued.content.tlp)
  const tlp: Tlp = labels.length > 0 ? strictest(...labels) : 'TLP:CLEAR'
  const how = await keyFor(tx, contact, organisation, now)
  if ('fallback' in how) return { tlp, hidden: becomes(how.fallback, tlp) !== 'clear', encryptTo: null }
  return { tlp, hidden: false, encryptTo: tlp === 'TLP:CLEAR' ? null : how.key }
}

async function queue(
  tx: Tx,
  office: Office,
  { id, rhythm, due, since }: { id: Id<'dgl'>; rhythm: Letters; due: Utc; since: Utc },
  house: Addressee,
  { contact, choice }: { contact: Contact; choice: Choice },
  placed: readonly Placed[],
  { tlp, hidden, encryptTo }: Secured,
  now: Utc,
): Promise<void> {
  const locale = choice.language ?? contact.language
  const url = publicUrl(office.config)
  const open = placed.filter(isOpen)
  const over: Over[] = []
  for (const { item } of open.filter(({ place }) => place === 'over')) {
    const words = item.why ? await endInWords(tx, item, locale) : await overInWords(tx, item, house.id, locale)
    if (words) over.push({ ...toldOf(item, `${url}${pathOf(item)}`, locale), ...words })
  }
  const of = (wanted: (one: Placed) => boolean): Told[] =>
    open.filter(wanted).map(({ item }) => toldOf(item, `${url}${pathOf(item)}`, locale))
  const contents: Contents = {
    news: of(({ item, place }) => place === 'news' && item.kind === 'addressed'),
    information: of(({ item, place }) => place === 'news' && item.kind === 'information'),
    told: of(({ place }) => place === 'told'),
    over,
    sealed: sealedIn(placed),
  }
  const out = waysOut(office.config, contact.id, house.id, now)
  const frame = { rhythm, organisation: house.name, since, week: weekBefore(due), portal: `${url}/our-advisories`, locale }
  await sendLetter(
    office,
    {
      to: { name: contact.name, address: contact.email! },
      ...digestWords(contents, { ...frame, unsubscribe: out.page }, hidden),
      locale,
      ...(!hidden && { tlp }),
      headers: out.headers,
      as: senderOf(house),
      about: id,
      tellSent: true,
      ...(encryptTo && { encryptTo }),
    },
    tx,
  )
}

const pathOf = ({ why, advisory }: Item): string => (why !== null ? `/what-we-get/${advisory}` : `/our-advisories/${advisory}`)

const toldOf = ({ why, issued: { content, trackingId } }: Listed, link: string, locale: Locale): Told => ({
  title: inLocale(content.title, locale),
  summary: inLocale(content.summary, locale),
  severity: content.severity,
  tlp: content.tlp,
  trackingId,
  link,
  why: why && hitInWords(why, locale),
})

/** Makes what is due every morning at eight, and what was missed when a worker starts. */
export const lettersJob = (world: World): Job => ({
  name: lettersJobName,
  // A second time, for a clock that was a moment early: what is made is not made again.
  cron: '0,15 8 * * *',
  atStart: true,
  async run(_data, { log }) {
    for (const rhythm of ['weekly', 'daily'] as const) {
      const made = await makeLetters(world, rhythm, world.clock.now())
      if (made > 0) log.info({ rhythm, made }, 'letters to subscribers were queued')
    }
  },
})
