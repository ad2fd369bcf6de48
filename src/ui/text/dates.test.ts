import { expect, it } from 'vitest'
import { clockText, dayText, dueText, momentText } from '#domain/dates.ts'
import { bytesText, numberText, relativeText, utcText } from './dates.ts'

const night = '2026-11-21T02:10:00.000Z'

it('A moment is written in Norwegian time the way of each language', () => {
  expect(momentText(night, 'nb')).toBe('21. nov. 2026 kl. 03.10')
  expect(momentText(night, 'nn')).toBe('21. nov. 2026 kl. 03.10')
  expect(momentText(night, 'en')).toBe('21 Nov 2026 at 03:10')
})

it('A deadline has its clock where it is no more than two days away, and is a day where it is further', () => {
  const due = '2026-11-20T10:00:00.000Z'
  expect(dueText(due, '2026-11-20T06:00:00.000Z', 'nb')).toBe('20. nov. 2026 kl. 11.00')
  expect(dueText(due, '2026-11-18T10:00:00.000Z', 'en')).toBe('20 Nov 2026 at 11:00')
  expect(dueText(due, '2026-11-18T09:59:59.000Z', 'nn')).toBe('20. nov. 2026')
  expect(dueText(due, '2026-11-20T12:00:00.000Z', 'nb')).toBe('20. nov. 2026 kl. 11.00')
})

it('Summer time and midnight fall on the right day', () => {
  expect(momentText('2026-07-01T22:30:00.000Z', 'nb')).toBe('2. juli 2026 kl. 00.30')
  // The night the clocks go back: 02.30 comes twice.
  expect([clockText('2026-10-25T00:30:00.000Z', 'nb'), clockText('2026-10-25T01:30:00.000Z', 'nb')]).toEqual(['02.30', '02.30'])
  expect(dayText('2026-12-31T23:30:00.000Z', 'nb')).toBe('1. jan. 2027')
})

it('UTC is there for whoever compares with a log', () => {
  expect(utcText(night)).toBe('2026-11-21 02:10 UTC')
})

it('The distance from now is told in whole units that have passed', () => {
  const from = (text: string) => Date.parse(text)
  expect(relativeText(night, from('2026-11-21T05:50:00.000Z'), 'nb')).toBe('for 3 timer siden')
  expect(relativeText(night, from('2026-11-20T01:10:00.000Z'), 'nb')).toBe('i morgen')
  expect(relativeText(night, from('2026-11-21T02:10:20.000Z'), 'en')).toBe('now')
  expect(relativeText(night, from('2026-11-21T02:10:20.000Z'), 'nn')).toBe('no')
  expect(relativeText(night, from('2026-11-21T05:50:00.000Z'), 'nn')).toBe('for 3 timar sidan')
  expect(relativeText(night, from('2026-11-20T01:10:00.000Z'), 'nn')).toBe('i morgon')
  expect(relativeText(night, from('2026-08-01T00:00:00.000Z'), 'en')).toBe('in 3 months')
})

it('Days are those of the calendar in Norway', () => {
  const from = (at: string, now: string) => relativeText(at, Date.parse(now), 'nb')
  // 46 hours, and one midnight in Norway.
  expect(from('2026-11-22T22:30:00.000Z', '2026-11-21T00:30:00.000Z')).toBe('i morgen')
  expect(from('2026-11-19T12:00:00.000Z', '2026-11-21T06:00:00.000Z')).toBe('i forgårs')
  expect(from('2026-11-19T22:30:00.000Z', '2026-11-20T22:40:00.000Z')).toBe('i går')
  expect(from('2026-11-19T22:30:00.000Z', '2026-11-20T23:10:00.000Z')).toBe('i forgårs')
  // The day the clocks go back has 25 hours: tomorrow is still tomorrow.
  expect(from('2026-10-26T12:00:00.000Z', '2026-10-25T11:00:00.000Z')).toBe('i morgen')
})

it('Numbers and sizes are written the way of the language', () => {
  expect(numberText(1204, 'nb').replace(/\s/g, ' ')).toBe('1 204')
  expect(numberText(1204, 'en')).toBe('1,204')
  expect(bytesText(1_200_000, 'nb').replace(/\s/g, ' ')).toBe('1,2 MB')
  expect(bytesText(0, 'nb').replace(/\s/g, ' ')).toBe('0 B')
})
