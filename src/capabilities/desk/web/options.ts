/** Something that can be chosen in the palette. */
export interface Option {
  key: string
  title: string
  detail?: string | undefined
  /** Found by these too; they are not shown. */
  words?: string | undefined
  run: () => void
}

export interface Group<Each extends Option = Option> {
  key: string
  title: string
  options: readonly Each[]
}

/** Those whose title, detail or other words have every word that was typed; those whose title begins so come first. */
export function fitting<Each extends Option>(options: readonly Each[], typed: string): Each[] {
  const wanted = typed.trim().toLowerCase()
  const words = wanted.split(/\s+/).filter(Boolean)
  const begins = ({ title }: Option): boolean => title.toLowerCase().startsWith(wanted)
  const fit = options.filter(({ title, detail = '', words: others = '' }) => {
    const text = `${title} ${detail} ${others}`.toLowerCase()
    return words.every((word) => text.includes(word))
  })
  return [...fit.filter(begins), ...fit.filter((option) => !begins(option))]
}

/** Where the arrows lead; from the last to the first and back. */
export function moved(keys: readonly string[], from: string | undefined, by: number): string | undefined {
  const at = from === undefined ? -1 : keys.indexOf(from)
  if (at < 0) return by > 0 ? keys[0] : keys.at(-1)
  return keys[(at + by + keys.length) % keys.length]
}
