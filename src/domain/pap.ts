import { z } from 'zod'
import type { Tlp } from './tlp.ts'

/** The labels of the Permissible Actions Protocol (MISP taxonomy, version 3), mildest first. Never translated. */
export const paps = ['PAP:CLEAR', 'PAP:GREEN', 'PAP:AMBER', 'PAP:RED'] as const

export const Pap = z.enum(paps).meta({ id: 'Pap', description: 'Permissible Actions Protocol' })
export type Pap = z.infer<typeof Pap>

/** What counts when the source said nothing: it may be looked up, and nothing may be done that its subject notices. */
export const unmarkedPap: Pap = 'PAP:AMBER'

/** Reads a label in any case, with or without prefix; WHITE is CLEAR. What is no label is `undefined`. */
export function readPap(text: string): Pap | undefined {
  const word = /^(?:PAP\s*:\s*)?(CLEAR|WHITE|GREEN|AMBER|RED)$/.exec(text.trim().toUpperCase())?.[1]
  return word ? (`PAP:${word === 'WHITE' ? 'CLEAR' : word}` as Pap) : undefined
}

/** The label that a running text names, the narrowest where it names several: *TLP:GREEN, PAP:AMBER*. Without one, `undefined`. */
export function papIn(text: string): Pap | undefined {
  const named = [...text.matchAll(/\bPAP\s?:\s?(?:CLEAR|WHITE|GREEN|AMBER|RED)\b/gi)].flatMap(([label]) => readPap(label) ?? [])
  return named.length > 0 ? strictestPap(...named) : undefined
}

/** The label of what is derived from several things: as narrow as the narrowest; of nothing, RED. */
export const strictestPap = (...labels: readonly Pap[]): Pap =>
  labels.length === 0 ? 'PAP:RED' : labels.reduce((one, other) => (paps.indexOf(one) >= paps.indexOf(other) ? one : other))

/** The label as it is to be said beside this TLP: RED always, since it forbids what a reader would do; another only where it is not the one that goes with the TLP. */
export const papBeside = (tlp: Tlp, pap: Pap): Pap | undefined =>
  pap === 'PAP:RED' || pap.slice(4) !== tlp.slice(4).replace('+STRICT', '') ? pap : undefined

/** Whether it may stand in a blocklist: active measures are open to GREEN and CLEAR only. */
export const mayBlock = (pap: Pap): boolean => pap === 'PAP:GREEN' || pap === 'PAP:CLEAR'

/** Whether a service outside the house may be asked about it: everything but RED, which must not be seen from outside. */
export const mayLookUpOutside = (pap: Pap): boolean => pap !== 'PAP:RED'
