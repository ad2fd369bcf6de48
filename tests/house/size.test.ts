import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { buildPages } from '../setup/web.ts'

const web = fileURLToPath(new URL('../../src/apps/web', import.meta.url))
const built = fileURLToPath(new URL('../../test-results/size', import.meta.url))
const budget = 250_000

interface Chunk {
  file: string
  isEntry?: boolean
  imports?: string[]
  dynamicImports?: string[]
}

it('The first load of any page is below 250 kB of JavaScript, gzipped', { timeout: 60_000 }, async () => {
  await buildPages(web, built)
  const chunks: Record<string, Chunk> = JSON.parse(readFileSync(`${built}/.vite/manifest.json`, 'utf8'))
  const needed = (name: string): string[] => [name, ...(chunks[name]?.imports ?? []).flatMap(needed)]
  const weight = (names: readonly string[]): number =>
    [...new Set(names.flatMap(needed))]
      .map((name) => gzipSync(readFileSync(`${built}/${chunks[name]!.file}`)).length)
      .reduce((a, b) => a + b, 0)
  const entry = Object.keys(chunks).find((name) => chunks[name]!.isEntry)!
  const pages = needed(entry).flatMap((name) => chunks[name]!.dynamicImports ?? [])
  expect(pages.length).toBeGreaterThan(20)
  const loads = [entry, ...new Set(pages)].map((page) => [page, weight([entry, page])] as const)
  expect(loads.filter(([, bytes]) => bytes > budget)).toEqual([])
  expect(weight([entry])).toBeGreaterThan(50_000)
})
