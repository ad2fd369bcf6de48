import { usualFacts } from '#capabilities/profile/usual.ts'
import { proposalOf } from '#capabilities/services/proposals.data.ts'
import { newId, uuidOf } from '#domain/id.ts'
import { later } from '#domain/time.ts'
import { addAdvice, advice } from './advice.ts'
import { advisoryQuestions } from './advisory-questions.ts'
import { claimQuestions } from './claim-questions.ts'
import { partnerQuestions } from './partner-questions.ts'
import { productQuestions } from './product-questions.ts'
import { nobodysNumber, targetOf } from './programme.ts'
import { publishingQuestions } from './publishing-questions.ts'
import { replyQuestions } from './reply-questions.ts'
import {
  delegationOf,
  inboundMail,
  insertTestCall,
  insertWork,
  invitationOf,
  municipalSender,
  type Principal,
  password,
  type Sector,
  type Side,
} from './sector.ts'
import { signInQuestions } from './sign-in-questions.ts'
import { subscriptionQuestions } from './subscription-questions.ts'
import { vulnerabilityQuestions } from './vulnerabilities.ts'
import { ask, must, type Question } from './wire.ts'

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

/** Somebody new who has access to one side, for what changes or ends that. */
const housemate = async (sector: Sector, side: Side): Promise<string> => {
  const organisations = [{ id: sector.of[side].org, role: 'member-reader' }]
  const body = { name: `housemate-${another()}`, displayName: `${side}-secret housemate`, organisations }
  return ((await must(ask(admin(sector), 'POST', '/api/people', { body }))).json as { id: string }).id
}

/** A file of its own, for what takes files away. */
const sacrificed = async (sector: Sector): Promise<string> =>
  sector.upload(sector.source, '2026-11-17-scan_rdp.csv', `"timestamp"\n"${another()}"\n`)

/** How each endpoint is asked about the things of one side, so that nothing but a wall stands between. What is not here has an id in its path, or nothing. */
export const questions: Readonly<Record<string, Make>> = {
  ...signInQuestions,
  ...claimQuestions,
  ...advisoryQuestions,
  ...subscriptionQuestions,
  ...partnerQuestions,
  ...productQuestions,
  ...publishingQuestions,
  ...replyQuestions,
  ...vulnerabilityQuestions,
  'GET /api/organisations': ({ of }, side) => filters(side, [{ after: of[side].org }, { membership: 'member' }]),
  'GET /api/organisations.csv': (_, side) => filters(side, []),
  'GET /api/organisations.xlsx': (_, side) => filters(side, []),
  'POST /api/organisations': () => ({ body: { name: `new ${another()}`, kinds: ['other'] } }),
  'PUT /api/organisations/:id': ({ of }, side) => ({ id: of[side].org, body: organisation(side) }),
  'POST /api/organisations/:id/holdings': ({ of }, side) => ({
    id: of[side].org,
    body: { form: 'domain', value: `new-${another()}.example`, from: '2026-01-01T00:00:00.000Z' },
  }),
  'GET /api/organisations/:id/parts': ({ of }, side) => ({ id: of[side].org, query: { after: of[side].org } }),
  'POST /api/organisations/:id/history': ({ of }, side) => ({
    id: of[side].org,
    body: {
      form: 'name',
      value: `before ${another()}`,
      from: `${1000 + another()}-01-01T00:00:00.000Z`,
      to: `${1000 + count}-06-01T00:00:00.000Z`,
    },
  }),
  'DELETE /api/former-names/:id': async (sector, side) => {
    const year = 1000 + another()
    const body = { form: 'name', value: `slip ${year}`, from: `${year}-01-01T00:00:00.000Z`, to: `${year}-02-01T00:00:00.000Z` }
    const made = await must(ask(admin(sector), 'POST', `/api/organisations/${sector.of[side].org}/history`, { body }))
    return { id: (made.json as { id: string }).id }
  },
  'POST /api/organisations/:id/successor': async (sector, side, _by, allowed) => {
    const successorId = sector.of[side === 'granly' ? 'bergheim' : 'granly'].org
    if (!allowed) return { id: sector.of[side].org, body: { successorId, kind: 'merged', day: '2026-01-01' } }
    const made = await must(
      ask(admin(sector), 'POST', '/api/organisations', { body: { name: `part ${another()}`, kinds: ['other'] } }),
    )
    return {
      id: (made.json as { id: string }).id,
      body: { successorId: sector.of[side].org, kind: 'split', day: '2026-01-01', holdings: 'stay' },
    }
  },
  'POST /api/register-changes/:id/undo': async (sector, _side, _by, allowed) => {
    if (!allowed) return { id: 'chg_018f00000000700080000000000000a2' }
    const make = async (name: string) =>
      (
        (
          await must(
            ask(admin(sector), 'POST', '/api/organisations', { body: { name: `${name} ${another()}`, kinds: ['other'] } }),
          )
        ).json as { id: string }
      ).id
    const body = { successorId: await make('into'), kind: 'merged', day: '2026-01-01' }
    const made = await must(ask(admin(sector), 'POST', `/api/organisations/${await make('from')}/successor`, { body }))
    return { id: (made.json as { change: string }).change }
  },
  'PATCH /api/holdings/:id': ({ of }, side) => ({ id: of[side].hol, body: { confirm: true } }),
  'PUT /api/organisations/:id/contacts': ({ of }, side) => ({ id: of[side].org, body: contact(side) }),
  'PUT /api/organisations/:id/face': ({ of }, side) => ({ id: of[side].org, body: { simple: true } }),
  'DELETE /api/contacts/:id': async (sector, side, _by, allowed) => {
    if (!allowed) return { id: sector.of[side].con }
    const body = { ...contact(side), name: `for a moment ${another()}` }
    const made = await must(ask(admin(sector), 'PUT', `/api/organisations/${sector.of[side].org}/contacts`, { body }))
    return { id: (made.json as { id: string }).id }
  },
  'POST /api/organisations/:id/contacts/confirm': ({ of }, side) => ({ id: of[side].org, body: { ids: [of[side].con] } }),
  'POST /api/contacts/:id/move': ({ of }, side) => ({ id: of[side].con, body: { up: true } }),
  'POST /api/contacts/:id/test-calls': ({ of }, side) => ({
    id: of[side].con,
    body: { result: 'answered', answeredBy: `${side}-secret desk` },
  }),
  'DELETE /api/test-calls/:id': async ({ of, world }, side, _by, allowed) => {
    const id = newId('tca')
    if (allowed) await insertTestCall(world.db, of[side], id)
    return { id }
  },
  'GET /api/contacts/test-calls': (_, side) => filters(side, [{ county: '46' }]).filter(({ query }) => !query?.q),
  'GET /api/contacts/reachability': () => [{}, { query: { kind: 'municipality' } }],
  'GET /api/contacts/reachability/organisations': () => [{}, { query: { state: 'confirmed' } }],
  'POST /api/confirm-link': () => ({ body: { token: 'a'.repeat(120) } }),
  'POST /api/confirm-link/confirm': ({ of }, side) => ({ body: { token: 'a'.repeat(120), ids: [of[side].con] } }),
  'PUT /api/organisations/:id/welcome': (_, side) => ({ body: { step: 'organisation', remark: `${side}-secret remark` } }),
  'GET /api/owner-of': (_, side) => ({ query: { what: address[side] } }),
  'POST /api/organisations/import': (_, side) => ({
    upload: { fileName: 'members.csv', text: `number,name,kinds\n,${side} kommune,municipality\n`, fields: { dryRun: 'true' } },
  }),
  'POST /api/session': () => ({ body: { name: 'nobody-here', password } }),
  'PUT /api/organisations/:id/people': async (sector, side, _by, allowed) => ({
    id: sector.of[side].org,
    body: { person: allowed ? await housemate(sector, side) : sector.of[side].usr, role: 'member-security' },
  }),
  'DELETE /api/organisations/:id/people': async (sector, side, _by, allowed) => ({
    id: sector.of[side].org,
    query: { person: allowed ? await housemate(sector, side) : sector.of[side].usr },
  }),
  'DELETE /api/people/:id/sessions': async (sector, side, _by, allowed) => ({
    id: allowed ? await housemate(sector, side) : sector.of[side].usr,
  }),
  'DELETE /api/sessions/:id': () => ({ id: '0123456789abcdef' }),
  'POST /api/organisations/:id/delegations': ({ of, clock }, side) => ({
    id: of[side].org,
    body: delegationOf(side, clock.now()),
  }),
  'DELETE /api/delegations/:id': async (sector, side, _by, allowed) => {
    if (!allowed) return { id: sector.of[side].dgt }
    const by = sector.as(
      { granly: 'security of Granly', bergheim: 'security of Bergheim', otterdrift: 'operator for Granly' }[side],
    )
    const path = `/api/organisations/${sector.of[side].org}/delegations`
    const made = await must(ask(by, 'POST', path, { body: delegationOf(side, sector.clock.now()) }))
    return { id: (made.json as { id: string }).id }
  },
  'GET /api/invitations': ({ of }, side) => [{}, { query: { organisation: of[side].org } }, { query: { after: of[side].inv } }],
  'POST /api/invitations': ({ of }, side) => ({ body: invitationOf(of[side].org, side) }),
  'DELETE /api/invitations/:id': async (sector, side, _by, allowed) => {
    if (!allowed) return { id: sector.of[side].inv }
    const made = await must(ask(admin(sector), 'POST', '/api/invitations', { body: invitationOf(sector.of[side].org, side) }))
    return { id: (made.json as { id: string }).id }
  },
  'POST /api/invitations/opened': () => ({ body: { token: 'a'.repeat(43) } }),
  'POST /api/invitations/accepted': () => ({ body: { token: 'a'.repeat(43), displayName: 'somebody', password } }),
  'POST /api/session/link/opened': () => ({ body: { token: 'a'.repeat(43) } }),
  'POST /api/session/link': () => ({ body: { token: 'a'.repeat(43), password } }),
  'POST /api/me/invitations': () => ({ body: { token: 'a'.repeat(43) } }),
  'PUT /api/me/acts-for': ({ of }, side) => ({ body: { organisation: of[side].org } }),
  'PUT /api/me/locale': () => ({ body: { locale: 'nb' } }),
  'PUT /api/me/password': () => ({ body: { current: password, next: 'aaaaaaaaaaaaaaa' } }),
  'PUT /api/me/second-factor': () => ({ body: { secret: 'GEZDGNBVGY3TQOJQ', code: '000000' } }),
  'GET /api/people': () => ({ query: { limit: '200' } }),
  'POST /api/people': () => ({ body: { name: `new-${another()}`, displayName: 'new', teamRoles: [] } }),
  'PATCH /api/people/:id': ({ of }, side) => ({ id: of[side].usr, body: { displayName: `${side}-secret person` } }),
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
  'PUT /api/findings/:id/label': ({ of }, side) => ({
    id: of[side].fnd,
    body: {
      tlp: 'TLP:AMBER+STRICT',
      pap: 'PAP:AMBER',
      reason: 'as it came',
      consents: [{ source: 'scan', givenBy: 'team-secret desk', givenOn: '2026-11-17', reference: 'team-secret' }],
    },
  }),
  'POST /api/findings/:id/label/restore': ({ of }, side) => ({ id: of[side].fnd, body: { reason: 'as it came' } }),
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

  'GET /api/pgp-keys': ({ of }, side) => [{}, { query: { organisation: of[side].org } }, { query: { q: `${side}-secret` } }],
  'GET /api/pgp-keys.csv': ({ of }, side) => [{}, { query: { organisation: of[side].org } }],
  'POST /api/organisations/:id/pgp-keys': ({ of, pgpKey }, side) => ({
    id: of[side].org,
    body: { contactId: of[side].con, pgpKey },
  }),
  'POST /api/organisations/:id/pgp-keys/look-up': ({ of }, side) => ({ id: of[side].org, body: { contactId: of[side].con } }),
  'POST /api/pgp-keys/:id/settle': ({ of }, side) => ({ id: of[side].pgp, body: { accept: true, how: 'by telephone' } }),
  'DELETE /api/pgp-keys/:id': async (sector, side, _by, allowed) => ({
    id: allowed ? await passingKey(sector, side) : sector.of[side].pgp,
  }),
  'PUT /api/organisations/:id/key-rule': ({ of }, side) => ({ id: of[side].org, body: { fallback: 'hold' } }),
  'PUT /api/profile/draft': () => ({ body: usualFacts() }),
  'POST /api/profile/publish': () => ({ body: {} }),
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
  'POST /api/answer-link/warning': () => ({ body: { token: 'a'.repeat(120) } }),
  'POST /api/answer-link/warning/answer': ({ of }, side) => ({
    body: { token: 'a'.repeat(120), ids: [of[side].adm], state: 'claimed' },
  }),
  'POST /api/answer-link/warning/undo': ({ of }, side) => ({ body: { token: 'a'.repeat(120), answering: of[side].mas } }),
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
  'PUT /api/measures/answers': ({ of }, side) => ({
    body: { ids: [of[side].adm], state: 'not-relevant', words: `${side}-secret answer`, by: 'Walls' },
  }),
  'POST /api/measures/answers/undo': async (sector, side, by, allowed) => {
    if (!allowed) return { body: { answering: sector.of[side].mas } }
    const body = { ids: [sector.of[side].adm], state: 'doing', words: `${side}-secret answer`, by: 'Walls' }
    const given = await must(ask(by, 'PUT', '/api/measures/answers', { body }))
    // What was not its own was not answered: then what another has answered is tried.
    return { body: { answering: (given.json as { answering: string | null }).answering ?? sector.of[side].mas } }
  },
  'PUT /api/measures/:id/due': ({ of, clock }, side) => ({
    id: of[side].msr,
    body: { dueAt: later(clock.now(), 86_400_000), reason: 'for a moment' },
  }),

  'POST /api/services/terms/:id': () => ({
    id: 'advice',
    body: {
      after: 1,
      body: proposalOf('sensors'),
      changed: { nb: 'for et øyeblikk', nn: 'for ein augneblink', en: 'for a moment' },
      dryRun: true,
    },
  }),
  'GET /api/services/members/:id': ({ of }, side) => [
    { id: 'scanning' },
    { id: 'scanning', query: { organisation: of[side].org } },
  ],
  'GET /api/services/map/:id': () => ({ id: 'scanning' }),
  'POST /api/services/members/:id': ({ of }, side) => ({
    id: 'blocklists',
    body: { deed: 'offer', organisations: [of[side].org], dryRun: true },
  }),
  'PATCH /api/organisations/:id/services': ({ of }, side) => ({
    id: of[side].org,
    body: { service: 'scanning', targets: [{ form: 'domain', value: `w${another()}.${side}-secret.example` }] },
  }),
  'POST /api/organisations/:id/consents': ({ of }, side) => ({
    id: of[side].org,
    body: { subject: 'advice', version: 1, signatory: `${side}-secret` },
  }),
  'POST /api/organisations/:id/consents/withdraw': ({ of }, side) => ({ id: of[side].org, body: { subject: 'advice' } }),
  'DELETE /api/targets/:id': async ({ of }, side, by, allowed) => {
    if (!allowed) return { id: of[side].tgt }
    const body = { service: 'scanning', targets: [{ form: 'domain', value: `z${another()}.${side}-secret.example` }] }
    await must(ask(by, 'PATCH', `/api/organisations/${of[side].org}/services`, { body }))
    return { id: await targetOf(by, of[side].org, 'scanning') }
  },
  'POST /api/targets/:id/decision': ({ of }, side) => ({
    id: of[side].tgt,
    body: { decision: 'waiting', reason: 'for a moment' },
  }),
  'PUT /api/organisations/:id/demands': ({ of }, side) => ({
    id: of[side].org,
    body: { answers: [{ demand: 'logs', answer: 'met', note: `${side}-secret` }] },
  }),
  'POST /api/organisations/:id/assessments': ({ of }, side) => ({
    id: of[side].org,
    body: { framework: 'other', title: `${side}-secret`, doneOn: '2026-11-01' },
  }),
  'POST /api/assessments/:id/shares': ({ of }, side) => ({
    id: of[side].asm,
    body: { number: nobodysNumber, label: `${side}-secret` },
  }),
  'POST /api/assessments/:id/shares/withdraw': ({ of }, side) => ({ id: of[side].asm, body: { number: nobodysNumber } }),

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

  'POST /api/organisations/:id/responsibilities': ({ of }, side) => ({
    id: of[side].org,
    body: { name: `service ${another()}`, from: '2025-01-01' },
  }),
  'PATCH /api/directory/responsibilities/:id': ({ of }, side) => ({ id: of[side].rsp, body: { kind: 'other' } }),
  'GET /api/organisations/:id/relations': ({ of }, side) => [
    { id: of[side].org },
    { id: of[side].org, query: { ended: 'true', after: uuidOf(of[side].rel) } },
  ],
  'POST /api/organisations/:id/relations': ({ of }, side) => ({
    id: of[side].org,
    body: { type: 'supplies', otherName: `supplier ${another()}`, from: '2025-01-01' },
  }),
  'PATCH /api/directory/relations/:id': ({ of }, side) => ({ id: of[side].rel, body: { to: null } }),
  'GET /api/directory/groups/:id': ({ team }) => ({ id: team.grp }),
  'GET /api/directory/groups/:id/members': ({ team }) => ({ id: team.grp }),
  'POST /api/directory/groups': () => ({ body: { name: `group ${another()}`, kind: 'own' } }),
  'PATCH /api/directory/groups/:id': ({ team }) => ({ id: team.grp, body: { note: 'for a moment' } }),
  'POST /api/directory/groups/:id/members': ({ team }) => ({
    id: team.grp,
    body: { name: `member ${another()}`, from: '2025-01-01' },
  }),
  'PATCH /api/directory/group-members/:id': async (sector, _side, by, allowed) => ({
    id: allowed ? await groupMember(sector, by) : sector.team.gmb,
    body: { to: '2026-01-01' },
  }),
  'POST /api/directory/groups/:id/renew': async (sector, _side, by, allowed) => ({
    id: allowed ? await ruledGroup(by) : sector.team.grp,
  }),
  'GET /api/directory/groups/:id/members.csv': ({ team }) => ({ id: team.grp }),
  'GET /api/directory/groups/:id/members.xlsx': ({ team }) => ({ id: team.grp }),
  'GET /api/directory/authorities/:id': () => ({ id: 'hod' }),
  'POST /api/directory/peers': () => ({ body: peerTeam(`team ${another()}`) }),
  'PUT /api/directory/peers/:id': ({ team }) => ({ id: team.crt, body: peerTeam('team-secret peer') }),
  'POST /api/directory/peers/:id/facts': ({ team }) => ({
    id: team.crt,
    body: { on: '2025-01-01', words: 'for a moment', source: 'walls' },
  }),
  'GET /api/directory/peers/:id/organisations': ({ team }) => ({ id: team.crt }),
  'POST /api/directory/peers/:id/organisations': ({ team, of }, side) => ({
    id: team.crt,
    body: { organisationIds: [of[side].org], from: '2025-01-01' },
  }),
  'PUT /api/organisations/:id/lead': ({ of }, side) => ({
    id: of[side].org,
    body: { peerId: null, from: '2025-01-01', agreedWith: 'for a moment' },
  }),
  'GET /api/directory/security-act': ({ of }, side) => [{}, { query: { organisation: of[side].org } }],
  'POST /api/directory/security-act': ({ of }, side) => ({
    body: { organisationId: of[side].org, decidedBy: 'for a moment', from: '2020-01-01', to: '2020-01-02' },
  }),
  'PATCH /api/directory/security-act/:id': ({ team }) => ({ id: team.sec, body: { to: null } }),
  // Somebody of an organisation cannot be cleared, so nobody is by being asked.
  'POST /api/directory/clearances': ({ of }, side) => ({ body: { personId: of[side].usr, reason: 'for a moment' } }),
  'DELETE /api/directory/clearances/:id': async (sector, _side, by, allowed) => {
    if (!allowed) return { id: sector.team.clr }
    const body = { personId: sector.as('duty').person, reason: 'for a moment' }
    return { id: ((await must(ask(by, 'POST', '/api/directory/clearances', { body }))).json as { id: string }).id }
  },

  'GET /api/advice/:id/difference': () => ({ query: { from: '1', to: '2' } }),
  'POST /api/advice': () => ({ body: advice(`for a moment ${another()}`) }),
  'PUT /api/advice/:id': async (sector, _side, by, allowed) => ({
    id: allowed ? await addAdvice(by, `for a moment ${another()}`) : sector.team.adb,
    body: { ...advice('changed'), after: 1 },
  }),
  'PUT /api/advice/:id/retired': async (sector, _side, by, allowed) => ({
    id: allowed ? await addAdvice(by, `for a moment ${another()}`) : sector.team.adb,
    body: { retired: true, why: 'for a moment' },
  }),

  'GET /api/demo/mails/:id': () => ({ id: '1' }),

  'GET /api/overview/trends': ({ of }, side) => [{}, { query: { organisation: of[side].org } }],
  'GET /api/overview/trends.csv': ({ of }, side) => [{}, { query: { organisation: of[side].org } }],
  'GET /api/overview/trends.xlsx': ({ of }, side) => [{}, { query: { organisation: of[side].org } }],
}

const peerTeam = (name: string) => ({ name, constituency: 'everybody', contact: 'The duty officer' })

const ruledGroup = async (by: Principal): Promise<string> => {
  const body = { name: `by rule ${another()}`, kind: 'own', rule: { county: '21' } }
  return ((await must(ask(by, 'POST', '/api/directory/groups', { body }))).json as { id: string }).id
}

/** A membership is corrected once; then another stands in its place. */
async function groupMember({ team }: Sector, by: Principal): Promise<string> {
  const name = `corrected ${another()}`
  const path = `/api/directory/groups/${team.grp}/members`
  await must(ask(by, 'POST', path, { body: { name, from: '2025-01-01' } }))
  const found = await must(ask(by, 'GET', path, { query: { q: name, at: '2025-06-01' } }))
  return (found.json as { rows: { id: string }[] }).rows[0]!.id
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
/** The key of a contact that is there for a moment. */
async function passingKey(sector: Sector, side: Side): Promise<string> {
  const path = `/api/organisations/${sector.of[side].org}`
  const body = { ...contact(side), name: `with a key ${another()}` }
  const made = await must(ask(admin(sector), 'PUT', `${path}/contacts`, { body }))
  const given = { contactId: (made.json as { id: string }).id, pgpKey: sector.pgpKey }
  return ((await must(ask(admin(sector), 'POST', `${path}/pgp-keys`, { body: given }))).json as { id: string }).id
}

export const idFor = (sector: Sector, side: Side, url: string): string | undefined =>
  ({
    organisations: sector.of[side].org,
    contacts: sector.of[side].con,
    holdings: sector.of[side].hol,
    claims: sector.of[side].clm,
    products: sector.of[side].prd,
    'product-imports': sector.of[side].pim,
    'product-questions': sector.of[side].pqu,
    advisories: sector.of[side].adv,
    'supplier-warnings': sector.of[side].adv,
    operators: sector.of[side].dlg,
    findings: sector.of[side].fnd,
    people: sector.of[side].usr,
    keys: sector.of[side].key,
    'ignore-rules': sector.of[side].ign,
    'pgp-keys': sector.of[side].pgp,
    sources: sector.source,
    imports: sector.import,
    notices: sector.of[side].ntc,
    webhooks: sector.of[side].hok,
    measures: sector.of[side].msr,
    views: sector.of[side].viw,
    services: 'advice',
    targets: sector.of[side].tgt,
    assessments: sector.of[side].asm,
    invitations: sector.of[side].inv,
    delegations: sector.of[side].dgt,
    advice: sector.team.adb,
    partners: sector.team.par,
    'partner-items': sector.team.pit,
    watch: sector.team.tsk,
    closings: sector.team.clo,
    overview: sector.of[side].org,
    planted: sector.of[side].org,
  })[url.replace('/reports/', '/').split('/')[2] ?? '']
