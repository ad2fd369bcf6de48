import type { Locale } from '#domain/locale.ts'
import type { OriginOf } from '#formats/csaf/provider/find.ts'
import type { Problem } from '#formats/csaf/provider/problems.ts'
import { readProviders } from '#formats/csaf/provider/read.ts'
import { readCsaf } from '#formats/csaf/read.ts'
import { readFeed } from '#formats/syndication/read.ts'
import { largestFeed } from '#formats/syndication/shape.ts'
import type { World } from '#platform/capability.ts'
import type { PartnerInput, Trial } from './contract.ts'
import { feedAt, outsideOf } from './outside.ts'
import { plainLine } from './rules.ts'
import { problemInWords } from './words.ts'

/** Somebody waits for the answer. */
const trySeconds = 90
const mostTitles = 5

/** Tries an address: what is found there, one document or a few titles, and what is wrong. Nothing is kept. */
export async function tryPartner(
  { config, clock, originOf }: Pick<World, 'config' | 'clock'> & { originOf?: OriginOf },
  given: Pick<PartnerInput, 'kind' | 'address' | 'takeUnsigned'>,
  locale: Locale,
): Promise<Trial> {
  const terms = { config, until: performance.now() + trySeconds * 1_000, now: clock.now() }
  return given.kind === 'feed' ? tryFeed(given.address, terms, locale) : tryCsaf(given, terms, locale, originOf)
}

type Terms = Parameters<typeof feedAt>[2]

async function tryFeed(address: string, terms: Terms, locale: Locale): Promise<Trial> {
  const told = (reason: string, line = 0) => ({ place: address, reason, words: problemInWords({ reason, line }, locale) })
  const fetched = await feedAt(address, largestFeed, terms)
  if (!fetched.ok) return { found: [], problems: [told(fetched.reason === 'too-many-redirects' ? 'redirects' : fetched.reason)] }
  const { feed, problems } = readFeed(fetched.value.bytes ?? new Uint8Array(), { url: address })
  const wrong = problems.map(({ reason, line }) => told(`feed:${reason}`, line))
  if (!feed) return { found: [], problems: wrong }
  const titles = feed.items.slice(0, mostTitles).map(({ title }) => plainLine(title, 200))
  const found = {
    url: address,
    by: 'feed',
    name: plainLine(feed.title, 200),
    role: 'feed',
    keys: [],
    listed: feed.items.length,
    titles,
  }
  return { found: [found], problems: wrong }
}

async function tryCsaf(
  { address, takeUnsigned }: Pick<PartnerInput, 'address' | 'takeUnsigned'>,
  terms: Terms,
  locale: Locale,
  originOf: OriginOf | undefined,
): Promise<Trial> {
  const trial: Trial = { found: [], problems: [] }
  const told = ({ where, reason }: Problem) => ({
    place: where,
    reason,
    words: problemInWords({ reason, line: 0 }, locale),
  })
  const asked = { takeUnsigned, most: 1, ...(originOf && { originOf }) }
  for await (const one of readProviders(address, outsideOf(terms), asked)) {
    const last = trial.found.at(-1)
    if (one.kind === 'problem') trial.problems.push(told(one))
    else if (one.kind === 'provider') {
      const { name } = one.metadata.publisher
      const { role } = one.metadata
      trial.found.push({ url: one.where, by: one.by, name: plainLine(name, 300), role, keys: one.keys, listed: 0, titles: [] })
    } else if (one.kind === 'end' && last) last.listed = one.listed
    else if (one.kind === 'document' && last) last.titles.push(plainLine(readCsaf(one.bytes).csaf?.title ?? one.where, 200))
  }
  return trial
}
