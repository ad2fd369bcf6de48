import type { Command } from 'commander'
import { closeWorld, openWorld, type World } from '#apps/server/world.ts'
import { demoState, passDays } from '#capabilities/demo/capability.ts'
import { day, later } from '#domain/time.ts'
import { CliError, print } from '#platform/cli.ts'
import { clockAt } from '#platform/clock.ts'
import { readConfig } from '#platform/config.ts'
import { type LifeProgress, type Lived, live } from './life.ts'
import { inDemoWorld } from './load.ts'

const mostDays = 60

/**
 * Lets days pass in a demo that is loaded, whether it is served meanwhile or not; its clock is ahead by so many from then on. Throws
 * `CliError` in a real installation, where days pass by themselves.
 */
export async function tick(world: World, days: number, progress?: (progress: LifeProgress) => void): Promise<Lived> {
  const state = await demoState(world.db)
  if (state === 'none') throw new CliError('this is no demo; nothing was touched')
  if (state === 'loading') throw new CliError('the demo is still being loaded')
  return inDemoWorld(world, async (inDemo) => {
    const since = inDemo.clock.now()
    const ahead = { ...inDemo, clock: clockAt(later(since, days * day)) }
    const lived = await live(ahead, { days, since, ...(progress && { progress }) })
    await passDays(inDemo.db, days, ahead.clock.now())
    return lived
  })
}

/** `varde demo tick`. */
export function tickCommand(demo: Command): void {
  demo
    .command('tick')
    .description('lets a day pass: reports come, members answer, the team decides')
    .option('--days <days>', `how many, up to ${mostDays}`, '1')
    .option('--json', 'one JSON object')
    .action(async (options: { days: string; json?: boolean }) => {
      const days = Number(options.days)
      if (!Number.isInteger(days) || days < 1 || days > mostDays)
        throw new CliError(`--days takes a whole number from 1 to ${mostDays}, not ${options.days}`)
      const world = await openWorld(readConfig(process.env))
      try {
        const lived = await tick(world, days)
        print(
          options.json,
          lived,
          () =>
            `It is ${lived.until.slice(0, 10)} now: ${lived.sightings.toLocaleString('en')} sightings in ${lived.files} files.`,
        )
      } finally {
        await closeWorld(world)
      }
    })
}
