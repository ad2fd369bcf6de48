import type { Command } from 'commander'
import { type Id, toId, uuidOf } from '#domain/id.ts'
import { CliError, commandLine, print, table, withDb } from '#platform/cli.ts'
import { explain } from './explain.ts'
import { type Proved, prove, type Weighed } from './proof.ts'

const findingId = (text: string): Id<'fnd'> => {
  if (!/^fnd_[0-9a-f]{32}$/.test(text)) throw new CliError(`${text} is not the id of a finding (fnd_…)`)
  return toId('fnd', uuidOf(text))
}

/** One line a kind and source: what its silence would close, or why it closes nothing. */
const linesOf = ({ kinds }: Proved) =>
  kinds.flatMap((kind) => [
    ...kind.absences.map(({ absence, findings }) => ({
      kind: kind.kind,
      source: absence.source,
      unsettled: kind.unsettled,
      closes: findings,
      why: whyOf(kind, absence.windows.length, absence.needed),
    })),
    ...kind.silent.map(({ source, why }) => ({ kind: kind.kind, source, unsettled: kind.unsettled, closes: 0, why })),
  ])

function whyOf({ together, closedToday, tooMuch, unsettled }: Weighed, proving: number, needed: number): string {
  if (tooMuch) return `waits for a person: ${together} now and ${closedToday} within a day, of ${unsettled}`
  return proving < needed
    ? `${proving} of ${needed} stretches that prove something`
    : `${proving} stretches prove something, ${needed} are needed`
}

const runProof = (options: { dryRun?: boolean; json?: boolean }): Promise<void> =>
  withDb(async ({ db, clock }) => {
    const proved = await prove(db, clock.now(), { dryRun: options.dryRun ?? false })
    const would = proved.kinds.reduce((sum, kind) => sum + (kind.tooMuch ? 0 : kind.together), 0)
    print(options.json, proved, () => [
      table(linesOf(proved)),
      options.dryRun
        ? `${would} findings would be closed, ${proved.held} would wait for a person; nothing was changed`
        : `${proved.closed} findings closed, ${proved.held} wait for a person, ${proved.unmeasured} no longer measured, ${proved.measured} measured again`,
    ])
  })

const explainFinding = (text: string, options: { json?: boolean }): Promise<void> => {
  const id = findingId(text)
  return withDb(async ({ db, clock }) => {
    const proof = await explain(db, commandLine, id, 'en', clock.now())
    if (!proof) throw new CliError(`there is no finding ${id}`)
    print(options.json, proof, () => [
      proof.words,
      ...proof.sources.map(({ words }) => `  ${words}`),
      ...(proof.unmeasuredSince ? [`unproven since ${proof.unmeasuredSince}`] : []),
    ])
  })
}

/** What the command line can do with the proof of absence. */
export function commandsOfProof(program: Command): void {
  const feeds = program.command('feeds').description("what the sources' silence proves")
  feeds
    .command('prove')
    .description('close what sources no longer name; an hourly job does the same')
    .option('--dry-run', 'only show what would be closed, and why or why not')
    .option('--json', 'one JSON object')
    .action(runProof)
  feeds
    .command('explain')
    .description('what would close a finding')
    .argument('<finding>', 'fnd_…')
    .option('--json', 'one JSON object')
    .action(explainFinding)
}
