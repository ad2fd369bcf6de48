import { expect, it } from 'vitest'
import { packageOf, readPurl } from './purl.ts'

it('reads package URLs by the rules of their type', () => {
  expect(readPurl('pkg:npm/%40angular/core@1.2.3')).toEqual({
    text: 'pkg:npm/%40angular/core@1.2.3',
    type: 'npm',
    namespace: '@angular',
    name: 'core',
    version: '1.2.3',
  })
  expect(readPurl(' pkg:pypi/Django_X@1 ')).toMatchObject({ name: 'django-x', version: '1' })
  expect(readPurl('pkg:deb/debian/curl@1:7.50.3-1?arch=i386')).toMatchObject({ version: '1:7.50.3-1' })
})

it('says that two versions are of one package', () => {
  const [one, other] = [readPurl('pkg:maven/org.a/B@1.0')!, readPurl('pkg:maven/org.a/b')!]
  expect(packageOf(one)).toBe(packageOf(other))
})

it('takes nothing else for one', () => {
  for (const text of [
    '',
    'npm/foo',
    'pkg:',
    'pkg:npm/',
    'pkg:npm',
    'https://foo.example',
    `pkg:npm/${'x'.repeat(2_000)}`,
    'pkg:npm/%ff',
  ])
    expect(readPurl(text), text).toBeUndefined()
})
