import type { Command } from 'commander'
import { today } from '#domain/dates.ts'
import { idOf } from '#domain/id.ts'
import { CliError, commandLine, print, table, withDb } from '#platform/cli.ts'
import { among, dayOf, done, organisationCalled } from './cli-ask.ts'
import { relationTypes, serviceKinds } from './contract.ts'
import { addRelation, addService, changeRelation, changeService, relationsShown, servicesOn } from './relations.ts'

const mostRows = 10_000

interface Asked {
  at?: string
  ended?: boolean
  json?: boolean
}
interface Period {
  from: string
  to?: string
  json?: boolean
}
interface NewService extends Period {
  kind?: string
}
interface NewRelation extends Period {
  type: string
  number?: string
  service?: string
  outward?: boolean
}

const period = ({ from, to }: Period) => ({ from: dayOf(from, '--from')!, to: dayOf(to, '--to') ?? null })
const ending = { on: '--on <day>', words: 'the first day on which it holds no more' } as const

/** Who does what for whom: `varde directory relation …`. */
export function relationCommands(directory: Command): void {
  const relation = directory.command('relation').description('who does what for an organisation, and for whom it does something')
  relation
    .command('list')
    .description('the relations of an organisation on a day, newest first')
    .argument('<organisation>', 'its number, name or id')
    .option('--at <day>', 'on this day; today unless said')
    .option('--ended', 'also what has ended')
    .option('--json', 'one JSON object')
    .action((text: string, { at, ended, json }: Asked) =>
      withDb(async ({ db, clock }) => {
        const day = ended ? undefined : (dayOf(at, '--at') ?? today(clock.now()))
        const id = await organisationCalled(db, text, clock.now())
        const rows = await db.read(commandLine, (tx) => relationsShown(tx, commandLine, id, { at: day, limit: mostRows }))
        if (!rows) throw new CliError(`there is no organisation ${text}`)
        print(json, { at: day ?? null, count: rows.length, rows }, () =>
          table(
            rows.map(({ id, type, organisation, outward, other, service, from, to }) => ({
              who: outward ? organisation.name : other.name,
              does: type,
              for: outward ? other.name : organisation.name,
              service: service?.name ?? '',
              from,
              to: to ?? '',
              id,
            })),
          ),
        )
      }),
    )
  relation
    .command('add')
    .description('register that somebody does something for an organisation')
    .argument('<organisation>', 'its number, name or id')
    .argument('<other>', 'what the other is called')
    .requiredOption('--type <type>', relationTypes.join(', '))
    .requiredOption('--from <day>', 'the first day')
    .option('--to <day>', ending.words)
    .option('--number <number>', 'organisation number of the other')
    .option('--service <name>', 'the service that it is about')
    .option('--outward', 'the organisation itself does it for the other')
    .option('--json', 'one JSON object')
    .action((text: string, other: string, options: NewRelation) =>
      withDb(async ({ db, clock }) => {
        const id = await organisationCalled(db, text, clock.now())
        const given = {
          ...period(options),
          type: among(relationTypes, options.type, '--type'),
          outward: options.outward ?? false,
          otherId: null,
          otherNumber: options.number ?? null,
          otherName: other,
          service: options.service ?? null,
          serviceKind: null,
          source: 'declared',
        }
        const made = done(await db.in(commandLine, (tx) => addRelation(tx, commandLine, id, given, clock.now())))
        print(options.json, made, () => `registered as ${made.id}`)
      }),
    )
  relation
    .command('end')
    .description('end a relation; an end at its beginning says that it never was')
    .argument('<id>', 'as in the list: rel_…')
    .requiredOption(ending.on, ending.words)
    .option('--json', 'one JSON object')
    .action((text: string, options: { on: string; json?: boolean }) =>
      withDb(async ({ db, clock }) => {
        const id = idOf('rel').safeParse(text)
        if (!id.success) throw new CliError(`${text} is the id of no relation: rel_…`)
        const to = dayOf(options.on, '--on')!
        done(await db.in(commandLine, (tx) => changeRelation(tx, commandLine, id.data, { to }, clock.now())))
        print(options.json, { id: id.data, to }, () => `ended on ${to}`)
      }),
    )
}

/** What an organisation answers for: `varde directory service …`. */
export function serviceCommands(directory: Command): void {
  const service = directory
    .command('service')
    .description('the services of an organisation: who answers for each, and who does what')
  service
    .command('list')
    .description('the services of an organisation on a day')
    .argument('<organisation>', 'its number, name or id')
    .option('--at <day>', 'on this day; today unless said')
    .option('--ended', 'also what has ended')
    .option('--json', 'one JSON object')
    .action((text: string, { at, ended, json }: Asked) =>
      withDb(async ({ db, clock }) => {
        const day = dayOf(at, '--at') ?? today(clock.now())
        const id = await organisationCalled(db, text, clock.now())
        const found = await db.read(commandLine, (tx) =>
          servicesOn(tx, commandLine, id, { at: day, ended: ended ?? false, limit: mostRows }),
        )
        if (!found) throw new CliError(`there is no organisation ${text}`)
        print(json, { at: day, count: found.rows.length, ...found }, () =>
          table(
            found.rows.map(({ id, name, kind, accountable, doing, from, to }) => ({
              service: name,
              kind: kind ?? '',
              'answers for it': accountable.name,
              'does it': doing.map(({ type, other }) => `${other.name} (${type})`).join(', '),
              from,
              to: to ?? '',
              id,
            })),
          ),
        )
      }),
    )
  service
    .command('add')
    .description('add a service that an organisation answers for')
    .argument('<organisation>', 'its number, name or id')
    .argument('<name>')
    .requiredOption('--from <day>', 'the first day')
    .option('--to <day>', ending.words)
    .option('--kind <kind>', serviceKinds.join(', '))
    .option('--json', 'one JSON object')
    .action((text: string, name: string, options: NewService) =>
      withDb(async ({ db, clock }) => {
        const id = await organisationCalled(db, text, clock.now())
        const kind = options.kind === undefined ? null : among(serviceKinds, options.kind, '--kind')
        const given = { ...period(options), name, kind, source: 'declared' }
        const made = done(await db.in(commandLine, (tx) => addService(tx, commandLine, id, given, clock.now())))
        print(options.json, made, () => `added as ${made.id}`)
      }),
    )
  service
    .command('end')
    .description('end a service; an end at its beginning says that it never was')
    .argument('<id>', 'as in the list: rsp_…')
    .requiredOption(ending.on, ending.words)
    .option('--json', 'one JSON object')
    .action((text: string, options: { on: string; json?: boolean }) =>
      withDb(async ({ db, clock }) => {
        const id = idOf('rsp').safeParse(text)
        if (!id.success) throw new CliError(`${text} is the id of no service: rsp_…`)
        const to = dayOf(options.on, '--on')!
        done(await db.in(commandLine, (tx) => changeService(tx, commandLine, id.data, { to }, clock.now())))
        print(options.json, { id: id.data, to }, () => `ended on ${to}`)
      }),
    )
}
