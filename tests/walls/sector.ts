import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { generateSync } from 'otplib'
import { buildServer } from '#apps/server/server.ts'
import { closeWorld, openWorld } from '#apps/server/world.ts'
import { addPerson as addWithPassword, createFirstAdministrator } from '#capabilities/access/index.ts'
import { readImport } from '#capabilities/feeds/actions.ts'
import { gather } from '#capabilities/notices/gather.ts'
import { sendWaiting } from '#capabilities/notices/send.ts'
import { testKey } from '#capabilities/profile/fixtures/keys.ts'
import type { Role } from '#domain/endpoint.ts'
import { type Id, newId, toId, uuidOf } from '#domain/id.ts'
import type { Lent, Scope } from '#domain/scope.ts'
import { hour, later, type Utc } from '#domain/time.ts'
import { headKey, signDays } from '#platform/audit-days.ts'
import { clockAt } from '#platform/clock.ts'
import { readConfig } from '#platform/config.ts'
import { raw, type Sql, sql } from '#platform/db/db.ts'
import { makePartitions } from '#platform/db/partitions.ts'
import type { App } from '#platform/http/app.ts'
import { createLog } from '#platform/log.ts'
import { createSecretBox } from '#platform/secret-box.ts'
import { reactToAll } from '../loop/house.ts'
import { startSmtpPeer } from '../setup/peers.ts'
import { fillAdvice } from './advice.ts'
import { fillAdvisory } from './advisories.ts'
import { disputeOf, fillClaims } from './claims.ts'
import { type DirectoryThings, fillDirectory, fillRelations, restrictedSecret } from './directory.ts'
import { machineTokenOf } from './narrow.ts'
import { fillPartner } from './partners.ts'
import { fillProducts } from './products.ts'
import { nobodysNumber, publishTerms, takePart } from './programme.ts'
import { fillDocument, fillOpen } from './publishing.ts'
import { fillQuestion, fillReplies } from './replies.ts'
import { fillSignIn } from './sign-in.ts'
import { fillSilence } from './silence.ts'
import { fillSubscriptions } from './subscriptions.ts'
import { fillVulnerabilities } from './vulnerabilities.ts'
import { type Answer, ask, must, type Route, routesOf, type Sender } from './wire.ts'

/** Two organisations that must never meet, and one that operates a network of the first. */
export const sides = ['granly', 'bergheim', 'otterdrift'] as const
export type Side = (typeof sides)[number]

export const password = 'fire hester i regn'
const secretKey = 'a key for tests and for nothing else'
const anyPort = { host: '127.0.0.1', port: 0 }
const morning: Utc = '2026-11-18T08:00:00.000Z'

/** Somebody who calls: with which headers, from where, in whose name, and what must never reach them. */
export interface Principal extends Sender {
  name: string
  /** `half`: signed in without the second factor that the team needs. */
  standing: 'nobody' | 'half' | 'signed-in'
  roles: readonly Role[]
  side: Side | undefined
  person?: Id<'usr'>
  forbidden: readonly string[]
  /** What the member lends to a delegate beside reading; the side is that member. */
  lent?: readonly Lent[]
  /** The only endpoints that a narrowed key may ask, beside those for everybody. */
  within?: RegExp
  /** Walks one route for each endpoint. */
  briefly?: true
}

/** Ids of what one organisation has: itself, a contact, a holding, a finding, a key, its security person, an ignore rule, a notice, a measure, what a warning asks of it, a warning, a webhook, a maintenance window, a saved view and long work of its security person, a network or domain that a service shall look at, and an assessment. */
export type Belongings = Record<
  | 'org'
  | 'con'
  | 'hol'
  | 'fnd'
  | 'key'
  | 'usr'
  | 'ign'
  | 'pgp'
  | 'ntc'
  | 'msr'
  | 'adm'
  | 'mas'
  | 'hok'
  | 'win'
  | 'viw'
  | 'wrk'
  | 'inv'
  | 'dgt'
  | 'tgt'
  | 'asm'
  | 'clm'
  | 'adv'
  | 'prd'
  | 'pim'
  | 'pqu'
  | 'dlg'
  | 'rel'
  | 'rsp',
  string
>

/** Ids of what only the team has: a task, a hand-over, a routing rule, a mail that came in, a closing that waits, a block of advice. */
export type TeamThings = Record<'tsk' | 'hov' | 'rou' | 'mai' | 'clo' | 'dsp' | 'adb' | 'par' | 'pit', string> & DirectoryThings

export interface Sector {
  app: App
  routes: readonly Route[]
  webRoot: string
  world: Awaited<ReturnType<typeof openWorld>>
  principals: readonly Principal[]
  of: Record<Side, Belongings>
  source: string
  /** A public key that somebody may give to any contact. */
  pgpKey: string
  import: string
  /** A provider of sign-in. */
  idp: string
  /** The finding in the network that the third side operates for the first. */
  operated: string
  kind: string
  /** Somebody with an account and no organisation. */
  stranger: Id<'usr'>
  clock: ReturnType<typeof clockAt>
  as(name: string): Principal
  team: TeamThings
  /** The same server once more over the same world, with what `plant` adds to it. */
  another(plant: (app: App) => void): Promise<{ app: App; routes: readonly Route[] }>
  upload(sourceId: string, fileName: string, text: string): Promise<string>
  close(): Promise<void>
}

const numbers: Record<Side, string> = { granly: '312000024', bergheim: '312000032', otterdrift: '312000040' }
const networks: Record<Side, string> = { granly: '198.18.0.0/24', bergheim: '198.18.64.0/24', otterdrift: '198.18.128.0/24' }
const operatedNetwork = '198.18.1.0/24'

/** Words that stand in everything an organisation wants kept: addresses, notes, evidence, contacts, keys, reasons. */
const secretOf = (side: Side): string => `${side}-secret`
const teamSecret = 'team-secret'

const report = `"timestamp","severity","ip","protocol","port","hostname","tag","asn","geo","region","city","naics","hostname_source","sector","rdp_protocol"
"2026-11-17 03:10:00","high","198.18.0.10","tcp","3389","desk.granly-secret.example","rdp","64496","NO","OSLO","OSLO","0","ptr","","granly-secret RDP"
"2026-11-17 03:11:00","high","198.18.1.10","tcp","3389","","rdp","64496","NO","OSLO","OSLO","0","","","RDP"
"2026-11-17 03:12:00","high","198.18.64.10","tcp","3389","mail.bergheim-secret.example","rdp","64496","NO","OSLO","OSLO","0","ptr","","bergheim-secret RDP"
"2026-11-17 03:13:00","high","198.18.128.10","tcp","3389","desk.otterdrift-secret.example","rdp","64496","NO","OSLO","OSLO","0","ptr","","otterdrift-secret RDP"
"2026-11-17 03:14:00","high","198.18.200.9","tcp","3389","team-secret.example","rdp","64499","NO","OSLO","OSLO","0","ptr","","RDP"
"2026-11-17 03:15:00","high","not-an-address","tcp","3389","team-secret-issue","rdp","64499","NO","OSLO","OSLO","0","ptr","","RDP"
`

/** A whole sector over a migrated database: every row is made by the product's own actions, every session by a real sign-in. */
export async function openSector(settings: Record<string, string>): Promise<Sector> {
  const clock = clockAt(morning)
  const mail = await startSmtpPeer()
  const data = mkdtempSync(join(tmpdir(), 'varde-walls-data-'))
  const config = readConfig({
    VARDE_SMTP_URL: mail.url,
    VARDE_SECRET_KEY: secretKey,
    VARDE_DNS_SERVERS: '127.0.0.1:1',
    VARDE_DATA: data,
    VARDE_REQUESTS_PER_MINUTE: '1000000',
    ...settings,
  })
  mkdirSync(join(config.dataDir, 'demo-mail'))
  writeFileSync(join(config.dataDir, 'demo-mail/000000001.eml'), `Subject: ${teamSecret}\r\n\r\n${teamSecret}\r\n`)
  const world = await openWorld(config, { clock, log: createLog('silent') })
  await makePartitions(world.db, 'sighting', morning)
  const webRoot = mkdtempSync(join(tmpdir(), 'varde-walls-web-'))
  mkdirSync(join(webRoot, 'assets'))
  writeFileSync(join(webRoot, 'index.html'), '<!doctype html><title>Varde</title>')
  writeFileSync(join(webRoot, 'assets/app.js'), 'export {}')
  const { value: app, routes } = await routesOf(() => buildServer(world, { webRoot }))
  await app.fastify.listen(anyPort)
  let senders = 0
  const sender = (): Sender => {
    senders += 1
    return { app, address: `198.19.0.${senders}`, headers: {} }
  }

  const signIn = async (name: string, code?: string): Promise<Sender> => {
    const someone = { ...sender(), headers: { 'user-agent': `${name} agent` } }
    const answer = await must(ask(someone, 'POST', '/api/session', { body: { name, password, ...(code && { code }) } }))
    return { ...someone, headers: { ...someone.headers, cookie: cookieOf(answer), 'x-csrf-token': csrfOf(answer) } }
  }
  const secrets = new Map<string, string>()
  const session = new Map<string, Sender>()
  const setSecondFactor = async (name: string): Promise<Sender> => {
    const someone = await signIn(name)
    const { secret } = (await must(ask(someone, 'POST', '/api/me/second-factor'))).json as { secret: string }
    secrets.set(name, secret)
    await must(ask(someone, 'PUT', '/api/me/second-factor', { body: { secret, code: codeAt(secret, clock.now()) } }))
    return someone
  }

  const first = await createFirstAdministrator(world.db, clock, { name: 'admin', displayName: 'admin', password })
  if (!first.ok) throw new Error(first.reason)
  const admin = await setSecondFactor('admin')
  const post = async (url: string, body: object, method: 'POST' | 'PUT' = 'POST', by = admin) =>
    (await must(ask(by, method, url, { body }))).json as { id: string; token: string; already: boolean }

  const persons = new Map<string, string>([['admin', first.value.id]])
  const addPerson = async (name: string, rights: { teamRoles?: string[]; organisations?: { id: string; role: string }[] }) => {
    const displayName = `${rights.organisations ? 'somebody of a member' : name} person`
    const added = await addWithPassword(world.db, clock, { name, displayName, password, ...(rights as object) })
    if (!added.ok) throw new Error(added.reason)
    persons.set(name, added.value.id)
  }
  for (const role of ['lead', 'analyst', 'duty']) await addPerson(role, { teamRoles: [role] })
  await addPerson('half', { teamRoles: ['admin'] })
  await addPerson('stranger', {})
  const lead = await setSecondFactor('lead')

  const of = {} as Record<Side, Belongings>
  for (const side of sides) {
    const organisation = {
      number: numbers[side],
      name: `${side} kommune`,
      names: { nn: `${secretOf(side)} kommune` },
      kinds: ['municipality'],
      constituencies: ['municipal'],
      membership: 'member',
      memberSince: '2025-01-01',
    }
    const org = (await post('/api/organisations', organisation)).id
    const from = '2025-01-01T00:00:00.000Z'
    await post(`/api/organisations/${org}/history`, {
      form: 'name',
      value: `${secretOf(side)} gamle`,
      from,
      to: '2025-02-01T00:00:00.000Z',
    })
    const hol = (await post(`/api/organisations/${org}/holdings`, { form: 'network', value: networks[side], from })).id
    await post(`/api/organisations/${org}/holdings`, { form: 'domain', value: `${secretOf(side)}.example`, from })
    if (side === 'granly') await post(`/api/organisations/${org}/holdings`, { form: 'network', value: operatedNetwork, from })
    if (side === 'otterdrift')
      await post(`/api/organisations/${org}/holdings`, { relation: 'operates', form: 'network', value: operatedNetwork, from })
    const email = `sikkerhet@${secretOf(side)}.example`
    const con = (await post(`/api/organisations/${org}/contacts`, { role: 'security', name: secretOf(side), email }, 'PUT')).id
    await addPerson(`${secretOf(side)}.security`, { organisations: [{ id: org, role: 'member-security' }] })
    if (side !== 'otterdrift')
      await addPerson(`${secretOf(side)}.reader`, { organisations: [{ id: org, role: 'member-reader' }] })
    const rule = {
      organisationId: org,
      kind: 'open-ssh',
      reason: `${teamSecret} ${secretOf(side)}`,
      expiresAt: later(morning, 999 * hour),
    }
    const ign = (await post('/api/ignore-rules', rule, 'POST', lead)).id
    const body = {
      organisationId: org,
      startsAt: later(morning, 200 * hour),
      endsAt: later(morning, 201 * hour),
      reason: secretOf(side),
    }
    const win = (await post('/api/notices/windows', body, 'POST', lead)).id
    const hok = (await post(`/api/organisations/${org}/webhooks`, { url: `https://hook.${secretOf(side)}.example/` })).id
    await post(`/api/organisations/${org}/face`, { simple: false }, 'PUT', lead)
    await post(`/api/organisations/${org}/notice-preference`, { digestHour: 9, atOnceFrom: 'critical', dailyCap: 7 }, 'PUT', lead)
    const usr = persons.get(`${secretOf(side)}.security`)!
    const { rel, rsp } = await fillRelations(lead, org, secretOf(side))
    of[side] = {
      rel,
      rsp,
      org,
      con,
      hol,
      ign,
      pgp: '',
      adm: '',
      mas: '',
      win,
      hok,
      fnd: '',
      key: '',
      ntc: '',
      msr: '',
      viw: '',
      wrk: '',
      inv: '',
      dgt: '',
      tgt: '',
      clm: '',
      adv: '',
      prd: '',
      pim: '',
      pqu: '',
      dlg: '',
      asm: '',
      usr,
    }
  }
  const routing = {
    organisationId: of.granly.org,
    tell: 'both',
    severityFrom: 'info',
    kind: 'open-ssh',
    reason: `${teamSecret} granly-secret`,
  }
  const rou = (await post('/api/notices/routing', routing, 'POST', lead)).id
  await must(ask(lead, 'PUT', '/api/notices/senders/municipal', { body: municipalSender }))
  await must(ask(lead, 'POST', '/api/notices/senders/municipal/key'))
  await fillVulnerabilities(world.db, clock)
  const directory = await fillDirectory(
    { admin, lead, leadId: persons.get('lead')!, secret: teamSecret },
    sides.map((side) => of[side].org),
  )
  const adb = await fillAdvice(lead, teamSecret)
  const partner = await fillPartner(world.db, teamSecret, clock.now())
  const claims = await fillClaims(lead, of, secretOf)
  for (const side of sides) of[side].adv = await fillAdvisory(world.db, of[side].org, secretOf(side), clock.now())
  const asOwner = (statement: Sql) => world.db.asOwner((tx) => tx.run(statement))
  for (const side of sides) await fillSubscriptions(asOwner, of[side], secretOf(side), clock.now())
  for (const side of sides) await fillSilence(world.db, of[side], secretOf(side))
  for (const side of sides) Object.assign(of[side], claims[side], await fillProducts(lead, of[side].org, secretOf(side)))
  for (const side of sides) {
    await fillReplies(world.db, of[side].org, of[side].adv, secretOf(side), clock.now())
    of[side].pqu = await fillQuestion(world.db, of[side], secretOf(side), clock.now())
  }
  const operator = (await post('/api/organisations', { number: '312000059', name: 'Drifthus', kinds: ['supplier'] })).id
  await addPerson('delegate', { organisations: [{ id: operator, role: 'member-security' }] })
  await addPerson('disabled', { organisations: [{ id: of.granly.org, role: 'member-security' }] })

  const source = (
    await post('/api/sources', { name: 'scan', title: 'Scans of the week', provider: teamSecret, format: 'shadowserver' })
  ).id
  const upload = async (id: string, fileName: string, text: string): Promise<string> => {
    // The session that was made last: taking a way in away ends the others of the same person.
    const by = session.get('admin') ?? admin
    const answer = await must(ask(by, 'POST', `/api/sources/${id}/files`, { upload: { fileName, text } }))
    return (answer.json as { id: string }).id
  }
  const imported = await upload(source, '2026-11-17-scan_rdp-team-secret.csv', report)
  await readImport(world.db, clock, imported as Id<'imp'>, { maxUnpackedBytes: 1e6 })
  const found = await world.db.asOwner((tx) =>
    tx.rows<{ id: string; asset_key: string; kind: string }>(
      sql`select 'fnd_' || replace(id::text, '-', '') as id, asset_key, kind from finding`,
    ),
  )
  const findingAt = (ip: string) => found.find(({ asset_key }) => asset_key.includes(ip))!.id
  for (const side of sides) {
    of[side].fnd = findingAt(networks[side].replace('.0/24', '.10'))
    const note = (text: string, teamOnly: boolean) =>
      post('/api/findings/notes', { ids: [of[side].fnd], text, teamOnly }, 'POST', lead)
    await note(`${secretOf(side)} note`, false)
    await note(`${teamSecret} note`, true)
    await must(ask(admin, 'GET', `/api/organisations/${of[side].org}`))
  }

  await reactToAll(world)
  await gather(world.db, 'https://varde.example', later(morning, 26 * hour))
  await sendWaiting({ ...world, clock: clockAt(later(morning, 26 * hour)) })
  // What is found after that waits to be told.
  const again = await upload(source, '2026-11-17-scan_telnet-team-secret.csv', report.replaceAll('3389', '23'))
  await readImport(world.db, clock, again as Id<'imp'>, { maxUnpackedBytes: 1e6 })
  await reactToAll(world)
  for (const side of sides) await fillDocument(world.db, of[side].adv, secretOf(side))
  await fillOpen(world.db, of.granly.adv)
  for (const side of sides) {
    const rows = await world.db.asOwner((tx) =>
      tx.rows<{ ntc: string; msr: string }>(
        sql`select (select id from notice where recipient_id = ${uuidOf(of[side].org)}::uuid and topic = 'findings' order by id limit 1) as ntc,
              (select id from measure where cause_id = ${uuidOf(of[side].fnd)}::uuid) as msr`,
      ),
    )
    of[side].ntc = toId('ntc', rows[0]!.ntc)
    of[side].msr = toId('msr', rows[0]!.msr)
  }
  const dsp = await disputeOf(lead)
  const tsk = ((await must(ask(lead, 'GET', '/api/watch'))).json as { rows: { id: string }[] }).rows[0]!.id
  await must(ask(lead, 'POST', `/api/watch/${tsk}/notes`, { body: { text: `${teamSecret} note` } }))
  const hov = (await post('/api/watch/handovers', { to: 'the next shift', text: teamSecret }, 'POST', lead)).id
  await must(ask(lead, 'POST', '/api/watch/looks', { body: {} }))
  const mai = await inboundMail(world.db, teamSecret)

  const makeKey = (name: string, side: Side, lives: number, scopes: readonly string[] = []) =>
    post('/api/keys', {
      name,
      organisationId: of[side].org,
      roles: ['member-security'],
      scopes,
      expiresAt: later(clock.now(), lives),
    })
  const tokens: Record<string, string> = {}
  for (const side of sides) {
    const key = await makeKey(`${secretOf(side)} key`, side, 99 * hour)
    of[side].key = key.id
    tokens[side] = key.token
  }
  const revoked = await makeKey('revoked', 'granly', 99 * hour)
  await must(ask(admin, 'DELETE', `/api/keys/${revoked.id}`))
  const expired = await makeKey('expired', 'granly', 60_000)
  const narrowed = await makeKey('granly-secret narrowed', 'granly', 99 * hour, ['findings:read'])
  const clo = await insertWhatOnlyWorkersWrite(world.db, of)
  for (const side of sides) {
    const askers = [of[side].usr, persons.get(`${secretOf(side)}.reader`), of[side].key].filter((who) => who !== undefined)
    for (const who of askers.reverse()) of[side].wrk = await insertWork(world.db, who, secretOf(side))
  }

  const names = [
    'analyst',
    'duty',
    ...sides.map((side) => `${secretOf(side)}.security`),
    'granly-secret.reader',
    'bergheim-secret.reader',
    'delegate',
    'disabled',
    'stranger',
  ]
  for (const name of names) await setSecondFactor(name)
  // RFC 6238: a code is taken once, so the next sign-in waits for the next one.
  clock.set(later(clock.now(), 5 * 60_000))
  for (const name of ['admin', 'lead', ...names]) session.set(name, await signIn(name, codeAt(secrets.get(name)!, clock.now())))
  await publishTerms(session.get('lead')!)
  const pgpKey = await giveKeys(session.get('lead')!, of)
  for (const side of sides) {
    const body = { name: secretOf(side), path: '/findings', query: `q=${secretOf(side)}` }
    const security = session.get(`${secretOf(side)}.security`)!
    await must(ask(security, 'POST', '/api/tours', { body: { tour: 'member-security' } }))
    const saved = await must(ask(security, 'POST', '/api/views', { body }))
    of[side].viw = (saved.json as { id: string }).id
    const path = `/api/organisations/${of[side].org}`
    of[side].inv = (await post('/api/invitations', invitationOf(of[side].org, side), 'POST', security)).id
    of[side].dgt = (await post(`${path}/delegations`, delegationOf(side, clock.now()), 'POST', security)).id
    await must(ask(security, 'POST', `${path}/readings/looks`))
    Object.assign(of[side], await takePart(security, of[side].org, secretOf(side)))
  }
  // An operator who asked and was not answered, and whose consent of before was withdrawn: it meets what it met without either.
  const [asking, asked] = ['otterdrift', 'granly'].map((side) => session.get(`${secretOf(side as Side)}.security`)!)
  for (const ends of [true, false]) {
    const body = { ...delegationOf('otterdrift', clock.now()), side: 'operator', number: numbers.granly, reason: 'operation' }
    const { id } = await post(`/api/organisations/${of.otterdrift.org}/delegations`, body, 'POST', asking)
    if (!ends) continue
    await must(ask(asked!, 'POST', `/api/delegations/${id}/consent`))
    await must(ask(asked!, 'DELETE', `/api/delegations/${id}`))
  }
  const withWays = sides.map((side) => ({ usr: of[side].usr, key: of[side].key, secret: secretOf(side) }))
  // Whom one member lets stand in, and another did until it withdrew.
  const delegate = session.get('delegate')!
  for (const side of ['granly', 'bergheim'] as const) {
    const body = { ...delegationOf('granly', clock.now()), side: 'operator', number: numbers[side], reason: 'operation' }
    const { id } = await post(`/api/organisations/${operator}/delegations`, body, 'POST', delegate)
    const member = session.get(`${secretOf(side)}.security`)!
    await must(ask(member, 'POST', `/api/delegations/${id}/consent`))
    if (side === 'bergheim') await must(ask(member, 'DELETE', `/api/delegations/${id}`))
  }
  const idp = await fillSignIn(world.db, session.get('admin')!, withWays, persons.get('disabled')!)
  session.set('half', await signIn('half'))
  await must(ask(session.get('admin')!, 'PATCH', `/api/people/${persons.get('disabled')}`, { body: { disabled: true } }))

  const everything = (side: Side): string[] => [
    side,
    networks[side].replace('0/24', ''),
    ...Object.values(of[side]).filter(Boolean),
  ]
  // An operator knows whom it works for; what else that organisation has is none of its business.
  const ofOthers: Record<Side, string[]> = {
    granly: [...everything('bergheim'), secretOf('otterdrift'), of.otterdrift.fnd, of.otterdrift.con],
    bergheim: [...everything('granly'), ...everything('otterdrift'), operatedNetwork.replace('0/24', '')],
    otterdrift: [
      ...everything('bergheim'),
      secretOf('granly'),
      networks.granly.replace('0/24', ''),
      ...Object.values(of.granly).filter((id) => id && id !== of.granly.org),
    ],
  }
  const hidden = await hiddenFromAll(world.db)
  const principal = (name: string, from: Sender, rest: Partial<Principal>): Principal => ({
    name,
    standing: 'signed-in',
    roles: [],
    side: undefined,
    forbidden: [...hidden, ...sides.flatMap(everything), teamSecret],
    ...from,
    ...rest,
  })
  const person = (name: string, from: string, roles: Role[], side: Side | undefined): Principal =>
    principal(name, session.get(from)!, {
      roles,
      side,
      person: persons.get(from) as Id<'usr'>,
      forbidden: [
        ...(side ? [...hidden, teamSecret, ...ofOthers[side]] : hidden),
        // One of the team has been cleared by name.
        ...(from === 'lead' ? [] : [restrictedSecret]),
      ],
    })
  const machine = await machineTokenOf(session.get('admin')!, of.bergheim.org, ['members:write'], clock.now())
  const bearer = (token: string): Sender => ({ ...sender(), headers: { authorization: `Bearer ${token}` } })
  const principals: Principal[] = [
    principal('nobody', sender(), { standing: 'nobody' }),
    ...(['admin', 'lead', 'analyst', 'duty'] as const).map((role) => person(role, role, [role], undefined)),
    person('security of Granly', 'granly-secret.security', ['member-security'], 'granly'),
    person('reader of Granly', 'granly-secret.reader', ['member-reader'], 'granly'),
    person('security of Bergheim', 'bergheim-secret.security', ['member-security'], 'bergheim'),
    person('reader of Bergheim', 'bergheim-secret.reader', ['member-reader'], 'bergheim'),
    person('operator for Granly', 'otterdrift-secret.security', ['member-security'], 'otterdrift'),
    ...(['granly', 'bergheim'] as const).map((side) =>
      principal(`key of ${side}`, bearer(tokens[side]!), {
        roles: ['member-security'],
        side,
        forbidden: [...hidden, teamSecret, ...ofOthers[side]],
      }),
    ),
    {
      ...person('delegate of Granly', 'delegate', ['member-security'], 'granly'),
      forbidden: [...hidden, teamSecret, restrictedSecret, ...ofOthers.granly, ...ownAlone(of.granly)],
      lent: ['contacts'],
      briefly: true,
    },
    principal('key for the findings of Granly', bearer(narrowed.token), {
      roles: ['member-security'],
      side: 'granly',
      forbidden: [...hidden, teamSecret, ...ofOthers.granly],
      // The proof of a finding is of the feeds.
      within: /^GET \/api\/(findings(?!\/:id\/proof)|operated|kinds)\b/,
      briefly: true,
    }),
    principal('machine for the register of Bergheim', bearer(machine), {
      roles: ['member-security'],
      side: 'bergheim',
      forbidden: [...hidden, teamSecret, ...ofOthers.bergheim],
      within: ofTheRegister,
      briefly: true,
    }),
    principal('somebody without a role', session.get('stranger')!, { person: persons.get('stranger') as Id<'usr'> }),
    principal('revoked key', bearer(revoked.token), { standing: 'nobody' }),
    principal('expired key', bearer(expired.token), { standing: 'nobody' }),
    principal('closed account', session.get('disabled')!, { standing: 'nobody' }),
    principal('administrator without second factor', session.get('half')!, {
      standing: 'half',
      roles: ['admin'],
      person: persons.get('half') as Id<'usr'>,
    }),
  ]
  return {
    app,
    routes,
    webRoot,
    world,
    principals,
    of,
    idp,
    source,
    pgpKey,
    import: imported,
    team: { tsk, hov, rou, mai, clo, dsp, adb, ...partner, ...directory },
    operated: findingAt('198.18.1.10'),
    kind: found[0]!.kind,
    stranger: persons.get('stranger') as Id<'usr'>,
    clock,
    as: (name) => principals.find((one) => one.name === name)!,
    async another(plant) {
      const copy = await routesOf(async () => {
        const server = await buildServer(world, { webRoot })
        plant(server)
        return server
      })
      await copy.value.fastify.listen(anyPort)
      return { app: copy.value, routes: copy.routes }
    },
    upload,
    async close() {
      await app.fastify.close()
      await closeWorld(world)
      await mail.stop()
      rmSync(webRoot, { recursive: true })
      rmSync(data, { recursive: true })
    },
  }
}

/** What the room of the register serves: organisations, contacts, holdings and their story. */
const ofTheRegister =
  /^\w+ \/api\/(organisations(\.csv|\.xlsx)?$|organisations\/(import|:id(\/(holdings|contacts|contacts\/.*|history|face|successor|tree|parts))?)$|holdings\/|contacts\/|test-calls\/|former-names\/|register-changes|owner-of|coverage|confirm-link)/

/** What of an organisation is for its own people alone, also when it lets another stand in. */
const ownAlone = ({ key, inv, dgt, viw, wrk }: Belongings): string[] => [key, inv, dgt, viw, wrk]

export const codeAt = (secret: string, now: Utc): string => generateSync({ secret, epoch: Date.parse(now) / 1_000 })
const cookieOf = (answer: Answer): string => answer.cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
const csrfOf = (answer: Answer): string => answer.cookies.find(({ name }) => name === 'varde_csrf')!.value

/** Somebody who is invited to act for one side. */
export const invitationOf = (organisation: string, side: Side) => ({
  email: `somebody@${secretOf(side)}.example`,
  organisation,
  roles: ['member-reader'],
})

/** One side offers an organisation that the register does not have to act for it. */
export const delegationOf = (side: Side, now: Utc) => ({
  side: 'member',
  number: nobodysNumber,
  may: ['contacts'],
  reason: secretOf(side),
  endsAt: later(now, 99 * hour),
})

/** As whom the team writes to municipalities in this sector. */
export const municipalSender = {
  constituency: 'municipal',
  name: 'KommuneCERT',
  address: 'varsel@kommunecert.example',
  telephone: '',
  signature: { nb: 'Hilsen', nn: 'Helsing', en: 'Regards' },
}

/** A mail as the mailbox would have given it. */
export async function inboundMail(db: Sector['world']['db'], text: string): Promise<string> {
  const id = newId('mai')
  await db.asOwner((tx) =>
    tx.run(sql`
      insert into inbound_mail (id, mailbox, uid_validity, uid, form, sender, subject, received_at, text)
      select ${uuidOf(id)}::uuid, 'walls', 1, count(*) + 1, 'reply', 'a@team-secret.example', ${text}, now(), ${text} from inbound_mail`),
  )
  return id
}

/** A key for the contact of each side, what a key stood in the way of, and a profile of the team. Returns a key that nobody has. */
async function giveKeys(lead: Sender, of: Record<Side, Belongings>): Promise<string> {
  const keyFor = async (email: string) => (await testKey(email, { madeAt: '2026-01-10T08:00:00.000Z' })).publicKey
  for (const side of sides) {
    const { org, con } = of[side]
    const body = { contactId: con, pgpKey: await keyFor(`sikkerhet@${secretOf(side)}.example`) }
    const given = await must(ask(lead, 'POST', `/api/organisations/${org}/pgp-keys`, { body }))
    of[side].pgp = (given.json as { id: string }).id
    await must(ask(lead, 'PUT', `/api/organisations/${org}/key-rule`, { body: { fallback: 'pointer' } }))
  }
  await must(ask(lead, 'POST', '/api/notices/senders/health/key'))
  await must(ask(lead, 'POST', '/api/profile/publish'))
  return keyFor('vakt@varde.example')
}

/** Rows that no request makes: a worker's place in the stream, an event set aside, calls of webhooks, a closing that waits. */
async function insertWhatOnlyWorkersWrite(db: Sector['world']['db'], of: Record<Side, Belongings>): Promise<string> {
  const clo = newId('clo')
  for (const side of sides) await insertTestCall(db, of[side], newId('tca'), secretOf(side))
  await db.asOwner(async (tx) => {
    for (const side of sides) {
      await tx.run(sql`
        insert into contact_bounce (id, contact_id, organisation_id, at, address, reply, hard)
        select gen_random_uuid(), id, organisation_id, now(), email, ${`452 ${secretOf(side)}`}, false from contact where id = ${uuidOf(of[side].con)}::uuid`)
      await tx.run(sql`
        insert into key_block (id, organisation_id, contact_id, contact, notice_id, tlp, problem, became, at)
        values (gen_random_uuid(), ${uuidOf(of[side].org)}::uuid, ${uuidOf(of[side].con)}::uuid, ${secretOf(side)}, ${uuidOf(of[side].ntc)}::uuid,
                'TLP:AMBER', 'expired', 'held', now())`)
      of[side].adm = newId('msr')
      of[side].mas = newId('mas')
      await tx.run(sql`
        insert into measure (id, organisation_id, cause, cause_id, part, kind, asset_text, severity, state, due_at, cause_due_at, organisation_kinds,
          words, tlp, pap, created_at, changed_at)
        values (${uuidOf(of[side].adm)}::uuid, ${uuidOf(of[side].org)}::uuid, 'advisory', gen_random_uuid(), '1', 'advisory', ${secretOf(side)}, 2, 'open',
          now(), now(), '{}', ${JSON.stringify({ title: { nb: secretOf(side) }, what: { nb: secretOf(side) } })}::jsonb, 'TLP:AMBER', 'PAP:AMBER', now(), now())`)
      await tx.run(sql`
        insert into measure_step (measure_id, organisation_id, at, state, words, by_name, as_who, answering_id)
        values (${uuidOf(of[side].adm)}::uuid, ${uuidOf(of[side].org)}::uuid, now(), 'doing', ${secretOf(side)}, ${secretOf(side)}, 'member',
          ${uuidOf(of[side].mas)}::uuid)`)
      await tx.run(sql`
        insert into contact_request (id, organisation_id, round, asked_at)
        values (gen_random_uuid(), ${uuidOf(of[side].org)}::uuid, '2026-01-01', '2026-01-01T08:00:00Z')`)
    }
    await tx.run(
      raw(`insert into organisation (id, name, kinds, constituencies, source, created_at, changed_at, search)
          values ('018f0000-0000-7000-8000-0000000000a1', 'team-secret', '{other}', '{}', 'walls', now(), now(), 'team-secret');
        insert into organisation_succession (id, predecessor_id, successor_id, kind, day, recorded_at)
          values (gen_random_uuid(), '018f0000-0000-7000-8000-0000000000a1', '${uuidOf(of.granly.org as Id<'org'>)}', 'split', '2025-01-01', now());
        insert into register_change (id, kind, list, title, at, who_name, counts) values ('018f0000-0000-7000-8000-0000000000a2', 'import', 'team-secret', 'team-secret', now(), 'team-secret', '{}');
        insert into register_change_row (change_id, what, object_id, organisation_id) values ('018f0000-0000-7000-8000-0000000000a2', 'organisation', '018f0000-0000-7000-8000-0000000000a1', '018f0000-0000-7000-8000-0000000000a1');
        insert into coverage_reference (id, words, value, unit, bound, year, source) values ('team-secret', '{"nb": "team-secret", "nn": "team-secret", "en": "team-secret"}', 1, 'count', 'about', 2021, 'team-secret');
        insert into event_cursor (consumer) values ('walls');
        insert into event_aside (consumer, position, reason, at) values ('walls', 1, 'team-secret', now());
        insert into demo (since) values (now());
        insert into overview_event (position, at, kind, facts) values (1, now(), 'feeds.source-silent', '{"title": "team-secret"}');
        insert into withdrawn_report (import_id, source_id, covers, withdrawn_at) select gen_random_uuid(), id, now(), now() from source`),
    )
    await tx.run(sql`
      insert into closing (id, source, kind, findings, of_open, absent_since, through, state, created_at, changed_at)
      values (${uuidOf(clo)}::uuid, 'team-secret', 'open-rdp', 9, 10, now(), now(), 'waiting', now(), now())`)
    await tx.run(sql`
      insert into label_consent (id, finding_id, source, tlp, pap, given_by, given_on, reference, recorded_by, recorded_name, recorded_at)
      values (gen_random_uuid(), ${uuidOf(of.granly.fnd)}::uuid, 'team-secret', 'TLP:RED', 'PAP:RED', 'team-secret', now(), 'team-secret', 'x', 'x', now())`)
    // What a third one says of a product is read by whoever was told of it, and says nothing of anybody else.
    await tx.run(sql`
      insert into supplier_ask (advisory_id, organisation_id, shown, version, severity, tlp, pap, how, asked_at, asked_by)
      select advisory_id, '018f0000-0000-7000-8000-0000000000a1', shown, version, severity, tlp, pap, how, asked_at, 'walls' from supplier_ask where organisation_id = ${uuidOf(of.granly.org)}::uuid limit 1`)
    await tx.run(sql`
      with third as (
        insert into supplier_reply (id, advisory_id, organisation_id, supplier_name, about, severity, tlp, pap, product, number, state, source, as_who, by_name, at)
        select gen_random_uuid(), advisory_id, '018f0000-0000-7000-8000-0000000000a1', 'walls', about, severity, tlp, pap, 'walls', 1, 'affected', 'page', 'supplier',
          'walls', at from supplier_reply where organisation_id = ${uuidOf(of.granly.org)}::uuid limit 1 returning id)
      insert into reply_told (reply_id, organisation_id, lines, told_at) select id, ${uuidOf(of.granly.org)}::uuid, '[]', now() from third`)
    for (const side of sides)
      await tx.run(sql`
        insert into welcome_word (organisation_id, step, remark, at, who_name)
        values (${uuidOf(of[side].org)}::uuid, 'organisation', ${`${side}-secret remark`}, now(), 'x')`)
    for (const side of sides)
      await tx.run(sql`
        insert into webhook_call (id, webhook_id, organisation_id, kind, body, state, created_at)
        values (gen_random_uuid(), ${uuidOf(of[side].hok)}::uuid, ${uuidOf(of[side].org)}::uuid, 'finding.opened', '{}', 'done', now())`)
    await signDays(tx, headKey(createSecretBox({ VARDE_SECRET_KEY: secretKey, dataDir: '' })), later(morning, 24 * hour))
  })
  return clo
}

/** A test call to the contact of one side; what the team wrote of it is for the team. */
export async function insertTestCall(
  db: Sector['world']['db'],
  { con, org }: Pick<Belongings, 'con' | 'org'>,
  id: Id<'tca'>,
  answeredBy = 'the desk',
): Promise<void> {
  await db.asOwner((tx) =>
    tx.run(sql`
      insert into contact_test_call (id, contact_id, organisation_id, at, night, telephone, result, answered_by, note, who_name)
      values (${uuidOf(id)}::uuid, ${uuidOf(con)}::uuid, ${uuidOf(org)}::uuid, now(), true, '+47 55 00 00 00', 'answered', ${answeredBy},
              'team-secret', 'team-secret person')`),
  )
}

/** Long work that somebody has asked for and no worker has taken up, or that has ended. */
export async function insertWork(db: Sector['world']['db'], who: string, about: string, state = 'waiting'): Promise<string> {
  const id = newId('wrk')
  await db.asOwner((tx) =>
    tx.run(sql`
      insert into work (id, kind, object, about, who, who_name, team, state, started_at, changed_at, ended_at)
      values (${uuidOf(id)}::uuid, 'findings.answer', ${id}, ${about}, ${who}, 'walls', false, ${state}, ${morning}, ${morning},
              ${state === 'waiting' ? null : morning}::timestamptz)`),
  )
  return id
}

/** What no answer may ever hold, whoever asks: hashes and sealed secrets. */
async function hiddenFromAll(db: Sector['world']['db']): Promise<string[]> {
  const rows = await db.asOwner((tx) =>
    tx.rows<{ hidden: string }>(
      sql`select password_hash as hidden from person union all select totp_secret from person where totp_secret is not null
          union all select token_hash from session union all select token_hash from api_key
          union all select private_jwk from identity_provider_key`,
    ),
  )
  return rows.map(({ hidden }) => hidden)
}

/** The scope in which the store would serve somebody of an organisation. */
export const scopeOf = (sector: Pick<Sector, 'of' | 'stranger'>, who: Side | 'stranger'): Scope => ({
  who: { kind: 'person', id: who === 'stranger' ? sector.stranger : (sector.of[who].usr as Id<'usr'>), name: who },
  roles: who === 'stranger' ? [] : ['member-security'],
  team: false,
  organisations: who === 'stranger' ? [] : [sector.of[who].org as Id<'org'>],
})

/** The bare key in the database of an id that an answer gave. */
export const keyOf = (id: string): string => uuidOf(id)
