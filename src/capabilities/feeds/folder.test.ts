import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { watchable } from './folder.ts'

const home = mkdtempSync(join(tmpdir(), 'varde-watch-'))
const root = join(home, 'feeds')
mkdirSync(join(root, 'shadowserver'), { recursive: true })
mkdirSync(join(home, 'feeds-of-others'))
symlinkSync('/etc', join(root, 'link'))
afterAll(() => rmSync(home, { recursive: true }))

it('A source watches a folder below the one that the operator set aside', async () => {
  expect(await watchable(root, 'shadowserver')).toBe(join(root, 'shadowserver'))
  expect(await watchable(root, join(root, 'shadowserver'))).toBe(join(root, 'shadowserver'))
})

it('No source watches anything else of the machine', async () => {
  for (const folder of [
    '/etc',
    '..',
    '../feeds-of-others',
    join(home, 'feeds-of-others'),
    'link',
    'shadowserver/../..',
    '.',
    '',
    'absent',
  ])
    expect(await watchable(root, folder), folder).toBeUndefined()
  expect(await watchable(undefined, join(root, 'shadowserver'))).toBeUndefined()
})
