import { expect, it } from 'vitest'
import { readVersion } from '#domain/version.ts'
import { readRange, versionIn } from '#domain/version-range.ts'
import { affectedVersions, versText } from './versions.ts'

/** Of some versions those that a block says are affected. */
function hit(block: object, ...versions: string[]): string[] {
  const affected = affectedVersions(block as Record<string, unknown>).versions
  return versions.filter((version) =>
    affected.some((text) => {
      const range = text === undefined ? undefined : readRange(text)
      return !range || (range.ok && versionIn(readVersion(version)!, range.value, true) === 'inside')
    }),
  )
}
const affected = 'affected'

it('What is named is affected: from one version to another, and versions that stand alone', () => {
  const block = {
    defaultStatus: 'unaffected',
    versions: [
      { version: '7.0.0', lessThan: '7.0.13', status: affected },
      { version: '7.2', lessThanOrEqual: '7.2.*', status: affected },
      { version: '6.4.1', status: affected },
      { version: '8.0', status: 'unaffected' },
    ],
  }
  expect(hit(block, '6.4.0', '6.4.1', '7.0.12', '7.0.13', '7.2.99', '7.3.0', '8.0')).toEqual(['6.4.1', '7.0.12', '7.2.99'])
})

it('Where all is affected unless it is named, what lies between is affected', () => {
  const block = {
    defaultStatus: affected,
    versions: [
      { version: '4.9', status: affected },
      { version: '0', lessThan: '4.9', status: 'unaffected', versionType: 'semver' },
      { version: '5.10.235', lessThanOrEqual: '5.10.*', status: 'unaffected', versionType: 'semver' },
      { version: '6.14', lessThanOrEqual: '*', status: 'unaffected', versionType: 'original_commit_for_fix' },
      { version: '6.12', lessThanOrEqual: '*', status: 'unaffected', versionType: 'semver' },
    ],
  }
  expect(hit(block, '4.8', '4.9', '5.10.234', '5.10.235', '5.10.240', '5.11.0', '6.11.9', '6.12', '7.0')).toEqual([
    '4.9',
    '5.10.234',
    '5.11.0',
    '6.11.9',
  ])
  expect(affectedVersions({ defaultStatus: affected })).toEqual({ versions: [undefined], isCommits: false })
})

it('A range is cut where its status changes', () => {
  const changes = [
    { at: '1.2.7', status: 'unaffected' },
    { at: '1.3.0', status: affected },
  ]
  const block = { versions: [{ version: '1.0', lessThan: '2.0', status: affected, changes }] }
  expect(hit(block, '0.9', '1.0', '1.2.6', '1.2.7', '1.2.9', '1.3.0', '1.9', '2.0')).toEqual(['1.0', '1.2.6', '1.3.0', '1.9'])
})

it('What nobody knew is asked about and never taken for nothing or for everything', () => {
  for (const version of ['unspecified', 'n/a', '0', 'the latest']) {
    const [text] = affectedVersions({ versions: [{ version, status: affected }] }).versions
    expect(readRange(text!).ok, version).toBe(false)
  }
  expect(affectedVersions({}).versions.map((text) => readRange(text!).ok)).toEqual([false])
  expect(hit({ versions: [{ version: 'before 7.2.5', status: affected }] }, '7.2.4', '7.2.5')).toEqual(['7.2.4'])
  expect(hit({ versions: [{ version: '*', status: affected }] }, '1')).toEqual(['1'])
  expect(hit({ versions: [{ version: 'unspecified', lessThan: '3', status: affected }] }, '2', '3')).toEqual(['2'])
  expect(affectedVersions({ defaultStatus: 'unaffected' }).versions).toEqual([])
})

it('Commits are told apart from versions', () => {
  const commits = { versions: [{ version: '1da177e4c3f4', lessThan: 'a'.repeat(40), status: affected, versionType: 'git' }] }
  expect(affectedVersions(commits)).toMatchObject({ isCommits: true })
  expect(readRange(affectedVersions(commits).versions[0]!).ok).toBe(false)
})

it('A thousand versions that stand alone make texts that can be read', () => {
  const versions = Array.from({ length: 1_000 }, (_, minor) => ({ version: `4.${minor}.1`, status: affected }))
  const { versions: texts } = affectedVersions({ versions })
  expect(texts.length).toBeLessThan(40)
  expect(texts.every((text) => readRange(text!).ok)).toBe(true)
  expect(hit({ versions }, '4.0.1', '4.999.1', '4.1000.1')).toEqual(['4.0.1', '4.999.1'])
})

it('Bounds that make no sense are kept as they were written', () => {
  expect(versText({})).toBeUndefined()
  expect(versText({ startIncluding: '9', endExcluding: '3' })).toBe('>= 9, < 3')
  expect(versText({ startExcluding: '1 SP1', endIncluding: '2' })).toBe('vers:generic/>1%20sp1|<=2')
})
