import { globSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { faultsOf } from '../../tools/words.ts'

/** Every file of the product that holds texts in several languages. */
const rooms = globSync('src/**/*.ts')
  .filter((file) => !/\.test\.ts$|\/fixtures\/|^src\/apps\/[^/]+\/main\.ts$/.test(file))
  .filter((file) => /\b(nb|nn|en): ?[{'"`]|\b(Error)?Texts\b/.test(readFileSync(file, 'utf8')))
  .sort()

describe('F.07 every text is there in bokmål, nynorsk and English', () => {
  it('finds the files that hold texts', () => {
    expect(rooms.length).toBeGreaterThan(1)
  })

  for (const file of rooms)
    it(file, async () => {
      expect(faultsOf(await import(resolve(file)), file)).toEqual([])
    })
})

describe('the guard of languages', () => {
  const catalogue = (change: object) => ({
    room: 'r',
    words: {
      nb: { hello: 'Hei {{name}}', bye: 'Ha det' },
      nn: { hello: 'Hei {{name}}', bye: 'Ha det' },
      en: { hello: 'Hi {{name}}', bye: 'Bye' },
      ...change,
    },
  })

  it('lets complete texts pass', () => {
    expect(faultsOf({ texts: catalogue({}) }, 'x')).toEqual([])
  })

  it('names a key that is missing in any one language', () => {
    expect(faultsOf(catalogue({ nn: { hello: 'Hei {{name}}' } }), 'x')).toEqual(['x.words.bye is missing in nn'])
    expect(faultsOf(catalogue({ nb: { bye: 'Ha det' } }), 'x')).toEqual(['x.words.hello is missing in nb'])
    expect(faultsOf(catalogue({ en: { hello: 'Hi {{name}}' } }), 'x')).toEqual(['x.words.bye is missing in en'])
  })

  it('names a whole language that is missing', () => {
    expect(faultsOf({ errors: { gone: { message: { nb: 'Borte', en: 'Gone' } } } }, 'x')).toEqual([
      'x.errors.gone.message is missing in nn',
    ])
  })

  it('names an empty text and a lost placeholder', () => {
    expect(faultsOf(catalogue({ nn: { hello: ' ', bye: 'Ha det' } }), 'x')).toEqual(['x.words.hello is empty in nn'])
    expect(faultsOf(catalogue({ en: { hello: 'Hi', bye: 'Bye' } }), 'x')).toEqual(['x.words.hello has other placeholders in en'])
  })
})
