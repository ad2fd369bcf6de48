import type { z } from 'zod'
import type { KindLine } from '../contract.ts'

export interface WantedKinds {
  q: string
  classes: readonly string[]
  severities: readonly string[]
  nature: string
}

type Kind = Pick<z.output<typeof KindLine>, 'id' | 'name' | 'class' | 'type' | 'severity' | 'service' | 'port' | 'nature'>

/** Whether a kind fits: every word that was typed stands in its name, id, service or type, or is its port. */
export function findsKind(kind: Kind, wanted: WantedKinds): boolean {
  const text = `${kind.name} ${kind.id} ${kind.service} ${kind.type}`.toLowerCase()
  const words = wanted.q.toLowerCase().split(/\s+/).filter(Boolean)
  return (
    words.every((word) => text.includes(word) || word === String(kind.port)) &&
    (wanted.classes.length === 0 || wanted.classes.includes(kind.class)) &&
    (wanted.severities.length === 0 || wanted.severities.includes(kind.severity)) &&
    (wanted.nature === '' || kind.nature === wanted.nature)
  )
}
