import type { Command } from 'commander'
import { advisoryNamed } from '#capabilities/advisories/index.ts'
import { meansOf } from '#capabilities/notices/index.ts'
import { type Id, idOf } from '#domain/id.ts'
import { CliError, commandLine, print, rowLimit, table, withDb } from '#platform/cli.ts'
import type { Tx } from '#platform/db/db.ts'
import { type EffectFigures, type Stage, stages } from './contract.ts'
import { effectOf } from './effect.ts'
import { silencePage } from './silence.ts'

interface Options {
  json?: boolean
}

/** A warning by its id or its tracking id. */
async function advisoryOf(tx: Tx, text: string): Promise<Id<'adv'>> {
  const id = idOf('adv').safeParse(text)
  const found = id.success ? id.data : await advisoryNamed(tx, commandLine, text)
  if (!found) throw new CliError(`${text} is no id of a warning (adv_…) and no tracking id`)
  return found
}

const stageNamed = (text: string): Stage => {
  const stage = stages.find((one) => one === text)
  if (!stage) throw new CliError(`${text} is no stage; there are ${stages.join(', ')}`)
  return stage
}

const hoursOf = (text: string): number => {
  const hours = Number(text)
  if (!Number.isInteger(hours) || hours < 0) throw new CliError(`${text} is no whole number of hours`)
  return hours
}

const silence = (
  text: string,
  options: Options & { stage?: string; all?: boolean; hours?: string; limit: string },
): Promise<void> =>
  withDb(async ({ db, clock, config }) => {
    const asked = {
      limit: rowLimit(options.limit),
      ...(options.stage ? { stage: [stageNamed(options.stage)] } : options.all ? {} : { silent: true }),
      ...(options.hours !== undefined && { quiet: hoursOf(options.hours) }),
    }
    const found = await db.read(commandLine, async (tx) =>
      silencePage(tx, commandLine, { ...asked, id: await advisoryOf(tx, text) }, meansOf(config), 'en', clock.now()),
    )
    if (!found) throw new CliError(`${text} has not been published`)
    const { warning, totals } = found
    print(options.json, found, () => [
      `${warning.trackingId} ${warning.title}`,
      `addressed ${totals.addressed}, told ${totals.told}, read ${totals.read}, answered ${totals.answered}, said done ${totals.claimed}, proved ${totals.proved}, not relevant ${totals.notRelevant}, contradicted ${totals.disputed}, silent ${totals.silent}`,
      '',
      ...table(
        found.rows.map((row) => ({
          organisation: row.organisation.name,
          stage: row.stage,
          hours: row.quietHours,
          answered: `${row.answered} of ${row.asked}`,
          overdue: row.overdue,
          next: row.next ? `${row.next.channel} ${row.next.contact}` : (row.noNext ?? ''),
        })),
      ).split('\n'),
      ...(found.next ? [`${found.count} in all; name more with --limit`] : []),
    ])
  })

const spanText = ({ known, of, medianHours, p90Hours }: EffectFigures['toRead']): string =>
  medianHours === null
    ? `nothing known of ${of}`
    : `median ${medianHours} h, 90 % within ${p90Hours} h, known of ${known} of ${of}`

const effect = (text: string, options: Options): Promise<void> =>
  withDb(async ({ db, clock }) => {
    const found = await db.read(commandLine, async (tx) =>
      effectOf(tx, commandLine, await advisoryOf(tx, text), 'en', clock.now()),
    )
    if (!found) throw new CliError(`${text} has not been published`)
    const { warning, figures, wording } = found
    print(options.json, found, () => [
      `${warning.trackingId} ${warning.title}`,
      `told ${figures.told} of ${figures.addressed}`,
      `read ${figures.read} of ${figures.told}: ${spanText(figures.toRead)}`,
      `answered ${figures.answered} of ${figures.asked}: ${spanText(figures.toAnswer)}`,
      `said done ${figures.claimed} of ${figures.asked}: ${spanText(figures.toClaimed)}`,
      `proved ${figures.proved} of ${figures.asked}: ${spanText(figures.toProved)}`,
      `not relevant ${figures.notRelevant} of ${figures.asked}, contradicted ${figures.disputed} of ${figures.asked}`,
      ...(wording
        ? [
            ...wording.wordings.map(
              ({ key, title, answered }) => `wording ${key}: ${answered.count} of ${answered.of} answered, ${title}`,
            ),
            wording.winner ? `wording ${wording.winner} had the better effect` : `no winner yet: ${wording.why}`,
          ]
        : []),
    ])
  })

/** What the command line can do about silence and effect: they stand beside the other commands on warnings. */
export function commands(program: Command): void {
  const advisory =
    program.commands.find((command) => command.name() === 'advisory') ??
    program.command('advisory').description('warnings to members')
  advisory
    .command('silence <warning>')
    .description('who is silent about a warning, by id or tracking id')
    .option('--stage <stage>', stages.join(', '))
    .option('--all', 'also who has answered')
    .option('--hours <n>', 'silent for at least so many hours')
    .option('--limit <n>', 'how many', '40')
    .option('--json', 'as JSON')
    .action(silence)
  advisory
    .command('effect <warning>')
    .description('what a warning had for effect, by id or tracking id')
    .option('--json', 'as JSON')
    .action(effect)
}
