import { v7 } from 'uuid'
import { z } from 'zod'

/** The kinds of thing that have an id; the kind stands first in the id (`fnd_018f…`), so that no id is taken for another. */
export const idKinds = {
  org: 'organisation',
  con: 'contact',
  hol: 'holding',
  src: 'source',
  imp: 'import of a file',
  fnd: 'finding',
  ign: 'ignore rule',
  usr: 'person',
  key: 'API key',
  ntc: 'notice',
  dlv: 'delivery of a notice',
  rou: 'routing rule',
  win: 'maintenance window',
  hok: 'webhook',
  mai: 'mail that came in',
  msr: 'measure',
  tsk: 'task of the watch',
  hov: 'hand-over of a shift',
  clo: 'closing that waits for a person',
  viw: 'saved view',
  wrk: 'long work',
  evt: 'event',
  aud: 'audit entry',
} as const

export type IdKind = keyof typeof idKinds
export type Id<Kind extends IdKind> = `${Kind}_${string}`

/** A new id: UUID version 7 (RFC 9562, 5.7), so that ids sort by the time they were made. */
export const newId = <Kind extends IdKind>(kind: Kind): Id<Kind> => toId(kind, v7())

/** The id of a row whose key in the database is a bare UUID. */
export const toId = <Kind extends IdKind>(kind: Kind, uuid: string): Id<Kind> => `${kind}_${uuid.replaceAll('-', '')}`

/** The bare UUID for the database. Ids that crossed a wall were checked by `idOf`. */
export function uuidOf(id: string): string {
  const hex = id.slice(id.indexOf('_') + 1)
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

/** Schema of an id of one kind, for contracts. */
export const idOf = <Kind extends IdKind>(kind: Kind) =>
  z.templateLiteral([kind, '_', z.string().regex(/^[0-9a-f]{32}$/)]) as unknown as z.ZodType<Id<Kind>, Id<Kind>>
