import type { Command } from 'commander'
import { publicUrl } from '#capabilities/notices/index.ts'
import { type Id, idOf } from '#domain/id.ts'
import { Locale, locales } from '#domain/locale.ts'
import type { Scope } from '#domain/scope.ts'
import { startValidator } from '#formats/csaf/validate.ts'
import { CliError, commandLine, print, rowLimit, table, withDb } from '#platform/cli.ts'
import type { Db, Tx } from '#platform/db/db.ts'
import { cardAsCsv, cardOf } from './card.ts'
import { csafCommands } from './cli-csaf.ts'
import { type AdvisoryState, advisoryStates } from './contract.ts'
import { advisoryErrors } from './errors.ts'
import { mailOfAdvisory } from './preview.ts'
import { publishTested } from './publish.ts'
import { stateOf } from './rules.ts'
import { listed, shownAdvisory } from './show.ts'
import { advisoryNamed } from './store.ts'

interface Options {
  json?: boolean
}

/** A warning by its id or its tracking id. */
async function advisoryOf(tx: Tx, scope: Scope, text: string): Promise<Id<'adv'>> {
  const id = idOf('adv').safeParse(text)
  const found = id.success ? id.data : await advisoryNamed(tx, scope, text)
  if (!found) throw new CliError(`${text} is no id of a warning (adv_…) and no tracking id`)
  return found
}

/** Why it was not done, as the product says it. */
const saidOf = (reason: string, detail?: string): string =>
  [advisoryErrors[reason]?.message.en ?? reason, detail].filter(Boolean).join(' ')

const localeOf = (text: string): Locale => {
  const locale = Locale.safeParse(text)
  if (!locale.success) throw new CliError(`${text} is not a language; there are ${locales.join(', ')}`)
  return locale.data
}

const stateNamed = (text: string): AdvisoryState => {
  const state = advisoryStates.find((one) => one === text)
  if (!state) throw new CliError(`${text} is no state; there are ${advisoryStates.join(', ')}`)
  return state
}

const list = (options: Options & { state?: string; q?: string; adviceChanged?: boolean; limit: string }): Promise<void> =>
  withDb(async ({ db }) => {
    const state = options.state === undefined ? undefined : [stateNamed(options.state)]
    const { q, adviceChanged } = options
    const asked = { state, q, adviceChanged, limit: rowLimit(options.limit) }
    const found = await db.read(commandLine, (tx) => listed(tx, commandLine, asked))
    print(options.json, found, () =>
      table(
        found.rows.map((row) => ({
          id: row.trackingId,
          state: row.draft && row.life === 'published' ? `published, ${row.draft}` : stateOf(row),
          severity: row.severity,
          tlp: row.tlp,
          version: row.version,
          addressed: row.addressed,
          title: row.title,
        })),
      ),
    )
  })

const show = (text: string, options: Options & { lang: string }): Promise<void> =>
  withDb(async ({ db, config, clock }) => {
    const locale = localeOf(options.lang)
    const { advisory, mail } = await db.read(commandLine, async (tx) => {
      const id = await advisoryOf(tx, commandLine, text)
      const advisory = await shownAdvisory(tx, commandLine, id, locale)
      return { advisory, mail: await mailOfAdvisory(tx, commandLine, id, locale, { config, now: clock.now() }) }
    })
    if (!advisory || !mail) throw new CliError(`there is no warning ${text}`)
    print(options.json, advisory, () => [
      `${advisory.trackingId}, ${stateOf(advisory)}, version ${advisory.version}, addressed to ${advisory.addressed}`,
      mail.subject,
      '',
      mail.text,
    ])
  })

const send = (text: string, options: Options): Promise<void> =>
  withDb(async ({ db, clock }) => {
    const { id, revision } = await revisionOf(db, text)
    const validator = startValidator()
    const done = await publishTested(db, commandLine, validator, { id, revision }, 'en', clock.now())
    await validator.close()
    if (!done.ok) throw new CliError(saidOf(done.reason, done.detail))
    print(options.json, { id, ...done.value }, () => `version ${done.value.version}, addressed to ${done.value.addressed}`)
  })

const revisionOf = (db: Db, text: string): Promise<{ id: Id<'adv'>; revision: number }> =>
  db.read(commandLine, async (tx) => {
    const id = await advisoryOf(tx, commandLine, text)
    const advisory = await shownAdvisory(tx, commandLine, id, 'en')
    if (!advisory) throw new CliError(`there is no warning ${text}`)
    return { id, revision: advisory.revision }
  })

const card = (text: string, options: Options & { csv?: boolean }): Promise<void> =>
  withDb(async ({ db, config }) => {
    const found = await db.read(commandLine, async (tx) =>
      cardOf(tx, commandLine, await advisoryOf(tx, commandLine, text), publicUrl(config), 'en'),
    )
    if (!found) throw new CliError(`${text} was never published, so it has no threat card`)
    if (options.csv) return void process.stdout.write(cardAsCsv(found))
    print(options.json, found, () => [
      `${found.id} version ${found.version}, ${found.date}, ${found.source} (${found.tlp})`,
      found.title,
      `actor: ${found.actor?.words ?? 'not said'}`,
      `likelihood: ${found.likelihood ? `${found.likelihood.words} (${found.likelihood.percent} %)` : 'not said'}`,
      `affected values: ${found.values.map(({ words }) => words).join(', ') || 'not said'}`,
    ])
  })

/** What the command line can do with warnings. Who writes and who approves are persons: neither is done here. */
export function commands(program: Command): void {
  csafCommands(program)
  const advisory = program.command('advisory').description('warnings to members')
  advisory
    .command('list')
    .description('warnings, last changed first')
    .option('--state <state>', advisoryStates.join(', '))
    .option('--q <text>', 'part of a title, a CVE, a product or a tracking id')
    .option('--advice-changed', 'only those that are open and cite advice that has been changed since')
    .option('--limit <n>', 'how many', '40')
    .option('--json', 'one JSON object')
    .action(list)
  advisory
    .command('show')
    .description('one warning as its mail says it')
    .argument('<advisory>', 'tracking id or adv_…')
    .option('--lang <lang>', locales.join(', '), 'en')
    .option('--json', 'one JSON object')
    .action(show)
  advisory
    .command('card')
    .description('the threat card of a warning, for a risk assessment')
    .argument('<advisory>', 'tracking id or adv_…')
    .option('--csv', 'one row of CSV with its heading')
    .option('--json', 'one JSON object')
    .action(card)
  advisory
    .command('publish')
    .description('publish a draft that a second person has approved')
    .argument('<advisory>', 'tracking id or adv_…')
    .option('--json', 'one JSON object')
    .action(send)
}
