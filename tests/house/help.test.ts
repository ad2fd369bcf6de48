import { existsSync, globSync, readFileSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { guides } from '#capabilities/desk/web/help/guides.ts'
import { blocksOf, type Span } from '#capabilities/desk/web/help/markdown.ts'
import { type Locale, locales } from '#domain/locale.ts'
import { pictures } from '../../tools/pictures.ts'

const quotes: Record<Locale, RegExp> = { nb: /«([^»]+)»/g, nn: /«([^»]+)»/g, en: /“([^”]+)”/g }
const pages = locales.flatMap((locale) => guides.map((guide) => ({ locale, guide, file: `docs/user/${locale}/${guide}.md` })))
const read = (file: string): string => readFileSync(file, 'utf8')

/** By language, the names of the texts of the product that read as quoted; a place for a value takes whatever stands there. */
async function textsOfTheProduct(): Promise<Record<Locale, (quoted: string) => ReadonlySet<string>>> {
  const found: Record<Locale, Map<string, Set<string>>> = { nb: new Map(), nn: new Map(), en: new Map() }
  const rooms = globSync('src/**/web/**/{texts,texts-*,pages,languages}.ts').concat(globSync('src/{ui,apps/web}/**/texts.ts'))
  for (const file of rooms) gather(await import(resolve(file)), file, found, undefined, new Set())
  return { nb: namesIn(found.nb), nn: namesIn(found.nn), en: namesIn(found.en) }
}

function gather(
  value: unknown,
  name: string,
  into: Record<Locale, Map<string, Set<string>>>,
  locale: Locale | undefined,
  seen: Set<unknown>,
): void {
  if (typeof value === 'string' && locale) {
    const names = into[locale].get(value) ?? new Set()
    into[locale].set(value, names.add(name))
  }
  if (typeof value !== 'object' || value === null || seen.has(value)) return
  seen.add(value)
  for (const [key, inner] of Object.entries(value)) {
    const language = locales.find((each) => each === key)
    gather(inner, language ? name : `${name} ${key}`, into, language ?? locale, seen)
  }
}

function namesIn(texts: ReadonlyMap<string, ReadonlySet<string>>): (quoted: string) => ReadonlySet<string> {
  const open = [...texts].flatMap(([text, names]) =>
    text.includes('{{') ? [{ pattern: RegExp(`^${patternOf(text)}$`), names }] : [],
  )
  return (quoted) =>
    new Set([
      ...(texts.get(quoted) ?? []),
      ...open.filter(({ pattern }) => pattern.test(quoted)).flatMap(({ names }) => [...names]),
    ])
}

const patternOf = (text: string): string =>
  text
    .split(/\{\{\w+\}\}/)
    .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`))
    .join('.+')

const quotedIn = (locale: Locale, guide: string): string[] =>
  [...read(`docs/user/${locale}/${guide}.md`).matchAll(quotes[locale])].map(([, quoted]) => quoted!.replace(/\s+/g, ' '))

describe('Help for those who use Varde', () => {
  it('names nothing in quotation marks that is no text of the product, and in each language the same text', async () => {
    const product = await textsOfTheProduct()
    const wrong = guides.flatMap((guide) => {
      const [nb, nn, en] = locales.map((locale) => quotedIn(locale, guide))
      return nb!.flatMap((quoted, place) => {
        const others = [product.nn(nn![place] ?? ''), product.en(en![place] ?? '')]
        const same = [...product.nb(quoted)].some((name) => others.every((names) => names.has(name)))
        return same ? [] : [`${guide}: ${quoted} | ${nn![place]} | ${en![place]}`]
      })
    })
    expect(wrong).toEqual([])
    for (const guide of guides)
      expect(new Set(locales.map((locale) => quotedIn(locale, guide).length)), guide).toHaveProperty('size', 1)
    expect(product.nb('Ta over fra Vakthavende').size).toBe(1)
    expect(product.nb('Take the next task').size).toBe(0)
  })

  it('says the same in each language: as many parts, steps and pictures, and the same links', () => {
    for (const guide of guides) {
      const [nb, ...others] = locales.map((locale) => shapeOf(read(`docs/user/${locale}/${guide}.md`)))
      for (const other of others) expect(other, guide).toEqual(nb)
    }
  })

  it('is written in sentences of at most twenty words', () => {
    const long = pages.flatMap(({ file }) =>
      sentencesOf(read(file))
        .filter((sentence) => sentence.split(/\s+/).length > 20)
        .map((sentence) => `${file}: ${sentence}`),
    )
    expect(long).toEqual([])
  })

  it('leads only to files that are there, and its pictures are those of the list, small, and each used', () => {
    const named = pages.flatMap(({ file }) =>
      [...read(file).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link]) => ({ file, link: link! })),
    )
    expect(named.filter(({ file, link }) => !existsSync(join(dirname(file), link)))).toEqual([])
    const used = new Set(named.map(({ link }) => basename(link)).filter((name) => name.endsWith('.png')))
    const there = globSync('docs/user/pictures/*').map((file) => basename(file))
    expect(there.sort()).toEqual([...used].sort())
    expect(pictures.map(({ name }) => `${name}.png`).sort()).toEqual([...used].sort())
    for (const name of there) expect(readFileSync(`docs/user/pictures/${name}`).length, name).toBeLessThan(120_000)
  })
})

/** What a page consists of, without its words. */
const shapeOf = (page: string) =>
  blocksOf(page).map((block) => {
    if (block.kind === 'heading') return `heading ${block.level}`
    if (block.kind === 'picture') return `picture ${basename(block.file).replace(/-(nn|en)?\.png$/, '.png')}`
    if (block.kind === 'paragraph') return `paragraph ${linksOf(block.spans)}`
    return `${block.ordered ? 'steps' : 'points'} ${block.items.length}`
  })
const linksOf = (spans: readonly Span[]): string => spans.flatMap((span) => (span.kind === 'link' ? [span.to] : [])).join(' ')

const textOf = (spans: readonly Span[]): string => spans.map(({ text }) => text).join('')
const sentencesOf = (page: string): string[] =>
  blocksOf(page)
    .flatMap((block) =>
      block.kind === 'paragraph' ? [textOf(block.spans)] : block.kind === 'list' ? block.items.map((item) => textOf(item)) : [],
    )
    .flatMap((text) => text.split(/(?<=[.!?:][»”]?) (?=[A-ZÆØÅ«“])/))
