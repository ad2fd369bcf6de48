import { afterAll, beforeAll, expect, it } from 'vitest'
import { daysAgo, type House, openHouse, report } from './house.ts'

let house: House
let finding: string
beforeAll(async () => {
  house = await openHouse()
  const fjord = await house.organisation('Fjord kommune')
  await house.holding(fjord, '198.18.4.0/24', { from: daysAgo(3) })
  await house.bring(report([{ ip: '198.18.4.7' }]))
  await house.work()
  const { json } = await house.varde(['findings', '--json'])
  finding = json.rows[0].id
})
afterAll(() => house.close())

it('The command line asks what the pages ask, and whoever runs it stands in the story', async () => {
  const answered = await house.varde(['api', 'post', '/findings/answers', `ids:=["${finding}"]`, 'answer:={"answer":"fixed"}'])
  expect(answered).toMatchObject({ code: 0, error: '', json: { changed: 1, unchanged: 0 } })
  const back = await house.varde(['api', 'POST', '/findings/answers/take-back', `ids:=["${finding}"]`])
  expect(back).toMatchObject({ code: 0, json: { changed: 1 } })
  const story = await house.varde(['api', 'GET', `/findings/${finding}`, '--lang', 'en'])
  expect(story.out).toContain('command-line')
  const { json } = await house.varde(['api', 'GET', '/findings', 'limit=1', 'state=open', 'state=answered'])
  expect(json.rows).toMatchObject([{ id: finding, state: 'open' }])
  expect((await house.varde(['api', 'GET', '/findings.csv'])).out).toContain(finding)
})

// Each question is a process of its own.
it('What is wrong is said with what to do, and nothing is done', { timeout: 180_000 }, async () => {
  const ask = async (...args: string[]) => {
    const { code, error, out } = await house.varde(['api', ...args])
    expect({ code, out }, args.join(' ')).toEqual({ code: 1, out: '' })
    return error
  }
  expect(await ask('GET', '/findings', 'limit=0')).toContain('limit: ')
  expect(await ask('GET', '/findings', '--lang', 'nb', 'limit=0')).toContain('Rett')
  expect(await ask('POST', '/findings/closings', 'ids:=[')).toContain('ids:=[: what stands after := is not JSON')
  expect(await ask('GET', '/findings', 'severity')).toContain('severity is no field; write name=text or name:=JSON')
  expect(await ask('SEND', '/findings')).toContain('SEND is no method; there are GET, POST, PUT, PATCH, DELETE')
  for (const path of ['/findings/live', '/nothing', '/findings/a/b/c'])
    expect(await ask('GET', path)).toContain(`there is no GET ${path} to ask from here; varde api lists what there is`)
})

it('What may be asked is listed, narrowed by a word, without what only members, uploads and streams have', async () => {
  const { json } = await house.varde(['api', '--json'])
  expect(json).toContainEqual(expect.objectContaining({ method: 'POST', path: '/watch/next' }))
  const paths = json.map(({ path }: { path: string }) => path)
  expect(paths).not.toContain('/findings/live')
  const { out } = await house.varde(['api', 'silence'])
  expect(out).toContain('/notices/silence')
  expect(out).not.toContain('/watch/next')
})
