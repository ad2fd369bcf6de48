import { expect, it } from 'vitest'
import { durationText } from './duration.ts'

it('A span is told in minutes, hours or days, the way of the language', () => {
  const said = (hours: number, locale: 'nb' | 'nn' | 'en') => durationText(hours, locale).replace(/\s/g, ' ')
  expect([said(0.66, 'nb'), said(3.25, 'nb'), said(26.4, 'nb'), said(100, 'nb')]).toEqual(['40 min', '3,3 t', '26 t', '4,2 d'])
  expect([said(0, 'en'), said(26.4, 'en'), said(100, 'en')]).toEqual(['0 min', '26 hr', '4.2 days'])
  expect(said(26.4, 'nn')).toMatch(/^26 t/)
})
