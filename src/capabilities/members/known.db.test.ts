import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Id } from '#domain/id.ts'
import { day, later, type Utc, utc } from '#domain/time.ts'
import { sql } from '#platform/db/db.ts'
import { addHolding, changeHolding } from './actions.ts'
import { analyst, now, register, team } from './fixtures/register.ts'
import { endHolding, fillKnown, ownerAt, recordHolding } from './index.ts'

const house = register()
const origin = '2026-01-01T00:00:00.000Z'
const onDay = (number: number): Utc => later(origin, number * day)

/** What somebody does to the register on a day of its year. */
type Deed =
  | { what: 'add'; who: number; value: number; from: number; days: number | null }
  | { what: 'correct'; pick: number; from: number; days: number | null }
  | { what: 'end'; pick: number }
  | { what: 'confirm'; pick: number }
  | { what: 'prove'; who: number; value: number }

const day365 = fc.integer({ min: 0, max: 364 })
const length = fc.option(fc.integer({ min: 0, max: 200 }), { nil: null })
const deeds = fc.array(
  fc.tuple(
    day365,
    fc.oneof(
      fc.record({ what: fc.constant('add' as const), who: fc.nat(2), value: fc.nat(3), from: day365, days: length }),
      fc.record({ what: fc.constant('correct' as const), pick: fc.nat(9), from: day365, days: length }),
      fc.record({ what: fc.constant('end' as const), pick: fc.nat(9) }),
      fc.record({ what: fc.constant('confirm' as const), pick: fc.nat(9) }),
      fc.record({ what: fc.constant('prove' as const), who: fc.nat(2), value: fc.nat(3) }),
    ),
  ),
  { minLength: 1, maxLength: 14 },
)

/** What the register said of one holding after a deed. */
interface Said {
  holding: Id<'hol'>
  who: Id<'org'>
  value: string
  from: Utc
  to: Utc | null
}

/** The definition: of every holding what was said last, up to the day of knowing, and of that what holds on the day asked about. */
function naive(history: readonly { at: Utc; said: Said }[], covering: readonly string[], at: Utc, known: Utc): string[] {
  const last = new Map<string, Said>()
  for (const { at: moment, said } of history) if (moment <= known) last.set(said.holding, said)
  return [...last.values()]
    .filter(({ value, from, to }) => covering.includes(value) && from <= at && (to === null || to > at))
    .map(({ who, value }) => `${who} ${value}`)
    .sort()
}

describe('Who had an address on a day, as the register knew it on another', () => {
  it('equals a replay of everything that was ever said', async () => {
    let turn = 0
    await fc.assert(
      fc.asyncProperty(deeds, fc.array(fc.tuple(day365, day365), { minLength: 4, maxLength: 8 }), async (done, questions) => {
        turn += 1
        const block = `198.${18 + (turn >> 8)}.${turn & 255}`
        const values = [`${block}.0/24`, `${block}.0/25`, `${block}.64/26`, `${block}.0/26`]
        const who = await Promise.all([0, 1, 2].map((index) => house.add({ name: `Part ${turn} ${index}` })))
        const history: { at: Utc; said: Said }[] = []
        const ids: Id<'hol'>[] = []
        for (const [index, [number, deed]] of done.toSorted(([one], [other]) => one - other).entries()) {
          // Deeds of one day follow each other.
          const at = later(onDay(number), index * 60_000)
          await house.db.in(team, async (tx) => {
            const changed = await carryOut(tx, deed, at)
            if (changed && !ids.includes(changed)) ids.push(changed)
            for (const id of ids) {
              const row = await tx.one<{ who: string; value: string; from: Utc; to: Utc | null }>(
                sql`select 'org_' || replace(organisation_id::text, '-', '') as who, value, valid_from as from, valid_to as to from holding where id = ${id.slice(4)}::uuid`,
              )
              history.push({ at, said: { holding: id, ...row!, who: row!.who as Id<'org'> } })
            }
          })
        }
        async function carryOut(tx: Parameters<typeof endHolding>[0], deed: Deed, at: Utc): Promise<Id<'hol'> | undefined> {
          const period = ({ from, days }: { from: number; days: number | null }) => ({
            from: onDay(from),
            to: days === null ? null : onDay(from + days),
          })
          const pick = (number: number) => ids[number % Math.max(1, ids.length)]
          if (deed.what === 'add') {
            const form = 'network' as const
            const held = {
              relation: 'owns' as const,
              form,
              value: values[deed.value]!,
              proof: 'declared' as const,
              criticality: 0,
            }
            const added = await addHolding(tx, team, who[deed.who]!, { ...held, ...period(deed) }, at)
            return added.ok ? added.value.id : undefined
          }
          if (deed.what === 'prove') {
            const proven = { relation: 'owns' as const, form: 'network' as const, value: values[deed.value]!, from: at, to: null }
            const held = await recordHolding(
              tx,
              { organisationId: who[deed.who]!, ...proven, proof: 'dns-token', source: 'claim:x' },
              at,
            )
            return held.ok ? held.value.id : undefined
          }
          const id = pick(deed.pick)
          if (!id) return undefined
          if (deed.what === 'end') await endHolding(tx, id, at)
          else if (deed.what === 'confirm') await changeHolding(tx, team, id, { confirm: true }, at)
          else await changeHolding(tx, team, id, period(deed), at)
          return id
        }
        for (const [asked, known] of questions) {
          const moments = { at: later(onDay(asked), day / 2), known: later(onDay(known), day - 1) }
          const answer = await house.db.read(analyst, (tx) => ownerAt(tx, analyst, { what: `${block}.7`, ...moments }, now, 'nb'))
          if (!answer.ok) throw new Error(answer.reason)
          const found = answer.value.candidates.map(({ organisation, value }) => `${organisation.id} ${value}`).sort()
          expect(found).toEqual(naive(history, [values[0]!, values[1]!, values[3]!], moments.at, moments.known))
        }
      }),
      { seed: 20_260_303, numRuns: 40 },
    )
  })

  it('says who had it on 3 March and why, for that day and for what was known in April', async () => {
    const [first, second] = [await house.add({ name: 'Utland kommune' }), await house.add({ name: 'Innland kommune' })]
    const what = '198.18.250.7'
    const network = { relation: 'owns' as const, form: 'network' as const, value: '198.18.250.0/24', to: null, criticality: 0 }
    const said = await house.db.in(team, (tx) =>
      addHolding(
        tx,
        team,
        first,
        { ...network, from: '2025-01-01T00:00:00.000Z', proof: 'declared' },
        '2026-02-01T09:00:00.000Z',
      ),
    )
    // In May it comes out that the network had changed hands on 1 March.
    await house.db.in(team, async (tx) => {
      await changeHolding(
        tx,
        team,
        (said as { value: { id: Id<'hol'> } }).value.id,
        { to: '2026-03-01T00:00:00.000Z' },
        '2026-05-04T09:00:00.000Z',
      )
      const proven = { ...network, organisationId: second, from: '2026-03-01T00:00:00.000Z', proof: 'dns-token' as const }
      await recordHolding(tx, { ...proven, source: 'claim:clm_0' }, '2026-05-04T09:00:00.000Z')
    })
    const ask = async (known?: string) =>
      (await house.ask(analyst, 'GET', `/owner-of?what=${what}&at=2026-03-03T12:00:00Z${known ? `&known=${known}` : ''}`)).body
    const now3 = await ask()
    expect(now3.owner.organisation.name).toBe('Innland kommune')
    expect(now3.words).toBe(
      '3. mars 2026 var 198.18.250.7 i 198.18.250.0/24, som Innland kommune eide fra 1. mars 2026. ' +
        'Det er bevist i DNS, bekreftet 4. mai 2026. Kilden er et krav fra virksomheten selv, bevist i portalen.',
    )
    const inApril = await ask('2026-04-10T12:00:00Z')
    expect(inApril.owner.organisation.name).toBe('Utland kommune')
    expect(inApril.words).toBe(
      '3. mars 2026 var 198.18.250.7 i 198.18.250.0/24, som Utland kommune eide fra 1. jan. 2025. ' +
        'Det er oppgitt av organisasjonen, bekreftet 1. feb. 2026. Kilden er teamet, som skrev det inn. ' +
        'Slik visste registeret det 10. apr. 2026. I dag sier registeret at det var Innland kommune den dagen.',
    )
    expect((await ask('2026-01-15T12:00:00Z')).owner).toBeNull()
  })

  it('a confirmation is no new knowledge, and holdings that no trigger saw are remembered from when they were made', async () => {
    const id = await house.add({ name: 'Stille' })
    const holding = {
      relation: 'owns' as const,
      form: 'domain' as const,
      value: 'stille.example',
      from: origin,
      to: null,
      proof: 'declared' as const,
      criticality: 0,
    }
    const added = await house.db.in(team, (tx) => addHolding(tx, team, id, holding, onDay(1)))
    const { id: held } = (added as { value: { id: Id<'hol'> } }).value
    for (const number of [2, 3, 4])
      await house.db.in(team, (tx) => changeHolding(tx, team, held, { confirm: true }, onDay(number)))
    const known = () =>
      house.owner((tx) =>
        tx.one<{ n: number }>(sql`select count(*)::int as n from holding_known where holding_id = ${held.slice(4)}::uuid`),
      )
    expect((await known())!.n).toBe(1)
    expect(
      (await house.ask(analyst, 'GET', `/owner-of?what=stille.example&at=${utc(Date.parse(onDay(3)))}&known=${onDay(3)}`)).body
        .owner.confirmedAt,
    ).toBe(onDay(1))
    await house.owner((tx) => tx.run(sql`delete from holding_known where holding_id = ${held.slice(4)}::uuid`))
    expect(await house.db.in(team, fillKnown)).toBe(1)
    expect(await house.db.in(team, fillKnown)).toBe(0)
    const { owner, words } = (await house.ask(analyst, 'GET', `/owner-of?what=stille.example&at=${onDay(5)}&known=${onDay(6)}`))
      .body
    expect([owner.organisation.id, owner.presumed]).toEqual([id, true])
    expect(words).toContain('begynte å huske')
  })
})
