import { createReadStream } from 'node:fs'
import { basename } from 'node:path'
import type { Command } from 'commander'
import { ownerAt } from '#capabilities/members/index.ts'
import { dayAfter, startOfDay } from '#domain/dates.ts'
import { type Id, idOf } from '#domain/id.ts'
import { Locale, locales } from '#domain/locale.ts'
import { hour, later, readUtc, type Utc } from '#domain/time.ts'
import { CliError, commandLine, print, rowLimit, table, withDb } from '#platform/cli.ts'
import { openDns } from '#platform/dns.ts'
import { undo } from './actions.ts'
import { ClaimState, claimStates } from './contract.ts'
import { recheck } from './dns.ts'
import { errors } from './errors.ts'
import { importRegistry } from './registry.ts'
import { unsettle } from './settle.ts'
import { shownClaims, shownImport } from './show.ts'
import * as store from './store.ts'

/** A day in Norway is asked for at its noon, and what was known on it at its end; a moment as it is. */
const askedMoment = (text: string | undefined, ofDay: 'noon' | 'end'): Utc | undefined => {
  if (text === undefined) return undefined
  const isDay = /^\d{4}-\d\d-\d\d$/.test(text) && readUtc(text) !== undefined
  const read = isDay
    ? ofDay === 'end'
      ? later(startOfDay(dayAfter(text)), -1)
      : later(startOfDay(text), 12 * hour)
    : readUtc(text)
  if (!read) throw new CliError(`write a day like 2026-03-03 or a moment like 2026-03-03T12:00:00Z, not ${text}`)
  return read
}

/** A claim or a dispute, by its id. */
const readUndoable = (id: string): { claim?: Id<'clm'>; dispute?: Id<'dsp'> } => {
  const [claim, dispute] = [idOf('clm').safeParse(id), idOf('dsp').safeParse(id)]
  if (claim.success) return { claim: claim.data }
  if (dispute.success) return { dispute: dispute.data }
  throw new CliError(`${id} is the id of no claim and no dispute: clm_… or dsp_…`)
}

const inEnglish = ({ reason, detail }: { reason: keyof typeof errors | 'not-found'; detail?: string }): string =>
  reason === 'not-found'
    ? 'there is no such dispute'
    : [errors[reason].message.en, detail, errors[reason].next.en].filter(Boolean).join(' ')

/** What the command line can do with claims, and with the question whose something was. */
export function commands(program: Command): void {
  program
    .command('owner-of')
    .description('whose an address, network, AS number or host was on a day, and as the register knew it on another')
    .argument('<what>')
    .option('--at <day>', 'on this day; now unless said')
    .option('--known <day>', 'as the register knew it at the end of this day; as it knows it now unless said')
    .option('--lang <lang>', locales.join(', '), 'en')
    .option('--json', 'one JSON object')
    .action((what: string, options: { at?: string; known?: string; lang: string; json?: boolean }) =>
      withDb(async ({ db, clock }) => {
        const asked = { what, at: askedMoment(options.at, 'noon'), known: askedMoment(options.known, 'end') }
        const answer = await db.read(commandLine, (tx) =>
          ownerAt(tx, commandLine, asked, clock.now(), Locale.parse(options.lang)),
        )
        if (!answer.ok) throw new CliError(`${what} is no address, network, AS number or host`)
        print(options.json, answer.value, () => [
          answer.value.words,
          table(
            answer.value.candidates.map((row) => ({
              what: row.value,
              relation: row.relation,
              who: row.organisation.name,
              from: row.from,
              to: row.to ?? '',
              proof: row.proof,
              confirmed: row.confirmedAt,
              source: row.source,
              'known since': row.knownFrom,
            })),
          ),
        ])
      }),
    )
  const claims = program.command('claims').description('what organisations say is theirs, and how far that is proven')
  claims
    .command('list')
    .description('claims, newest first')
    .option('--state <states...>', claimStates.join(', '))
    .option('--q <text>', 'part of a value')
    .option('--limit <rows>', 'at most 200', '40')
    .option('--json', 'one JSON object')
    .action((options: { state?: string[]; q?: string; limit: string; json?: boolean }) =>
      withDb(async ({ db, clock }) => {
        const state = options.state?.map((one) => {
          const read = ClaimState.safeParse(one)
          if (!read.success) throw new CliError(`--state takes ${claimStates.join(', ')}, not ${one}`)
          return read.data
        })
        const rows = await db.read(commandLine, async (tx) => {
          const found = await store.claimPage(tx, commandLine, { state, q: options.q }, { limit: rowLimit(options.limit) })
          return shownClaims(tx, found, 'en', clock.now())
        })
        print(options.json, rows, () =>
          table(
            rows.map(({ id, organisation, relation, shown, state, level, next }) => ({
              id,
              organisation: organisation.name,
              relation,
              what: shown,
              state,
              proof: level,
              next,
            })),
          ),
        )
      }),
    )
  claims
    .command('undo')
    .description('takes back what was decided of claims, or how disputes were settled, less than ten minutes ago')
    .argument('<ids...>', 'clm_… or dsp_…')
    .option('--json', 'one JSON object')
    .action((ids: string[], options: { json?: boolean }) =>
      withDb(async ({ db, clock }) => {
        const wanted = ids.map(readUndoable)
        const undone = await db.in(commandLine, async (tx) => {
          let count = await undo(
            tx,
            wanted.flatMap(({ claim }) => claim ?? []),
            clock.now(),
          )
          for (const dispute of wanted.flatMap(({ dispute }) => dispute ?? [])) {
            const done = await unsettle(tx, dispute, clock.now())
            if (!done.ok) throw new CliError(`${dispute}: ${inEnglish(done)}`)
            count += 1
          }
          return count
        })
        print(options.json, { undone, of: ids.length }, () => [`${undone} of ${ids.length} stand as before`])
      }),
    )
  claims
    .command('registry')
    .description('reads a snapshot of an internet registry (RIPE split files); what it says proves claims')
    .argument('<file>')
    .option('--name <name>', 'a later snapshot of the same name takes its place')
    .option('--force', 'take it although it seems cut off, or would end more than a tenth of the proofs of the last one')
    .option('--json', 'one JSON object')
    .action((file: string, options: { name?: string; force?: boolean; json?: boolean }) =>
      withDb(async ({ db, clock }) => {
        const how = { name: options.name ?? basename(file), force: options.force ?? false }
        const read = await importRegistry(db, commandLine, createReadStream(file), how, clock.now())
        if (!read.ok) throw new CliError(`${errors[read.reason].message.en} ${read.detail ?? ''}`.trim())
        const report = shownImport(read.value, 'en')
        print(options.json, report, () => [
          `${report.objects} objects, ${report.ranges} of them say what an organisation of the register has; ${report.proven} claims proven`,
          ...report.issues.map(({ line, words, found }) => `line ${line}: ${words} «${found}»`),
          ...(report.issueCount > report.issues.length ? [`… ${report.issueCount} objects could not be read in all`] : []),
        ])
      }),
    )
  claims
    .command('recheck')
    .description('asks DNS for what is due, and ends proofs whose time has come')
    .option('--json', 'one JSON object')
    .action((options: { json?: boolean }) =>
      withDb(async ({ db, clock, config }) => {
        const done = await recheck(db, openDns(config), clock.now())
        print(options.json, done, () => [
          `${done.asked} asked, ${done.expired} expired, ${done.ended} delegations ended, ${done.failed.length} failed`,
          ...done.failed.map(({ object, reason }) => `${object}: ${reason}`),
        ])
      }),
    )
}
