import { expect, it } from 'vitest'
import { addressOf } from '#domain/network.ts'
import { analyst, numbers, register, team } from './fixtures/register.ts'
import { type AttributionHolding, holdingsForAttribution } from './index.ts'

const house = register()
const size = 20_000
const called = (index: number): string => `Enhet ${String(index).padStart(5, '0')} i helsetjenesten`

/** Regions with trusts with clinics, each with a network, an IPv6 network and a domain. Children come before their parents. */
function list(): string {
  const number = numbers()
  const all = Array.from({ length: size }, (_, index) => ({ index, number: number.next().value as string }))
  const parentOf = (index: number): string =>
    index === 0 ? '' : all[index < 20 ? 0 : index < 1_000 ? index % 20 : 20 + (index % 980)]!.number
  const rows = all.map(({ index, number: own }) => {
    const network = `${addressOf(4, BigInt(0xc612_0000 + index * 4))}/30`
    return `${own},${called(index)},hospital,health,${parentOf(index)},member,${network} 2001:db8:${index.toString(16)}::/48,enhet${index}.example,2025-01-01,vakt@enhet${index}.example`
  })
  return `number,name,kinds,constituencies,parent_number,membership,networks,domains,valid_from,security_email\n${rows.reverse().join('\n')}`
}

const timed = async <Value>(work: () => Promise<Value>): Promise<[Value, number]> => {
  const started = performance.now()
  return [await work(), performance.now() - started]
}

it('4.05 twenty thousand organisations in a hierarchy come in by one list, and any of them is found in under a second', async () => {
  const file = list()
  const [first, importing] = await timed(() => house.import(file))
  expect(first).toMatchObject({
    organisations: { new: size },
    holdings: { new: size * 3 },
    contacts: { new: size },
    refusedCount: 0,
  })
  const [again, importingAgain] = await timed(() => house.import(file))
  expect(again).toMatchObject({ organisations: { new: 0, changed: 0, same: size, gone: 0 }, holdings: { same: size * 3 } })

  const finding: number[] = []
  for (const index of [0, 19, 999, 7_777, size - 1]) {
    for (const text of [
      called(index),
      `www.enhet${index}.example`,
      addressOf(4, BigInt(0xc612_0001 + index * 4)),
      `2001:db8:${index.toString(16)}::7`,
    ]) {
      const [{ body }, milliseconds] = await timed(() =>
        house.ask(analyst, 'GET', `/organisations?q=${encodeURIComponent(text)}`),
      )
      expect(
        body.rows.map((row: { name: string }) => row.name),
        text,
      ).toContain(called(index))
      finding.push(milliseconds)
    }
  }
  expect(Math.max(...finding)).toBeLessThan(1_000)
  const [, listing] = await timed(() => house.ask(analyst, 'GET', '/organisations?limit=100'))
  const [holdings, attribution] = await timed(() =>
    house.db.read(team, async (tx) => {
      const rows: AttributionHolding[] = []
      for await (const page of holdingsForAttribution(tx)) rows.push(...page)
      return rows
    }),
  )
  expect(new Set(holdings.map(({ id }) => id)).size).toBe(size * 3)
  const [exported, exporting] = await timed(() => house.ask(analyst, 'GET', '/organisations.csv'))
  expect(exported.text.split('\r\n')).toHaveLength(size + 2)
  const seconds = (milliseconds: number): string => `${(milliseconds / 1_000).toFixed(2)} s`
  console.info(
    `20,000 organisations, 60,000 holdings: import ${seconds(importing)}, again ${seconds(importingAgain)}, slowest search ${seconds(Math.max(...finding))}, ` +
      `first page ${seconds(listing)}, all holdings for attribution ${seconds(attribution)}, export ${seconds(exporting)}`,
  )
})
