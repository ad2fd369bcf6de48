import { expect, it } from 'vitest'
import { Locale, locales, Texts } from './locale.ts'

it('speaks bokmål, nynorsk and English', () => {
  expect(locales.map((locale) => Locale.parse(locale))).toEqual(['nb', 'nn', 'en'])
  expect(Locale.safeParse('no').success).toBe(false)
})

it('refuses a text that lacks a language', () => {
  expect(Texts.safeParse({ nb: 'varsel', nn: 'varsel' }).success).toBe(false)
})
