import type { Command } from 'commander'
import { findOrganisations } from '#capabilities/members/index.ts'
import { type Id, idOf, toId, uuidOf } from '#domain/id.ts'
import { Locale, locales } from '#domain/locale.ts'
import type { Utc } from '#domain/time.ts'
import { CliError, commandLine, print, rowLimit, table, withDb } from '#platform/cli.ts'
import type { Tx } from '#platform/db/db.ts'
import { setHold } from './actions.ts'
import { deliveryCommands } from './cli-delivery.ts'
import { NoticeState, noticeStates } from './contract.ts'
import { preview, publicUrl } from './gather.ts'
import { findingsOf, listNotices, readNotice, waiting } from './read.ts'

interface Options {
  json?: boolean
  lang: string
  limit: string
  after?: string
  state?: string[]
}

const noticeId = (text: string): Id<'ntc'> => {
  if (!idOf('ntc').safeParse(text).success)
    throw new CliError(`${text} is not the id of a notice (ntc_…); varde notices list shows them`)
  return toId('ntc', uuidOf(text))
}

const localeOf = (text: string): Locale => {
  const locale = Locale.safeParse(text)
  if (!locale.success) throw new CliError(`${text} is not a language; there are ${locales.join(', ')}`)
  return locale.data
}

const stateOf = (text: string): NoticeState => {
  const state = NoticeState.safeParse(text)
  if (!state.success) throw new CliError(`${text} is not a state; there are ${noticeStates.join(', ')}`)
  return state.data
}

/** The one organisation that a text means: by id, number, name, address or domain. */
async function organisationMeant(tx: Tx, text: string, now: Utc): Promise<{ id: Id<'org'>; name: string }> {
  const [first, second] = await findOrganisations(tx, tx.scope, text, 2, now)
  if (!first) throw new CliError(`no organisation fits ${text}`)
  if (second && first.name.toLowerCase() !== text.trim().toLowerCase())
    throw new CliError(`several organisations fit ${text}: ${first.name}, ${second.name}; give more of the name, or the id`)
  return first
}

const list = (options: Options): Promise<void> =>
  withDb(async ({ db }) => {
    const state = options.state?.map(stateOf)
    const filter = { ...(state && { state }), after: options.after, limit: rowLimit(options.limit) }
    const page = await db.read(commandLine, (tx) => listNotices(tx, filter))
    print(options.json, page, () =>
      table(
        page.rows.map((row) => ({
          id: row.id,
          state: row.state,
          recipient: row.recipient.name,
          subject: row.subject,
          findings: row.findings,
          answered: row.answered,
          made: row.createdAt,
          sent: row.sentAt,
        })),
      ),
    )
  })

const show = (text: string, options: Options): Promise<void> =>
  withDb(async ({ db, clock }) => {
    const id = noticeId(text)
    const locale = localeOf(options.lang)
    const found = await db.in(commandLine, async (tx) => ({
      notice: await readNotice(tx, id, locale, clock.now()),
      findings: await findingsOf(tx, id, { limit: 200 }, locale),
    }))
    if (!found.notice.ok || !found.findings.ok) throw new CliError(`there is no notice ${id}`)
    const { notice, text: body, steps, deliveries } = found.notice.value
    const findings = found.findings.value.rows
    print(options.json, { ...found.notice.value, findings }, () => [
      `${notice.id}  ${notice.state}  to ${notice.recipient.name}, ${notice.answered} of ${notice.findings} answered`,
      '',
      notice.subject,
      '',
      body,
      table(
        deliveries.map((row) => ({
          delivery: row.id,
          channel: row.channel,
          state: row.state,
          address: row.address,
          reply: row.reply,
        })),
      ),
      '',
      table(steps.map((step) => ({ at: step.at, step: step.words, who: step.who.name }))),
    ])
  })

const showWaiting = (options: Options): Promise<void> =>
  withDb(async ({ db, clock }) => {
    const wanted = { after: options.after, limit: rowLimit(options.limit) }
    const page = await db.read(commandLine, (tx) => waiting(tx, wanted, clock.now()))
    print(options.json, page, () =>
      table(
        page.rows.map((row) => ({
          recipient: row.recipient.name,
          schedule: row.schedule,
          when: row.sendAfter,
          findings: row.findings,
          worst: row.worst,
          heldBack: row.heldBack,
        })),
      ),
    )
  })

const hold = (held: boolean, options: { reason?: string; json?: boolean }): Promise<void> =>
  withDb(async ({ db, clock }) => {
    const done = await db.in(commandLine, (tx) => setHold(tx, { held, reason: options.reason ?? '' }, clock.now()))
    if (!done.ok) throw new CliError('say why, in at least five characters: --reason')
    const { waiting } = done.value.hold
    print(options.json, done.value, () => (held ? `all sending is held; ${waiting} deliveries wait` : 'sending goes on'))
  })

const showPreview = (text: string, options: Options): Promise<void> =>
  withDb(async ({ db, clock, config }) => {
    const now = clock.now()
    const locale = options.lang ? localeOf(options.lang) : undefined
    const words = await db.read(commandLine, async (tx) => {
      const { id, name } = await organisationMeant(tx, text, now)
      const worded = await preview(tx, id, locale, publicUrl(config), now)
      if (!worded) throw new CliError(`nothing waits to be told to ${name}`)
      return worded
    })
    print(options.json, words, () => [words.subject, '', words.text])
  })

/** What the command line can do with notices. */
export function commands(program: Command): void {
  const notices = program.command('notices').description('what members are told')
  deliveryCommands(notices)
  notices
    .command('list')
    .description('notices, newest first')
    .option('--state <states...>', noticeStates.join(', '))
    .option('--limit <n>', 'how many', '40')
    .option('--after <key>', 'key of the next page')
    .option('--json', 'one JSON object')
    .action(list)
  notices
    .command('show')
    .description('one notice as it was sent, with what became of it')
    .argument('<notice>', 'ntc_…')
    .option('--lang <lang>', locales.join(', '), 'en')
    .option('--json', 'one JSON object')
    .action(show)
  notices
    .command('waiting')
    .description('what waits to be told, when, and what holds it back')
    .option('--limit <n>', 'how many', '40')
    .option('--after <key>', 'key of the next page')
    .option('--json', 'one JSON object')
    .action(showWaiting)
  notices
    .command('hold')
    .description('hold all sending')
    .requiredOption('--reason <text>', 'why; stands in the audit trail')
    .option('--json', 'one JSON object')
    .action((options: { reason: string; json?: boolean }) => hold(true, options))
  notices
    .command('release')
    .description('let sending go on')
    .option('--json', 'one JSON object')
    .action((options: { json?: boolean }) => hold(false, options))
  notices
    .command('preview')
    .description('what an organisation would be sent if all that waits for it were told now; nothing is sent')
    .argument('<organisation>', 'id, number, or part of the name')
    .option('--lang <lang>', locales.join(', '))
    .option('--json', 'one JSON object')
    .action(showPreview)
}
