import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { capabilities } from '#apps/server/capabilities.ts'
import { errorTexts } from '#platform/errors.ts'

const folders = readdirSync('src/capabilities')
const tablesIn = (file: string): string[] =>
  [...readFileSync(file, 'utf8').matchAll(/^create table (?:if not exists )?(\w+)(?! partition of)\b/gm)].map(([, name]) => name!)
const ground = 'migrations/0001_ground.sql'

describe('Capabilities are all of one form', () => {
  it('each folder has a manifest of its name, and each manifest a folder', () => {
    expect(capabilities.map(({ name }) => name).sort()).toEqual(folders.sort())
  })

  for (const folder of folders)
    it(`${folder} has a README, a contract and a manifest`, () => {
      const missing = ['README.md', 'contract.ts', 'capability.ts'].filter(
        (file) => !existsSync(`src/capabilities/${folder}/${file}`),
      )
      expect(missing).toEqual([])
    })

  it('each error has its words in one place', () => {
    const all = [errorTexts, ...capabilities.map(({ errors }) => errors)].flatMap((errors) => Object.entries(errors))
    const first = new Map(all.toReversed())
    expect(all.filter(([code, words]) => first.get(code) !== words).map(([code]) => code)).toEqual([])
  })

  it('each table belongs to exactly one of them, or to the ground', () => {
    const inMigrations = globSync('migrations/*.sql')
      .filter((file) => file !== ground)
      .flatMap(tablesIn)
    const owned = capabilities.flatMap(({ owns }) => [...owns])
    expect(owned.filter((table, place) => owned.indexOf(table) !== place)).toEqual([])
    expect(owned.filter((table) => !tablesIn(ground).includes(table)).sort()).toEqual([...new Set(inMigrations)].sort())
  })
})
