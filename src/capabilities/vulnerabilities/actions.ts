import type { Cve } from '#domain/cve.ts'
import { newId } from '#domain/id.ts'
import { no, ok, type Result } from '#domain/result.ts'
import type { Scope } from '#domain/scope.ts'
import { later, type Utc } from '#domain/time.ts'
import { vulnerabilityReaders } from '#formats/vulnerabilities/read.ts'
import type { About, Statement, StatementBatch } from '#formats/vulnerabilities/shape.ts'
import { audit } from '#platform/audit.ts'
import type { Clock } from '#platform/clock.ts'
import type { Db, Tx } from '#platform/db/db.ts'
import { BrokenArchive, type Spooled, spool } from '#platform/spool.ts'
import { type Report, reportWork } from '#platform/work.ts'
import { catalogues, type FactSource, type Source } from './contract.ts'
import { drawTogether, mayTakeAway, silentMs, stepFor } from './rules.ts'
import { factsOf, sourceRows } from './store.ts'
import * as store from './store-import.ts'

export const importPage = '/vulnerabilities/sources'

/** What is read, and how. */
export interface Asked {
  source: Source
  fileName: string
  bytes: AsyncIterable<Uint8Array>
  force: boolean
}

export interface Limits {
  maxBytes: number
  maxUnpackedBytes: number
  /** Told after each batch, with all that came so far. */
  tell?: (tally: store.Tally) => void
}

export type ImportFault = 'too-large' | 'older-file' | 'nothing-read' | 'import-under-way'

const mostIssues = 200

/**
 * Reads a file of a source, a batch in a transaction: what it says takes the place of what this source said before, and nothing else. A
 * file that was read last changes nothing; one that is older than what was read is refused unless it is forced. What a whole catalogue does
 * not name any more is taken away when the file was read to its end.
 */
export async function importFile(
  db: Db,
  scope: Scope,
  clock: Clock,
  asked: Asked,
  limits: Limits,
): Promise<Result<store.ImportRow & { already: boolean }, ImportFault>> {
  const spooled = await spool(asked.bytes, limits.maxBytes, (file) => readSpooled(db, scope, clock, asked, limits, file))
  return spooled.ok ? spooled.value : spooled
}

async function readSpooled(db: Db, scope: Scope, clock: Clock, asked: Asked, limits: Limits, file: Spooled) {
  const now = clock.now()
  const row = {
    id: newId('vim'),
    source: asked.source,
    fileName: asked.fileName,
    sha256: file.sha256,
    readAt: now,
    by: scope.who.name,
  }
  const begun = await db.in(scope, async (tx) => {
    const [last] = await store.lastImports(tx, 1, asked.source)
    if (last?.endedAt === null && last.touchedAt > later(now, -silentMs)) return no('import-under-way')
    if (last?.endedAt && last.sha256 === file.sha256 && !asked.force && last.records > last.refused)
      return ok({ ...last, already: true })
    await store.addImport(tx, row)
    return ok(undefined)
  })
  if (!begun.ok) return begun
  if (begun.value) return ok(begun.value)
  const work = { kind: 'vulnerabilities.import', object: asked.source, about: asked.fileName, link: importPage } as const
  const report = reportWork(db, scope, work, now)
  try {
    return await new Reading(db, scope, clock, asked, limits, row, report).read(file)
  } finally {
    await report.end()
  }
}

type Begun = Pick<store.ImportRow, 'id' | 'source' | 'fileName' | 'sha256' | 'readAt' | 'by'>

/** One file while it is read. */
class Reading {
  private readonly db: Db
  private readonly scope: Scope
  private readonly clock: Clock
  private readonly asked: Asked
  private readonly limits: Limits
  private readonly row: Begun
  private readonly report: Report
  private readonly tally: store.Tally = { records: 0, added: 0, changed: 0, same: 0, gone: 0, refused: 0 }
  private readonly issues: store.StoredIssue[] = []
  private about: About = {}
  /** The newest moment that a record itself speaks of, where the file says none. */
  private newest: Utc | undefined
  private isWhole = true

  constructor(db: Db, scope: Scope, clock: Clock, asked: Asked, limits: Limits, row: Begun, report: Report) {
    this.db = db
    this.scope = scope
    this.clock = clock
    this.asked = asked
    this.limits = limits
    this.row = row
    this.report = report
  }

  async read(file: Spooled): Promise<Result<store.ImportRow & { already: boolean }, ImportFault>> {
    const { source, fileName, force } = this.asked
    const options = { fileName, batchRecords: this.db.bulkRows }
    try {
      for await (const batch of vulnerabilityReaders[source](file.read(this.limits.maxUnpackedBytes), options)) {
        this.about = { ...this.about, ...batch.about }
        const older = force ? undefined : await this.newerThanThis()
        if (older) {
          await this.end()
          return no('older-file', older)
        }
        await this.take(batch)
      }
    } catch (error) {
      if (!(error instanceof BrokenArchive)) throw error
      this.note([{ record: 0, line: 0, code: 'unreadable' }])
    }
    await this.takeAwayGone()
    if (this.tally.added > 0) await this.db.in(this.scope, store.measure)
    const ended = await this.end()
    return this.tally.records === this.tally.refused ? no('nothing-read', this.issues[0]?.code) : ok({ ...ended, already: false })
  }

  /** From when what was read of a catalogue is, when that is later than this file. */
  private async newerThanThis(): Promise<Utc | undefined> {
    const { source } = this.asked
    const { asOf } = this.about
    if (!catalogues.includes(source) || asOf === undefined) return undefined
    const rows = await this.db.read(this.scope, (tx) => sourceRows(tx, this.scope))
    const known = rows.find((row) => row.source === source)?.asOf
    return known && known > asOf ? known : undefined
  }

  private note(issues: readonly store.StoredIssue[]): void {
    this.isWhole &&= issues.every(({ line, record, code }) => line > 0 || record > 0 || code === 'bad-encoding')
    this.isWhole &&= issues.every(({ code }) => code !== 'truncated')
    this.issues.push(...issues.slice(0, mostIssues - this.issues.length))
  }

  /** One batch, one transaction: what it says, and how far the reading is. */
  private async take({ statements, issues, records }: StatementBatch): Promise<void> {
    const now = this.clock.now()
    this.note(issues)
    // The last word of a file on a CVE counts.
    const once = [...new Map(statements.map(({ statement }) => [statement.cve, statement])).values()]
    for (const { modifiedAt } of once) if (modifiedAt && modifiedAt > (this.newest ?? '')) this.newest = modifiedAt
    const before = { ...this.tally }
    await this.db.in(this.scope, async (tx) => {
      const came =
        this.asked.source === 'epss' ? await this.takeEpss(tx, once, now) : await this.takeFacts(tx, this.asked.source, once, now)
      const refused = Math.max(0, records - statements.length)
      const same = statements.length - came.added - came.changed
      Object.assign(this.tally, {
        records: before.records + records,
        added: before.added + came.added,
        changed: before.changed + came.changed,
        same: before.same + same,
        refused: before.refused + refused,
      })
      await store.touchImport(tx, this.row.id, { ...this.tally, ...this.said() }, this.issues, now)
    })
    await this.report.add(records)
    this.limits.tell?.(this.tally)
  }

  private said(): { version: string | null; asOf: Utc | null } {
    return { version: this.about.version ?? null, asOf: this.about.asOf ?? this.newest ?? null }
  }

  private async takeEpss(tx: Tx, statements: readonly Statement[], now: Utc) {
    const scores = statements.flatMap(({ cve, epss }) => (epss ? [{ cve, ...epss }] : []))
    if (scores.length === 0) return { added: 0, changed: 0 }
    const came = await store.compareEpss(tx, scores)
    if (came.added > 0) await store.ensure(tx, cvesOf(scores), now)
    await store.putEpss(tx, this.row.id, this.about.asOf ?? now, scores, now)
    return came
  }

  private async takeFacts(tx: Tx, source: FactSource, statements: readonly Statement[], now: Utc) {
    const facts = statements.map(({ cve, ...said }): store.NewFact => ({ cve, said, asOf: this.asOf(said) }))
    if (facts.length === 0) return { added: 0, changed: 0 }
    const known = await store.knownFacts(tx, source, facts)
    const steps = facts.map((fact) => ({ fact, step: stepFor(known.get(fact.cve), fact.asOf) }))
    const news = steps.filter(({ step }) => step !== 'same').map(({ fact }) => fact)
    const added = steps.filter(({ step }) => step === 'added').length
    if (added > 0) await store.ensure(tx, cvesOf(news), now)
    if (news.length > 0) {
      await store.putFacts(tx, source, this.row.id, news, now)
      await drawAgain(tx, this.scope, cvesOf(news), now)
    }
    const kept = steps.filter(({ step }) => step === 'same').map(({ fact }) => fact)
    if (kept.length > 0 && catalogues.includes(source)) await store.keepFacts(tx, source, this.row.id, kept, now)
    return { added, changed: news.length - added }
  }

  /** A record that says when it was changed is as old as that; else it is as old as its file. */
  private asOf({ modifiedAt }: Pick<Statement, 'modifiedAt'>): Utc | null {
    return modifiedAt ?? this.about.asOf ?? null
  }

  private async takeAwayGone(): Promise<void> {
    const { source, force } = this.asked
    if (!catalogues.includes(source) || this.tally.records === this.tally.refused) return
    const { known, gone } = await this.db.read(this.scope, (tx) => store.countKnown(tx, source, this.row.id))
    if (gone === 0) return
    if (!mayTakeAway(gone, known, this.isWhole, force)) {
      this.note([{ record: 0, line: 0, code: this.isWhole ? 'names-too-few' : 'not-whole', found: `${gone} / ${known}` }])
      return
    }
    for (let left = gone; left > 0; ) {
      const cves = await this.db.in(this.scope, async (tx) => {
        const taken = await store.takeAwayGone(tx, source, this.row.id, this.db.bulkRows)
        if (source !== 'epss' && taken.length > 0) await drawAgain(tx, this.scope, taken, this.clock.now())
        return taken
      })
      this.tally.gone += cves.length
      left = cves.length === 0 ? 0 : left - cves.length
    }
  }

  /** The reading is over: the source is as fresh as this file, when anything of it was understood. */
  private async end(): Promise<store.ImportRow> {
    const now = this.clock.now()
    const { source, fileName } = this.asked
    const said = this.said()
    return this.db.in(this.scope, async (tx) => {
      await store.touchImport(tx, this.row.id, { ...this.tally, ...said }, this.issues, now)
      await store.endImport(tx, this.row.id, now)
      if (this.tally.records > this.tally.refused) {
        const before = (await sourceRows(tx, this.scope)).find((row) => row.source === source)
        const { known } = await store.countKnown(tx, source, this.row.id)
        const asOf = catalogues.includes(source) ? said.asOf : newer(said.asOf, before?.asOf ?? null)
        await store.putSource(tx, { source, version: said.version, asOf, readAt: now }, known)
      }
      const { records, ...came } = this.tally
      const detail = { source, fileName, sha256: this.row.sha256, records, ...came }
      await audit(tx, { action: 'vulnerabilities.import', object: `vulnerabilities:${source}`, detail }, now)
      return { ...this.row, ...said, ...this.tally, touchedAt: now, endedAt: now, issues: this.issues }
    })
  }
}

const cvesOf = (things: readonly { cve: Cve }[]): Cve[] => things.map(({ cve }) => cve)

const newer = (one: Utc | null, other: Utc | null): Utc | null => (one === null || (other !== null && other > one) ? other : one)

/** Draws together anew what all sources say of these. */
async function drawAgain(tx: Tx, scope: Scope, cves: readonly Cve[], now: Utc): Promise<void> {
  const facts = await factsOf(tx, scope, cves)
  await store.putSummaries(
    tx,
    cves.map((cve) => [cve, drawTogether(facts.get(cve) ?? [])] as const),
    now,
  )
}
