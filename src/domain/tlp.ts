import { z } from 'zod'

/** The labels of TLP 2.0 (FIRST, August 2022), mildest first. Never translated, always in capitals. */
export const tlps = ['TLP:CLEAR', 'TLP:GREEN', 'TLP:AMBER', 'TLP:AMBER+STRICT', 'TLP:RED'] as const

export const Tlp = z.enum(tlps).meta({ id: 'Tlp', description: 'Traffic Light Protocol 2.0' })
export type Tlp = z.infer<typeof Tlp>

/** What counts when the source said nothing: the own organisation only. */
export const unmarked: Tlp = 'TLP:AMBER+STRICT'

/** Official colours: the text on a black ground (TLP 2.0, section 2; STRICT has the colour of AMBER). */
export const tlpColours: Record<Tlp, `#${string}`> = {
  'TLP:CLEAR': '#FFFFFF',
  'TLP:GREEN': '#33FF00',
  'TLP:AMBER': '#FFC000',
  'TLP:AMBER+STRICT': '#FFC000',
  'TLP:RED': '#FF2B2B',
}

const form = /^(?:TLP\s*[:_-]?\s*)?(CLEAR|WHITE|GREEN|AMBER(?:\s*[+_-]?\s*STRICT)?|RED)$/

/**
 * Reads a label as people and machines write it: any case, with or without prefix, `amber-strict`, and WHITE of TLP 1,
 * which is CLEAR. What is no label is `undefined`; the caller then takes `unmarked`.
 */
export function readTlp(text: string): Tlp | undefined {
  const word = form.exec(text.trim().toUpperCase())?.[1]
  if (!word) return undefined
  if (word === 'WHITE') return 'TLP:CLEAR'
  return word.startsWith('AMBER') && word !== 'AMBER' ? 'TLP:AMBER+STRICT' : (`TLP:${word}` as Tlp)
}

/** The label of what is derived from several things: never less strict than the strictest; of nothing, `unmarked`. */
export const strictest = (...labels: readonly Tlp[]): Tlp =>
  labels.length === 0 ? unmarked : labels.reduce((one, other) => (isWithinTlp(one, other) ? other : one))

/** The strictest label that a file or a feed may hold: RED goes to nobody but the people it was handed to (TLP 2.0, section 2). */
export const mostInFiles: Tlp = 'TLP:AMBER+STRICT'

/** The labels that may go where at most `limit` may go. */
export const labelsWithin = (limit: Tlp): Tlp[] => tlps.filter((label) => isWithinTlp(label, limit))

/** What of a wanted limit a file may hold. */
export const limitOfFile = (wanted: Tlp | undefined): Tlp => (wanted && isWithinTlp(wanted, mostInFiles) ? wanted : mostInFiles)

/** Whether something with this label may go where at most `limit` may go. */
export const isWithinTlp = (label: Tlp, limit: Tlp): boolean => tlps.indexOf(label) <= tlps.indexOf(limit)
