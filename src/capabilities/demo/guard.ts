import { nobody, systemScope } from '#domain/scope.ts'
import type { Utc } from '#domain/time.ts'
import { audit } from '#platform/audit.ts'
import type { Config } from '#platform/config.ts'
import type { Db } from '#platform/db/db.ts'
import { isLoopback } from '#platform/mail/loopback.ts'
import * as store from './store.ts'

type Door = Pick<Config, 'VARDE_HOST' | 'VARDE_PUBLIC_URL' | 'VARDE_TRUST_PROXY'>

const hostOf = (url: string): string => new URL(url).hostname.replace(/^\[|\]$/g, '')

/** Why a demo may not be served with these settings, in a sentence; nothing when only this machine can reach it. */
export function refusalHere(config: Door): string | undefined {
  const away = !isLoopback(config.VARDE_HOST)
    ? `VARDE_HOST is ${config.VARDE_HOST}`
    : config.VARDE_PUBLIC_URL && !isLoopback(hostOf(config.VARDE_PUBLIC_URL))
      ? `VARDE_PUBLIC_URL is ${config.VARDE_PUBLIC_URL}`
      : config.VARDE_TRUST_PROXY
        ? 'VARDE_TRUST_PROXY is set'
        : undefined
  return (
    away &&
    `This database holds the demo, whose passwords lie in a file, and others could reach it: ${away}. ` +
      'Serve it on 127.0.0.1, or leave the demo with `varde demo leave`.'
  )
}

const program = systemScope('demo')

/** Whether this database is a demo, and whether its sector is whole. */
export async function demoState(db: Db): Promise<'none' | 'loading' | 'loaded'> {
  const mark = await db.read(nobody, (tx) => store.demoMark(tx, nobody))
  return !mark ? 'none' : mark.loaded ? 'loaded' : 'loading'
}

export const isDemo = async (db: Db): Promise<boolean> => (await demoState(db)) !== 'none'

/** Marks the database as a demo, before anything of it is there: what is cut off in the middle is known for what it is. */
export const markAsDemo = (db: Db, now: Utc): Promise<void> =>
  db.in(program, async (tx) => {
    await store.insertMark(tx, program, now)
    await audit(tx, { action: 'demo.begun', object: 'demo' }, now)
  })

/** Says that the whole sector is there. */
export const markAsLoaded = (db: Db, now: Utc): Promise<void> =>
  db.in(program, async (tx) => {
    await store.setLoaded(tx, program, now)
    await audit(tx, { action: 'demo.loaded', object: 'demo' }, now)
  })

/** By how many days the clock of the demo is ahead of the real one. */
export const daysAhead = (db: Db): Promise<number> => db.read(nobody, (tx) => store.aheadBy(tx, nobody))

/** Says that days have passed in the demo. */
export const passDays = (db: Db, days: number, now: Utc): Promise<void> =>
  db.in(program, async (tx) => {
    await store.goAhead(tx, program, days)
    await audit(tx, { action: 'demo.days-passed', object: 'demo', detail: { days } }, now)
  })
