import { expect, it } from 'vitest'
import { changed, placeOf, readParams, writeParams } from './address.ts'
import { isChosen, nothing, readSort, sortText, toggled, turned } from './DataTable.tsx'
import { extended, readTrail } from './Pager.tsx'

it('The address keeps plain text, drops what is empty, and is the same for the same choice', () => {
  expect(readParams('?q=12&state=open%2Ctold&after=')).toEqual({ q: '12', state: 'open,told' })
  expect(writeParams({ state: 'open', q: 'æ', after: undefined })).toBe('?q=%C3%A6&state=open')
  expect(writeParams({})).toBe('')
})

it('A link may carry filters', () => {
  expect(placeOf('/findings?state=open&q=a+b')).toEqual({ to: '/findings', search: { state: 'open', q: 'a b' } })
  expect(placeOf('/findings')).toEqual({ to: '/findings', search: {} })
})

it('A new filter begins on the first page; a new page or tab keeps the filter', () => {
  const params = { q: 'x', after: 'k1', trail: '-' }
  expect(changed(params, { state: 'open' })).toEqual({ q: 'x', state: 'open' })
  expect(changed(params, { after: 'k2', trail: '-~k1' })).toEqual({ q: 'x', after: 'k2', trail: '-~k1' })
  expect(changed(params, { tab: 'facts' })).toEqual({ ...params, tab: 'facts' })
})

it('The way back through the pages is kept, and its oldest steps are forgotten', () => {
  expect(extended([], undefined)).toBe('-')
  expect(extended(['-'], 'k1')).toBe('-~k1')
  const long = Array.from({ length: 40 }).reduce<string>((trail, _, index) => extended(readTrail(trail), `k${index}`), '')
  expect(readTrail(long)).toHaveLength(30)
  expect(readTrail(long).at(-1)).toBe('k39')
})

it('A header that is pressed sorts downwards first, then upwards', () => {
  expect(turned(undefined, 'due')).toEqual({ by: 'due', direction: 'descending' })
  expect(turned({ by: 'due', direction: 'descending' }, 'due')).toEqual({ by: 'due', direction: 'ascending' })
  expect(readSort(sortText({ by: 'due', direction: 'descending' }))).toEqual({ by: 'due', direction: 'descending' })
  expect(readSort(undefined)).toBeUndefined()
})

it('Taking one row out of "all" leaves the others of the page chosen', () => {
  expect(isChosen(toggled(nothing, 'a', ['a', 'b']), 'a')).toBe(true)
  expect(toggled({ kind: 'all' }, 'a', ['a', 'b'])).toEqual({ kind: 'some', keys: new Set(['b']) })
})
