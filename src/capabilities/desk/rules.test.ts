import { expect, it } from 'vitest'
import { readMeant } from './rules.ts'

const id = 'fnd_0193a1b2c3d47e5f8091a2b3c4d5e6f7'

it('An id is one thing, alone and in the address of a page', () => {
  expect(readMeant(` ${id} `)).toEqual({ id, part: 'findings' })
  expect(readMeant(`https://varde.example/findings/${id}?tab=told`)).toEqual({ id, part: 'findings' })
  expect(readMeant(id.replace('fnd', 'ntc').toUpperCase())).toEqual({ id: id.replace('fnd', 'ntc'), part: 'notices' })
})

it('Everything else is words, an id that is too short, too long or of no part too', () => {
  for (const text of ['Nordvik', '198.18.0.10', id.slice(0, -1), `${id}0`, id.replace('fnd', 'aud')])
    expect(readMeant(text)).toEqual({ text })
})
