import type { Command } from 'commander'
import { AdvisoryType } from '#domain/advisory-type.ts'

import { type Id, idOf } from '#domain/id.ts'
import { Severity } from '#domain/severity.ts'
import { CliError, commandLine, print, rowLimit, table, withDb } from '#platform/cli.ts'
import { choose } from './actions.ts'
import { Choice } from './contract.ts'
import { errors } from './errors.ts'
import { choicesBy } from './plan.ts'
import { usualChoice } from './rules.ts'
import * as show from './show.ts'

function idFrom<Kind extends 'org' | 'con'>(kind: Kind, text: string): Id<Kind> {
  const read = idOf(kind).safeParse(text)
  if (!read.success) throw new CliError(`${text} is no id (${kind}_…)`)
  return read.data
}

interface SetOptions {
  contact?: string
  types?: string
  words?: string
  products?: string
  least?: string
  language?: string
  ways?: string
  atOnce?: string
  rest?: string
  usual?: boolean
  reason: string
  json?: boolean
}

const split = (text: string): string[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean)

/** `Vendor/Product`, or the product alone. */
const productsOf = (text: string): { vendor: string; product: string }[] =>
  split(text).map((one) => {
    const [vendor, ...product] = one.split('/')
    return product.length > 0 ? { vendor: vendor!.trim(), product: product.join('/').trim() } : { vendor: '', product: one }
  })

/** What stands, with what was said on the command line in its place. */
function choiceFrom(standing: Choice, options: SetOptions): Choice {
  const { types, words, products, least, language, ways, atOnce, rest } = options
  const read = Choice.safeParse({
    ...standing,
    ...(types !== undefined && { types: split(types) }),
    ...(words !== undefined && { words: split(words) }),
    ...(products !== undefined && { products: productsOf(products) }),
    ...(least !== undefined && { least }),
    ...(language !== undefined && { language: language === 'own' ? null : language }),
    ...(ways !== undefined && { ways: split(ways) }),
    ...(atOnce !== undefined && { atOnce }),
    ...(rest !== undefined && { rest }),
  })
  if (read.success) return read.data
  throw new CliError(read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('\n'))
}

/** What the command line can do with subscriptions. */
export function commands(program: Command): void {
  const subscription = program.command('subscription').description('what members are told of warnings, how and when')
  subscription
    .command('list')
    .description('who has chosen other than the usual, last changed first')
    .option('--limit <rows>', 'at most so many', '50')
    .option('--json', 'one JSON object')
    .action((options: { limit: string; json?: boolean }) =>
      withDb(async ({ db }) => {
        const limit = rowLimit(options.limit)
        const found = await db.read(commandLine, (tx) => show.subscriptionsListed(tx, commandLine, { limit }, 'en'))
        print(options.json, found, () =>
          table(
            found.rows.map(({ organisation, contact, said, changedAt, changedBy }) => ({
              organisation: organisation.name,
              id: organisation.id,
              contact: contact ?? '',
              told: said.join(' '),
              changed: changedAt,
              by: changedBy,
            })),
          ),
        )
      }),
    )
  subscription
    .command('show')
    .description('what holds at one organisation and for each of its contacts')
    .argument('<organisation>')
    .option('--json', 'one JSON object')
    .action((organisation: string, options: { json?: boolean }) =>
      withDb(async ({ db, config }) => {
        const id = idFrom('org', organisation)
        const shown = await db.read(commandLine, (tx) => show.subscriptionsShown(tx, config, commandLine, id, 'en'))
        if (!shown) throw new CliError(`there is no ${organisation}`)
        print(options.json, shown, () => [
          shown.organisation.name,
          table(
            shown.subscriptions.map(({ contact, own, said }) => ({
              for: contact?.name ?? 'the whole organisation',
              id: contact?.id ?? '',
              chosen: own ? 'yes' : '',
              told: said.join(' '),
            })),
          ),
        ])
      }),
    )
  subscription
    .command('set')
    .description('chooses for an organisation, or one of its contacts; what is left out stays as it is')
    .argument('<organisation>')
    .option('--contact <id>', 'for one contact alone')
    .option('--at-once <severity>', 'from this severity on at once: critical, high, medium, low')
    .option('--rest <rhythm>', 'daily, weekly, portal')
    .option('--ways <list>', 'mail, sms, webhook: for what is high or critical')
    .option('--types <list>', AdvisoryType.options.join(', '))
    .option('--words <list>', 'topics: words of the title or the summary')
    .option('--products <list>', 'Vendor/Product, with commas between')
    .option('--least <severity>', `letters leave out what is milder: ${Severity.options.join(', ')}`)
    .option('--language <language>', 'nb, nn, en; own: that of the contact')
    .option('--usual', 'the usual holds again')
    .requiredOption('--reason <text>', 'who asked for it; the member reads it')
    .option('--json', 'one JSON object')
    .action((organisation: string, options: SetOptions) =>
      withDb(async ({ db, config, clock }) => {
        const id = idFrom('org', organisation)
        const contact = options.contact === undefined ? null : idFrom('con', options.contact)
        const said = await db.in(commandLine, async (tx) => {
          const choices = (await choicesBy(tx, [id]))(id)
          const standing = choices.get(contact) ?? choices.get(null) ?? usualChoice
          const choice = options.usual ? null : choiceFrom(standing, options)
          const done = await choose(tx, commandLine, { organisation: id, contact, choice, reason: options.reason }, clock.now())
          if (!done.ok) throw new CliError(errors[done.reason]?.message.en ?? `not done: ${done.reason}`)
          return show.choiceSaid(tx, config, id, choice, 'en')
        })
        print(options.json, { organisation: id, contact, said }, () => said)
      }),
    )
}
