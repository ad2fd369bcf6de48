import { later } from '#domain/time.ts'
import { must, type Principal, password, type Sector, type Side } from './sector.ts'
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
  'POST /api/organisations': () => ({ body: { name: `new ${another()}`, kinds: ['other'] } }),
  'PUT /api/organisations/:id': ({ of }, side) => ({ id: of[side].org, body: organisation(side) }),
  'POST /api/organisations/:id/holdings': ({ of }, side) => ({
    id: of[side].org,
    body: { form: 'domain', value: `new-${another()}.example`, from: '2026-01-01T00:00:00.000Z' },
  }),
  'PATCH /api/holdings/:id': ({ of }, side) => ({ id: of[side].hol, body: { confirm: true } }),
  'PUT /api/organisations/:id/contacts': ({ of }, side) => ({ id: of[side].org, body: contact(side) }),
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
  'POST /api/findings/notes': ({ of }, side) => ({ body: { ids: [of[side].fnd], text: `${side}-secret note`, teamOnly: false } }),
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
    body: { name: 'scan', title: 'team-secret scan', provider: 'team-secret', format: 'shadowserver' },
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
    planted: sector.of[side].org,
  })[url.split('/')[2] ?? '']
