import { closeWorld, openWorld, type World } from '#apps/server/world.ts'
import { demoState, mailFolder, markAsDemo, markAsLoaded, refusalHere } from '#capabilities/demo/capability.ts'
import { publicUrl } from '#capabilities/notices/capability.ts'
import { isUntouched } from '#platform/backup.ts'
import { systemClock } from '#platform/clock.ts'
import type { Config } from '#platform/config.ts'
import { openOwner } from '#platform/db/open.ts'
import { createLog } from '#platform/log.ts'
import { openSink } from '#platform/mail/sink.ts'
import { fillAdvice } from './advice.ts'
import { fillAdvisories } from './advisories.ts'
import { fillClaims } from './claims.ts'
import { demoClock } from './clock.ts'
import { fillContacts } from './contacts.ts'
import { fillDirectory } from './directory.ts'
import { lookAtKeys } from './keeping.ts'
import { leaveDemo } from './leave.ts'
import { live } from './life.ts'
import { fillPartners } from './partners.ts'
import { fillPeople } from './people.ts'
import { fillProducts } from './products.ts'
import { fillProfile } from './profile.ts'
import { fillRegister } from './register.ts'
import { fillReplies } from './replies.ts'
import { fillProgramme } from './services.ts'
import { addDemoPeople } from './sign-ins.ts'
import { fillSubscriptions } from './subscriptions.ts'
import { fillVulnerabilities } from './vulnerabilities.ts'
import { fillWays } from './ways.ts'

/** Days of reports that the demo has lived when it is first seen. */
const usualDays = 45

/** Tells how far it has come; `passing` is true for what the next line replaces. */
export type Tell = (line: string, passing?: boolean) => void

/** Brings a whole demo into an empty database: the register, the accounts, and the days up to now. */
export async function loadDemo(world: World, tell: Tell, days = usualDays): Promise<void> {
  const { db, clock } = world
  const began = performance.now()
  const seconds = () => `${Math.round((performance.now() - began) / 1_000)} s`
  await markAsDemo(db, clock.now())
  tell('demo: the sector comes into the register …', true)
  await fillRegister(world)
  await fillContacts(world)
  await addDemoPeople(world)
  await fillProgramme(world, days)
  await fillDirectory(world)
  await fillAdvice(world)
  await fillVulnerabilities(world)
  await fillClaims(world)
  await fillPeople(world)
  await fillWays(world)
  tell(`demo: the sector is in the register (${seconds()})`)
  const lived = await live(world, {
    days,
    progress: ({ day, days: all, sightings, secondsLeft }) =>
      tell(
        `demo: day ${day} of ${all} is lived, ${sightings.toLocaleString('en')} sightings, about ${Math.ceil(secondsLeft)} s left`,
        true,
      ),
  })
  await fillPartners(world)
  await lookAtKeys(world, await fillProfile(world))
  await fillSubscriptions(world)
  await fillAdvisories(world, publicUrl(world.config))
  await fillProducts(world)
  await fillReplies(world, publicUrl(world.config))
  await markAsLoaded(db, clock.now())
  tell(`demo: ${lived.days} days are lived, ${lived.sightings.toLocaleString('en')} sightings (${seconds()})`)
}

/** What is proven in the demo was proven before it began: its names are invented, and nobody outside is asked for them. */
const nowhere = ['127.0.0.1:1']

/** The world of a demo: its own clock, mail goes to the sink of this process, and nothing else leaves the machine. */
export async function inDemoWorld<Value>(world: World, work: (world: World) => Promise<Value>): Promise<Value> {
  const sink = await openSink(mailFolder(world.config))
  const ahead = world.clock === systemClock ? await demoClock(world.db) : undefined
  const config: Config = {
    ...world.config,
    VARDE_SMTP_URL: sink.url,
    VARDE_IMAP_URL: undefined,
    VARDE_GATEWAY_URL: undefined,
    VARDE_DNS_SERVERS: nowhere,
  }
  try {
    return await work({ ...world, config, ...(ahead && { clock: ahead }) })
  } finally {
    ahead?.stop()
    await sink.close()
  }
}

/**
 * Sees to the demo at a start: loads it into a database in which nothing is yet, and once more when the loading was cut off. Gives
 * whether there is a demo. Where others could reach it there is none, and `tell` says so.
 */
export async function beginDemo(config: Config, tell: Tell): Promise<boolean> {
  const state = await stateOf(config)
  if (state === 'used') return false
  if (state === 'loaded') return true
  const refusal = refusalHere(config)
  if (state === 'empty' && refusal) {
    tell('demo: others could reach this machine’s Varde, so it begins without the demo, as with --empty')
    return false
  }
  if (state === 'loading') {
    tell('demo: the loading was cut off; it begins anew')
    await leaveDemo(config)
  }
  const world = await openWorld(config)
  try {
    // What a worker would log of 45 days is not what somebody who waits wants to read.
    await inDemoWorld({ ...world, log: createLog('warn') }, (inDemo) => loadDemo(inDemo, tell))
  } finally {
    await closeWorld(world)
  }
  return true
}

async function stateOf(config: Config): Promise<'empty' | 'used' | 'loading' | 'loaded'> {
  const owner = openOwner(config)
  try {
    const state = await demoState(owner)
    return state !== 'none' ? state : (await isUntouched(owner)) ? 'empty' : 'used'
  } finally {
    await owner.close()
  }
}
