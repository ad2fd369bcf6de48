import type { Id, IdKind } from '#domain/id.ts'
import type { Texts } from '#domain/locale.ts'
import { day, type Utc } from '#domain/time.ts'
import type { HoldingsChanged, ImportReport, MembershipChanged } from './contract.ts'
import type { List, Listed, ListedHolding, Refusal } from './list.ts'
import { changesOf, clashes, endNow, holdsAt, type Period, parentFault } from './rules.ts'
import type { ContactRow, HoldingRow, OrganisationRow } from './store.ts'

/** What the register holds of the organisations that a list speaks of. */
export interface Current {
  organisations: readonly OrganisationRow[]
  holdings: readonly HoldingRow[]
  contacts: readonly ContactRow[]
}

/** What an import does: the rows to write, and what is told of it. */
export interface Plan {
  organisations: { add: OrganisationRow[]; change: OrganisationRow[] }
  holdings: { add: HoldingRow[]; change: HoldingRow[]; confirm: HoldingRow[] }
  contacts: ContactRow[]
  counts: Pick<ImportReport, 'organisations' | 'holdings' | 'contacts'>
  changes: ImportReport['changes']
  refused: Refusal[]
  holdingsChanged: HoldingsChanged['changes']
  membershipChanged: MembershipChanged
  /** Names or policies changed, which attribution has a copy of. */
  renamed: boolean
}

export interface ImportContext {
  now: Utc
  /** Where the list's organisations and holdings say that they come from: `list:<name>`. */
  source: string
  newId: <Kind extends IdKind>(kind: Kind) => Id<Kind>
}

/** A row of a list, and the organisation of the register that it means. */
export interface Matched {
  row: Listed
  known: OrganisationRow | undefined
}

/** `passedOver` are rows that were refused here: their organisations are in the list all the same. */
interface Matching {
  matched: Matched[]
  passedOver: Listed[]
  refused: Refusal[]
}

/** By what an organisation is known again: its number, else its key in a foreign register, else name and kind. */
interface Identities {
  numbers: Map<string, OrganisationRow>
  externalKeys: Map<string, OrganisationRow>
  names: Map<string, OrganisationRow[]>
}

const nameKeys = (name: string, kinds: readonly string[] = []): string[] => kinds.map((kind) => `${kind} ${name.toLowerCase()}`)

function identitiesOf(organisations: readonly OrganisationRow[]): Identities {
  const names = new Map<string, OrganisationRow[]>()
  for (const organisation of organisations) {
    for (const key of nameKeys(organisation.name, organisation.kinds)) {
      const same = names.get(key)
      if (same) same.push(organisation)
      else names.set(key, [organisation])
    }
  }
  return {
    numbers: new Map(organisations.flatMap((one) => (one.number === null ? [] : [[one.number, one]]))),
    externalKeys: new Map(organisations.flatMap((one) => (one.externalKey === null ? [] : [[one.externalKey, one]]))),
    names,
  }
}

/** Which organisation a row means. One that has a better key which says otherwise is not it. */
function meant(row: Listed, known: Identities): OrganisationRow | 'several' | undefined {
  const byNumber = row.number === undefined ? undefined : known.numbers.get(row.number)
  if (byNumber) return byNumber
  const agrees = (one: OrganisationRow | undefined) => one !== undefined && (row.number === undefined || one.number === null)
  const byKey = row.externalKey === undefined ? undefined : known.externalKeys.get(row.externalKey)
  if (agrees(byKey)) return byKey
  const named = new Set(nameKeys(row.name, row.fields.kinds).flatMap((key) => known.names.get(key) ?? []))
  const candidates = [...named].filter((one) => agrees(one) && (row.externalKey === undefined || one.externalKey === null))
  // Who has nothing but a name is meant before somebody of the same name who has a number.
  const bare = candidates.filter((one) => one.number === null && one.externalKey === null)
  const [first, second] = bare.length > 0 ? bare : candidates
  return second ? 'several' : first
}

/** Finds the organisation of each row; rows that mean the same one, or might mean several, are refused. */
export function matchRows(organisations: readonly OrganisationRow[], list: List): Matching {
  const known = identitiesOf(organisations)
  const takenAt = new Map<string, number>()
  const matched: Matched[] = []
  const passedOver: Listed[] = []
  const refused: Refusal[] = []
  const refuse = (row: Listed, refusal: Omit<Refusal, 'line'>): void => {
    passedOver.push(row)
    refused.push({ line: row.line, ...refusal })
  }
  for (const row of list.rows) {
    const one = meant(row, known)
    if (one === 'several') {
      refuse(row, { field: 'name', code: 'several-fit', found: row.name })
      continue
    }
    const keys = keysOf(row, one)
    const before = keys.map((key) => takenAt.get(key)).find((line) => line !== undefined)
    if (before !== undefined) {
      const [field, found] = row.number ? ['number', row.number] : ['name', row.name]
      refuse(row, { field, code: 'twice-in-file', found, detail: String(before) })
      continue
    }
    for (const key of keys) takenAt.set(key, row.line)
    if (!one && !row.fields.kinds) refuse(row, { field: 'kinds', code: 'kinds-missing', found: '' })
    else matched.push({ row, known: one })
  }
  return { matched, passedOver, refused }
}

/** What no other row of the list may mean again. */
function keysOf(row: Listed, known: OrganisationRow | undefined): string[] {
  if (known) return [known.id]
  const keys = [...(row.number ? [`number ${row.number}`] : []), ...(row.externalKey ? [`key ${row.externalKey}`] : [])]
  return keys.length > 0 ? keys : nameKeys(row.name, row.fields.kinds)
}

/** Decides what a list changes in the register. Nothing is read or written here; the same list again changes nothing. */
export function decideImport(current: Current, list: List, matching: Matching, context: ImportContext): Plan {
  const plan: Plan = {
    organisations: { add: [], change: [] },
    holdings: { add: [], change: [], confirm: [] },
    contacts: [],
    counts: { organisations: noCounts(), holdings: noCounts(), contacts: noCounts() },
    changes: [],
    refused: [...list.refused, ...matching.refused],
    holdingsChanged: [],
    membershipChanged: { organisations: [], changes: [] },
    renamed: false,
  }
  const rows = matching.matched.map(({ row, known }) => ({ row, known, after: asListed(row, known, context) }))
  refuseTakenKeys(rows, current.organisations, plan)
  setParents(rows, current.organisations, plan)
  const holdingsOf = grouped(current.holdings)
  const contactsOf = grouped(current.contacts)
  for (const { row, known, after } of rows) {
    const fields = known ? changedFields(known, after) : []
    const before = holdingsOf.get(after.id) ?? []
    const touched = [
      ...fields,
      ...decideHoldings(row, after, before, context, plan),
      ...decideContacts(row, after, contactsOf.get(after.id) ?? [], context, plan),
    ]
    if (known && fields.length > 0) plan.organisations.change.push(after)
    if (!known) plan.organisations.add.push(after)
    plan.counts.organisations[!known ? 'new' : fields.length > 0 ? 'changed' : 'same']++
    if (touched.length > 0 || !known) note(plan, known ? 'changed' : 'new', after.name, [...new Set(touched)])
    noteMembership(known, after, before, plan)
    plan.renamed ||= known !== undefined && known.name !== after.name
  }
  decideGone(
    current,
    { ...list, mentioned: [...list.mentioned, ...matching.passedOver] },
    new Set(rows.map(({ after }) => after.id)),
    holdingsOf,
    context,
    plan,
  )
  return plan
}

const noCounts = () => ({ new: 0, changed: 0, same: 0, gone: 0 })

const mostChanges = 100

function note(plan: Plan, what: 'new' | 'changed' | 'gone', organisation: string, fields: string[]): void {
  if (plan.changes.length < mostChanges) plan.changes.push({ what, organisation, fields })
}

function grouped<Row extends { organisationId: string }>(rows: readonly Row[]): Map<string, Row[]> {
  const groups = new Map<string, Row[]>()
  for (const row of rows) {
    const group = groups.get(row.organisationId)
    if (group) group.push(row)
    else groups.set(row.organisationId, [row])
  }
  return groups
}

/** The organisation as the list has it; what the list does not speak of stays. */
function asListed(row: Listed, known: OrganisationRow | undefined, { source, newId }: ImportContext): OrganisationRow {
  const base: OrganisationRow = known ?? {
    id: newId('org'),
    number: null,
    name: row.name,
    names: {},
    kinds: [],
    constituencies: [],
    parentId: null,
    county: null,
    municipality: null,
    language: 'nb',
    membership: 'none',
    memberSince: null,
    outsiderPolicy: null,
    externalKey: null,
    source,
    gone: false,
  }
  return {
    ...base,
    ...row.fields,
    name: row.name,
    number: row.number ?? base.number,
    externalKey: row.externalKey ?? base.externalKey,
    gone: false,
  }
}

interface Deciding {
  row: Listed
  known: OrganisationRow | undefined
  after: OrganisationRow
}

/** A key of a foreign register belongs to one organisation; whoever has it keeps it. */
function refuseTakenKeys(rows: readonly Deciding[], organisations: readonly OrganisationRow[], plan: Plan): void {
  const holders = new Map(organisations.flatMap((one) => (one.externalKey === null ? [] : [[one.externalKey, one.id]])))
  for (const { row, known, after } of rows) {
    const key = after.externalKey
    if (key === null) continue
    const holder = holders.get(key)
    if (holder !== undefined && holder !== after.id) {
      plan.refused.push({ line: row.line, field: 'external_key', code: 'key-taken', found: key })
      after.externalKey = known?.externalKey ?? null
    } else holders.set(key, after.id)
  }
}

/** Sets parents, who may stand anywhere in the list or in the register; what would close a circle is refused. */
function setParents(rows: readonly Deciding[], organisations: readonly OrganisationRow[], plan: Plan): void {
  const byNumber = new Map<string, Id<'org'>>()
  for (const { number, id } of [...organisations, ...rows.map(({ after }) => after)])
    if (number !== null) byNumber.set(number, id)
  const parents = new Map<string, Id<'org'> | null>(organisations.map((one) => [one.id, one.parentId]))
  // Parents that the list sets are free until they are set, so that a hierarchy can be turned round in one list.
  for (const { row, after } of rows) if (row.parentNumber !== undefined) parents.set(after.id, null)
  for (const { row, known, after } of rows) {
    if (row.parentNumber === undefined) continue
    const parent = row.parentNumber === null ? null : byNumber.get(row.parentNumber)
    const fault = parent === undefined ? 'parent-unknown' : parentFault(after.id, parent, (id) => parents.get(id))
    if (fault) {
      plan.refused.push({ line: row.line, field: 'parent_number', code: fault, found: row.parentNumber! })
      // The parent from before stays, unless the rest of the list now stands below it.
      const before = known?.parentId ?? null
      after.parentId = before !== null && !parentFault(after.id, before, (id) => parents.get(id)) ? before : null
    } else after.parentId = parent!
    parents.set(after.id, after.parentId)
  }
}

const comparedFields = [
  'number',
  'name',
  'names',
  'kinds',
  'constituencies',
  'parentId',
  'county',
  'municipality',
  'language',
  'membership',
  'memberSince',
  'externalKey',
  'gone',
] as const satisfies readonly (keyof OrganisationRow)[]

/** Lists of kinds mean the same in any order, and so do names by language. */
const comparable = (value: unknown): string =>
  JSON.stringify(
    Array.isArray(value) ? [...value].sort() : value !== null && typeof value === 'object' ? Object.entries(value).sort() : value,
  )

const changedFields = (before: OrganisationRow, after: OrganisationRow): string[] =>
  comparedFields.filter((field) => comparable(before[field]) !== comparable(after[field]))

const heldKey = (held: Pick<HoldingRow, 'relation' | 'form' | 'value'>): string => `${held.relation} ${held.form} ${held.value}`

/** Decides on all holdings of one organisation; tells the columns in which something changed. */
function decideHoldings(
  row: Listed,
  organisation: OrganisationRow,
  before: readonly HoldingRow[],
  context: ImportContext,
  plan: Plan,
): string[] {
  const { now, source } = context
  const periods = new Map<string, HoldingRow[]>()
  for (const holding of before) periods.set(heldKey(holding), [...(periods.get(heldKey(holding)) ?? []), holding])
  const claimed = claims(row.holdings, periods, source, now)
  const touched: string[] = []
  for (const listed of row.holdings) {
    const key = heldKey(listed)
    const known = claimed.get(listed)
    const wanted = wantedHolding(listed, known, organisation.id, context)
    const others = (periods.get(key) ?? []).filter((other) => other !== known)
    const fault = holdingFault(known, wanted, others, source)
    if (fault) {
      plan.refused.push({ line: row.line, field: listed.field, code: fault, found: listed.value })
      if (known) plan.counts.holdings.same++
      continue
    }
    if (known && sameHolding(known, wanted)) {
      plan.counts.holdings.same++
      // The list says again that it is so. Once a day is enough.
      if (Date.parse(now) - Date.parse(known.confirmedAt) >= day && holdsAt(known, now))
        plan.holdings.confirm.push({ ...known, confirmedAt: now })
      continue
    }
    periods.set(key, [...others, wanted])
    plan.holdings[known ? 'change' : 'add'].push(wanted)
    plan.counts.holdings[known ? 'changed' : 'new']++
    plan.holdingsChanged.push(...changesOf(wanted, known, wanted))
    touched.push(listed.field)
  }
  const kept = new Set(claimed.values())
  for (const holding of before) {
    const ends =
      holding.source === source &&
      !kept.has(holding) &&
      holdsOn(holding, now) &&
      row.tellsAll.has(`${holding.relation} ${holding.form}`)
    if (ends) touched.push(endHolding(holding, now, plan))
  }
  return touched
}

const holdsOn = (period: Period, now: Utc): boolean => period.to === null || period.to > now

function endHolding(holding: HoldingRow, now: Utc, plan: Plan): string {
  const ended = { ...holding, to: endNow(holding, now) }
  plan.holdings.change.push(ended)
  plan.counts.holdings.gone++
  plan.holdingsChanged.push(...changesOf(holding, holding, ended))
  return `${holding.form}s`
}

/** Which known period each listed one means: the one that begins then, else the one that is open and nobody else means. */
function claims(
  listed: readonly ListedHolding[],
  periods: ReadonlyMap<string, readonly HoldingRow[]>,
  source: string,
  now: Utc,
): Map<ListedHolding, HoldingRow> {
  const claimed = new Map<ListedHolding, HoldingRow>()
  const taken = new Set<HoldingRow>()
  const claim = (one: ListedHolding, fits: (holding: HoldingRow) => boolean): void => {
    const holding = claimed.has(one) ? undefined : periods.get(heldKey(one))?.find((other) => !taken.has(other) && fits(other))
    if (!holding) return
    claimed.set(one, holding)
    taken.add(holding)
  }
  for (const one of listed) if (one.from !== undefined) claim(one, (holding) => holding.from === one.from)
  for (const one of listed) {
    const open = (one.to ?? null) === null
    if (open) claim(one, (holding) => holdsOn(holding, now) && (one.from === undefined || holding.source === source))
  }
  return claimed
}

const wantedHolding = (
  listed: ListedHolding,
  known: HoldingRow | undefined,
  organisationId: Id<'org'>,
  { now, source, newId }: ImportContext,
): HoldingRow => ({
  id: known?.id ?? newId('hol'),
  organisationId,
  relation: listed.relation,
  form: listed.form,
  value: listed.value,
  from: listed.from ?? known?.from ?? now,
  to: listed.to ?? (listed.from === undefined && known ? known.to : null),
  proof: listed.proof ?? known?.proof ?? 'declared',
  criticality: listed.criticality ?? known?.criticality ?? 0,
  source: known?.source ?? source,
  confirmedAt: now,
})

const sameHolding = (one: HoldingRow, other: HoldingRow): boolean =>
  one.from === other.from && one.to === other.to && one.proof === other.proof && one.criticality === other.criticality

/** What somebody decided by hand, or another list brought, is not changed by this list. */
function holdingFault(
  known: HoldingRow | undefined,
  wanted: HoldingRow,
  others: readonly HoldingRow[],
  source: string,
): 'kept-by-hand' | 'holding-overlaps' | undefined {
  if (known && sameHolding(known, wanted)) return undefined
  if (known && known.source !== source) return 'kept-by-hand'
  return clashes(wanted, others) ? 'holding-overlaps' : undefined
}

/** What a contact that a list brings is called: a function, in the language of its organisation. */
export const contactNames: Partial<Record<ContactRow['role'], Texts>> = {
  security: { nb: 'Sikkerhetskontakt', nn: 'Tryggleikskontakt', en: 'Security contact' },
  'operations-24/7': { nb: 'Drift hele døgnet', nn: 'Drift heile døgnet', en: 'Operations, day and night' },
}

function decideContacts(
  row: Listed,
  organisation: OrganisationRow,
  before: readonly ContactRow[],
  { newId }: ImportContext,
  plan: Plan,
): string[] {
  const touched: string[] = []
  for (const { role, email, telephone } of row.contacts) {
    const names = contactNames[role]!
    const known = before.find((contact) => contact.role === role && Object.values(names).includes(contact.name))
    if (known && known.email === email && known.telephone === telephone) {
      plan.counts.contacts.same++
      continue
    }
    // What a list brings, nobody there has confirmed yet.
    const contact: ContactRow = known
      ? { ...known, email, telephone, confirmedAt: null }
      : {
          id: newId('con'),
          organisationId: organisation.id,
          role,
          name: names[organisation.language],
          email,
          telephone,
          pgpKey: null,
          language: organisation.language,
          confirmedAt: null,
        }
    plan.contacts.push(contact)
    plan.counts.contacts[known ? 'changed' : 'new']++
    touched.push('contacts')
  }
  return touched
}

function noteMembership(
  known: OrganisationRow | undefined,
  after: OrganisationRow,
  holdings: readonly HoldingRow[],
  plan: Plan,
): void {
  const before = known?.membership ?? 'none'
  if (before === after.membership) return
  plan.membershipChanged.organisations.push({ id: after.id, before, after: after.membership })
  plan.membershipChanged.changes.push(...holdings.flatMap((holding) => changesOf(holding, undefined, holding)))
}

/** An organisation that this list brought and no longer has is gone, and what it holds ends; its contacts stay. */
function decideGone(
  current: Current,
  list: List,
  present: ReadonlySet<string>,
  holdingsOf: ReadonlyMap<string, readonly HoldingRow[]>,
  { now, source }: ImportContext,
  plan: Plan,
): void {
  const mentioned = mentions(list)
  const missing = current.organisations.filter(
    (one) => one.source === source && !one.gone && !present.has(one.id) && !mentioned(one),
  )
  if (missing.length === 0) return
  if (!list.complete || list.rows.length === 0) {
    plan.refused.push({ line: 0, field: '', code: 'nothing-gone', found: '', detail: String(missing.length) })
    return
  }
  for (const organisation of missing) {
    plan.organisations.change.push({ ...organisation, gone: true })
    plan.counts.organisations.gone++
    for (const holding of holdingsOf.get(organisation.id) ?? []) if (holdsOn(holding, now)) endHolding(holding, now, plan)
    note(plan, 'gone', organisation.name, [])
  }
}

/** Whether a refused row spoke of this organisation: then it is not missing from the list. */
function mentions(list: List): (organisation: OrganisationRow) => boolean {
  const numbers = new Set(list.mentioned.map(({ number }) => number))
  const keys = new Set(list.mentioned.map(({ externalKey }) => externalKey))
  const names = new Set(list.mentioned.map(({ name }) => name?.toLowerCase()))
  return ({ number, externalKey, name }) =>
    (number !== null && numbers.has(number)) || (externalKey !== null && keys.has(externalKey)) || names.has(name.toLowerCase())
}
