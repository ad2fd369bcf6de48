import { digest, isBehind } from '#platform/events.ts'
import { capabilities } from './capabilities.ts'
import type { World } from './world.ts'

/** Works until stopped: jobs of the queue, and the reactions to events. Any number of workers may run. */
export async function startWorker(world: World): Promise<{ stop(): Promise<void> }> {
  await world.jobs.work(
    capabilities.flatMap((capability) => capability.jobs(world)),
    world.log,
  )
  let stopped = false
  let wake = () => {}
  const unlisten = world.db.onNews(() => wake())
  const turning = (async () => {
    while (!stopped) {
      const digested = await reactOnce(world)
      if (digested > 0 || stopped) continue
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, 1_000)
        wake = () => {
          clearTimeout(timer)
          resolve()
        }
      })
    }
  })()
  return {
    async stop() {
      stopped = true
      wake()
      unlisten()
      await turning
    },
  }
}

/** Lets every reaction digest what is new once; returns how many events were digested. */
export async function reactOnce(world: World): Promise<number> {
  let digested = 0
  for (const reaction of capabilities.flatMap((capability) => capability.reactions)) {
    digested += await digest(world.db, reaction, { now: world.clock.now(), jobs: world.jobs }).catch((error: Error) => {
      world.log.error({ consumer: reaction.consumer, error: { message: error.message, stack: error.stack } }, 'a reaction failed')
      return 0
    })
  }
  return digested
}

/** Works until no event and no job waits any more; for scripts and tests. */
export async function workUntilIdle(world: World): Promise<void> {
  const worker = await startWorker(world)
  for (let quiet = 0; quiet < 3; ) {
    await new Promise((resolve) => setTimeout(resolve, 500))
    quiet = (await isIdle(world)) ? quiet + 1 : 0
  }
  await worker.stop()
}

async function isIdle(world: World): Promise<boolean> {
  if ((await reactOnce(world)) > 0 || (await world.jobs.waiting()) > 0) return false
  for (const reaction of capabilities.flatMap((capability) => capability.reactions)) {
    if (await isBehind(world.db, reaction)) return false
  }
  return true
}
