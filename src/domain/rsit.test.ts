import { expect, it } from 'vitest'
import { locales } from './locale.ts'
import { classOf, RsitClass, RsitType, readRsit, renamedTypes, rsitClasses, rsitTypes } from './rsit.ts'

it('has the 11 classes and 39 types of version 1003', () => {
  expect(RsitClass.options).toHaveLength(11)
  expect(RsitType.options).toHaveLength(39)
})

it('has as many types in each class as the standard', () => {
  const counts = Object.fromEntries(
    RsitClass.options.map((id) => [id, RsitType.options.filter((type) => classOf(type) === id).length]),
  )
  expect(counts).toEqual({
    'abusive-content': 3,
    'malicious-code': 4,
    'information-gathering': 3,
    'intrusion-attempts': 3,
    intrusions: 5,
    availability: 5,
    'information-content-security': 4,
    fraud: 4,
    vulnerable: 5,
    other: 2,
    test: 1,
  })
})

it('names every class and type in every language, and no two types alike', () => {
  const labels = Object.values(rsitTypes).map((type) => type.label)
  for (const locale of locales) {
    for (const label of [...labels, ...Object.values(rsitClasses)]) expect(label[locale]).not.toBe('')
    expect(new Set(labels.map((label) => label[locale])).size).toBe(39)
  }
})

it('reads every type under its own class', () => {
  for (const type of RsitType.options) expect(readRsit(classOf(type), type)).toBe(type)
})

it('reads older words, and renames none that is still a type', () => {
  expect(readRsit('vulnerable', 'vulnerable service')).toBe('vulnerable-system')
  expect(readRsit('Malicious Code', 'botnet drone')).toBe('infected-system')
  expect(readRsit('malicious code', 'c&c')).toBe('c2-server')
  expect(readRsit('fraud', 'unauthorized-use-of-resources')).toBe('unauthorised-use-of-resources')
  expect(readRsit('other', 'blacklist')).toBe('other')
  expect(readRsit('other', 'unknown')).toBe('undetermined')
  expect(readRsit('information-content-security', 'Unauthorised-information-access')).toBe('unauthorised-information-access')
  for (const word of Object.keys(renamedTypes)) expect(RsitType.options).not.toContain(word)
})

it('lets the type decide when the source files it under another class', () => {
  expect(readRsit('other', 'malware')).toBe('malware-distribution')
  expect(readRsit(undefined, 'phishing')).toBe('phishing')
})

it('takes the class alone only where it says enough', () => {
  expect(readRsit('other', undefined)).toBe('undetermined')
  expect(readRsit('test', '')).toBe('test')
  expect(readRsit('vulnerable', undefined)).toBeUndefined()
})

it('guesses nothing', () => {
  for (const word of ['{depends on a collection}', 'constructor', '__proto__', 'toString', 'phish'])
    expect(readRsit('other', word), word).toBeUndefined()
})
