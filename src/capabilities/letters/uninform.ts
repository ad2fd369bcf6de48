import { endInWords, everyAddress, type IssuedVersion, inLocale, issuedAs } from '#capabilities/advisories/index.ts'
import { type Addressee, addressees } from '#capabilities/members/index.ts'
import { publicUrl } from '#capabilities/notices/index.ts'
import { becomes, keyFor } from '#capabilities/profile/index.ts'
import type { Choice } from '#capabilities/subscriptions/contract.ts'
import {
  addItems,
  choicesBy,
  choicesOf,
  informedOf,
  type Warning,
  warningOf,
  whenInformed,
} from '#capabilities/subscriptions/index.ts'
import type { Id } from '#domain/id.ts'
import { systemScope } from '#domain/scope.ts'
import type { Utc } from '#domain/time.ts'
import type { World } from '#platform/capability.ts'
import type { Tx } from '#platform/db/db.ts'
import type { Job } from '#platform/jobs.ts'
import { sendLetter } from '#platform/mail/letter.ts'
import { type Office, senderOf } from './inform.ts'
import { overWords } from './words-letters.ts'

export const uninformJobName = 'subscriptions.over'

const scope = systemScope(uninformJobName)

/**
 * Tells those who had a warning for information, and were told of it, that it is withdrawn or over: at once whoever had it at once, the others
 * in their next letter. May be asked again at any moment; nobody is told twice. Returns how many were.
 */
export async function uninform(
  tx: Tx,
  office: Office,
  { advisory, version }: { advisory: Id<'adv'>; version: number },
  now: Utc,
): Promise<number> {
  const addressed = new Set(await everyAddress(tx, scope, { advisory, version }))
  const items = (await informedOf(tx, scope, advisory)).filter(({ organisation }) => !addressed.has(organisation))
  const [issued] = await issuedAs(tx, scope, [{ advisory, version }])
  if (items.length === 0 || !issued) return 0
  await addItems(
    tx,
    scope,
    items.map(({ organisation, why, atOnce }) => ({ organisation, advisory, version, kind: 'over', why, atOnce })),
    now,
  )
  const ids = items.map(({ organisation }) => organisation)
  const [known, choices] = [await addressees(tx, ids), await choicesBy(tx, ids)]
  const warning = warningOf(issued.content)
  for (const { organisation, why, atOnce } of items) {
    const house = known.get(organisation)
    if (!house || !atOnce) continue
    const owned = why?.by === 'inventory' ? why.what : undefined
    for (const { contact, choice } of readersAtOnce(house, choices(organisation), warning, owned))
      await writeOver(tx, office, issued, { house, contact, choice }, now)
  }
  return items.length
}

const readersAtOnce = (house: Addressee, own: ReadonlyMap<string | null, Choice>, warning: Warning, owned: string | undefined) =>
  choicesOf(house.contacts, own).filter(
    ({ choice }) => whenInformed(choice, warning, { owned, quiet: false })?.when === 'at-once',
  )

async function writeOver(
  tx: Tx,
  office: Office,
  { advisory, version, trackingId, content }: IssuedVersion,
  { house, contact, choice }: { house: Addressee; contact: Addressee['contacts'][number]; choice: Choice },
  now: Utc,
): Promise<void> {
  if (contact.email === null) return
  const how = await keyFor(tx, contact, house.id, now)
  if ('fallback' in how && becomes(how.fallback, content.tlp) !== 'clear') return
  const locale = choice.language ?? contact.language
  const words = await endInWords(tx, { advisory, version }, locale)
  if (!words) return
  const link = `${publicUrl(office.config)}/what-we-get/${advisory}`
  await sendLetter(
    office,
    {
      to: { name: contact.name, address: contact.email },
      ...overWords({ title: inLocale(content.title, locale), trackingId, link, ...words }, locale),
      locale,
      tlp: content.tlp,
      as: senderOf(house),
      ...('key' in how && how.key && content.tlp !== 'TLP:CLEAR' && { encryptTo: how.key }),
    },
    tx,
  )
}

export const uninformJob = (world: World): Job => ({
  name: uninformJobName,
  async run(data, { log }) {
    const of = data as { advisory: Id<'adv'>; version: number }
    const told = await world.db.in(scope, (tx) => uninform(tx, world, of, world.clock.now()))
    if (told > 0) log.info({ ...of, told }, 'those who had a warning for information were told that it is over')
  },
})
