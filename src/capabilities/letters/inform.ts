import type { AdvisoryContent } from '#capabilities/advisories/contract.ts'
import { everyAddress, type IssuedVersion, inLocale, issuedAs } from '#capabilities/advisories/index.ts'
import { type Addressee, addressees, memberOrganisations } from '#capabilities/members/index.ts'
import { publicUrl, quietNow } from '#capabilities/notices/index.ts'
import { matchInventory } from '#capabilities/products/index.ts'
import { becomes, keyFor } from '#capabilities/profile/index.ts'
import type { Choice, Hit } from '#capabilities/subscriptions/contract.ts'
import {
  addItems,
  choicesBy,
  choicesOf,
  mayInform,
  type Warning,
  warningOf,
  whenInformed,
} from '#capabilities/subscriptions/index.ts'
import type { Id } from '#domain/id.ts'
import { systemScope } from '#domain/scope.ts'
import type { Utc } from '#domain/time.ts'
import type { World } from '#platform/capability.ts'
import type { Config } from '#platform/config.ts'
import type { Db, Tx } from '#platform/db/db.ts'
import type { Job } from '#platform/jobs.ts'
import { type Post, sendLetter } from '#platform/mail/letter.ts'
import { hitInWords } from './words.ts'
import { informationWords } from './words-letters.ts'

export const informJobName = 'subscriptions.inform'

const scope = systemScope(informJobName)

export type Office = Post & { db: Db; config: Pick<Config, 'VARDE_PUBLIC_URL' | 'VARDE_HOST' | 'VARDE_PORT'> }

/** So many organisations are informed in one transaction. */
const pageRows = 200

/**
 * Tells members that a warning was not addressed to of it, for their information, when they subscribe to what it is about and its labels
 * let them read it. May be asked again at any moment; nobody is told twice. Returns how many were.
 */
export async function inform(office: Office, of: { advisory: Id<'adv'>; version: number }, now: Utc): Promise<number> {
  const found = await office.db.read(scope, (tx) => candidates(tx, of))
  if (!found) return 0
  let told = 0
  for (let at = 0; at < found.ids.length; at += pageRows) {
    const some = found.ids.slice(at, at + pageRows)
    told += await office.db.in(scope, (tx) => informSome(tx, office, found, some, now))
  }
  return told
}

interface Candidates {
  issued: IssuedVersion
  warning: Warning
  /** What the inventory of each has of it. */
  owned: ReadonlyMap<Id<'org'>, string>
  ids: readonly Id<'org'>[]
}

/** The members outside the audience that may read a version. */
async function candidates(tx: Tx, of: { advisory: Id<'adv'>; version: number }): Promise<Candidates | undefined> {
  const [issued] = await issuedAs(tx, scope, [of])
  if (!issued || issued.ended !== null) return undefined
  const warning = warningOf(issued.content)
  const addressed = new Set(await everyAddress(tx, scope, of))
  const ids = (await memberOrganisations(tx, scope))
    .filter((member) => !addressed.has(member.id) && mayInform(warning, member))
    .map(({ id }) => id)
  if (ids.length === 0) return undefined
  return { issued, warning, ids, owned: await ownedBy(tx, issued.content, ids) }
}

/** What the inventories of these have of what a warning names. */
export async function ownedBy(tx: Tx, content: AdvisoryContent, among: readonly Id<'org'>[]): Promise<Map<Id<'org'>, string>> {
  if (content.products.length === 0) return new Map()
  const { organisations } = await matchInventory(
    tx,
    content.products.map(({ vendor, product, versions, cpe, purl }) => ({
      product,
      ...(vendor && { vendor }),
      ...(versions && { versions }),
      ...(cpe && { cpe }),
      ...(purl && { purl }),
    })),
    among,
  )
  return new Map(
    [...organisations].map(([id, matches]) => {
      const { vendor, product } = matches[0]!.compared
      return [id, [vendor, product].filter(Boolean).join(' ')]
    }),
  )
}

interface Informed {
  house: Addressee
  why: Hit
  atOnce: { contact: Addressee['contacts'][number]; choice: Choice; hit: Hit }[]
}

async function informSome(
  tx: Tx,
  office: Office,
  { issued, warning, owned }: Candidates,
  ids: readonly Id<'org'>[],
  now: Utc,
): Promise<number> {
  // It may have been withdrawn since the candidates were found.
  const [still] = await issuedAs(tx, scope, [issued])
  if (still?.ended !== null) return 0
  const [known, choices, quiet] = [await addressees(tx, ids), await choicesBy(tx, ids), await quietNow(tx, ids, now)]
  const informed = [...known.values()].flatMap((house): Informed[] => {
    const more = { owned: owned.get(house.id), quiet: quiet.has(house.id) }
    const readers = choicesOf(house.contacts, choices(house.id)).flatMap(({ contact, choice }) => {
      const told = whenInformed(choice, warning, more)
      return told ? [{ contact, choice, ...told }] : []
    })
    const [first] = readers
    return first ? [{ house, why: first.hit, atOnce: readers.filter(({ when }) => when === 'at-once') }] : []
  })
  const { advisory, version } = issued
  const fresh = new Set(
    await addItems(
      tx,
      scope,
      informed.map(({ house, why, atOnce }) => ({
        organisation: house.id,
        advisory,
        version,
        kind: 'information',
        why,
        atOnce: atOnce.length > 0,
      })),
      now,
    ),
  )
  for (const one of informed) if (fresh.has(one.house.id)) await writeAtOnce(tx, office, issued, one, now)
  return fresh.size
}

async function writeAtOnce(
  tx: Tx,
  office: Office,
  { advisory, trackingId, content }: IssuedVersion,
  { house, atOnce }: Informed,
  now: Utc,
): Promise<void> {
  for (const { contact, choice, hit } of atOnce) {
    if (contact.email === null) continue
    const how = await keyFor(tx, contact, house.id, now)
    // A key that cannot be used: the portal has it, and nothing of it goes open.
    if ('fallback' in how && becomes(how.fallback, content.tlp) !== 'clear') continue
    const locale = choice.language ?? contact.language
    const told = {
      title: inLocale(content.title, locale),
      summary: inLocale(content.summary, locale),
      severity: content.severity,
      tlp: content.tlp,
      trackingId,
      link: `${publicUrl(office.config)}/what-we-get/${advisory}`,
      why: hitInWords(hit, locale),
    }
    await sendLetter(
      office,
      {
        to: { name: contact.name, address: contact.email },
        ...informationWords(told, { organisation: house.name, locale }),
        locale,
        tlp: content.tlp,
        as: senderOf(house),
        ...('key' in how && how.key && content.tlp !== 'TLP:CLEAR' && { encryptTo: how.key }),
      },
      tx,
    )
  }
}

/** In whose name an organisation is written to. */
export const senderOf = ({ constituencies }: Pick<Addressee, 'constituencies'>): 'health' | 'municipal' =>
  constituencies.includes('municipal') && !constituencies.includes('health') ? 'municipal' : 'health'

export const informJob = (world: World): Job => ({
  name: informJobName,
  async run(data, { log }) {
    const of = data as { advisory: Id<'adv'>; version: number }
    const told = await inform(world, of, world.clock.now())
    if (told > 0) log.info({ ...of, told }, 'subscribers were told of a warning for their information')
  },
})
