import { existsSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

const read = <Value>(file: string): Value => JSON.parse(readFileSync(file, 'utf8')) as Value
const { dependencies, optionalDependencies, devDependencies } = read<Record<string, Record<string, string>>>('package.json')
const asked = { ...dependencies, ...optionalDependencies, ...devDependencies }

/** Lines of the record that name a package: name, licence, what it is for. */
const lines = [
  ...readFileSync('docs/decisions/0001-dependencies.md', 'utf8').matchAll(/^\| `([^`]+)` \| ([^|]+) \| ([^|]+) \|$/gm),
].map(([, name, licence, reason]) => ({ name: name!, licence: licence!.trim(), reason: reason!.trim() }))

it('Every package has one line that says what it is for, and no line is left of a package that went', () => {
  expect(lines.map(({ name }) => name).sort()).toEqual(Object.keys(asked).sort())
  expect(lines.filter(({ reason }) => reason === '')).toEqual([])
})

it('The licence in each line is the licence of the package', () => {
  const installed = lines.filter(({ name }) => existsSync(`node_modules/${name}/package.json`))
  const differing = installed.filter(
    ({ name, licence }) => read<{ license: string }>(`node_modules/${name}/package.json`).license !== licence,
  )
  expect(differing).toEqual([])
})

it('Versions are exact, so that two checkouts are the same', () => {
  expect(Object.entries(asked).filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([])
})
