import { createHash, randomUUID } from 'node:crypto'
import { organisationNames, organisationsByNumber } from '#capabilities/members/index.ts'
import type { Id } from '#domain/id.ts'
import { isOrganisationNumber } from '#domain/organisation-number.ts'
import { no, ok, type Result } from '#domain/result.ts'
import type { Scope } from '#domain/scope.ts'
import type { Utc } from '#domain/time.ts'
import { type RegistryObject, readRegistry } from '#formats/rpsl/read.ts'
import { audit } from '#platform/audit.ts'
import type { Db, Tx } from '#platform/db/db.ts'
import type { HoldingForm } from './contract.ts'
import { expire, noteCheck, prove } from './prove.ts'
import { coveringOf } from './reading.ts'
import * as store from './store.ts'
import * as disputes from './store-disputes.ts'

const mostIssues = 1_000
const lineEnd = 0x0a
/** A snapshot that ends more than one in so many proofs is hardly right. */
const oneEndsOf = 10
const speaking = new Set(['descr', 'remarks', 'org-name'])
const handled = new Set(['org', 'mnt-by', 'mnt-lower'])

/** Organisation numbers that stand in what an object says of itself. */
const numbersIn = ({ attributes }: RegistryObject): string[] =>
  attributes
    .filter(({ name }) => speaking.has(name))
    .flatMap(({ value }) => [...value.matchAll(/(?<!\d)\d{3}[ .]?\d{3}[ .]?\d{3}(?!\d)/g)])
    .map(([text]) => text.replaceAll(/\D/g, ''))
    .filter(isOrganisationNumber)

const handlesIn = ({ attributes }: RegistryObject): string[] =>
  attributes
    .filter(({ name }) => handled.has(name))
    .flatMap(({ value }) =>
      value
        .toUpperCase()
        .split(/[\s,]+/)
        .filter(Boolean),
    )

/** One thing that the snapshot says somebody has, until it is known who that is. */
interface Loose {
  holds: RegistryObject['holds']
  object: string
  key: string
  line: number
  numbers: string[]
  handles: string[]
}

/** What a snapshot says, as far as it can matter here. Organisations may stand behind what refers to them, so all is kept to the end. */
async function readAll(bytes: AsyncIterable<Uint8Array>) {
  const loose: Loose[] = []
  const numbersOf = new Map<string, string[]>()
  const issues: disputes.ImportRow['issues'] = { rows: [], count: 0 }
  const hash = createHash('sha256')
  let objects = 0
  let last: number | undefined
  async function* hashed() {
    for await (const piece of bytes) {
      hash.update(piece)
      last = piece.at(-1) ?? last
      yield piece
    }
  }
  for await (const batch of readRegistry(hashed())) {
    objects += batch.seen
    issues.count += batch.issues.length
    issues.rows.push(...batch.issues.slice(0, mostIssues - issues.rows.length))
    for (const object of batch.objects) {
      const [numbers, handles] = [numbersIn(object), handlesIn(object)]
      if (object.kind === 'organisation') numbersOf.set(object.key.toUpperCase(), numbers)
      else if (numbers.length + handles.length > 0)
        loose.push({ holds: object.holds, object: object.kind, key: object.key, line: object.line, numbers, handles })
    }
  }
  return { loose, numbersOf, issues, objects, cutOff: last !== lineEnd, sha256: hash.digest('hex') }
}

type Read = Awaited<ReturnType<typeof readAll>>

/** Whose each thing is: by a number that it or its organisation says, or by a handle that the team has told. Several organisations are nobody. */
async function matched(tx: Tx, { loose, numbersOf }: Read): Promise<disputes.RangeRow[]> {
  const told = await disputes.organisationsOfHandles(tx, tx.scope, [...new Set(loose.flatMap(({ handles }) => handles))])
  const numbers = new Set([...loose.flatMap((one) => one.numbers), ...[...numbersOf.values()].flat()])
  const known = await organisationsByNumber(tx, tx.scope, [...numbers])
  return loose.flatMap(({ holds, object, key, line, numbers, handles }) => {
    const said = [...numbers, ...handles.flatMap((handle) => numbersOf.get(handle) ?? [])]
    const byNumber = new Set(said.flatMap((number) => known.get(number) ?? []))
    const byHandle = new Set(handles.flatMap((handle) => told.get(handle) ?? []))
    const [found, byWhat] = byHandle.size > 0 ? ([byHandle, 'handle'] as const) : ([byNumber, 'number'] as const)
    if (found.size !== 1) return []
    const [organisation] = found as Set<Id<'org'>>
    return holds.map(({ form, value }) => ({
      organisation: organisation!,
      form,
      value,
      object,
      key: key.slice(0, 200),
      line,
      byWhat,
    }))
  })
}

export type SnapshotFault = 'snapshot-empty' | 'snapshot-cut-off' | 'snapshot-ends-many'

/**
 * Reads a snapshot of a registry: what it says is an organisation's proves its claims, and takes the place of the last of its name. One
 * that seems cut off or would end many proofs changes nothing unless it is forced; `detail` is how many of how many.
 */
export async function importRegistry(
  db: Db,
  scope: Scope,
  bytes: AsyncIterable<Uint8Array>,
  { name, force }: { name: string; force: boolean },
  now: Utc,
): Promise<Result<disputes.ImportRow, SnapshotFault>> {
  const read = await readAll(bytes)
  if (read.objects === 0) return no('snapshot-empty')
  return db.in(scope, async (tx) => {
    const ranges = await matched(tx, read)
    const { gone, elsewhere, of } = await unlisted(tx, ranges, name)
    const ending = `${gone.length}/${of}`
    if (!force && read.cutOff) return no('snapshot-cut-off', ending)
    if (!force && gone.length * oneEndsOf > of) return no('snapshot-ends-many', ending)
    const id = randomUUID()
    const row: disputes.ImportRow = {
      id,
      name,
      sha256: read.sha256,
      at: now,
      by: scope.who.name,
      objects: read.objects,
      ranges: ranges.length,
      proven: 0,
      issues: read.issues,
    }
    await disputes.forgetRanges(tx, name)
    row.proven = await proveByRanges(tx, ranges, { snapshot: name, at: now }, now)
    await disputes.addImport(tx, row)
    for (let at = 0; at < ranges.length; at += db.bulkRows) await disputes.addRanges(tx, id, ranges.slice(at, at + db.bulkRows))
    for (const claim of elsewhere) await proveByRegistry(tx, claim, now, name)
    await endUnlisted(tx, gone, name, now)
    const detail = {
      name,
      sha256: row.sha256,
      objects: row.objects,
      ranges: row.ranges,
      proven: row.proven,
      issues: row.issues.count,
      ended: gone.length,
    }
    await audit(tx, { action: 'claims.registry', object: `registry:${name}`, detail }, now)
    return ok(row)
  })
}

const keyOf = (form: HoldingForm, value: string): string => `${form} ${value}`

const placesOf = (ranges: readonly disputes.RangeRow[]): Map<Id<'org'>, Map<string, disputes.RangeRow>> => {
  const places = new Map<Id<'org'>, Map<string, disputes.RangeRow>>()
  for (const range of ranges) {
    const own = places.get(range.organisation) ?? new Map<string, disputes.RangeRow>()
    own.set(keyOf(range.form, range.value), range)
    places.set(range.organisation, own)
  }
  return places
}

const seenIn = ({ object, key, line, byWhat }: disputes.RangeRow, snapshot: string): store.CheckRow['seen'] => ({
  snapshot,
  object,
  key,
  line: String(line),
  matched: byWhat,
})

/** Whether a registry can say that a claim is right: it knows who has networks and AS numbers, not who operates them for another. */
const saysRegistry = ({ form, relation }: store.ClaimRow): boolean => form !== 'domain' && relation === 'owns'

async function proveByRanges(
  tx: Tx,
  ranges: readonly disputes.RangeRow[],
  { snapshot }: { snapshot: string; at: Utc },
  now: Utc,
): Promise<number> {
  let proven = 0
  for (const [organisation, own] of placesOf(ranges)) {
    for (const claim of await store.standingClaims(tx, tx.scope, organisation)) {
      const range = saysRegistry(claim)
        ? coveringOf(claim.form, claim.value).flatMap((value) => own.get(keyOf(claim.form, value)) ?? [])[0]
        : undefined
      // A stronger proof that stands needs no weaker one.
      const stronger = claim.state === 'proven' && claim.level !== 'registry' && claim.level !== 'mail'
      if (!range || stronger) continue
      await prove(tx, claim, { method: 'registry', level: 'registry', seen: seenIn(range, snapshot) }, now)
      proven += 1
    }
  }
  return proven
}

/**
 * What the last snapshot of this name proved and this one does not say any more, and how many it proved. What the snapshot of another
 * name still says stands by that one from now on.
 */
async function unlisted(
  tx: Tx,
  ranges: readonly disputes.RangeRow[],
  snapshot: string,
): Promise<{ gone: store.ClaimRow[]; elsewhere: store.ClaimRow[]; of: number }> {
  const places = placesOf(ranges)
  const standing = await store.provenByRegistry(tx, tx.scope, snapshot)
  const left = standing.filter(({ organisationId, form, value }) => {
    const own = places.get(organisationId)
    return !own || !coveringOf(form, value).some((covering) => own.has(keyOf(form, covering)))
  })
  const gone: store.ClaimRow[] = []
  const elsewhere: store.ClaimRow[] = []
  for (const claim of left) ((await rangeAround(tx, claim, snapshot)) ? elsewhere : gone).push(claim)
  return { gone, elsewhere, of: standing.length }
}

async function endUnlisted(tx: Tx, gone: readonly store.ClaimRow[], snapshot: string, now: Utc): Promise<void> {
  for (const claim of gone) {
    await noteCheck(tx, claim, { method: 'registry', outcome: 'not-listed', seen: { snapshot } }, now)
    await expire(tx, claim, now)
  }
}

/** What a registry says is a claim's organisation's and covers it, newest first; without the snapshot of one name. */
async function rangeAround(tx: Tx, claim: store.ClaimRow, but?: string) {
  const covering = coveringOf(claim.form, claim.value)
  const ranges = await disputes.rangesOf(tx, [claim.organisationId], { form: claim.form, covering })
  return ranges.find(({ snapshot }) => snapshot !== but)
}

/** Proves a claim by what the registries said last, when they say that it is its organisation's; without the snapshot of one name. */
export async function proveByRegistry(tx: Tx, claim: store.ClaimRow, now: Utc, but?: string): Promise<boolean> {
  const range = saysRegistry(claim) ? await rangeAround(tx, claim, but) : undefined
  if (!range) return false
  await prove(tx, claim, { method: 'registry', level: 'registry', seen: seenIn(range, range.snapshot) }, now)
  return true
}

/** Tells whose a handle of the registries is, or that it is nobody's that we know. */
export async function tellHandle(
  tx: Tx,
  handle: string,
  organisation: Id<'org'> | null,
  now: Utc,
): Promise<Result<Record<never, never>, 'not-found'>> {
  if (organisation === null) {
    const whose = await disputes.removeHandle(tx, handle)
    if (whose) await audit(tx, { action: 'claims.handle-removed', object: whose, organisation: whose, detail: { handle } }, now)
    return ok({})
  }
  if (!(await organisationNames(tx, [organisation])).has(organisation)) return no('not-found')
  await disputes.putHandle(tx, handle, organisation, now)
  await audit(tx, { action: 'claims.handle', object: organisation, organisation, detail: { handle } }, now)
  return ok({})
}

/** What the registries say is an organisation's and it has neither claimed nor been refused. */
export async function suggested(tx: Tx, scope: Scope, organisation: Id<'org'>): Promise<disputes.RangeRow[]> {
  const ranges = await disputes.suggestedRanges(tx, scope, organisation)
  if (ranges.length === 0) return []
  const claims = await store.standingClaims(tx, scope, organisation)
  const claimed = new Set(claims.map(({ form, value }) => keyOf(form, value)))
  return ranges.filter(({ form, value }) => !coveringOf(form, value).some((covering) => claimed.has(keyOf(form, covering))))
}
