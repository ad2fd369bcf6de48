import { expect, it } from 'vitest'
import { allKinds } from '#capabilities/findings/kinds/index.ts'
import { principleOf } from './principles.ts'

it('knows 21 principles with 118 measures, and no others', () => {
  const range = (most: number) => Array.from({ length: most + 2 }, (_, number) => number)
  const ids = range(4).flatMap((category) => range(10).map((number) => `${category}.${number}`))
  expect(ids.filter(principleOf)).toHaveLength(21)
  expect(ids.flatMap((id) => range(10).map((measure) => `${id}.${measure}`)).filter(principleOf)).toHaveLength(118)
  for (const none of ['', '2', '2.3.', '2.03.1', '2.3.01', '2.3.1.1', '9.9', 'constructor', '2.3.1 '])
    expect(principleOf(none)).toBeUndefined()
})

it('names the principle of a measure by the title that NSM gave it', () => {
  expect(principleOf('2.3.7')).toBe('Ivareta en sikker konfigurasjon')
  expect(principleOf('2.10')).toBe('Integrer sikkerhet i prosess for endringshåndtering')
})

it('knows every measure that the catalogue of kinds refers to', () => {
  for (const { id, principles } of allKinds)
    for (const measure of principles) expect(principleOf(measure), `${id} ${measure}`).toBeDefined()
})
