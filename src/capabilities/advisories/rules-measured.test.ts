import { expect, it } from 'vitest'
import { measuredBy, type SeenLine } from './rules-measured.ts'

const said = '2026-11-20T10:00:00.000Z'
const before = '2026-11-19T10:00:00.000Z'
const after = '2026-11-21T10:00:00.000Z'
const line = (version: string, seenAt = after, sureness: SeenLine['sureness'] = 'sure'): SeenLine => ({
  product: 'Fortinet FortiOS',
  version,
  seenAt,
  sureness,
})

it('An affected version that is seen after the answer contradicts it, and says which and when', () => {
  const affected = [line('7.2.4', before), line('7.2.5')]
  const found = measuredBy(said, { affected, all: [...affected, line('7.2.9')] })
  expect(found?.state).toBe('disputed')
  expect(found?.why.nb).toContain('Fortinet FortiOS 7.2.5')
  expect(found?.why.en).toContain('21')
})

it('A version that is not affected, seen after the answer, proves it, as long as no affected one stands and none is unknown', () => {
  expect(measuredBy(said, { affected: [], all: [line('7.2.9')] })).toMatchObject({ state: 'done' })
  expect(measuredBy(said, { affected: [line('7.2.4', before)], all: [line('7.2.9')] })).toBeUndefined()
  expect(measuredBy(said, { affected: [], all: [line('7.2.9'), line('')] })).toBeUndefined()
})

it('What was seen before the answer, or may be something else, tells nothing', () => {
  expect(measuredBy(said, { affected: [], all: [line('7.2.9', before)] })).toBeUndefined()
  expect(measuredBy(said, { affected: [line('7.2.4', before)], all: [line('7.2.4', before)] })).toBeUndefined()
  expect(measuredBy(said, { affected: [line('7.2.4', after, 'ask')], all: [] })).toBeUndefined()
  expect(measuredBy(said, { affected: [], all: [] })).toBeUndefined()
})
