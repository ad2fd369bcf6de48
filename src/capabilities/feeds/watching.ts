import { systemScope } from '#domain/scope.ts'
import type { Utc } from '#domain/time.ts'
import type { Db } from '#platform/db/db.ts'
import { isMeasuring } from './proof.ts'
import { sourcesToJudge } from './store-proof.ts'

const reader = systemScope('feeds')

/** The sources that should report by a rhythm, and when each last did: sources are the team's, so they are looked at as the program. */
export async function watching(
  db: Db,
  now: Utc,
): Promise<{ title: string; rhythmHours: number; lastDeliveryAt: Utc | null; inTime: boolean }[]> {
  const sources = await db.read(reader, sourcesToJudge)
  return sources.flatMap((source) =>
    source.rhythmHours === null || source.paused
      ? []
      : [
          {
            title: source.title,
            rhythmHours: source.rhythmHours,
            lastDeliveryAt: source.lastDeliveryAt,
            inTime: isMeasuring(source, now),
          },
        ],
  )
}
