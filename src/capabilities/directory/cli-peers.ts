import type { Command } from 'commander'
import { today } from '#domain/dates.ts'
import type { Id } from '#domain/id.ts'
import { CliError, commandLine, print, table, withDb } from '#platform/cli.ts'
import type { Db } from '#platform/db/db.ts'
import { dayOf, done, organisationCalled } from './cli-ask.ts'
import { type Peer, PeerInput } from './contract.ts'
import { addPeer, addShared, agreeLead, changePeer, peersShown, sharedPage } from './peers.ts'

const mostRows = 10_000

interface NewPeer {
  constituency: string
  contact: string
  email?: string
  telephone?: string
  group?: string
  json?: boolean
}

async function peerCalled(db: Db, text: string, now: string): Promise<Peer> {
  const peers = await db.read(commandLine, (tx) => peersShown(tx, commandLine, now))
  const peer = peers.find(({ id, name }) => id === text || name.toLowerCase() === text.toLowerCase())
  if (!peer) throw new CliError(`there is no other team ${text}; varde directory peer list names them`)
  return peer
}

function inputOf(name: string, { constituency, contact, email, telephone, group }: NewPeer): PeerInput {
  const given = PeerInput.safeParse({ name, constituency, contact, email, telephone, sharingGroup: group })
  if (given.success) return given.data
  throw new CliError(given.error.issues.map(({ path, message }) => `--${path.join('.')}: ${message}`).join('\n'))
}

/** Other response teams, whom we share with them, and who leads: `varde directory peer …`. */
export function peerCommands(directory: Command): void {
  const peer = directory.command('peer').description('other response teams, which organisations we share, and who leads for them')
  peer
    .command('list')
    .description('other teams, with how many organisations we share and for how many it is agreed who leads')
    .option('--json', 'one JSON object')
    .action((options: { json?: boolean }) =>
      withDb(async ({ db, clock }) => {
        const rows = await db.read(commandLine, (tx) => peersShown(tx, commandLine, clock.now()))
        print(options.json, { count: rows.length, rows }, () =>
          table(
            rows.map(({ name, constituency, members, both, agreed, ended, id }) => ({
              team: name,
              serves: constituency,
              organisations: members,
              'ours too': `${both} of ${members}`,
              'lead agreed': `${agreed} of ${both}`,
              ended: ended ?? '',
              id,
            })),
          ),
        )
      }),
    )
  peer
    .command('show')
    .description('one team: how it is reached, what was noted of it, and whom it serves on a day')
    .argument('<team>', 'its name or id')
    .option('--at <day>', 'on this day; today unless said')
    .option('--missing', 'only those for whom nobody was agreed to lead')
    .option('--json', 'one JSON object')
    .action((text: string, options: { at?: string; missing?: boolean; json?: boolean }) =>
      withDb(async ({ db, clock }) => {
        const at = dayOf(options.at, '--at') ?? today(clock.now())
        const one = await peerCalled(db, text, clock.now())
        const filter = { at, missing: options.missing, limit: mostRows }
        const rows = (await db.read(commandLine, (tx) => sharedPage(tx, commandLine, one.id, filter))) ?? []
        print(options.json, { at, peer: one, count: rows.length, organisations: rows }, () => [
          `${one.name}: ${[one.contact, one.telephone, one.email].filter(Boolean).join(', ')}${one.ended ? `; ended on ${one.ended}` : ''}`,
          ...one.facts.map(({ on, words, source }) => `${on}: ${words} (${source})`),
          table(
            rows.map(({ organisation, ours, from, lead }) => ({
              organisation: organisation.name,
              'ours too': ours ? 'yes' : '',
              from,
              leads: lead ? (lead.peer?.name ?? 'we') : '',
            })),
          ),
        ])
      }),
    )
  peer
    .command('add')
    .description('record another response team')
    .argument('<name>')
    .requiredOption('--constituency <words>', 'whom it serves')
    .requiredOption('--contact <function>', 'a function, not a person')
    .option('--email <address>')
    .option('--telephone <number>')
    .option('--group <name>', 'the group in which we share with it')
    .option('--json', 'one JSON object')
    .action((name: string, options: NewPeer) =>
      withDb(async ({ db, clock }) => {
        const given = inputOf(name, options)
        const made = done(await db.in(commandLine, (tx) => addPeer(tx, commandLine, given, clock.now())))
        print(options.json, made, () => `recorded as ${made.id}`)
      }),
    )
  peer
    .command('end')
    .description('say that it is a team no more')
    .argument('<team>', 'its name or id')
    .requiredOption('--on <day>', 'the first day on which it is none')
    .option('--json', 'one JSON object')
    .action((text: string, options: { on: string; json?: boolean }) =>
      withDb(async ({ db, clock }) => {
        const ended = dayOf(options.on, '--on')!
        const { members: _, both: __, agreed: ___, facts: ____, ...one } = await peerCalled(db, text, clock.now())
        done(await db.in(commandLine, (tx) => changePeer(tx, commandLine, { ...one, ended }, clock.now())))
        print(options.json, { id: one.id, ended }, () => `${one.name} ended on ${ended}`)
      }),
    )
  sharingCommands(peer)
}

function sharingCommands(peer: Command): void {
  peer
    .command('serves')
    .description('say that another team serves organisations, from a day; with an end, until then')
    .argument('<team>', 'its name or id')
    .argument('<organisations...>', 'numbers, names or ids')
    .requiredOption('--from <day>', 'the first day')
    .option('--to <day>', 'the first day on which it serves them no more')
    .option('--json', 'one JSON object')
    .action((text: string, named: string[], options: { from: string; to?: string; json?: boolean }) =>
      withDb(async ({ db, clock }) => {
        const [from, to] = [dayOf(options.from, '--from')!, dayOf(options.to, '--to') ?? null]
        const { id, name } = await peerCalled(db, text, clock.now())
        const organisationIds: Id<'org'>[] = []
        for (const one of named) organisationIds.push(await organisationCalled(db, one, clock.now()))
        const given = { id, organisationIds, from, to }
        const { changed } = done(await db.in(commandLine, (tx) => addShared(tx, commandLine, given, clock.now())))
        print(options.json, { changed, of: named.length }, () => `${changed} of ${named.length} changed: ${name} from ${from}`)
      }),
    )
  peer
    .command('lead')
    .description('say who leads for an organisation from a day: another team, or we')
    .argument('<organisation>', 'its number, name or id')
    .requiredOption('--from <day>', 'the first day')
    .requiredOption('--agreed-with <function>', 'which function agreed')
    .option('--team <team>', 'the other team; without it we lead')
    .option('--json', 'one JSON object')
    .action((text: string, options: { from: string; agreedWith: string; team?: string; json?: boolean }) =>
      withDb(async ({ db, clock }) => {
        const from = dayOf(options.from, '--from')!
        const id = await organisationCalled(db, text, clock.now())
        const leads = options.team === undefined ? null : await peerCalled(db, options.team, clock.now())
        const given = { id, peerId: leads?.id ?? null, from, agreedWith: options.agreedWith }
        done(await db.in(commandLine, (tx) => agreeLead(tx, commandLine, given, clock.now())))
        print(options.json, { organisation: id, peer: leads?.id ?? null, from }, () => `${leads?.name ?? 'we'} from ${from}`)
      }),
    )
}
