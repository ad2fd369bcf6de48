import type { Command } from 'commander'
import { CliError, print, withDb } from '#platform/cli.ts'
import { createLog } from '#platform/log.ts'
import { collect } from './inbound.ts'
import { escalate } from './ladder.ts'
import { sendWaiting } from './send.ts'

interface Options {
  json?: boolean
}

const send = (options: Options): Promise<void> =>
  withDb(async ({ db, clock, config }) => {
    if (!config.VARDE_SMTP_URL) throw new CliError('no mail server is configured; set VARDE_SMTP_URL')
    const tally = await sendWaiting({ db, clock, config, log: createLog(config.VARDE_LOG_LEVEL) })
    print(options.json, tally, () => [
      `${tally.sent} sent (${tally.sentAgain} of them again), ${tally.deferred} deferred, ${tally.lost} lost`,
      ...(tally.stopped === 'held' ? ['all sending is held'] : []),
      ...(tally.stopped === 'server-away' ? ['the mail server is away; what is left waits'] : []),
    ])
  })

const collectMail = (options: Options): Promise<void> =>
  withDb(async ({ db, clock, config }) => {
    if (!config.VARDE_IMAP_URL) throw new CliError('no mailbox is configured; set VARDE_IMAP_URL')
    const tally = await collect({ db, clock, config, log: createLog(config.VARDE_LOG_LEVEL) })
    const forms = Object.entries(tally.byForm).map(([form, count]) => `${count} ${form}`)
    print(options.json, tally, () => [
      `${tally.recorded} mails came in${forms.length > 0 ? `: ${forms.join(', ')}` : ''}`,
      ...(tally.more ? ['more are waiting; say it again'] : []),
    ])
  })

const escalateNow = (options: Options): Promise<void> =>
  withDb(async ({ db, clock, config }) => {
    const risen = await escalate({ db, clock, config })
    print(options.json, { risen }, () => `${risen} notices that nobody answered went one rung up`)
  })

/** What the worker does every minute, by hand. */
export function deliveryCommands(notices: Command): void {
  notices.command('send').description('send what is due now').option('--json', 'one JSON object').action(send)
  notices
    .command('collect')
    .description('read bounces and replies from the mailbox')
    .option('--json', 'one JSON object')
    .action(collectMail)
  notices
    .command('escalate')
    .description('let notices that nobody answered go one rung up')
    .option('--json', 'one JSON object')
    .action(escalateNow)
}
