import { afterEach, expect, it } from 'vitest'
import { catalogue } from './catalogue.ts'
import { firstLocale, say, setLocale } from './text.ts'

const texts = catalogue('try', {
  nb: { chosen_one: '{{count}} valgt', chosen_other: '{{count}} valgte', by: 'Sagt av {{who}}', plain: 'Hei' },
  nn: { chosen_one: '{{count}} vald', chosen_other: '{{count}} valde', by: 'Sagt av {{who}}', plain: 'Hei' },
  en: { chosen_one: '{{count}} selected', chosen_other: '{{count}} selected', by: 'Said by {{who}}', plain: 'Hello' },
})

afterEach(() => setLocale('nb'))

it('A text follows the language, the number and the value', () => {
  setLocale('nn')
  const t = say(texts)
  expect([t('chosen', { count: 1 }), t('chosen', { count: 2 })]).toEqual(['1 vald', '2 valde'])
  setLocale('en')
  expect([t('plain'), t('by', { who: '<b>Someone</b>' })]).toEqual(['Hello', 'Said by <b>Someone</b>'])
})

it('A number in a text has the thousands of the language', () => {
  setLocale('nb')
  expect(say(texts)('chosen', { count: 1204 }).replace(/\s/g, ' ')).toBe('1 204 valgte')
  setLocale('en')
  expect(say(texts)('chosen', { count: 1204 })).toBe('1,204 selected')
})

it('The first language is what was chosen here, else what the browser asks for, else bokmål', () => {
  expect(firstLocale('nn', ['en-GB'])).toBe('nn')
  expect(firstLocale(null, ['de', 'nn-NO', 'en'])).toBe('nn')
  expect(firstLocale('xx', ['no'])).toBe('nb')
  expect(firstLocale(null, ['fr'])).toBe('nb')
})
