import type { Utc } from '#domain/time.ts'
import { type Db, raw, sql } from './db.ts'

const monthOf = (year: number, month: number) => new Date(Date.UTC(year, month, 1)).toISOString().slice(0, 10)

/**
 * Makes the monthly partitions of a table, three months back and three ahead. What lies outside goes to the DEFAULT partition;
 * a month whose rows are there already stays there. Returns the names that were made.
 */
export async function makePartitions(db: Db, table: string, now: Utc): Promise<string[]> {
  const present = new Date(now)
  const made: string[] = []
  for (let offset = -3; offset <= 3; offset += 1) {
    const from = monthOf(present.getUTCFullYear(), present.getUTCMonth() + offset)
    const to = monthOf(present.getUTCFullYear(), present.getUTCMonth() + offset + 1)
    const name = `${table}_${from.slice(0, 7).replace('-', '_')}`
    const isNew = await db.asOwner(async (tx) => {
      const known = await tx.one<{ there: boolean }>(sql`select to_regclass(${name}) is not null as there`)
      const waiting = await tx.one(
        sql`select from ${raw(`${table}_default`)} where seen_at >= ${from}::timestamptz and seen_at < ${to}::timestamptz limit 1`,
      )
      if (known!.there || waiting) return false
      await tx.run(sql`${raw(`create table ${name} partition of ${table} for values from ('${from}') to ('${to}')`)}`)
      return true
    })
    if (isNew) made.push(name)
  }
  return made
}
