import type { Locale } from '#domain/locale.ts'
import type { Guide } from './guides.ts'
import { type Block, blocksOf } from './markdown.ts'

/** Each guide is a file of its own to the browser, and comes when it is read. */
const pages = import.meta.glob<string>('../../../../../docs/user/{nb,nn,en}/*.md', { query: '?raw', import: 'default' })
const pictures = import.meta.glob<string>('../../../../../docs/user/pictures/*.png', {
  query: '?url',
  import: 'default',
  eager: true,
})
const folder = '../../../../../docs/user'
const read = new Map<string, Promise<readonly Block[]>>()

/** A guide in a language; asked for once. */
export function guideIn(locale: Locale, guide: Guide): Promise<readonly Block[]> {
  const file = `${folder}/${locale}/${guide}.md`
  const known = read.get(file)
  if (known) return known
  const blocks = pages[file]!().then(blocksOf)
  read.set(file, blocks)
  return blocks
}

/** Where the browser gets a picture that a guide names. */
export const pictureAt = (named: string): string | undefined => pictures[named.replace(/^\.\./, folder)]
