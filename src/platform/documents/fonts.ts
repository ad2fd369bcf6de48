import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { charactersOf, openTypeOf } from './woff.ts'

const subsets = ['latin', 'latin-ext', 'greek', 'greek-ext', 'cyrillic', 'cyrillic-ext', 'vietnamese'] as const
const weights = [400, 600] as const

/** What the compiler brings itself, for the scripts that Inter does not have. */
const brought = ['Libertinus Serif', 'DejaVu Sans Mono']
/** Hebrew letters, and Arabic letters with the marks and digits of Arabic and Persian: the compiler's own fonts have them. */
const broughtCharacters: readonly [number, number][] = [
  [0x05d0, 0x05ea],
  [0x0621, 0x063a],
  [0x0640, 0x0652],
  [0x0660, 0x066c],
  [0x067e, 0x067e],
  [0x0686, 0x0686],
  [0x0698, 0x0698],
  [0x06a9, 0x06a9],
  [0x06af, 0x06af],
  [0x06cc, 0x06cc],
  [0x06f0, 0x06f9],
]

/** The fonts of every document, the same on every machine; only what is in `has` can be printed. */
export interface Fonts {
  files: Buffer[]
  /** Names in the order in which a glyph is looked for. */
  families: string[]
  has(character: number): boolean
}

/** Inter as the pages have it: one file a script and weight, each script under a name of its own. */
export function readFonts(): Fonts {
  const { resolve } = createRequire(import.meta.url)
  const families = subsets.map((_, index) => `Varde${index}`)
  const files = subsets.flatMap((subset, index) =>
    weights.map((weight) =>
      openTypeOf(readFileSync(resolve(`@fontsource/inter/files/inter-${subset}-${weight}-normal.woff`)), families[index]!),
    ),
  )
  const known = new Set<number>()
  for (const [first, last] of [...files.flatMap(charactersOf), ...broughtCharacters])
    for (let character = first; character <= last; character += 1) known.add(character)
  return { files, families: [...families, ...brought], has: (character) => known.has(character) }
}
