import type { Command } from 'commander'
import type { Endpoint, Role } from '#domain/endpoint.ts'
import type { Utc } from '#domain/time.ts'
import type { Tx } from './db/db.ts'
import type { ErrorTexts } from './errors.ts'
import type { Reaction } from './events.ts'
import type { App } from './http/app.ts'
import type { Job } from './jobs.ts'

/** What background work is given. */
export type World = Pick<App, 'db' | 'jobs' | 'clock' | 'config' | 'log' | 'metrics'>

/** What a capability is to the rest of the house; the apps wire from here and docs/flow.md is printed from here. */
export interface Capability {
  name: string
  /** Tables that only this capability's store reads and writes. */
  owns: readonly string[]
  /** Kinds of event it writes. */
  produces: readonly string[]
  reactions: readonly Reaction[]
  /** Names of its queues, so that every process can ask for the work. */
  jobNames: readonly string[]
  jobs(world: World): readonly Job[]
  endpoints: readonly Endpoint[]
  routes(app: App): void
  errors: ErrorTexts
  /** Its commands of the command line. */
  commands?(program: Command): void
  /** A recount for `varde doctor`: figures, and what is not well. `broken` lets the doctor fail. */
  examine?(
    tx: Tx,
    now: Utc,
    config: World['config'],
  ): Promise<{ figures: Record<string, unknown>; problems: string[]; broken?: boolean }>
  /** Where its pages stand in the menus. */
  menu: readonly {
    path: string
    group: 'watch' | 'warn' | 'see' | 'know' | 'improve' | 'picture' | 'run' | 'portal'
    roles: readonly Role[]
  }[]
}
