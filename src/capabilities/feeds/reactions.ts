import type { Reaction } from '#platform/events.ts'
import { proveJob } from './arrival.ts'
import { importEnded, importWithdrawn } from './contract.ts'

/** Files come in flocks: some are still on their way when the first has been read. */
const waitForOthersSeconds = 60

/** When a file was read or taken back, what the sources' silence says is looked at again. */
export const filesChanged: Reaction = {
  consumer: 'feeds.prove',
  kinds: [importEnded, importWithdrawn],
  handle: (_tx, _events, { jobs }) => jobs.ask(proveJob, {}, { once: 'files', afterSeconds: waitForOthersSeconds }),
}
