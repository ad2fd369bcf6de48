import { describe, expect, it } from 'vitest'
import { flatten, type JsonOptions, readJsonObjects } from './json-values.ts'

async function read(text: string, size = 7, options: JsonOptions = {}) {
  const bytes = new TextEncoder().encode(text)
  const objects: unknown[] = []
  const issues: string[] = []
  let lost = 0
  const chunks = (async function* () {
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
  })()
  for await (const batch of readJsonObjects(chunks, options)) {
    objects.push(...batch.objects.map(({ line, value }) => [line, value]))
    issues.push(...batch.issues.map((issue) => `${issue.line} ${issue.code}`))
    lost += batch.lost
  }
  return { objects, issues, lost }
}

describe('objects of a JSON text', () => {
  const both = [
    [1, { a: '}"{' }],
    [2, { b: { c: ['[', 1] } }],
  ]

  it('come from an array, from one a line, and from one after another', async () => {
    expect((await read('[{"a":"}\\"{"},\n{"b":{"c":["[",1]}}]')).objects).toEqual(both)
    expect((await read('{"a":"}\\"{"}\n{"b":{"c":["[",1]}}\n')).objects).toEqual(both)
    expect((await read('{\n "x": {\n  "y": 1\n }\n}\n{\n "x": 2\n}')).objects).toEqual([
      [1, { x: { y: 1 } }],
      [6, { x: 2 }],
    ])
    expect((await read('[{"a":1},{"a":2}]')).objects).toHaveLength(2)
  })

  it('lose one object to a broken line', async () => {
    for (const broken of ['{"a": ', '{"a": "x', '{"a": 1}}', '{"a" 1}', 'nonsense', '{"a": [}']) {
      const { objects, lost } = await read(`{"n":1}\n${broken}\n{"n":2}\n{"n":3}\n`)
      expect(objects.slice(-2), broken).toEqual([
        [3, { n: 2 }],
        [4, { n: 3 }],
      ])
      expect(lost, broken).toBe(broken.endsWith('}}') ? 0 : 1)
    }
  })

  it('say when the text ends inside one', async () => {
    expect(await read('[{"a":1},\n{"b":')).toMatchObject({ objects: [[1, { a: 1 }]], issues: ['2 truncated'] })
  })

  it('are never held longer than a megabyte', async () => {
    const { objects, issues } = await read(`[\n{"a":"${'x'.repeat(2_000_000)}"},\n{"b":1}\n]`, 65_536)
    expect(issues).toEqual(['2 line-too-long'])
    expect(objects).toEqual([[3, { b: 1 }]])
  })

  it('may have lines between them that mean nothing', async () => {
    expect(await read('MESSAGE\nkey:value\n\n{"a":1}\0\n', 7, { between: /^(MESSAGE|\w+:.*|)$/ })).toMatchObject({
      objects: [[4, { a: 1 }]],
    })
  })
})

it('flattens an object to dotted names', () => {
  expect([...flatten({ a: { b: 1, c: [2] }, 'd.e': 3 })]).toEqual([
    ['a.b', 1],
    ['a.c', [2]],
    ['d.e', 3],
  ])
})
