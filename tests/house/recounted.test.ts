import { expect, it } from 'vitest'
import { giveCounts, records, recounts } from '../loop/recount-pages.ts'

it('Every endpoint that gives counts has them recounted over the whole demo, or is the record of a past moment', () => {
  expect([...Object.keys(recounts), ...records].sort()).toEqual([...new Set(giveCounts())].sort())
})
