import { newId } from '#domain/id.ts'
import { later } from '#domain/time.ts'
import { inboundMail, insertWork, municipalSender, must, type Principal, password, type Sector, type Side } from './sector.ts'
import { ask, type Question } from './wire.ts'

/** What is put into the path, and what is sent along. */
export type Asked = Question & { id?: string | undefined }

type Make = (sector: Sector, side: Side, by: Principal, allowed: boolean) => Asked | Asked[] | Promise<Asked>

let count = 0
const another = (): number => {
  count += 1
  return count
}

const organisation = (side: Side) => ({
  number: { granly: '312000024', bergheim: '312000032', otterdrift: '312000040' }[side],
  name: `${side} kommune`,
  names: { nn: `${side}-secret kommune` },
  kinds: ['municipality'],
  constituencies: ['municipal'],
  membership: 'member',
  memberSince: '2025-01-01',
})
const contact = (side: Side) => ({ role: 'security', name: `${side}-secret`, email: `sikkerhet@${side}-secret.example` })
const address: Record<Side, string> = { granly: '198.18.0.10', bergheim: '198.18.64.10', otterdrift: '198.18.128.10' }

/** Filters that name another: by its id, its address, its domain, its row as the key of a page. */
const filters = (side: Side, more: Record<string, string>[]): Asked[] => [
  {},
  ...[{ q: address[side] }, { q: `${side}-secret.example` }, ...more].map((query) => ({ query })),
]

const admin = (sector: Sector) => sector.as('admin')

/** A file of its own, for what takes files away. */
const sacrificed = async (sector: Sector): Promise<string> =>
  sector.upload(sector.source, '2026-11-17-scan_rdp.csv', `"timestamp"\n"${another()}"\n`)

/** How each endpoint is asked about the things of one side, so that nothing but a wall stands between. What is not here has an id in its path, or nothing. */
export const questions: Readonly<Record<string, Make>> = {
  'GET /api/organisations': ({ of }, side) => filters(side, [{ after: of[side].org }, { membership: 'member' }]),
  'GET /api/organisations.csv': (_, side) => filters(side, []),
  'GET /api/organisations.xlsx': (_, side) => filters(side, []),
  'POST /api/organisations': () => ({ body: { name: `new ${another()}`, kinds: ['other'] } }),
  'PUT /api/organisations/:id': ({ of }, side) => ({ id: of[side].org, body: organisation(side) }),
  'POST /api/organisations/:id/holdings': ({ of }, side) => ({
    id: of[side].org,
    body: { form: 'domain', value: `new-${another()}.example`, from: '2026-01-01T00:00:00.000Z' },
  }),
  'PATCH /api/holdings/:id': ({ of }, side) => ({ id: of[side].hol, body: { confirm: true } }),
  'PUT /api/organisations/:id/contacts': ({ of }, side) => ({ id: of[side].org, body: contact(side) }),
  'PUT /api/organisations/:id/face': ({ of }, side) => ({ id: of[side].org, body: { simple: true } }),
  'DELETE /api/contacts/:id': async (sector, side, _by, allowed) => {
    if (!allowed) return { id: sector.of[side].con }
    const body = { ...contact(side), name: `for a moment ${another()}` }
    const made = await must(ask(admin(sector), 'PUT', `/api/organisations/${sector.of[side].org}/contacts`, { body }))
    return { id: (made.json as { id: string }).id }
  },
  'GET /api/owner-of': (_, side) => ({ query: { what: address[side] } }),
  'POST /api/organisations/import': (_, side) => ({
    upload: { fileName: 'members.csv', text: `number,name,kinds\n,${side} kommune,municipality\n`, fields: { dryRun: 'true' } },
  }),
  'POST /api/session': () => ({ body: { name: 'nobody-here', password } }),
  'PUT /api/me/locale': () => ({ body: { locale: 'nb' } }),
  'PUT /api/me/password': () => ({ body: { current: password, next: 'aaaaaaaaaaaaaaa' } }),
  'PUT /api/me/second-factor': () => ({ body: { secret: 'GEZDGNBVGY3TQOJQ', code: '000000' } }),
  'GET /api/people': () => ({ query: { limit: '200' } }),
  'POST /api/people': () => ({ body: { name: `new-${another()}`, displayName: 'new', teamRoles: [] } }),
  'PATCH /api/people/:id': ({ of }, side) => ({ id: of[side].usr, body: { displayName: `${side}-secret.security person` } }),
  'GET /api/keys': ({ of }, side) => [{}, { query: { after: of[side].key } }],
  'POST /api/keys': ({ of, clock }, side) => ({
    body: {
      name: `${side}-secret key`,
      organisationId: of[side].org,
      roles: ['member-reader'],
      expiresAt: later(clock.now(), 60_000),
    },
  }),
  'DELETE /api/keys/:id': async (sector, side, by, allowed) => {
    if (!allowed || by.standing !== 'signed-in') return { id: sector.of[side].key }
    const expiresAt = later(sector.clock.now(), 3_600_000)
    const body = { name: 'for a moment', organisationId: sector.of[side].org, roles: ['member-reader'], expiresAt }
    return { id: ((await must(ask(admin(sector), 'POST', '/api/keys', { body }))).json as { id: string }).id }
  },
  'GET /api/audit': ({ of }, side) => [{}, { query: { organisation: of[side].org } }],
  'GET /api/findings': ({ of }, side) =>
    filters(side, [
      { organisation: of[side].org },
      { operator: of[side].org },
      { q: of[side].fnd },
      { order: 'newest' },
      { order: 'due' },
    ]),
  'GET /api/findings/count': ({ of }, side) => [{}, { query: { organisation: of[side].org } }],
  'GET /api/findings.csv': ({ of }, side) => [{}, { query: { organisation: of[side].org } }],
  'GET /api/findings.xlsx': ({ of }, side) => [{}, { query: { organisation: of[side].org } }],
  'POST /api/findings/notes': ({ of }, side) => ({ body: { ids: [of[side].fnd], text: `${side}-secret note`, teamOnly: false } }),
  'POST /api/findings/answers': ({ of, clock }, side) => ({
    body: { ids: [of[side].fnd], answer: { answer: 'working', until: later(clock.now(), 86_400_000), reason: `${side}-secret` } },
  }),
  'GET /api/operated': (_, side) => [{}, { query: { q: side } }, { query: { order: 'silent', limit: '1' } }],
  'POST /api/findings/answers/take-back': ({ of }, side) => ({ body: { ids: [of[side].fnd] } }),
  'POST /api/findings/judgements': ({ of }, side) => ({ body: { ids: [of[side].fnd], upheld: false, reason: 'for a moment' } }),
  'POST /api/findings/closings': () => ({ body: { ids: [newId('fnd')], reason: 'for a moment' } }),
  'POST /api/work/:id/stop': async (sector, side, by, allowed) => ({
    id: allowed ? await ownWork(sector, side, by, 'waiting') : sector.of[side].wrk,
  }),
  'DELETE /api/work/:id': async (sector, side, by, allowed) => ({
    id: allowed ? await ownWork(sector, side, by, 'done') : sector.of[side].wrk,
  }),
  'GET /api/kinds/:id': ({ kind }) => ({ id: kind }),
  'POST /api/ignore-rules': ({ of, clock }, side) => ({
    body: { organisationId: of[side].org, kind: 'open-ssh', reason: 'for a moment', expiresAt: later(clock.now(), 60_000) },
  }),
  'DELETE /api/ignore-rules/:id': async (sector, side, by, allowed) => {
    if (!allowed) return { id: sector.of[side].ign }
    const body = {
      organisationId: sector.of[side].org,
      kind: 'open-ssh',
      reason: 'for a moment',
      expiresAt: later(sector.clock.now(), 60_000),
    }
    return { id: ((await must(ask(by, 'POST', '/api/ignore-rules', { body }))).json as { id: string }).id }
  },
  'POST /api/sources': () => ({ body: { name: `new-${another()}`, title: 'new', provider: 'new', format: 'shadowserver' } }),
  'PUT /api/sources/:id': ({ source }) => ({
    id: source,
    body: { name: 'scan', title: 'Scans of the week', provider: 'team-secret', format: 'shadowserver' },
  }),
  'POST /api/sources/:id/files': ({ source }) => ({
    id: source,
    upload: { fileName: 'scan_rdp.csv', text: `"timestamp"\n"${another()}"\n` },
  }),
  'POST /api/sources/preview': (_, side) => ({
    body: {
      format: 'shadowserver',
      fileName: 'scan_rdp.csv',
      sample: `"timestamp","ip","port"\n"2026-11-17 03:00:00","${address[side]}","3389"\n`,
    },
  }),
  'POST /api/imports/:id/replay': async (sector, _side, _by, allowed) => ({
    id: allowed ? await sacrificed(sector) : sector.import,
  }),
  'POST /api/imports/:id/withdraw': async (sector, _side, _by, allowed) => ({
    id: allowed ? await sacrificed(sector) : sector.import,
    body: { reason: 'for a moment' },
  }),
  'POST /api/closings/:id/refuse': ({ team }) => ({ id: team.clo, body: { reason: 'for a moment' } }),

  'GET /api/notices': ({ of }, side) => [
    {},
    ...[{ organisation: of[side].org }, { finding: of[side].fnd }, { q: side }, { q: of[side].ntc }].map((query) => ({ query })),
  ],
  'GET /api/notices/count': ({ of }, side) => [{}, { query: { organisation: of[side].org } }],
  'GET /api/notices.csv': ({ of }, side) => [{}, { query: { organisation: of[side].org } }],
  'GET /api/notices.xlsx': ({ of }, side) => [{}, { query: { organisation: of[side].org } }],
  'GET /api/organisations/:id/told': ({ of }, side) => [
    { id: of[side].org },
    { id: of[side].org, query: { finding: of[side].fnd } },
  ],
  'POST /api/notices/:id/cancel': ({ of }, side) => ({ id: of[side].ntc, body: { reason: 'for a moment' } }),
  'POST /api/notices/:id/resend': ({ of }, side) => ({ id: of[side].ntc, body: { contactId: of[side].con } }),
  'POST /api/notices/:id/calls': ({ of }, side) => ({
    id: of[side].ntc,
    body: { reached: false, contact: `${side}-secret`, text: `${side}-secret call` },
  }),
  'POST /api/notices/routing': ({ of }, side) => ({
    body: { organisationId: of[side].org, tell: 'both', reason: 'for a moment' },
  }),
  'DELETE /api/notices/routing/:id': async (sector, side, by, allowed) => ({
    id: allowed ? await routingRule(sector, side, by) : sector.team.rou,
  }),
  'GET /api/notices/routing/try': ({ of }, side) => ({ query: { finding: of[side].fnd } }),
  'PUT /api/organisations/:id/notice-preference': ({ of }, side) => ({
    id: of[side].org,
    body: { digestHour: 9, atOnceFrom: 'critical', dailyCap: 7 },
  }),
  'PUT /api/organisations/:id/freeze': ({ of }, side) => ({ id: of[side].org, body: { until: null } }),
  'GET /api/notices/windows': ({ of }, side) => [{}, { query: { organisation: of[side].org } }],
  'POST /api/notices/windows': ({ of, clock }, side) => ({ body: window(of[side].org, clock.now(), `${side}-secret`) }),
  'DELETE /api/notices/windows/:id': async (sector, side, by, allowed) => {
    if (!allowed) return { id: sector.of[side].win }
    const body = window(sector.of[side].org, sector.clock.now(), `${side}-secret`)
    return { id: ((await must(ask(by, 'POST', '/api/notices/windows', { body }))).json as { id: string }).id }
  },
  'PUT /api/notices/hold': () => ({ body: { held: false } }),
  'PUT /api/notices/senders/:constituency': () => ({ id: 'municipal', body: municipalSender }),
  'POST /api/notices/senders/:constituency/key': () => ({ id: 'health', body: {} }),
  'GET /api/notices/senders/:constituency/key.asc': () => ({ id: 'municipal' }),
  'POST /api/notices/inbox/:id/handled': async (sector, _side, _by, allowed) => ({
    id: allowed ? await inboundMail(sector.world.db, 'for a moment') : sector.team.mai,
    body: { text: 'for a moment' },
  }),
  'POST /api/answer-link': () => ({ body: { token: 'a'.repeat(120) } }),
  'POST /api/answer-link/answer': ({ of }, side) => ({
    body: { token: 'a'.repeat(120), ids: [of[side].fnd], answer: { answer: 'fixed' }, name: 'nobody' },
  }),
  'POST /api/organisations/:id/webhooks': ({ of }, side) => ({
    id: of[side].org,
    body: { url: `https://hook-${another()}.${side}-secret.example/` },
  }),
  'PATCH /api/webhooks/:id': ({ of }, side) => ({ id: of[side].hok, body: { active: true } }),
  'DELETE /api/webhooks/:id': async (sector, side, by, allowed) => {
    if (!allowed) return { id: sector.of[side].hok }
    const body = { url: `https://hook-${another()}.${side}-secret.example/` }
    const made = await must(ask(by, 'POST', `/api/organisations/${sector.of[side].org}/webhooks`, { body }))
    return { id: (made.json as { id: string }).id }
  },

  'GET /api/measures': ({ of }, side) => [{}, { query: { organisation: of[side].org } }, { query: { q: address[side] } }],
  'GET /api/measures/count': ({ of }, side) => [{}, { query: { organisation: of[side].org } }],
  'GET /api/measures.csv': ({ of }, side) => [{}, { query: { organisation: of[side].org } }],
  'GET /api/measures.xlsx': ({ of }, side) => [{}, { query: { organisation: of[side].org } }],
  'PATCH /api/measures': ({ of }, side) => ({ body: { ids: [of[side].msr], owner: `${side}-secret owner` } }),
  'PUT /api/measures/:id/due': ({ of, clock }, side) => ({
    id: of[side].msr,
    body: { dueAt: later(clock.now(), 86_400_000), reason: 'for a moment' },
  }),

  'GET /api/picture/map/:place': () => ({ id: '0301' }),

  'GET /api/watch': ({ of }, side) => [{}, { query: { organisation: of[side].org } }],
  'POST /api/watch/take': ({ team }) => ({ body: { ids: [team.tsk] } }),
  'POST /api/watch/release': ({ team }) => ({ body: { ids: [team.tsk] } }),
  'POST /api/watch/snooze': ({ team, clock }) => ({
    body: { ids: [team.tsk], until: later(clock.now(), 60_000), reason: 'for a moment' },
  }),
  'POST /api/watch/done': ({ team }) => ({ body: { ids: [team.tsk], outcome: 'for a moment' } }),
  'POST /api/watch/reopen': ({ team }) => ({ body: { ids: [team.tsk] } }),
  'POST /api/watch/:id/notes': ({ team }) => ({ id: team.tsk, body: { text: 'for a moment' } }),
  'POST /api/watch/looks': () => ({ body: { seen: true } }),
  'POST /api/watch/handovers': () => ({ body: { to: 'the next shift' } }),
  'GET /api/watch/handovers/:id': ({ team }) => ({ id: team.hov }),

  'GET /api/search': ({ of }, side) =>
    [address[side], `${side}-secret.example`, side, of[side].org, of[side].fnd, of[side].ntc, of[side].msr].map((q) => ({
      query: { q },
    })),
  'POST /api/views': () => ({ body: view(`new ${another()}`) }),
  'POST /api/tours': () => ({ body: { tour: 'duty' } }),
  'PATCH /api/views/:id': async (sector, side, by, allowed) => ({
    id: allowed ? await savedView(by) : sector.of[side].viw,
    body: { name: `new ${another()}` },
  }),
  'DELETE /api/views/:id': async (sector, side, by, allowed) => ({ id: allowed ? await savedView(by) : sector.of[side].viw }),

  'GET /api/demo/mails/:id': () => ({ id: '1' }),

  'GET /api/overview/trends': ({ of }, side) => [{}, { query: { organisation: of[side].org } }],
  'GET /api/overview/trends.csv': ({ of }, side) => [{}, { query: { organisation: of[side].org } }],
  'GET /api/overview/trends.xlsx': ({ of }, side) => [{}, { query: { organisation: of[side].org } }],
}

const view = (name: string) => ({ name, path: '/findings', query: 'severity=critical' })

const savedView = async (by: Principal): Promise<string> =>
  ((await must(ask(by, 'POST', '/api/views', { body: view(`for a moment ${another()}`) }))).json as { id: string }).id

/** Long work is whose who asked for it, also within an organisation. */
const ownWork = ({ world, of }: Sector, side: Side, by: Principal, state: string): Promise<string> =>
  insertWork(world.db, by.person ?? of[side].key, 'for a moment', state)

const window = (organisationId: string, now: string, reason: string) => ({
  organisationId,
  startsAt: later(now, 9_000_000),
  endsAt: later(now, 9_900_000),
  reason,
})

const routingRule = async ({ of }: Sector, side: Side, by: Principal): Promise<string> => {
  const body = { organisationId: of[side].org, tell: 'both', reason: 'for a moment' }
  return ((await must(ask(by, 'POST', '/api/notices/routing', { body }))).json as { id: string }).id
}

/** The thing of one side that an address speaks of, by its first word. */
export const idFor = (sector: Sector, side: Side, url: string): string | undefined =>
  ({
    organisations: sector.of[side].org,
    contacts: sector.of[side].con,
    holdings: sector.of[side].hol,
    findings: sector.of[side].fnd,
    people: sector.of[side].usr,
    keys: sector.of[side].key,
    'ignore-rules': sector.of[side].ign,
    sources: sector.source,
    imports: sector.import,
    notices: sector.of[side].ntc,
    webhooks: sector.of[side].hok,
    measures: sector.of[side].msr,
    views: sector.of[side].viw,
    watch: sector.team.tsk,
    closings: sector.team.clo,
    overview: sector.of[side].org,
    planted: sector.of[side].org,
  })[url.replace('/reports/', '/').split('/')[2] ?? '']
