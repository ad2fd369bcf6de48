import { createReadStream } from 'node:fs'
import type { Issue, Observation, Reader } from '#domain/reading.ts'

export interface Whole {
  observations: Observation[]
  issues: Issue[]
  rows: number
}

/** Everything that a reader makes of a text or file. */
export async function readAll(
  reader: Reader,
  from: { path: string } | { text: string },
  fileName: string,
  type?: string,
): Promise<Whole> {
  const bytes: AsyncIterable<Uint8Array> =
    'path' in from
      ? createReadStream(from.path)
      : (async function* () {
          yield new TextEncoder().encode(from.text)
        })()
  const whole: Whole = { observations: [], issues: [], rows: 0 }
  for await (const batch of reader(bytes, { fileName, now: new Date().toISOString(), ...(type && { type }) })) {
    whole.observations.push(...batch.observations)
    whole.issues.push(...batch.issues)
    whole.rows += batch.rows
  }
  return whole
}
