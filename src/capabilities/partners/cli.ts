import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Command } from 'commander'
import { isDemo } from '#capabilities/demo/index.ts'
import { type Id, idOf } from '#domain/id.ts'
import type { Scope } from '#domain/scope.ts'
import { day, later } from '#domain/time.ts'
import { readProviders } from '#formats/csaf/provider/read.ts'
import { readCsaf } from '#formats/csaf/read.ts'
import { startValidator } from '#formats/csaf/validate.ts'
import { csafFileName } from '#formats/csaf/write.ts'
import { CliError, commandLine, print, table, withDb } from '#platform/cli.ts'
import { systemClock } from '#platform/clock.ts'
import { readConfig } from '#platform/config.ts'
import type { Tx } from '#platform/db/db.ts'
import { add, remove } from './actions.ts'
import { importCommand } from './cli-import.ts'
import { PartnerInput } from './contract.ts'
import { partnerErrors } from './errors.ts'
import { fetchPartner } from './fetch.ts'
import { outsideOf } from './outside.ts'
import { listed, shownProblems } from './show.ts'
import { partnerNamed, partnerRow } from './store.ts'

interface Options {
  json?: boolean
}

/** Why it was not done, as the product says it. */
const saidOf = (reason: string): string => {
  const text = partnerErrors[reason]
  return text ? `${text.message.en} ${text.next.en}` : reason
}

async function partnerOf(tx: Tx, scope: Scope, text: string): Promise<Id<'par'> | undefined> {
  const id = idOf('par').safeParse(text)
  return (id.success ? await partnerRow(tx, scope, id.data) : await partnerNamed(tx, scope, text))?.id
}

async function needPartner(tx: Tx, text: string): Promise<Id<'par'>> {
  const id = await partnerOf(tx, commandLine, text)
  if (!id) throw new CliError(`there is no partner ${text}; see them with: varde partner list`)
  return id
}

const mostListed = 200

const list = (options: Options): Promise<void> =>
  withDb(async ({ db, clock }) => {
    const found = await db.read(commandLine, (tx) => listed(tx, commandLine, { limit: mostListed }, clock.now()))
    print(options.json, { partners: found.rows }, () =>
      table(
        found.rows.map(({ name, kind, address, paused, silent, outcome, heardAt, fresh, problems }) => ({
          name,
          kind,
          state: paused ? 'paused' : silent ? 'silent' : (outcome ?? 'not fetched'),
          heard: heardAt ?? 'never',
          new: fresh,
          problems,
          address,
        })),
      ),
    )
  })

interface AddOptions extends Options {
  feed?: boolean
  tlp?: string
  pap?: string
  every?: string
  days?: string
  unsigned?: boolean
}

const addOne = (name: string, address: string, options: AddOptions): Promise<void> =>
  withDb(async ({ db, clock }) => {
    const read = PartnerInput.safeParse({
      name,
      address,
      kind: options.feed ? 'feed' : 'csaf',
      tlp: options.tlp,
      pap: options.pap,
      ...(options.every !== undefined && { everyMinutes: Number(options.every) }),
      ...(options.days !== undefined && { daysBack: Number(options.days) }),
      takeUnsigned: options.unsigned ?? false,
    })
    if (!read.success) {
      const [first] = read.error.issues
      throw new CliError(`${first?.path.join('.')}: ${first?.message}`)
    }
    const added = await db.in(commandLine, (tx) => add(tx, commandLine, read.data, clock.now()))
    if (!added.ok) throw new CliError(saidOf(added.reason))
    print(options.json, added.value, () => `${name} was added; fetch it now with: varde partner fetch ${added.value.id}`)
  })

const fetchOne = (text: string, options: Options): Promise<void> =>
  withDb(async ({ db, clock, config }) => {
    if (await isDemo(db)) throw new CliError(saidOf('partner-demo'))
    const id = await db.read(commandLine, (tx) => needPartner(tx, text))
    const validator = startValidator()
    const fetched = await fetchPartner({ db, clock, config, validator }, id)
    await validator.close()
    if (!fetched.ok) throw new CliError(saidOf(fetched.reason))
    const problems = await db.read(commandLine, (tx) => shownProblems(tx, commandLine, id, 'en'))
    print(options.json, { ...fetched.value, problems }, () => [
      table([{ outcome: fetched.value.outcome, ...fetched.value.came }]),
      ...problems.map(({ place, words, detail }) => `${place}: ${words}${detail ? ` «${detail.slice(0, 120)}»` : ''}`),
    ])
    if (fetched.value.outcome === 'failed') process.exitCode = 1
  })

const removeOne = (text: string, options: Options): Promise<void> =>
  withDb(async ({ db, clock }) => {
    const id = await db.in(commandLine, async (tx) => {
      const found = await needPartner(tx, text)
      await remove(tx, commandLine, found, clock.now())
      return found
    })
    print(options.json, { id }, () => `${text} was removed; what was new of it has been put aside`)
  })

interface ReadOptions extends Options {
  days: string
  most: string
  to?: string
  unsigned?: boolean
}

const numberOf = (name: string, text: string, most: number): number => {
  const number = Number(text)
  if (!Number.isInteger(number) || number < 1 || number > most)
    throw new CliError(`${name} takes a whole number from 1 to ${most}, not ${text}`)
  return number
}

const longestSeconds = 1_200

/** Reads a provider that is no partner: tells what it has and what is wrong, keeps nothing but the files that are asked for. */
async function readOne(where: string, options: ReadOptions): Promise<void> {
  const config = readConfig(process.env)
  const now = systemClock.now()
  const outside = outsideOf({ config, until: performance.now() + longestSeconds * 1_000, now })
  const asked = {
    since: later(now, -numberOf('--days', options.days, 36_500) * day),
    most: numberOf('--most', options.most, 100_000),
    takeUnsigned: options.unsigned ?? false,
  }
  if (options.to !== undefined) mkdirSync(options.to, { recursive: true })
  const documents: { id: string; title: string; version: string; tlp: string; signedBy: string | null; where: string }[] = []
  const problems: { where: string; reason: string; words: string; detail?: string }[] = []
  for await (const one of readProviders(where, outside, asked)) {
    if (one.kind === 'problem')
      problems.push({
        where: one.where,
        reason: one.reason,
        words: one.words.en,
        ...(one.detail !== undefined && { detail: one.detail }),
      })
    if (one.kind !== 'document') continue
    const { csaf } = readCsaf(one.bytes)
    if (!csaf) {
      problems.push({ where: one.where, reason: 'not-csaf', words: 'The file is no CSAF document.' })
      continue
    }
    const { id, version } = csaf.tracking
    const tlp = csaf.tlp ?? one.tlp ?? 'unmarked'
    documents.push({ id, title: csaf.title, version, tlp, signedBy: one.checked.signedBy ?? null, where: one.where })
    if (options.to !== undefined) writeFileSync(join(options.to, csafFileName(id)), one.bytes)
  }
  print(options.json, { documents, problems }, () => [
    table(
      documents.map(({ id, version, tlp, signedBy, title }) => ({ id, version, tlp, signed: signedBy ? 'yes' : 'no', title })),
    ),
    ...problems.map(({ where: place, words, detail }) => `${place}: ${words}${detail ? ` «${detail.slice(0, 120)}»` : ''}`),
  ])
  if (documents.length === 0 && problems.length > 0) process.exitCode = 1
}

/** `varde csaf fetch`: a partner by its name is fetched into the inbox, an address is only read. */
async function fetchCsaf(where: string, options: ReadOptions): Promise<void> {
  const partner = await withDb(({ db }) => db.read(commandLine, (tx) => partnerOf(tx, commandLine, where)))
  return partner ? fetchOne(partner, options) : readOne(where, options)
}

/** What the command line can do with partners. */
export function commands(program: Command): void {
  const partner = program.command('partner').description('whom warnings are fetched from')
  partner.command('list').description('how each is doing').option('--json', 'one JSON object').action(list)
  partner
    .command('add')
    .description('a CSAF provider by its domain or address, or a feed')
    .argument('<name>')
    .argument('<address>')
    .option('--feed', 'it is an RSS or Atom feed')
    .option('--tlp <label>', 'what counts where it says nothing (TLP:AMBER+STRICT unless told)')
    .option('--pap <label>', 'the same for PAP')
    .option('--every <minutes>', 'how often it is fetched')
    .option('--days <days>', 'how far back the first fetch goes')
    .option('--unsigned', 'take CSAF without signature, from one that is no trusted provider')
    .option('--json', 'one JSON object')
    .action(addOne)
  partner
    .command('fetch')
    .description('fetch what is new into the inbox, and say what was not taken')
    .argument('<partner>', 'its name or id')
    .option('--json', 'one JSON object')
    .action(fetchOne)
  partner
    .command('remove')
    .description('fetch it no more; what was new of it is put aside')
    .argument('<partner>', 'its name or id')
    .option('--json', 'one JSON object')
    .action(removeOne)
  // The word is that of warnings, who are below; what stands under it here needs the network.
  const csaf = program.commands.find((command) => command.name() === 'csaf') ?? program.command('csaf')
  csaf
    .command('fetch')
    .description(
      'read a CSAF provider: hash and signature are checked first. A partner goes into the inbox, an address is only read',
    )
    .argument('<address-or-partner>')
    .option('--days <days>', 'what changed so many days back', '90')
    .option('--most <documents>', 'at most so many, the oldest change first', '1000')
    .option('--to <folder>', 'write the documents there')
    .option('--unsigned', 'take documents without signature, from one that is no trusted provider')
    .option('--json', 'one JSON object')
    .action(fetchCsaf)
  importCommand(program)
}
