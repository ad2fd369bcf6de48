import { type AdvisoryHappened, advisoryClosed, advisoryPublished, advisoryWithdrawn } from '#capabilities/advisories/contract.ts'
import { teamKeyChanged } from '#capabilities/profile/contract.ts'
import { siteOf } from '#capabilities/profile/index.ts'
import { type RepliesGiven, repliesGiven } from '#capabilities/replies/contract.ts'
import type { Id } from '#domain/id.ts'
import { startValidator } from '#formats/csaf/validate.ts'
import type { World } from '#platform/capability.ts'
import type { Reaction } from '#platform/events.ts'
import type { Job } from '#platform/jobs.ts'
import { createSecretBox } from '#platform/secret-box.ts'
import { followWarning } from './follow.ts'
import { makeDue, makeScope, prepareAll } from './make.ts'

export const makeJobName = 'publishing.make'

/** A supplier answers product by product: what it says meanwhile goes into one document. */
const gatherSeconds = 600

/** What is published of warnings, and by which key: the open pages follow at once, documents when a worker has made them. */
export const warningsFollowed: Reaction = {
  consumer: 'publishing',
  kinds: [advisoryPublished, advisoryWithdrawn, advisoryClosed, teamKeyChanged, repliesGiven],
  async handle(tx, events, { now, jobs }) {
    const answered = events.flatMap(({ kind, payload }) => (kind === repliesGiven ? [(payload as RepliesGiven).advisory] : []))
    for (const advisory of new Set(answered))
      await jobs.ask(makeJobName, { advisory }, { once: `said ${advisory}`, afterSeconds: gatherSeconds })
    const about = events.flatMap(({ kind, payload }) =>
      kind === teamKeyChanged || kind === repliesGiven ? [] : [(payload as AdvisoryHappened).advisory],
    )
    // In the order of their ids, as all are followed: two that hold warnings do not wait for each other.
    for (const advisory of [...new Set(about)].sort()) {
      await followWarning(tx, makeScope, advisory, now)
      await jobs.ask(makeJobName, { advisory })
    }
    if (events.some(({ kind }) => kind === teamKeyChanged)) await jobs.ask(makeJobName, { all: true }, { once: 'all' })
  },
}

/** What a making is asked for: one warning, or all. */
interface Asked {
  advisory?: Id<'adv'>
}

/** Makes and signs what is due. Every night, and when a worker starts, of all warnings: what was cut off, or signed by an older key. */
export const makeJob = ({ db, clock, config }: World): Job => ({
  name: makeJobName,
  cron: '50 3 * * *',
  atStart: true,
  async run(data, { log }) {
    const { advisory } = data as Asked
    if (!advisory) await prepareAll(db, clock.now())
    // The thread that runs the tests costs memory: it lives as long as there is something to test.
    const validator = startValidator()
    try {
      const { made, signed, failed } = await makeDue(
        { db, clock, box: createSecretBox(config), validator, site: siteOf(config) },
        advisory,
      )
      if (made + signed + failed.length > 0) log.info({ advisory, made, signed, failed: failed.length }, 'CSAF documents made')
      for (const { id, number, failures } of failed) log.warn({ advisory: id, number, failures }, 'a CSAF document is not served')
    } finally {
      await validator.close()
    }
  },
})
