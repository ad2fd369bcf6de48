import { expect, it } from 'vitest'
import type { Id } from '#domain/id.ts'
import type { Operated } from './contract.ts'
import { nothingSeen, operatedPage, worstOf } from './rules-operated.ts'

const id = (number: number): Id<'org'> => `org_${String(number).padStart(32, '0')}`

const customer = (number: number, name: string, counts: Partial<Operated> = {}): Operated => ({
  organisation: { id: id(number), name },
  ...nothingSeen,
  worst: worstOf(counts.bySeverity ?? {}) ?? null,
  ...counts,
})

const customers = [
  customer(1, 'Åsen', { unsettled: 9, unanswered: 9, bySeverity: { low: 9 }, nextDue: '2026-11-25T00:00:00.000Z' }),
  customer(2, 'Bakken', {
    unsettled: 1,
    unanswered: 1,
    overdue: 1,
    bySeverity: { critical: 1 },
    nextDue: '2026-11-20T00:00:00.000Z',
  }),
  customer(3, 'Zoolia'),
  customer(4, 'Dalen', {
    unsettled: 3,
    unanswered: 0,
    silent: 2,
    told: 3,
    bySeverity: { critical: 1, high: 2 },
    lastToldAt: '2026-11-19T00:00:00.000Z',
  }),
]
const all = { order: 'worst', limit: 40 } as const
const names = (wanted: Parameters<typeof operatedPage>[1]) =>
  operatedPage(customers, wanted).rows.map(({ organisation }) => organisation.name)

it.each([
  ['worst', ['Bakken', 'Dalen', 'Åsen', 'Zoolia']],
  ['name', ['Bakken', 'Dalen', 'Zoolia', 'Åsen']],
  ['unsettled', ['Åsen', 'Dalen', 'Bakken', 'Zoolia']],
  ['overdue', ['Bakken', 'Dalen', 'Zoolia', 'Åsen']],
  ['due', ['Bakken', 'Åsen', 'Dalen', 'Zoolia']],
  ['told', ['Dalen', 'Bakken', 'Zoolia', 'Åsen']],
  ['silent', ['Dalen', 'Bakken', 'Zoolia', 'Åsen']],
] as const)('Customers are listed by %s, those without it last', (order, wanted) => {
  expect(names({ ...all, order })).toEqual(wanted)
})

it('A filter keeps who fits, and says how many of how many', () => {
  expect(names({ ...all, severity: ['critical'] })).toEqual(['Bakken', 'Dalen'])
  expect(names({ ...all, overdue: true })).toEqual(['Bakken'])
  expect(names({ ...all, silent: true })).toEqual(['Dalen'])
  const { rows, count, of } = operatedPage(customers, { ...all, q: ' ZOO' })
  expect([rows.length, count, of]).toEqual([1, 1, 4])
})

it('Pages follow one another by key without a gap or a double, also when the customer that ended a page is filtered away', () => {
  const seen: string[] = []
  let after: Id<'org'> | undefined
  do {
    const page = operatedPage(customers, { ...all, limit: 1, after })
    seen.push(...page.rows.map(({ organisation }) => organisation.name))
    after = page.next
  } while (after)
  expect(seen).toEqual(['Bakken', 'Dalen', 'Åsen', 'Zoolia'])
  expect(names({ ...all, silent: true, after: id(2) })).toEqual(['Dalen'])
  expect(names({ ...all, after: id(99) })).toHaveLength(4)
})
