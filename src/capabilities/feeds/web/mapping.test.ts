import { expect, it } from 'vitest'
import { Mapping as Readable, mappedFields as readable } from '#formats/delimited/mapping.ts'
import { delimiters, type Mapping, mappedFields, timeFormats, withColumn, withConstant } from './mapping.ts'

it('The page offers every field that the reader knows, and no other', () => {
  expect([...mappedFields].sort()).toEqual([...readable].sort())
})

it('What the page makes, the reader takes', () => {
  const made: Mapping = withConstant(
    withColumn(
      { format: 'csv', delimiter: ',', header: true, columns: {}, constants: {}, time: { format: 'iso', zone: 'UTC' } },
      'ip',
      'address',
    ),
    'type',
    'brute-force',
  )
  for (const delimiter of delimiters) expect(Readable.safeParse({ ...made, delimiter }).success, delimiter).toBe(true)
  for (const format of timeFormats)
    expect(Readable.safeParse({ ...made, time: { format, zone: 'UTC' } }).success, format).toBe(true)
  expect(withColumn(made, 'ip', '').columns).toEqual({})
  expect(withConstant(made, 'type', '').constants).toEqual({})
})
