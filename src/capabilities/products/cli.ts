import { createReadStream } from 'node:fs'
import { basename } from 'node:path'
import type { Command } from 'commander'
import { findOrganisations } from '#capabilities/members/index.ts'
import type { Id } from '#domain/id.ts'
import { Locale, locales } from '#domain/locale.ts'
import { CliError, commandLine, print, rowLimit, table, withDb } from '#platform/cli.ts'
import type { Clock } from '#platform/clock.ts'
import type { Db } from '#platform/db/db.ts'
import { type Affected, LineSource, lineSources } from './contract.ts'
import { errors } from './errors.ts'
import { importInventory } from './imports.ts'
import { lineText } from './rules.ts'
import { shownLines, shownMatches } from './show.ts'
import * as store from './store.ts'

/** The one organisation that a text means: its id, number or name. */
async function organisationMeant(db: Db, clock: Clock, wanted: string): Promise<{ id: Id<'org'>; name: string }> {
  const found = await db.read(commandLine, (tx) => findOrganisations(tx, commandLine, wanted, 2, clock.now()))
  const named = found.filter(({ name }) => name.toLowerCase() === wanted.trim().toLowerCase())
  const [only] = named.length === 1 ? named : found
  if (!only || (found.length > 1 && named.length !== 1))
    throw new CliError(`${wanted} is ${found.length === 0 ? 'no organisation' : 'several organisations: write the number'}`)
  return only
}

const faultText = (reason: string, detail?: string): string => {
  const known = (errors as Record<string, { message: { en: string }; next: { en: string } }>)[reason]
  return known ? [known.message.en, detail, known.next.en].filter(Boolean).join(' ') : reason
}

/** What the command line can do with what members run. */
export function commands(program: Command): void {
  const products = program.command('products').description('what members run: systems and software')
  products
    .command('list')
    .description('lines that stand, newest first')
    .option('--organisation <who>', 'id, number or name')
    .option('--q <text>', 'part of vendor or product')
    .option('--source <sources...>', lineSources.join(', '))
    .option('--ended', 'what has ended instead')
    .option('--limit <rows>', 'at most 200', '40')
    .option('--json', 'one JSON object')
    .action((options: { organisation?: string; q?: string; source?: string[]; ended?: boolean; limit: string; json?: boolean }) =>
      withDb(async ({ db, clock }) => {
        const source = options.source?.map((one) => {
          const read = LineSource.safeParse(one)
          if (!read.success) throw new CliError(`--source takes ${lineSources.join(', ')}, not ${one}`)
          return read.data
        })
        const of = options.organisation ? await organisationMeant(db, clock, options.organisation) : undefined
        const filter = { q: options.q, source, organisation: of?.id, ended: options.ended ? ('yes' as const) : ('no' as const) }
        const rows = await db.read(commandLine, async (tx) =>
          shownLines(tx, await store.linePage(tx, commandLine, filter, { limit: rowLimit(options.limit) })),
        )
        print(options.json, rows, () =>
          table(
            rows.map((row) => ({
              id: row.id,
              organisation: row.organisation.name,
              what: lineText(row),
              quantity: row.quantity,
              source: row.source,
              seen: row.seenAt,
              ...(options.ended && { ended: row.endedAt }),
            })),
          ),
        )
      }),
    )
  products
    .command('import')
    .description('reads what an organisation runs: CSV, CycloneDX or SPDX; the same file twice changes nothing')
    .argument('<organisation>', 'id, number or name')
    .argument('<file>')
    .option('--list <name>', 'what a later file of the same list no longer has is ended', 'inventory')
    .option('--system <name>', 'what a bill of materials is of')
    .option('--said-by <who>', 'who of the organisation gave it, and how')
    .option('--dry-run', 'only tell what would change')
    .option('--json', 'one JSON object')
    .action(
      (
        who: string,
        file: string,
        options: { list: string; system?: string; saidBy?: string; dryRun?: boolean; json?: boolean },
      ) =>
        withDb(async ({ db, clock }) => {
          const organisation = await organisationMeant(db, clock, who)
          const done = await importInventory(db, clock, commandLine, organisation.id, createReadStream(file), {
            fileName: basename(file),
            list: options.list,
            system: options.system ?? '',
            saidBy: options.saidBy ?? '',
            dryRun: options.dryRun ?? false,
            locale: 'en',
            tell: (rows) =>
              process.stderr.isTTY && process.stderr.write(`\r${basename(file)}: ${rows.toLocaleString('en')} rows read`),
          })
          if (process.stderr.isTTY) process.stderr.write('\n')
          if (!done.ok) throw new CliError(`${file}: ${faultText(done.reason, done.detail)}`)
          const report = done.value
          print(options.json, { organisation, ...report }, () => [
            report.already
              ? `${organisation.name}: this very file was imported last; nothing was done`
              : `${organisation.name}, ${report.dryRun ? 'would be' : 'done'}: ${report.rows} rows, ${report.added} new, ${report.changed} changed, ${report.same} same, ${report.gone} gone, ${report.repeated} said twice, ${report.refused} refused`,
            ...(report.complete ? [] : ['parts of the file could not be read: nothing is taken for gone']),
            ...report.remarks.map(({ place, field, reason, found }) =>
              [`${place}${field && `, ${field}`}: ${reason}`, found && `«${found}»`].filter(Boolean).join(' '),
            ),
          ])
          // A script must see that rows were left out.
          if (report.refused > 0) process.exitCode = 2
        }),
    )
  products
    .command('match')
    .description('who has a product, how sure that is, and why')
    .option('--vendor <name>')
    .option('--product <name>')
    .option('--versions <range>', 'before 7.2.6; 1.0 to 1.9; vers:…; all without it')
    .option('--cpe <name>')
    .option('--purl <name>')
    .option('--lang <lang>', locales.join(', '), 'en')
    .option('--json', 'one JSON object')
    .action(({ lang, json, ...affected }: Affected & { lang: string; json?: boolean }) =>
      withDb(async ({ db }) => {
        if (!affected.product && !affected.cpe && !affected.purl) throw new CliError('say --product, --cpe or --purl')
        const answer = await db.read(commandLine, (tx) => shownMatches(tx, { products: [affected] }, Locale.parse(lang)))
        print(json, answer, () => [
          `${answer.matches} matches at ${answer.found} organisations; ${answer.told} of ${answer.of} members have told us what they run`,
          ...answer.problems.map(({ words, text }) => `«${text}»: ${words}`),
          table(
            answer.rows.map(({ organisation, line, sureness, why }) => ({
              organisation: organisation.name,
              sureness,
              what: lineText(line),
              seen: line.seenAt,
              source: line.source,
              why,
            })),
          ),
        ])
      }),
    )
}
