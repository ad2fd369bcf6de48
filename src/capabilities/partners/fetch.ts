import type { Id } from '#domain/id.ts'
import { no, ok, type Result } from '#domain/result.ts'
import { systemScope } from '#domain/scope.ts'
import { day, later, type Utc } from '#domain/time.ts'
import { type FoundProvider, findProviders, type OriginOf } from '#formats/csaf/provider/find.ts'
import type { Outside } from '#formats/csaf/provider/outside.ts'
import {
  type EndOfProvider,
  type FetchedDocument,
  type FromProvider,
  type ReadProvider,
  readProviders,
} from '#formats/csaf/provider/read.ts'
import type { Validator } from '#formats/csaf/validate.ts'
import { readFeed } from '#formats/syndication/read.ts'
import { largestFeed } from '#formats/syndication/shape.ts'
import { audit } from '#platform/audit.ts'
import type { World } from '#platform/capability.ts'
import { keyWaits } from './actions.ts'
import { type Came as CameItem, cameOfCsaf, cameOfNews, take } from './come.ts'
import type { Came, Outcome } from './contract.ts'
import { feedAt, memoryOf, outsideOf } from './outside.ts'
import { goOnFrom, nextAt, outcomeOf } from './rules.ts'
import * as store from './store.ts'

const scope = systemScope('partners.fetch')

/** What a fetch needs of the world. */
export interface FetchWorld extends Pick<World, 'db' | 'clock' | 'config'> {
  validator: Validator
  /** Tests have their servers on ports of their own. */
  originOf?: OriginOf
  /** Documents that are read before the place is written down; 100 unless told. */
  atOnce?: number
}

/** One fetch ends after so long; the next one goes on from there. */
const fetchSeconds = 1_200
const documentsAtOnce = 100
const newsAtOnce = 50

/** What a fetch came to. */
export interface Fetched {
  outcome: Outcome
  came: Came
}

/**
 * Fetches what is new of a partner. It may be cut off anywhere: how far it came is written down with each hundred documents, and what
 * comes twice is kept once. One bad document costs that document, which stands among the problems with its place and reason.
 */
export async function fetchPartner(
  world: FetchWorld,
  id: Id<'par'>,
): Promise<Result<Fetched, 'not-found' | 'partner-under-way'>> {
  const begunAt = world.clock.now()
  const begun = await world.db.in(scope, async (tx) => {
    const partner = await store.partnerRow(tx, scope, id)
    if (!partner) return no('not-found')
    if ((await store.beginFetch(tx, scope, id, begunAt)) === 0) return no('partner-under-way')
    const keys = (await store.keysOf(tx, scope, [id])).get(id) ?? []
    return ok({ partner, keys, again: await store.placesToTry(tx, scope, id) })
  })
  if (!begun.ok) return begun
  const { partner, keys, again } = begun.value
  const fetch = new Fetch(world, partner, begunAt)
  try {
    await (partner.kind === 'feed' ? fetch.feed() : fetch.csaf(keys, again))
    return ok(await fetch.end())
  } catch (error) {
    await world.db.in(scope, (tx) => store.letGo(tx, scope, id, nextAt(partner.everyMinutes, 0, world.clock.now())))
    throw error
  }
}

class Fetch {
  private readonly world: FetchWorld
  private readonly partner: store.PartnerRecord
  private readonly begunAt: Utc
  private readonly until = performance.now() + fetchSeconds * 1_000
  private readonly came: Came = { fresh: 0, newer: 0, same: 0, refused: 0, left: 0 }
  private problems = 0
  private looked = 0
  private reached = false

  constructor(world: FetchWorld, partner: store.PartnerRecord, begunAt: Utc) {
    this.world = world
    this.partner = partner
    this.begunAt = begunAt
  }

  private get id(): Id<'par'> {
    return this.partner.id
  }

  private terms() {
    const { db, clock, config } = this.world
    return { config, until: this.until, now: clock.now(), memory: memoryOf(db, this.id, () => clock.now()) }
  }

  /** Reads each provider of a CSAF partner on from where it was left. */
  async csaf(keys: readonly { fingerprint: string; state: string }[], again: readonly string[]): Promise<void> {
    const outside = outsideOf(this.terms())
    const { providers, problems } = await findProviders(this.partner.address, outside, this.world.originOf)
    for (const { where, reason, detail } of problems) await this.problem(where, reason, detail)
    // At first sight the keys that a provider names are taken; from then on no other counts until a person has accepted it.
    const pinned =
      keys.length > 0 ? keys.filter(({ state }) => state === 'accepted').map(({ fingerprint }) => fingerprint) : undefined
    for (const provider of providers) await this.provider(provider, outside, pinned, again)
  }

  private async provider(
    { url, metadata }: FoundProvider,
    outside: Outside,
    pinned: readonly string[] | undefined,
    again: readonly string[],
  ): Promise<void> {
    const { partner, world } = this
    // What a DNS name leads to has no address that ends in .json, and is found again by its name.
    const where = new URL(url).pathname.endsWith('.json') ? url : partner.address
    let since = partner.readUntil[metadata.canonicalUrl] ?? later(this.begunAt, -partner.daysBack * day)
    // What is tried again is older than the rest and comes first: it must not take the place of what is new.
    let most = (world.atOnce ?? documentsAtOnce) + again.length
    for (let first = true; ; first = false) {
      const asked = {
        since,
        most,
        takeUnsigned: partner.takeUnsigned,
        ...(first && { again }),
        ...(pinned && { pinned }),
        ...(world.originOf && { originOf: world.originOf }),
      }
      const end = await this.round(readProviders(where, outside, asked), metadata.canonicalUrl, pinned === undefined && first)
      if (!end) return
      this.came.left = end.left
      const until = goOnFrom(end.until, since, world.clock.now())
      if (until !== undefined) await world.db.in(scope, (tx) => store.keepPlace(tx, scope, this.id, metadata.canonicalUrl, until))
      if (end.left === 0 || until === undefined || performance.now() >= this.until) return
      // Documents of one moment come together: where they filled the round, the next one asks for more to come past them.
      if (until > since) since = until
      else if (end.given + end.refused >= most) most *= 2
      else return
    }
  }

  /** Takes what one reading of a provider gives; its end, when lists could be read. */
  private async round(
    all: AsyncGenerator<FromProvider>,
    canonicalUrl: string,
    atFirstSight: boolean,
  ): Promise<EndOfProvider | undefined> {
    let isIt = false
    for await (const one of all) {
      if (one.kind === 'provider') {
        isIt = one.metadata.canonicalUrl === canonicalUrl
        if (isIt) await this.remember(one, atFirstSight)
      } else if (one.kind === 'problem') await this.problem(one.where, one.reason, one.detail)
      else if (!isIt) continue
      else if (one.kind === 'document') await this.document(one)
      else {
        this.reached = true
        this.came.refused += one.refused
        return one
      }
    }
    return undefined
  }

  /** Keeps the keys that count as the partner shows them now; at first sight all that have not ended do. */
  private async remember({ keys, blocks }: Pick<ReadProvider, 'keys' | 'blocks'>, atFirstSight: boolean): Promise<void> {
    const now = this.world.clock.now()
    await this.world.db.in(scope, async (tx) => {
      for (const fingerprint of atFirstSight ? keys : [])
        await store.addKey(tx, scope, this.id, { fingerprint, state: 'accepted' }, now)
      for (const block of blocks) await store.keepBlock(tx, scope, this.id, block)
    })
  }

  private async document({ where, bytes, checked, tlp }: FetchedDocument): Promise<void> {
    const { partner, world } = this
    const item = await cameOfCsaf({ bytes, checked, ...(tlp && { tlp }) }, (text) => world.validator.validate(text), partner)
    if (item.ok) return this.take([item.value], where)
    this.came.refused += 1
    await this.problem(where, item.reason, item.detail)
  }

  /** Reads a feed of news; items without a date are always looked at, old ones only once. */
  async feed(): Promise<void> {
    const { partner } = this
    const fetched = await feedAt(partner.address, largestFeed, this.terms())
    if (!fetched.ok) {
      await this.problem(partner.address, fetched.reason === 'too-many-redirects' ? 'redirects' : fetched.reason, fetched.detail)
      return
    }
    const { bytes, keep } = fetched.value
    if (bytes === undefined) {
      this.reached = true
      return
    }
    const { feed, problems } = readFeed(bytes, { url: partner.address })
    for (const { line, reason } of problems) await this.problem(partner.address, `feed:${reason}`, undefined, line)
    if (!feed) return
    this.reached = true
    const oldest = later(this.begunAt, -partner.daysBack * day)
    const about = { title: feed.title, url: partner.address, ...(feed.language !== undefined && { language: feed.language }) }
    const items = feed.items
      .filter(({ published, updated }) => (updated ?? published ?? oldest) >= oldest)
      .map((item) => cameOfNews(item, about, partner))
    for (let from = 0; from < items.length; from += newsAtOnce) await this.take(items.slice(from, from + newsAtOnce))
    await keep()
  }

  private async take(items: readonly CameItem[], place?: string): Promise<void> {
    const now = this.world.clock.now()
    this.looked += items.length
    const tally = await this.world.db.in(scope, async (tx) => {
      if (place !== undefined) await store.forgetProblem(tx, scope, this.id, place)
      await store.touchFetch(tx, scope, this.id, this.looked, now)
      return take(tx, scope, this.partner, items, now)
    })
    for (const step of ['fresh', 'newer', 'same'] as const) this.came[step] += tally[step]
  }

  /** Notes what was not taken. A key that nobody has accepted waits for a person, who is told once. */
  private async problem(place: string, reason: string, detail?: string, line?: number): Promise<void> {
    const now = this.world.clock.now()
    this.problems += 1
    await this.world.db.in(scope, async (tx) => {
      const problem = { place, reason, ...(detail !== undefined && { detail }), ...(line !== undefined && { line }) }
      await store.noteProblem(tx, scope, this.id, problem, now)
      await store.touchFetch(tx, scope, this.id, this.looked, now)
      if (reason === 'new-key' && detail !== undefined) await keyWaits(tx, scope, this.partner, detail, now)
    })
  }

  async end(): Promise<Fetched> {
    const now = this.world.clock.now()
    const { came, reached, partner } = this
    const outcome = outcomeOf(reached, this.problems)
    await this.world.db.in(scope, async (tx) => {
      // What nobody met again has been put right, where the lists could be read to tell.
      if (reached) await store.forgetOldProblems(tx, scope, this.id, this.begunAt)
      const next = nextAt(partner.everyMinutes, came.left, now)
      await store.endFetch(tx, scope, this.id, { outcome, came, heard: reached, nextAt: next }, now)
      if (came.fresh + came.newer + this.problems > 0)
        await audit(tx, { action: 'partner.fetch', object: this.id, detail: { name: partner.name, outcome, ...came } }, now)
    })
    return { outcome, came }
  }
}
