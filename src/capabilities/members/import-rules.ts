import type { Id, IdKind } from '#domain/id.ts'
import type { Texts } from '#domain/locale.ts'
import { day, type Utc } from '#domain/time.ts'
import { type HoldingsChanged, type ImportReport, type MembershipChanged, organisationKinds } from './contract.ts'
import type { List, Listed, ListedHolding, Refusal } from './list.ts'
import { changesOf, clashes, endNow, holdsAt, mostLevels, type Period, parentFault } from './rules.ts'
import type { ContactRow, HoldingRow, OrganisationRow } from './store.ts'

/** What the register holds of the organisations that a list speaks of. */
export interface Current {
  organisations: readonly OrganisationRow[]
  holdings: readonly HoldingRow[]
  contacts: readonly ContactRow[]
}

/** What an import does: the rows to write, and what is told of it. */
export interface Plan {
  /** What it is kept under, to be undone. */
  change: Id<'chg'>
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
  change: Id<'chg'>
  /** The list says who is a member elsewhere: who is no longer in it, was a member by it. */
  membershipList?: string
  /** Also when much of what the list brought would be gone. */
  force?: boolean
}

/** What a list that is behind may still call an organisation: numbers that were replaced, and who stands in whose place. */
export interface Past {
  numbers: ReadonlyMap<string, Id<'org'>>
  successors: ReadonlyMap<Id<'org'>, Id<'org'>>
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

/** The kinds by which a row without a number is known again; a list that says nothing of kinds means whoever is called so. */
const kindsOf = ({ fields, keepsName }: Listed): readonly string[] | undefined =>
  fields.kinds ?? (keepsName ? organisationKinds : undefined)

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
  const named = new Set(nameKeys(row.name, kindsOf(row)).flatMap((key) => known.names.get(key) ?? []))
  const candidates = [...named].filter((one) => agrees(one) && (row.externalKey === undefined || one.externalKey === null))
  // Who has nothing but a name is meant before somebody of the same name who has a number.
  const bare = candidates.filter((one) => one.number === null && one.externalKey === null)
  const [first, second] = bare.length > 0 ? bare : candidates
  return second ? 'several' : first
}

/** Who a row calls by a number that was replaced since. */
function byOldNumber(row: Listed, known: Identities, { numbers }: Past, byId: ReadonlyMap<string, OrganisationRow>) {
  const holder = row.number === undefined || known.numbers.has(row.number) ? undefined : numbers.get(row.number)
  return holder && byId.get(holder)
}

const calledBy = ({ name, number }: OrganisationRow): string => (number === null ? name : `${name}, ${number}`)

/**
 * Finds the organisation of each row; rows that mean the same one, or might mean several, are refused. A number that was replaced finds
 * its organisation, which keeps the new one; who was merged away is refused with the name of who stands in its place.
 */
export function matchRows(organisations: readonly OrganisationRow[], list: List, past: Past): Matching {
  const known = identitiesOf(organisations)
  const byId = new Map<string, OrganisationRow>(organisations.map((one) => [one.id, one]))
  const taken = withinSector(list.rows, known)
  const takenAt = new Map<string, number>()
  const matched: Matched[] = []
  const passedOver: Listed[] = []
  const refused: Refusal[] = []
  const refuse = (row: Listed, refusal: Omit<Refusal, 'line'>): void => {
    passedOver.push(row)
    refused.push({ line: row.line, ...refusal })
  }
  for (const read of list.rows) {
    const renumbered = byOldNumber(read, known, past, byId)
    const row = renumbered ? { ...read, number: renumbered.number ?? undefined } : read
    const one = renumbered ?? meant(row, known)
    if (one === 'several') {
      refuse(row, { field: 'name', code: 'several-fit', found: row.name })
      continue
    }
    const successor = one && past.successors.get(one.id)
    if (successor) {
      const found = read.number ?? read.name
      refuse(row, { field: 'number', code: 'organisation-succeeded', found, detail: calledBy(byId.get(successor)!) })
      continue
    }
    if (renumbered)
      refused.push({
        line: row.line,
        field: 'number',
        code: 'number-replaced',
        found: read.number!,
        detail: calledBy(renumbered),
      })
    if (!one && row.outsider && !taken.has(row)) continue
    const keys = keysOf(row, one)
    const before = keys.map((key) => takenAt.get(key)).find((line) => line !== undefined)
    if (before !== undefined) {
      const [field, found] = row.number ? ['number', row.number] : ['name', row.name]
      refuse(row, { field, code: 'twice-in-file', found, detail: String(before) })
      continue
    }
    for (const key of keys) takenAt.set(key, row.line)
    if (!one && !row.fields.kinds && !row.firstFields?.kinds) refuse(row, { field: 'kinds', code: 'kinds-missing', found: '' })
    else matched.push({ row, known: one })
  }
  return { matched, passedOver, refused }
}

/**
 * Rows of a register of the whole country that are the sector's: of a kind that we know, in our register already, or below one that is.
 * The others are passed over in silence.
 */
function withinSector(rows: readonly Listed[], known: Identities): ReadonlySet<Listed> {
  const byNumber = new Map(rows.flatMap((row) => (row.number === undefined ? [] : [[row.number, row] as const])))
  const decided = new Map<Listed, boolean>()
  const isOurs = (row: Listed, levels: number): boolean => {
    const before = decided.get(row)
    if (before !== undefined) return before
    const above = row.parentNumber ?? undefined
    const listed = above === undefined ? undefined : byNumber.get(above)
    const ours =
      !row.outsider ||
      (row.number !== undefined && known.numbers.has(row.number)) ||
      (above !== undefined && known.numbers.has(above)) ||
      (listed !== undefined && levels > 0 && isOurs(listed, levels - 1))
    decided.set(row, ours)
    return ours
  }
  return new Set(rows.filter((row) => isOurs(row, mostLevels)))
}

/** What no other row of the list may mean again. */
function keysOf(row: Listed, known: OrganisationRow | undefined): string[] {
  if (known) return [known.id]
  const keys = [...(row.number ? [`number ${row.number}`] : []), ...(row.externalKey ? [`key ${row.externalKey}`] : [])]
  return keys.length > 0 ? keys : nameKeys(row.name, kindsOf(row))
}

/** Decides what a list changes in the register. Nothing is read or written here; the same list again changes nothing. */
export function decideImport(current: Current, list: List, matching: Matching, context: ImportContext): Plan {
  const plan: Plan = {
    change: context.change,
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
  const rows = matching.matched
    .filter(({ row, known }) => known || !row.gone)
    .map(({ row, known }) => ({ row, known, after: asListed(row, known, context) }))
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
    const leaves = known !== undefined && after.gone && !known.gone
    plan.counts.organisations[!known ? 'new' : leaves ? 'gone' : fields.length > 0 ? 'changed' : 'same']++
    if (leaves) note(plan, 'gone', after.name, [])
    else if (touched.length > 0 || !known) note(plan, known ? 'changed' : 'new', after.name, [...new Set(touched)])
    noteMembership(known, after, before, plan)
    if (row.gone && known && !known.gone) endAll(before, context.now, plan)
    plan.renamed ||= known !== undefined && known.name !== after.name
  }
  const present = new Set<string>(rows.map(({ after }) => after.id))
  if (context.membershipList !== undefined) decideLeft(current, list, present, holdingsOf, context, plan)
  decideGone(current, { ...list, mentioned: [...list.mentioned, ...matching.passedOver] }, present, holdingsOf, context, plan)
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
function asListed(
  row: Listed,
  known: OrganisationRow | undefined,
  { source, newId, membershipList }: ImportContext,
): OrganisationRow {
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
    membershipSource: null,
    outsiderPolicy: null,
    externalKey: null,
    source,
    gone: false,
  }
  const after: OrganisationRow = {
    ...base,
    ...(known ? {} : row.firstFields),
    ...row.fields,
    name: row.keepsName && known ? known.name : row.name,
    number: row.number ?? base.number,
    externalKey: row.externalKey ?? base.externalKey,
    // Who is a member elsewhere may have left the list it came from.
    gone: row.gone ?? (row.keepsName ? base.gone : false),
  }
  return byWhom(base, after, source, membershipList)
}

const byHand = 'manual'

/** Says who made it a member. What somebody decided by hand stays theirs; a list of memberships speaks for all others that it names. */
function byWhom(
  before: OrganisationRow,
  after: OrganisationRow,
  source: string,
  membershipList: string | undefined,
): OrganisationRow {
  if (membershipList === undefined) return before.membership === after.membership ? after : { ...after, membershipSource: source }
  const decided = before.membershipSource === byHand && before.membership === 'member'
  return decided ? { ...after, memberSince: before.memberSince } : { ...after, membershipSource: membershipList }
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
  const named = new Map<string, string>([...organisations, ...rows.map(({ after }) => after)].map(({ id, name }) => [id, name]))
  const parents = new Map<string, Id<'org'> | null>(organisations.map((one) => [one.id, one.parentId]))
  // Parents that the list sets are free until they are set, so that a hierarchy can be turned round in one list.
  for (const { row, after } of rows) if (row.parentNumber !== undefined) parents.set(after.id, null)
  for (const { row, known, after } of rows) {
    if (row.parentNumber === undefined) continue
    const parent = row.parentNumber === null ? null : byNumber.get(row.parentNumber)
    const fault = parent === undefined ? 'parent-unknown' : parentFault(after.id, parent, (id) => parents.get(id))
    if (fault) {
      // A register of the whole country names parents that are nobody here.
      if (!(row.outsider && fault === 'parent-unknown')) {
        const detail = fault === 'parent-circle' ? chainOf(after, parent!, parents, named) : undefined
        plan.refused.push({
          line: row.line,
          field: 'parent_number',
          code: fault,
          found: row.parentNumber!,
          ...(detail && { detail }),
        })
      }
      // The parent from before stays, unless the rest of the list now stands below it.
      const before = known?.parentId ?? null
      after.parentId = before !== null && !parentFault(after.id, before, (id) => parents.get(id)) ? before : null
    } else after.parentId = parent!
    parents.set(after.id, after.parentId)
  }
}

/** The names from an organisation down to the parent that it should have had, as they stand: what would be closed to a circle. */
function chainOf(
  child: OrganisationRow,
  parent: string,
  parents: ReadonlyMap<string, string | null>,
  named: ReadonlyMap<string, string>,
): string {
  const up = [child.id as string]
  for (let above: string | null | undefined = parent; above && above !== child.id; above = parents.get(above))
    up.splice(1, 0, above)
  return [...up, child.id].map((id) => named.get(id)).join(' > ')
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
  'membershipSource',
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
  for (const { role, column, ...said } of row.contacts) {
    const names = contactNames[role]!
    const known = before.find((contact) => contact.role === role && Object.values(names).includes(contact.name))
    const { email = known?.email ?? null, telephone = known?.telephone ?? null } = said
    const other = (['email', 'telephone'] as const).filter((way) => said[way] !== undefined && said[way] !== known?.[way])
    // A list's own contacts are confirmed by nobody: whoever has confirmed one since knows better.
    const kept = known !== undefined && known.confirmedAt !== null
    if (kept)
      for (const way of other)
        plan.refused.push({ line: row.line, field: `${column}_${way}`, code: 'kept-by-hand', found: said[way]! })
    if (kept || other.length === 0) {
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
  { now, source, force }: ImportContext,
  plan: Plan,
): void {
  const mentioned = mentions(list)
  const missing = current.organisations.filter(
    (one) => one.source === source && !one.gone && !present.has(one.id) && !mentioned(one),
  )
  const brought = current.organisations.filter((one) => one.source === source && !one.gone)
  if (missing.length === 0 || keepsAll(list, missing.length, brought.length, force, plan)) return
  for (const organisation of missing) {
    plan.organisations.change.push({ ...organisation, gone: true })
    plan.counts.organisations.gone++
    endAll(holdingsOf.get(organisation.id) ?? [], now, plan)
    note(plan, 'gone', organisation.name, [])
  }
}

/** A list that lacks more than one in so many is hardly the whole list; of a short one, a few may be gone. */
const oneGoneOf = 10
const fewGone = 10

/** Whether nobody is gone though some are missing: the list was not read to its end, or lacks too many. Says so. */
function keepsAll(list: List, missing: number, of: number, force: boolean | undefined, plan: Plan): boolean {
  const unread = !list.complete || list.rows.length === 0
  const lacks = !force && missing > fewGone && missing * oneGoneOf > of
  if (unread) plan.refused.push({ line: 0, field: '', code: 'nothing-gone', found: '', detail: String(missing) })
  else if (lacks) plan.refused.push({ line: 0, field: '', code: 'many-gone', found: '', detail: `${missing}/${of}` })
  return unread || lacks
}

function endAll(holdings: readonly HoldingRow[], now: Utc, plan: Plan): void {
  const decided = new Set(plan.holdings.change.map(({ id }) => id))
  for (const holding of holdings) if (holdsOn(holding, now) && !decided.has(holding.id)) endHolding(holding, now, plan)
}

/** Who was a member by a list of memberships and is no longer in it, is a former member; what it is and holds stays. */
function decideLeft(
  current: Current,
  list: List,
  present: ReadonlySet<string>,
  holdingsOf: ReadonlyMap<string, readonly HoldingRow[]>,
  { membershipList, source, force }: ImportContext,
  plan: Plan,
): void {
  const mentioned = mentions(list)
  const members = current.organisations.filter((one) => one.membershipSource === membershipList && one.membership === 'member')
  const left = members.filter(
    (one) =>
      // Whom the list itself brought is gone with it, below.
      (one.source !== source || one.gone) && !present.has(one.id) && !mentioned(one),
  )
  if (left.length === 0 || keepsAll(list, left.length, members.length, force, plan)) return
  for (const organisation of left) {
    const after: OrganisationRow = { ...organisation, membership: 'former' }
    plan.organisations.change.push(after)
    plan.counts.organisations.gone++
    noteMembership(organisation, after, holdingsOf.get(organisation.id) ?? [], plan)
    note(plan, 'gone', organisation.name, ['membership'])
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
