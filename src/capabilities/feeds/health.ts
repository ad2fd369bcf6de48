import { seenBySources } from '#capabilities/findings/index.ts'
import type { Scope } from '#domain/scope.ts'
import type { Utc } from '#domain/time.ts'
import type { Tx } from '#platform/db/db.ts'
import type { Source, SourceHealth } from './contract.ts'
import { isMeasuring, type Standing, standing } from './proof.ts'
import { byNeed, type Delivered, dueAfter, stripDays, stripOf, usualRows } from './rules-health.ts'
import type { SourceRow } from './store.ts'
import { listSources } from './store.ts'
import { deliveriesSince, lastBefore } from './store-health.ts'
import type { Judged } from './store-proof.ts'

const stripLength = 45
/** So many of the newest windows are asked what they prove. */
const windowsAsked = 14

/** A kind that no report is known to carry: then a window proves only when every report of it came whole. */
const anyKind = ''

/** How every source is doing, what needs a look first. */
export async function healthOfSources(
  tx: Tx,
  scope: Scope,
  shown: (row: SourceRow, now: Utc) => Source,
  now: Utc,
): Promise<{ sources: SourceHealth[]; unsettled: number }> {
  const days = stripDays(now, stripLength)
  const sources = await listSources(tx, scope, now)
  const delivered = Map.groupBy(await deliveriesSince(tx, scope, days[0]!), ({ source }) => source)
  const before = await lastBefore(tx, scope, days[0]!)
  const seen = await seenBySources(tx, scope)
  const at = await standing(tx, now)
  const health: SourceHealth[] = []
  for (const row of sources) {
    const came = delivered.get(row.id) ?? []
    const { id, rhythmHours, createdAt, paused } = row
    health.push({
      source: shown(row, now),
      dueAt: paused || row.lastFileAt === null ? null : dueAfter(row.lastFileAt, rhythmHours),
      strip: stripOf({ rhythmHours, createdAt, lastBefore: before.get(id) ?? null }, came, days, now),
      usualRows: usualRows(came),
      ...totals(came),
      proof: await proofOf(
        tx,
        at,
        at.sources.find(({ name }) => name === row.name),
      ),
      unsettled: seen.by.get(row.name)?.seen ?? 0,
      alone: seen.by.get(row.name)?.alone ?? 0,
    })
  }
  return { sources: health.sort(byNeed), unsettled: seen.all }
}

function totals(came: readonly Delivered[]) {
  const sum = (pick: (each: Delivered) => number) => came.reduce((total, each) => total + pick(each), 0)
  return {
    rows: sum(({ rows }) => rows),
    refused: sum(({ refused }) => refused),
    sightings: sum(({ sightings }) => sightings),
    unattributed: sum(({ unattributed }) => unattributed),
  }
}

/** What the silence of a source proves now: in how many of its newest windows it would have named what it did not. */
async function proofOf(tx: Tx, at: Standing, source: Judged | undefined): Promise<SourceHealth['proof']> {
  if (!source || source.rhythmHours === null) return { says: 'no-rhythm', proving: 0, of: 0 }
  const judgement = await at.judgementOf(tx, source)
  const windows = judgement ? Array.from({ length: windowsAsked }, (_, back) => judgement.newest - back) : []
  const proving = windows.filter((window) => judgement?.verdictOf(window, anyKind) === 'proves').length
  const says = source.paused ? 'paused' : source.failing ? 'failing' : isMeasuring(source, at.now) ? 'counts' : 'silent'
  return { says, proving, of: windows.length }
}
