import type { Command } from 'commander'
import type { z } from 'zod'
import { locales } from '#domain/locale.ts'
import { severities } from '#domain/severity.ts'
import { CliError, commandLine, print, table, withDb } from '#platform/cli.ts'
import { errorIn } from '#platform/errors.ts'
import { answerFindings, close, judge } from './answers.ts'
import { answers, findingStates, findingsApi } from './contract.ts'
import { errors } from './errors.ts'
import { findFindings } from './find.ts'

/** What the command line can do with findings. */
export function commands(program: Command): void {
  const findings = program
    .command('findings')
    .description('list findings')
    .option('--q <text>', 'address, network, domain, kind or id')
    .option('--state <states...>', findingStates.join(', '))
    .option('--severity <severities...>', severities.join(', '))
    .option('--kind <kinds...>')
    .option('--limit <n>', 'how many', '40')
    .option('--after <key>', 'key of the next page')
    .option('--lang <lang>', locales.join(', '), 'en')
    .option('--json', 'one JSON object')
    .action((options: { json?: boolean } & Record<string, unknown>) =>
      withDb(async ({ db, clock }) => {
        const page = await findFindings(db, commandLine, options, clock.now())
        print(options.json, page, () =>
          table(
            page.rows.map((row) => ({
              id: row.id,
              severity: row.severity,
              state: row.state,
              kind: row.kindName,
              asset: row.assetText,
              organisation: row.organisation.name,
              seen: row.lastSeen,
              sightings: row.sightings,
            })),
          ),
        )
      }),
    )
  findings
    .command('answer')
    .description('answer findings on behalf of their member')
    .argument('<ids...>')
    .requiredOption('--answer <answer>', answers.join(', '))
    .option('--until <moment>', 'UTC, ISO 8601; needed for working and accepted')
    .option('--reason <text>', 'needed for accepted, not-ours and false-alarm')
    .option('--json', 'one JSON object')
    .action((ids: string[], { json: _, ...said }: { json?: boolean } & Record<string, string>, command: Command) =>
      withDb(async ({ db, clock }) => {
        const answer = understood(findingsApi.answer.input, { ids, answer: said })
        const done = await db.in(commandLine, (tx) => answerFindings(tx, answer, answer.answer, clock.now()))
        if (!done.ok) throw new CliError(errorIn(errors, done.reason, 'en').body.message)
        print(wantsJson(command), done.value, () => `${done.value.changed} answered, ${done.value.unchanged} unchanged`)
      }),
    )
  findings
    .command('judge')
    .description('decide disputed findings: upheld withdraws them, otherwise they are open again')
    .argument('<ids...>')
    .option('--upheld', 'the member is right')
    .requiredOption('--reason <text>', 'stands in the story')
    .option('--json', 'one JSON object')
    .action((ids: string[], { upheld = false, reason }: { upheld?: boolean; reason: string }, command: Command) =>
      withDb(async ({ db, clock }) => {
        const judgement = understood(findingsApi.judge.input, { ids, upheld, reason })
        const done = await db.in(commandLine, (tx) => judge(tx, judgement, clock.now()))
        print(
          wantsJson(command),
          done.ok && done.value,
          () => `${done.ok ? done.value.changed : 0} ${upheld ? 'withdrawn' : 'open again'}`,
        )
      }),
    )
  findings
    .command('close')
    .description('close findings for a reason that no source can measure')
    .argument('<ids...>')
    .requiredOption('--reason <text>', 'stands in the story')
    .option('--json', 'one JSON object')
    .action((ids: string[], { reason }: { reason: string }, command: Command) =>
      withDb(async ({ db, clock }) => {
        const closing = understood(findingsApi.close.input, { ids, reason })
        const done = await db.in(commandLine, (tx) => close(tx, { ...closing, ids: closing.ids ?? [] }, clock.now()))
        print(wantsJson(command), done.ok && done.value, () => `${done.ok ? done.value.changed : 0} closed`)
      }),
    )
}

/** `--json` after a command below `findings` is taken by that one, which has it too. */
const wantsJson = (command: Command): boolean | undefined => command.optsWithGlobals<{ json?: boolean }>().json

/** What was written on the command line, as the API would take it. */
function understood<Shape extends z.ZodType>(shape: Shape, written: unknown): z.output<Shape> {
  const read = shape.safeParse(written)
  if (read.success) return read.data
  throw new CliError(read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; '))
}
