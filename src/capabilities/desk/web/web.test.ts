import { expect, it } from 'vitest'
import { fitting, moved } from './options.ts'
import { withPlace } from './places.ts'

const option = (title: string, detail?: string) => ({ key: title, title, detail, run: () => {} })

it('Options fit when every word is in them, and those that begin so come first', () => {
  const options = [option('Hvem eier dette?', 'Vite'), option('Virksomheter', 'Vite'), option('Vaktkøen', 'Vakt')]
  expect(fitting(options, 'v').map(({ title }) => title)).toEqual(['Virksomheter', 'Vaktkøen', 'Hvem eier dette?'])
  expect(fitting(options, 'vite eier').map(({ title }) => title)).toEqual(['Hvem eier dette?'])
  expect(fitting(options, 'x')).toEqual([])
})

it('Arrows go round, and begin at the first when what they stood at is gone', () => {
  expect(moved(['a', 'b'], 'b', 1)).toBe('a')
  expect(moved(['a', 'b'], 'a', -1)).toBe('b')
  expect(moved(['a', 'b'], 'gone', 1)).toBe('a')
  expect(moved([], undefined, 1)).toBeUndefined()
})

it('A page is one recent place, whatever its filters, and only so many are kept', () => {
  const places = [{ link: '/findings?state=open', title: 'Funn' }]
  expect(withPlace(places, { link: '/findings?state=told', title: 'Funn' })).toEqual([
    { link: '/findings?state=told', title: 'Funn' },
  ])
  const many = Array.from({ length: 20 }, (_, at) => ({ link: `/kinds/${at}`, title: String(at) }))
  expect(many.reduce(withPlace, [] as typeof places)).toHaveLength(8)
})
