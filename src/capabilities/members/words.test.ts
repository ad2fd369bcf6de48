import { expect, it } from 'vitest'
import { locales } from '#domain/locale.ts'
import type { RefusalCode } from './list.ts'
import { memberErrors, reasonOf, refusalTexts } from './words.ts'

const refusals = [...Object.keys(memberErrors), ...Object.keys(refusalTexts)] as RefusalCode[]

it.each(locales)('says in %s why something was refused, in sentences of at most twenty words', (locale) => {
  for (const code of refusals) {
    const reason = reasonOf({ line: 1, field: 'name', code, found: '' }, locale)
    for (const sentence of reason.split(/(?<=[.:])\s/)) {
      expect(sentence.split(' ').length, `${code}: ${sentence}`).toBeLessThanOrEqual(20)
      expect(sentence, code).toMatch(/^\p{Lu}.*[.:]$/u)
    }
  }
})

it('names what was meant, or what could be chosen', () => {
  const refusal = { line: 1, field: 'networks', found: '198.18.4.1/22' }
  expect(reasonOf({ ...refusal, code: 'host-bits', detail: '198.18.4.0/22' }, 'en')).toBe(
    'The address is not the first of its network. The network it lies in is: 198.18.4.0/22',
  )
  expect(reasonOf({ ...refusal, code: 'bad-choice', detail: 'owns, operates' }, 'nn')).toBe(
    'Verdien er ikkje ein av dei kjende. (owns, operates)',
  )
})
