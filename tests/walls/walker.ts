import { setTimeout as sleep } from 'node:timers/promises'
import { isTeam } from '#domain/scope.ts'
import { type Db, sql } from '#platform/db/db.ts'
import type { Line } from './access-table.ts'
import { isLent, isShownToDelegate } from './narrow.ts'
import { type Asked, idFor, questions } from './questions.ts'
import { keyOf, type Principal, type Sector, type Side, scopeOf, sides } from './sector.ts'
import { type Answer, ask, listen, type Route, type Sender } from './wire.ts'

type Table = Readonly<Record<string, Line>>

/** What came of one call, in the words of the table; `answered` is every answer that no wall gave. */
export interface Observation {
  endpoint: string
  method: string
  principal: Principal
  side: Side
  outcome: string
  /** What reached the caller and must not have. */
  leaks: readonly string[]
  /** Whether the caller met something of its own side. */
  shown: boolean
  /** Whether rows of an organisation that the caller has no part in are others than before. */
  changed: boolean
}

/** The line that a route belongs to: HEAD stands in the line of its GET, a folder with and without its last stroke in one. */
export const lineNameOf = ({ method, url }: Route): string =>
  `${method === 'HEAD' ? 'GET' : method} ${url.replace(/^(\/docs\/api)\/.*$/, '$1').replace(/(.)\/$/, '$1')}`

/** Routes without a line and lines without a route, by name. */
export function unpaired(routes: readonly Route[], table: Table): string[] {
  const named = new Set(routes.map(lineNameOf))
  return [
    ...[...named].filter((name) => !(name in table)).map((name) => `${name} has no line in the access table`),
    ...Object.keys(table)
      .filter((name) => !named.has(name))
      .map((name) => `${name} stands in the access table, and the server does not have it`),
  ]
}

const refusals = [
  'not-signed-in',
  'person-needed',
  'second-factor-needed',
  'not-your-role',
  'beyond-your-roles',
  'not-found',
  'bad-csrf',
  'beyond-scope',
  'too-many-requests',
]
const byStatus: Record<number, string> = { 401: 'not-signed-in', 403: 'refused', 404: 'not-found' }

function outcomeOf(method: string, answer: Answer): string {
  if (answer.status >= 500) return `fault ${answer.status}`
  if (method === 'HEAD') return byStatus[answer.status] ?? 'answered'
  const { code } = (answer.json ?? {}) as { code?: string }
  if (answer.status >= 400 && code && refusals.includes(code)) return code
  if (code === 'invalid') return 'not-understood'
  return answer.status === 404 ? 'not-found' : 'answered'
}

const isPart = (principal: Principal, side: Side): boolean => isTeam(principal.roles) || principal.side === side

/** What a call comes to: what the table says, within the scopes of a narrowed key and within what a member lends. */
function expectedOf(endpoint: string, line: Line, principal: Principal, side: Side): string {
  const isOpen = ['everybody', 'this-machine'].includes(String(line.may))
  if (principal.within && !isOpen && !principal.within.test(endpoint)) return 'beyond-scope'
  const met = expectedByTable(line, principal, side)
  const isOfTheMember = side === principal.side && line.foreign === 'not-found'
  return met === 'answered' && isOfTheMember && !isOpenToDelegate(endpoint, line, principal) ? 'closed' : met
}

/** Whether somebody may call this for the member that lets them stand in; nobody else needs leave. */
const isOpenToDelegate = (endpoint: string, { may }: Line, { lent }: Principal): boolean =>
  lent === undefined || isLent(endpoint, may === 'signed-in' || may.includes('member-reader'), lent)

/** What the table says that a call comes to. */
function expectedByTable(line: Line, principal: Principal, side: Side): string {
  const { may } = line
  if (may === 'this-machine') return 'not-found'
  if (may === 'everybody' && line.notes.includes('token')) return 'not-found'
  if (may === 'everybody') return 'answered'
  if (principal.standing === 'nobody') return 'not-signed-in'
  if (principal.standing === 'half') return line.notes.includes('half') ? 'answered' : 'second-factor-needed'
  if (may !== 'signed-in' && !principal.roles.some((role) => may.includes(role)))
    return may.every((role) => isTeam([role])) && !isTeam(principal.roles) ? 'not-found' : 'not-your-role'
  if (line.notes.includes('person') && principal.person === undefined) return 'person-needed'
  return line.foreign === 'not-found' && !isPart(principal, side) ? 'not-found' : 'answered'
}

/** What is not as the table says, one sentence a fault. */
export function judge(observations: readonly Observation[], table: Table): string[] {
  return observations.flatMap(({ endpoint, method, principal, side, outcome, leaks, shown, changed }) => {
    const line = table[endpoint]
    if (!line) return [`${endpoint} has no line in the access table`]
    const call = `${principal.name}, ${method} ${endpoint.split(' ')[1]} of ${side}`
    const expected = expectedOf(endpoint, line, principal, side)
    const fits =
      outcome === expected ||
      (expected === 'closed' && refusals.includes(outcome)) ||
      (outcome === 'refused' && ['not-your-role', 'second-factor-needed'].includes(expected))
    const misses =
      line.notes.includes('shows') &&
      method === 'GET' &&
      expected === 'answered' &&
      principal.side === side &&
      !(principal.lent && !isShownToDelegate(endpoint)) &&
      !isShown(observations, endpoint, principal, shown)
    return [
      ...(fits ? [] : [`${call}: ${outcome} instead of ${expected}`]),
      ...(leaks.length === 0 ? [] : [`${call}: leaks ${leaks.join(', ')}`]),
      ...(misses ? [`${call}: does not find its own`] : []),
      ...(changed ? [`${call}: changed what belongs to another`] : []),
    ]
  })
}

/** Whether a caller met something of its own in this answer, or in another of the same endpoint: a filter may have left it out. */
const isShown = (observations: readonly Observation[], endpoint: string, { name }: Principal, here: boolean): boolean =>
  here || observations.some((other) => other.shown && other.endpoint === endpoint && other.principal.name === name)

/** Whether a call is allowed, which decides if something must be made that it may take away. */
const isAllowed = (endpoint: string, line: Line | undefined, principal: Principal, side: Side): boolean =>
  line !== undefined && expectedOf(endpoint, line, principal, side) === 'answered'

/** Calls every route as every principal with what belongs to each side. What only reads goes side by side, what changes one after the other. */
export async function walk(sector: Sector, routes: readonly Route[], table: Table, app = sector.app): Promise<Observation[]> {
  const walkAs = async (principal: Principal, some: readonly Route[]): Promise<Observation[]> => {
    const observations: Observation[] = []
    for (const route of principal.briefly ? some.filter(isFirstOfItsLine) : some) {
      for (const side of sides) {
        if (side !== 'granly' && side !== principal.side && (side === 'otterdrift' || !speaksOfASide(route))) continue
        observations.push(...(await call(sector, { ...principal, app }, route, side, table)))
      }
    }
    return observations
  }
  const reading = routes.filter(({ method }) => isReading(method))
  const changing = routes.filter(({ method }) => !isReading(method))
  const read = (await Promise.all(sector.principals.map((principal) => walkAs(principal, reading)))).flat()
  const changed: Observation[] = []
  for (const principal of sector.principals) changed.push(...(await walkAs(principal, changing)))
  return [...read, ...changed]
}

const isFirstOfItsLine = (route: Route, at: number, all: readonly Route[]): boolean =>
  route.method !== 'HEAD' && all.findIndex((other) => other.method !== 'HEAD' && lineNameOf(other) === lineNameOf(route)) === at

const isReading = (method: string): boolean => ['GET', 'HEAD'].includes(method)

/** Whether it makes a difference about whose things a route is asked. */
const speaksOfASide = (route: Route): boolean => route.url.includes(':') || (questions[lineNameOf(route)]?.length ?? 0) > 1

async function call(sector: Sector, by: Principal, route: Route, side: Side, table: Table): Promise<Observation[]> {
  const endpoint = lineNameOf(route)
  const allowed = isAllowed(endpoint, table[endpoint], by, side)
  const asked = [(await questions[endpoint]?.(sector, side, by, allowed)) ?? {}].flat() as Asked[]
  const observations: Observation[] = []
  const line = table[endpoint]
  const isTheirs = isPart(by, side) && (line === undefined || isOpenToDelegate(endpoint, line, by))
  const watched = !isReading(route.method) && !isTheirs && by.standing === 'signed-in'
  for (const one of route.method === 'HEAD' ? asked.slice(0, 1) : asked) {
    const url = route.url.replace(/:\w+/, one.id ?? idFor(sector, side, route.url) ?? 'x').replace('*', 'index.html')
    const before = watched ? await fingerprint(sector.world.db, sector, side) : ''
    const keep = /DELETE \/api\/sessions?$/.test(endpoint) ? await keepSessions(sector.world.db) : undefined
    const answer = route.form === 'stream' ? await overhear(by, route.method, url) : await ask(by, route.method, url, one)
    await keep?.()
    const reached = answer.everything.toLowerCase()
    observations.push({
      endpoint,
      method: route.method,
      principal: by,
      side,
      outcome: outcomeOf(route.method, answer),
      leaks: by.forbidden.filter((word) => !isEchoed(word, one, url) && reached.includes(word.toLowerCase())),
      shown: by.side !== undefined && reached.includes(by.side),
      changed: watched && before !== (await fingerprint(sector.world.db, sector, side)),
    })
  }
  return observations
}

/** What somebody said themselves may come back to them. */
const isEchoed = (word: string, { body, query }: Asked, url: string): boolean =>
  `${url} ${JSON.stringify(body ?? '')} ${JSON.stringify(query ?? '')}`.includes(word)

/** A stream that does not end by itself is left after so long. */
const longestListenMs = 1_500

/** What an endless answer says at first. */
export async function overhear(by: Sender, method: string, url: string): Promise<Answer> {
  const { answer, hangUp } = await listen(by, method, url)
  for (let waited = 0; answer.status === 200 && !answer.ended && waited < longestListenMs; waited += 25) await sleep(25)
  hangUp()
  return answer
}

/** Sessions of all, and a way to bring back what a call took away. */
async function keepSessions(db: Db): Promise<() => Promise<void>> {
  const [kept] = await db.asOwner((tx) => tx.rows<{ all: unknown }>(sql`select jsonb_agg(to_jsonb(session)) as all from session`))
  return () =>
    db.asOwner(async (tx) => {
      await tx.run(
        sql`insert into session select * from jsonb_populate_recordset(null::session, ${JSON.stringify(kept!.all)}::jsonb) on conflict do nothing`,
      )
    })
}

/** All that belongs to one organisation, in one short text. */
async function fingerprint(db: Db, sector: Sector, side: Side): Promise<string> {
  const [org, usr] = [keyOf(sector.of[side].org), keyOf(scopeOf(sector, side).who.id)]
  const row = await db.asOwner((tx) =>
    tx.one<{ print: string }>(
      sql`select md5(concat(
        (select string_agg(t::text, '' order by id) from organisation t where id = ${org}::uuid),
        (select string_agg(t::text, '' order by id) from contact t where organisation_id = ${org}::uuid),
        (select concat(count(*), max(at)) from contact_confirmation t where organisation_id = ${org}::uuid),
        (select count(*) from contact_test_call t where organisation_id = ${org}::uuid),
        (select string_agg(t::text, '' order by id) from contact_request t where organisation_id = ${org}::uuid),
        (select string_agg(t::text, '' order by id) from pgp_key t where organisation_id = ${org}::uuid),
        (select string_agg(t::text, '') from key_rule t where organisation_id = ${org}::uuid),
        (select string_agg(t::text, '') from portal_face t where organisation_id = ${org}::uuid),
        (select string_agg(t::text, '' order by id) from organisation_former t where organisation_id = ${org}::uuid),
        (select string_agg(t::text, '' order by id) from holding t where organisation_id = ${org}::uuid),
        (select string_agg(t::text, '' order by id) from claim t where organisation_id = ${org}::uuid),
        (select string_agg(t::text, '' order by advisory_id, version) from advisory_address t where organisation_id = ${org}::uuid),
        (select count(*) from advisory_reminder t where organisation_id = ${org}::uuid),
        (select count(*) from advisory_call t where organisation_id = ${org}::uuid),
        (select string_agg(t::text, '' order by contact_id) from (select contact_id, choice from subscription where organisation_id = ${org}::uuid) t),
        (select count(*) from subscription_step t where organisation_id = ${org}::uuid),
        (select string_agg(t::text, '' order by id) from product_line t where organisation_id = ${org}::uuid),
        (select string_agg(t::text, '' order by id) from product_import t where organisation_id = ${org}::uuid),
        (select string_agg(t::text, '' order by id) from product_question t where organisation_id = ${org}::uuid),
        (select string_agg(t::text, '' order by advisory_id) from supplier_ask t where organisation_id = ${org}::uuid),
        (select string_agg(t::text, '' order by id) from supplier_reply t where organisation_id = ${org}::uuid),
        (select count(*) from reply_told t where organisation_id = ${org}::uuid),
        (select count(*) from product_past t where organisation_id = ${org}::uuid),
        (select count(*) from claim_check t where organisation_id = ${org}::uuid),
        (select count(*) from claim_code t where organisation_id = ${org}::uuid),
        (select string_agg(t::text, '' order by id) from claim_delegation t where organisation_id = ${org}::uuid),
        (select string_agg(t::text, '' order by id) from organisation_service t where organisation_id = ${org}::uuid),
        (select string_agg(t::text, '' order by id) from organisation_relation t where organisation_id = ${org}::uuid),
        (select string_agg(t::text, '' order by id) from finding t where organisation_id = ${org}::uuid),
        (select count(*) from finding_step join finding on finding.id = finding_id where organisation_id = ${org}::uuid),
        (select string_agg(t::text, '' order by id) from (select id, name, roles, revoked_at from api_key where organisation_id = ${org}::uuid) t),
        (select string_agg(t::text, '' order by person_id, role) from person_role t where organisation_id = ${org}::uuid),
        (select string_agg(t::text, '' order by id) from invitation t where organisation_id = ${org}::uuid),
        (select string_agg(t::text, '' order by id) from delegation t where member_id = ${org}::uuid or operator_id = ${org}::uuid),
        (select string_agg(t::text, '' order by id) from ignore_rule t where organisation_id = ${org}::uuid),
        (select string_agg(t::text, '' order by id) from service_consent t where organisation_id = ${org}::uuid),
        (select string_agg(t::text, '' order by service) from service_enrolment t where organisation_id = ${org}::uuid),
        (select string_agg(t::text, '' order by id) from service_target t where organisation_id = ${org}::uuid),
        (select string_agg(t::text, '' order by demand) from demand_answer t where organisation_id = ${org}::uuid),
        (select string_agg(t::text, '' order by id) from assessment t where organisation_id = ${org}::uuid),
        (select string_agg(t::text, '' order by assessment_id, reader_number) from assessment_share t where organisation_id = ${org}::uuid),
        (select concat(count(*), string_agg(name, '' order by id)) from passkey where person_id = ${usr}::uuid),
        (select string_agg(subject, '' order by subject) from person_identity where person_id = ${usr}::uuid),
        (select concat(name, display_name, password_hash, totp_secret, team_roles, disabled_at) from person where id = ${usr}::uuid))) as print`,
    ),
  )
  return row!.print
}
