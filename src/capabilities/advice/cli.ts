import type { Command } from 'commander'
import { idOf } from '#domain/id.ts'
import { Locale, locales } from '#domain/locale.ts'
import { CliError, commandLine, print, rowLimit, table, withDb } from '#platform/cli.ts'
import { Topic, topics } from './contract.ts'
import { asText, readIn } from './rules.ts'
import { listed, oneBlock } from './show.ts'

function word<Value extends string>(text: string | undefined, all: readonly Value[], what: string): Value | undefined {
  if (text === undefined) return undefined
  const found = all.find((one) => one === text)
  if (!found) throw new CliError(`${text} is no ${what}; there are ${all.join(', ')}`)
  return found
}

const languageOf = (text: string | undefined): Locale | undefined => word(text, Locale.options, 'language')

interface ListOptions {
  q?: string
  topic?: string
  missing?: string
  retired?: boolean
  limit: string
  json?: boolean
}

interface ShowOptions {
  number?: string
  locale?: string
  json?: boolean
}

/** What the command line can do with the advice library: read it, and copy a block as text. */
export function commands(program: Command): void {
  const advice = program.command('advice').description('the library of advice: blocks that the team answers with')
  advice
    .command('list')
    .description('the blocks, the last changed first')
    .option('--q <text>', 'in titles and texts, or an id')
    .option('--topic <topic>', topics.join(', '))
    .option('--missing <language>', `without a text in ${locales.join(', ')}`)
    .option('--retired', 'also those that are put away')
    .option('--limit <rows>', 'at most so many', '40')
    .option('--json', 'one JSON object')
    .action((options: ListOptions) =>
      withDb(async ({ db }) => {
        const topic = word(options.topic, Topic.options, 'topic')
        const missing = languageOf(options.missing)
        const asked = {
          ...(options.q && { q: options.q }),
          ...(topic && { topic: [topic] }),
          ...(missing && { missing: [missing] }),
          ...(options.retired && { retired: 'with' as const }),
          limit: rowLimit(options.limit),
        }
        const found = await db.read(commandLine, (tx) => listed(tx, commandLine, asked, 'en'))
        print(options.json, found, () =>
          table(
            found.rows.map(({ id, version, topic: about, title, missing: lacks, retired }) => ({
              id,
              version,
              topic: about,
              title,
              missing: lacks.join(' '),
              retired: retired ? 'put away' : '',
            })),
          ),
        )
      }),
    )
  advice
    .command('show')
    .description('a block as text to send')
    .argument('<block>')
    .option('--number <version>', 'another version than the one that counts')
    .option('--locale <language>', locales.join(', '), 'nb')
    .option('--json', 'one JSON object, with all languages')
    .action((block: string, options: ShowOptions) =>
      withDb(async ({ db }) => {
        const id = idOf('adb').safeParse(block)
        if (!id.success) throw new CliError(`${block} is no id of a block (adb_…)`)
        const locale = languageOf(options.locale) ?? 'nb'
        const version = options.number === undefined ? undefined : rowLimit(options.number, 1_000_000)
        const found = await db.read(commandLine, (tx) => oneBlock(tx, commandLine, id.data, version, locale))
        if (!found) throw new CliError(`there is no ${block}${version === undefined ? '' : ` in version ${version}`}`)
        print(options.json, found, () => asText(found.content, readIn(found.content.texts, locale)) ?? '')
      }),
    )
}
