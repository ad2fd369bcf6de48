import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { forgetPage, settleForgotten } from '#capabilities/findings/index.ts'
import { know, take } from '#capabilities/intake/index.ts'
import { gather } from '#capabilities/notices/gather.ts'
import { answerToken, linkKey } from '#capabilities/notices/link.ts'
import { type Id, newId, toId, uuidOf } from '#domain/id.ts'
import { type Pap, paps, strictestPap } from '#domain/pap.ts'
import { systemScope } from '#domain/scope.ts'
import { day, later, type Utc } from '#domain/time.ts'
import { isWithinTlp, mostInFiles, strictest, type Tlp, tlps } from '#domain/tlp.ts'
import { clockAt } from '#platform/clock.ts'
import { sql } from '#platform/db/db.ts'
import { type House, openHouse, team } from './house.ts'

/** A sighting as the test remembers it: what its source and its row said, taken together. */
interface Seen {
  import: string
  source: string
  tlp: Tlp
  pap: Pap
  at: Utc
}
interface Labels {
  tlp: Tlp
  pap: Pap
}

const start: Utc = '2026-11-20T08:00:00.000Z'
const clock = clockAt(start)
const sources = ['alpha', 'beta', 'gamma'] as const
let house: House
let owner: Id<'org'>
let analyst: string
let member: string
/** What every finding was made of, by its address. */
const made = new Map<string, Seen[]>()
const allowed = new Map<string, Map<string, Labels & { at: Utc }>>()
const floors = new Map<string, Labels | undefined>()
/** The least strict that a notice may be: the strictest that its findings were since it was made. */
const least = new Map<string, Labels>()
const toldOf = new Map<string, string[]>()

beforeAll(async () => {
  house = await openHouse({ clock })
  owner = await house.organisation('Granly kommune')
  await house.holding(owner, '198.18.0.0/16', { from: '2025-01-01T00:00:00.000Z' })
  await house.contact(owner, { role: 'security', name: 'Vakten', email: 'vakt@granly.example' })
  analyst = await house.key(null)
  member = await house.key(owner)
  const webhook = { url: 'https://mottak.granly.example/varde' }
  const hooked = await house.ask(member, `/organisations/${owner}/webhooks`, { method: 'POST', body: webhook })
  expect([hooked.status, hooked.json.code]).toEqual([200, undefined])
})
afterAll(() => house.close())

const tick = () => clock.set(later(clock.now(), 1_000))

/** One row of one source, taken in as a reader hands it over. */
async function see(ip: string, source: string, marked: Labels, row: Partial<Labels>): Promise<void> {
  tick()
  const now = clock.now()
  const file = uuidOf(newId('imp'))
  await house.db.in(team, async (tx) => {
    const origin = { import: file, source, ...marked, firstNumber: 0 }
    const observation = {
      line: 2,
      seenAt: now,
      kind: 'open-rdp',
      form: 'address' as const,
      asset: { ip, port: 3389 },
      evidence: {},
      ...row,
    }
    await take(tx, await know(tx, now), origin, [observation], now)
  })
  const seen: Seen = {
    import: file,
    source,
    tlp: row.tlp ? strictest(row.tlp, marked.tlp) : marked.tlp,
    pap: row.pap ? strictestPap(row.pap, marked.pap) : marked.pap,
    at: now,
  }
  made.set(ip, [...(made.get(ip) ?? []), seen])
}

/** What a finding may be at its mildest, worked out anew from all that the test did. */
function mildest(ip: string): Labels {
  const seen = made.get(ip)!
  const lastOf = (one: Seen) =>
    seen
      .filter(({ source, tlp, pap }) => source === one.source && tlp === one.tlp && pap === one.pap)
      .map(({ at }) => at)
      .sort()
      .at(-1)!
  const held = seen.map((one) => {
    const consent = allowed.get(ip)?.get(one.source)
    return consent && consent.at >= lastOf(one) ? consent : one
  })
  const floor = floors.get(ip)
  return {
    tlp: strictest(...held.map(({ tlp }) => tlp), ...(floor ? [floor.tlp] : [])),
    pap: strictestPap(...held.map(({ pap }) => pap), ...(floor ? [floor.pap] : [])),
  }
}

interface FindingLine extends Labels {
  id: Id<'fnd'>
  asset: string
}
const findings = () =>
  house.rows<FindingLine>(sql`select 'fnd_' || replace(id::text, '-', '') as id, host(ip) as asset, tlp, pap from finding`)
const findingOn = async (ip: string) => (await findings()).find(({ asset }) => asset === ip)

/** Marks a finding anew, with the consents that are given; says whether it was allowed. */
async function relabel(ip: string, wanted: Labels, consents: readonly string[]): Promise<string | undefined> {
  const finding = await findingOn(ip)
  if (!finding) return undefined
  tick()
  const own = consents.filter((source) => made.get(ip)!.some((one) => one.source === source))
  const before = mildest(ip)
  const answer = await house.ask(analyst, `/findings/${finding.id}/label`, {
    method: 'PUT',
    body: {
      ...wanted,
      reason: 'what the test wants',
      consents: own.map((source) => ({ source, givenBy: 'The desk of the source', givenOn: '2026-11-20', reference: 'mail 7' })),
    },
  })
  if (answer.status !== 200) {
    expect([answer.status, answer.json.code]).toEqual([422, 'consent-needed'])
    expect(await findingOn(ip)).toMatchObject(before)
    return answer.json.code
  }
  const given = allowed.get(ip) ?? new Map()
  for (const source of own) given.set(source, { ...wanted, at: clock.now() })
  allowed.set(ip, given)
  floors.set(ip, undefined)
  const left = mildest(ip)
  if (!(isWithinTlp(wanted.tlp, left.tlp) && strictestPap(wanted.pap, left.pap) === left.pap)) floors.set(ip, wanted)
  return undefined
}

async function unlabel(ip: string): Promise<void> {
  const finding = await findingOn(ip)
  if (!finding) return
  tick()
  const body = { reason: 'as it came' }
  expect((await house.ask(analyst, `/findings/${finding.id}/label/restore`, { method: 'POST', body })).status).toBe(200)
  allowed.delete(ip)
  floors.delete(ip)
}

/** Takes back the oldest report of a finding; what nobody was told of and nobody touched vanishes with its last one. */
async function withdraw(ip: string): Promise<void> {
  const [oldest, ...left] = made.get(ip) ?? []
  if (!oldest) return
  tick()
  await house.db.in(systemScope('feeds'), async (tx) => {
    const { findings } = await forgetPage(tx, oldest.import, 100)
    await settleForgotten(tx, oldest.import, findings, clock.now())
  })
  made.set(ip, left)
  if (await findingOn(ip)) return
  allowed.delete(ip)
  floors.delete(ip)
}

/** Words what is due, and remembers what its findings were. */
async function tell(): Promise<void> {
  await house.turn()
  clock.set(later(clock.now(), day))
  await gather(house.db, 'https://varde.example', clock.now())
  const told = await house.rows<{ id: string; ip: string }>(
    sql`select t.notice_id as id, host(f.ip) as ip from notice_finding t join finding f on f.id = t.finding_id`,
  )
  for (const [id, rows] of Map.groupBy(told, (row) => row.id)) {
    if (toldOf.has(id)) continue
    toldOf.set(
      id,
      rows.map(({ ip }) => ip),
    )
  }
  remember()
}

/** What is told stays as strict as its findings ever were since. */
function remember(): void {
  for (const [id, ips] of toldOf) {
    const known = least.get(id)
    const each = [...ips.filter((ip) => made.get(ip)!.length > 0).map(mildest), ...(known ? [known] : [])]
    if (each.length > 0)
      least.set(id, { tlp: strictest(...each.map(({ tlp }) => tlp)), pap: strictestPap(...each.map(({ pap }) => pap)) })
  }
}

type Doing =
  | { what: 'see'; machine: number; source: string; marked: Labels; row: Partial<Labels> }
  | { what: 'relabel'; machine: number; wanted: Labels; consents: readonly string[] }
  | { what: 'unlabel'; machine: number }
  | { what: 'withdraw'; machine: number }
  | { what: 'tell' }

const tlp = fc.constantFrom(...tlps)
const pap = fc.constantFrom(...paps)
const labels = fc.record({ tlp, pap })
const machine = fc.nat(3)
const doing: fc.Arbitrary<Doing> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      what: fc.constant('see' as const),
      machine,
      source: fc.constantFrom(...sources),
      marked: labels,
      row: fc.record({ tlp, pap }, { requiredKeys: [] }),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ what: fc.constant('relabel' as const), machine, wanted: labels, consents: fc.subarray([...sources]) }),
  },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('unlabel' as const), machine }) },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('withdraw' as const), machine }) },
  { weight: 2, arbitrary: fc.constant({ what: 'tell' as const }) },
)

describe('F.02 no path yields a less strict copy', () => {
  let runs = 0
  const refused = new Set<string>()

  it('F.02 whatever is seen, marked and told in whatever order, a finding and its notice are as strict as what they were made of', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(doing, { minLength: 4, maxLength: 14 }), async (doings) => {
        runs += 1
        const ipOf = (index: number) => `198.18.${runs}.${index + 1}`
        for (const one of doings) {
          if (one.what === 'see') await see(ipOf(one.machine), one.source, one.marked, one.row)
          if (one.what === 'relabel') {
            const code = await relabel(ipOf(one.machine), one.wanted, one.consents)
            if (code) refused.add(code)
          }
          if (one.what === 'unlabel') await unlabel(ipOf(one.machine))
          if (one.what === 'withdraw') await withdraw(ipOf(one.machine))
          if (one.what === 'tell') await tell()
          remember()
          for (const finding of await findings())
            if (finding.asset.startsWith(`198.18.${runs}.`) && made.get(finding.asset)!.length > 0)
              expect(finding).toMatchObject(mildest(finding.asset))
        }
      }),
      { numRuns: 60, seed: 20261122, endOnFailure: true },
    )
    await tell()
    expect(refused).toEqual(new Set(['consent-needed']))
    expect(least.size).toBeGreaterThan(10)
    const notices = await house.rows<Labels & { id: string }>(sql`select id, tlp, pap from notice`)
    for (const { id, ...marked } of notices) expect([id, marked]).toEqual([id, least.get(id)])
  }, 120_000)

  it('F.02 a stricter label that the team wants stands, also when a source has allowed a milder one and said more since', async () => {
    const ip = '198.18.200.1'
    await see(ip, 'alpha', { tlp: 'TLP:RED', pap: 'PAP:RED' }, {})
    await relabel(ip, { tlp: 'TLP:GREEN', pap: 'PAP:GREEN' }, ['alpha'])
    await see(ip, 'alpha', { tlp: 'TLP:GREEN', pap: 'PAP:GREEN' }, {})
    expect(await findingOn(ip)).toMatchObject({ tlp: 'TLP:GREEN', pap: 'PAP:GREEN' })
    await relabel(ip, { tlp: 'TLP:AMBER', pap: 'PAP:AMBER' }, [])
    expect(await findingOn(ip)).toMatchObject({ tlp: 'TLP:AMBER', pap: 'PAP:AMBER' })
    await relabel(ip, { tlp: 'TLP:RED', pap: 'PAP:RED' }, [])
    expect(await findingOn(ip)).toMatchObject({ tlp: 'TLP:RED', pap: 'PAP:RED' })
  })

  it('F.02 every copy carries the label, and what is TLP:RED is in no file, feed or webhook', async () => {
    const all = await findings()
    const labelOf = new Map<string, Labels>(all.map(({ id, tlp, pap }) => [id, { tlp, pap }]))
    const open = all.filter((one) => isWithinTlp(one.tlp, mostInFiles))
    expect(open.length).toBeGreaterThan(5)
    expect(all.length).toBeGreaterThan(open.length)

    for (const key of [analyst, member]) {
      const listed = (await house.ask(key, '/findings?limit=200')).json.rows as FindingLine[]
      for (const { id, tlp, pap } of listed) expect({ tlp, pap }).toEqual(labelOf.get(id))
      for (const asked of ['/findings.csv', '/findings.csv?upTo=TLP:RED']) {
        const file = table((await house.ask(key, asked)).text)
        expect(file.map(({ id }) => id).sort()).toEqual(open.map(({ id }) => id).sort())
        for (const { id, tlp, pap } of file) expect({ tlp, pap }).toEqual(labelOf.get(id!))
      }
      const green = table((await house.ask(key, '/findings.csv?upTo=TLP:GREEN')).text)
      expect(green.every((row) => isWithinTlp(row.tlp as Tlp, 'TLP:GREEN'))).toBe(true)
      const fed = await everyPage(key, '/findings/changes?limit=200')
      expect(fed.some(({ tlp }) => tlp === 'TLP:RED')).toBe(false)
      const measures = table((await house.ask(key, '/measures.csv')).text)
      expect(measures.length).toBeGreaterThan(5)
      for (const { finding, tlp, pap } of measures) expect({ tlp, pap }).toEqual(labelOf.get(finding!))
      expect(measures.some(({ tlp }) => tlp === 'TLP:RED')).toBe(false)
      const noticesFile = table((await house.ask(key, '/notices.csv')).text)
      for (const row of noticesFile) expect(row.tlp).toBe(least.get(uuidOf(row.id as Id<'ntc'>))!.tlp)
      expect(noticesFile.some((row) => row.tlp === 'TLP:RED')).toBe(false)
    }
    await house.work()
    const calls = await house.rows<{ body: { data: { findings: Labels[] } } }>(sql`select body from webhook_call`)
    expect(calls.length).toBeGreaterThan(0)
    expect(calls.flatMap(({ body }) => body.data.findings).some(({ tlp }) => tlp === 'TLP:RED')).toBe(false)
  })

  it('F.02 mail, attachment, page and answer page of a notice say its label', async () => {
    const notices = await house.rows<Labels & { id: string }>(sql`select id, tlp, pap from notice order by id`)
    const toldMilder = await house.rows(sql`select from notice where not starts_with(text, tlp || '.')`)
    expect(toldMilder.length).toBeGreaterThan(0)
    for (const { id, tlp, pap } of notices) {
      const { notice, text, html, csv } = (await house.ask(analyst, `/notices/${toId('ntc', id)}`)).json
      const { subject } = notice
      expect(subject.startsWith(`[${tlp}]`)).toBe(true)
      expect(text.split('\n')[0]).toContain(`${tlp}.`)
      expect(html).toContain(`>${tlp}</strong>`)
      for (const row of csv ? table(csv) : []) expect(row).toMatchObject({ tlp, pap })
      expect(text.includes('PAP:RED')).toBe(pap === 'PAP:RED')
    }
    const red = notices.find(({ tlp }) => tlp === 'TLP:RED')!
    const id = toId('ntc', red.id)
    expect((await house.ask(member, `/notices/${id}`)).json.notice.tlp).toBe('TLP:RED')
    const [delivery] = await house.rows<{ id: string }>(sql`select id from delivery where notice_id = ${red.id}::uuid`)
    const token = answerToken(linkKey(house.config), toId('dlv', delivery!.id), id, later(clock.now(), day))
    const linked = await house.ask('', '/answer-link', { method: 'POST', body: { token } })
    expect(linked.json.notice.tlp).toBe('TLP:RED')
  })

  it('F.02 the database itself refuses a finding that is milder than what it was made of', async () => {
    const [strict] = (await findings()).filter(({ tlp }) => tlp === 'TLP:RED')
    for (const change of [sql`tlp = 'TLP:CLEAR'`, sql`tlp = 'TLP:CLEAR', tlp_floor = null`])
      await expect(
        house.db.in(team, (tx) => tx.run(sql`update finding set ${change} where id = ${uuidOf(strict!.id)}::uuid`)),
      ).rejects.toThrow('never less strict')
    await house.db.in(team, (tx) => tx.run(sql`update finding set pap = 'PAP:RED' where id = ${uuidOf(strict!.id)}::uuid`))
  })
})

/** A CSV file as rows by the names of its columns; no cell of ours that is looked at has a quote or a line break. */
function table(text: string): Record<string, string>[] {
  const [head, ...lines] = text
    .replace(/^\uFEFF/, '')
    .trimEnd()
    .split('\r\n')
  const names = head!.split(',')
  return lines.map((line) => {
    const cells = [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)].map(([, cell]) => cell!.replace(/^"|"$/g, ''))
    return Object.fromEntries(names.map((name, index) => [name, cells[index] ?? '']))
  })
}

async function everyPage(key: string, path: string): Promise<Labels[]> {
  const rows: Labels[] = []
  for (let after = ''; ; ) {
    const { json } = await house.ask(key, `${path}${after && `&after=${encodeURIComponent(after)}`}`)
    rows.push(...json.rows)
    if (json.rows.length === 0) return rows
    after = json.next
  }
}
