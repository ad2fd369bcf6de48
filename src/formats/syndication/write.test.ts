import fc from 'fast-check'
import { expect, it } from 'vitest'
import { utc } from '#domain/time.ts'
import { tidy } from './html.ts'
import { readFeed } from './read.ts'
import { type WrittenFeed, type WrittenItem, writeAtom, writeRss } from './write.ts'

const seed = 20_261_122
const read = (text: string) => readFeed(new TextEncoder().encode(text))

/** Text with what breaks feeds in it: markup, references, other alphabets, signs of control. */
const line = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary', maxLength: 8 }),
      fc.constantFrom(
        '<b>',
        '</p>',
        '&amp;',
        '&',
        ']]>',
        '<!--',
        '"',
        "'",
        'æøå',
        '&#39;',
        '<script>',
        'sjø',
        '- ',
        '\u0000',
        '\ud800',
      ),
    ),
    { minLength: 1, maxLength: 8 },
  )
  .map((parts) =>
    tidy(parts.join(' '))
      .replaceAll('\n', ' ')
      .replaceAll(/[\ufffe\uffff]/g, ''),
  )
const title = line.map((text) => tidy(`T ${text}`))
const summary = fc.array(line, { maxLength: 4 }).map((lines) => tidy(lines.filter(Boolean).join('\n')))
const moment = fc.integer({ min: 0, max: 4_000_000_000 }).map((seconds) => utc(seconds * 1_000))
const item: fc.Arbitrary<WrittenItem> = fc.record({
  id: fc.uuid().map((uuid) => `urn:uuid:${uuid}`),
  title,
  link: fc.webUrl({ withQueryParameters: true }).map((url) => new URL(url).href),
  summary,
  published: moment,
  updated: moment,
  categories: fc.uniqueArray(title, { maxLength: 3 }),
})
const feed: fc.Arbitrary<WrittenFeed> = fc.record({
  id: fc.constant('urn:uuid:5f7f5a52-0d2c-4a0e-9a3f-2d6b2b8d7a10'),
  title,
  subtitle: title,
  link: fc.constant('https://cert.example/varsler'),
  self: fc.constant('https://cert.example/feed?a=1&b=2'),
  language: fc.constantFrom('nb', 'nn', 'en'),
  author: title,
  items: fc.uniqueArray(item, { maxLength: 5, selector: ({ id }) => id }),
})

const wanted = ({ items, author }: WrittenFeed, authors: boolean) =>
  items.map((one) => ({ ...one, categories: [...one.categories], authors: authors ? [author] : [] }))

it('What is written as Atom is read back equal', () => {
  fc.assert(
    fc.property(feed, (written) => {
      const { form, feed: again, problems } = read(writeAtom(written))
      expect(problems).toEqual([])
      expect(form).toBe('atom')
      expect(again!.title).toBe(written.title)
      expect(again!.language).toBe(written.language)
      expect(again!.items).toEqual(wanted(written, false))
    }),
    { seed, numRuns: 300 },
  )
})

it('What is written as RSS is read back equal, whatever its titles speak of', () => {
  fc.assert(
    fc.property(feed, (written) => {
      const { form, feed: again, problems } = read(writeRss(written))
      expect(problems).toEqual([])
      expect(form).toBe('rss')
      expect(again!.title).toBe(written.title)
      expect(again!.items).toEqual(wanted(written, true))
    }),
    { seed, numRuns: 300 },
  )
})

it('Nothing that is read as a feed makes the reader fail, and nothing it gives holds signs of control', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.uint8Array({ maxLength: 300 }),
        line.map((text) => new TextEncoder().encode(`<rss><channel>${text}`)),
      ),
      (bytes) => {
        const { feed: found } = readFeed(bytes)
        for (const { title: text, summary: more } of found?.items ?? []) expect(text + more).not.toMatch(/[^\P{Cc}\n]/u)
      },
    ),
    { seed, numRuns: 500 },
  )
})

it('An item says in Atom when it was published and when it changed, and has an id that is no address', () => {
  const [one] = fc.sample(
    feed.filter(({ items }) => items.length > 0),
    { seed, numRuns: 1 },
  )
  const text = writeAtom(one!)
  expect(text).toMatch(
    /^<\?xml version="1.0" encoding="utf-8"\?>\n<feed xmlns="http:\/\/www.w3.org\/2005\/Atom" xml:lang="(nb|nn|en)">/,
  )
  expect(text).toContain(`<updated>${one!.items[0]!.updated}</updated>`)
  expect(text).toContain('<link rel="self" type="application/atom+xml" href="https://cert.example/feed?a=1&#38;b=2"/>')
})
