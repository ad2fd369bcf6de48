import { createHash } from 'node:crypto'
import type { Utc } from '#domain/time.ts'
import { sql, type Tx } from './db/db.ts'

/** What of an entry is sealed, as the database keeps it. */
export interface Sealed {
  position: number
  at: Utc
  who_kind: string
  who: string
  who_name: string
  action: string
  object: string
  organisation_id: string | null
  detail: unknown
}

/** An entry with its place in the chain. */
export interface Link extends Sealed {
  previous: string
  hash: string
}

/** What stands before the first entry. */
export const chainStart = '0'.repeat(64)

/**
 * What is wrong with the chain, and at which entry. `inserted` and `removed` also name an entry when those after it were given new
 * positions; `count` is how many entries are missing there. `who`, `action` and `object` are what stands there now.
 */
export interface ChainFault {
  what: 'changed' | 'inserted' | 'removed'
  position: number
  count?: number
  at?: Utc
  who?: string
  action?: string
  object?: string
}

/** SHA-256 over the entry before and this one; keys in a fixed order at every depth, since the database does not keep it. */
export const sealOf = (previous: string, entry: Sealed): string =>
  createHash('sha256')
    .update(previous)
    .update(
      JSON.stringify(
        canonical([
          entry.position,
          entry.at,
          entry.who_kind,
          entry.who,
          entry.who_name,
          entry.action,
          entry.object,
          entry.organisation_id,
          entry.detail,
        ]),
      ),
    )
    .digest('hex')

function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, canonical(inner)]),
  )
}

const pageEntries = 1_000
const mostFaults = 100

/** Verifies every entry against the one before it, and the head against the last. `faults` holds the first hundred, in order. */
export async function verifyChain(tx: Tx): Promise<{ entries: number; faults: ChainFault[] }> {
  const walk = new Walk()
  for (let after = Number.MIN_SAFE_INTEGER; ; ) {
    const page = await tx.rows<Link>(
      sql`select position, at, who_kind, who, who_name, action, object, organisation_id, detail, previous, hash
          from audit where position > ${after} order by position limit ${pageEntries}`,
    )
    if (page.length === 0) break
    for (const entry of page) walk.step(entry)
    after = page.at(-1)!.position
  }
  const head = await tx.one<{ position: number; hash: string }>(sql`select position, hash from audit_head`)
  walk.end(head!)
  return { entries: walk.entries, faults: walk.faults.slice(0, mostFaults) }
}

/** Goes along the chain and names what does not fit. */
class Walk {
  entries = 0
  readonly faults: ChainFault[] = []
  /** By how much the entries from here on stand elsewhere than when they were sealed. */
  private shift = 0
  private last: Pick<Link, 'position' | 'hash'> & Partial<Link> = { position: 0, hash: chainStart }
  private beforeLast = ''

  step(entry: Link): void {
    this.entries += 1
    const gap = entry.position - this.last.position - 1
    if (gap > 0) this.note({ what: 'removed', position: this.last.position + 1, count: gap })
    const follows = gap > 0 || entry.previous === this.last.hash
    const moved = [this.shift, this.shift + 1, this.shift - 1].find(
      (shift) => sealOf(entry.previous, { ...entry, position: entry.position - shift }) === entry.hash,
    )
    if (moved === undefined) this.note({ what: 'changed', ...named(entry) })
    else if (!follows) this.breakBefore(entry, moved)
    if (moved !== undefined) this.shift = moved
    this.beforeLast = this.last.hash
    this.last = entry
  }

  /** A sound entry that does not follow the one before it: there something was put in, taken out, or written and sealed anew. */
  private breakBefore(entry: Link, moved: number): void {
    if (moved < this.shift) this.note({ what: 'removed', position: entry.position, count: 1 })
    else if (moved > this.shift || entry.previous === this.beforeLast) this.note({ what: 'inserted', ...named(this.last) })
    else this.note({ what: 'changed', ...named(this.last) })
  }

  end(head: { position: number; hash: string }): void {
    // Who gave entries new positions may have moved the head too, or not.
    const moved = head.position === this.last.position - this.shift
    const missing = moved ? 0 : head.position - this.last.position
    if (missing > 0) this.note({ what: 'removed', position: this.last.position + 1, count: missing })
    else if (missing < 0) this.note({ what: 'inserted', position: head.position + 1, count: -missing })
    else if (head.hash !== this.last.hash) this.note({ what: 'changed', ...named(this.last) })
  }

  /** One fault an entry: what follows from it says nothing new, but that it was put in. */
  private note(fault: ChainFault): void {
    const before = this.faults.at(-1)
    if (before?.position !== fault.position) this.faults.push(fault)
    else if (fault.what === 'inserted') this.faults[this.faults.length - 1] = fault
  }
}

const named = ({ position, at, who_name, action, object }: Pick<Link, 'position'> & Partial<Link>): Omit<ChainFault, 'what'> => ({
  position,
  ...(at !== undefined && { at }),
  ...(who_name !== undefined && { who: who_name }),
  ...(action !== undefined && { action }),
  ...(object !== undefined && { object }),
})
