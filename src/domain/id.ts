import { v7 } from 'uuid'
import { z } from 'zod'

/** The kinds of thing that have an id; the kind stands first in the id (`fnd_018f…`), so that no id is taken for another. */
export const idKinds = {
  org: 'organisation',
  con: 'contact',
  tca: 'test call to a contact',
  hol: 'holding',
  src: 'source',
  imp: 'import of a file',
  fnd: 'finding',
  ign: 'ignore rule',
  usr: 'person',
  key: 'API key',
  idp: 'provider of sign-in',
  psk: 'passkey',
  inv: 'invitation',
  dgt: 'delegation',
  ntc: 'notice',
  dlv: 'delivery of a notice',
  rou: 'routing rule',
  win: 'maintenance window',
  hok: 'webhook',
  mai: 'mail that came in',
  msr: 'measure',
  mas: 'answering of measures, which can be taken back',
  clm: 'claim to a network, domain or AS number',
  dsp: 'dispute between two claims',
  dlg: 'delegation of a holding to its operator',
  tsk: 'task of the watch',
  hov: 'hand-over of a shift',
  clo: 'closing that waits for a person',
  viw: 'saved view',
  pgp: 'PGP key of a contact',
  kbl: 'mail that a key stood in the way of',
  wrk: 'long work',
  tgt: 'network or domain of a service',
  cst: 'consent to terms',
  asm: 'assessment',
  evt: 'event',
  aud: 'audit entry',
  fmr: 'former name or number',
  chg: 'change of the register that can be undone',
  rel: 'relation between organisations',
  rsp: 'service of an organisation',
  grp: 'stakeholder group',
  gmb: 'membership of a group',
  crt: 'another response team',
  sec: 'restricted decision',
  vim: 'file on vulnerabilities that was read',
  clr: 'clearance',
  adv: 'advisory',
  par: 'partner whose warnings are fetched',
  pit: 'something that a partner published',
  rmd: 'reminder of a warning',
  wcl: 'call about a warning',
  adb: 'block of the advice library',
  prd: 'line of an inventory of products',
  pim: 'import of an inventory of products',
  dgl: 'letter of what subscribers are told',
  pde: 'ending of lines of an inventory',
  pqu: 'question to a member about a product',
  rpl: 'reply of a supplier',
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
