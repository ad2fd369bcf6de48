import { describe, expect, it } from 'vitest'
import { newId } from '#domain/id.ts'
import { isKnown } from './answers.ts'
import { lastingId } from './feeds.ts'
import { words, written } from './fixtures/content.ts'
import { documentsWanted, type IssuedVersion, openFormOf } from './rules.ts'
import { boundsOf, weekBeside, weekOf } from './rules-week.ts'
import { textOf } from './show.ts'

describe('A week of the calendar', () => {
  it('begins on Monday at midnight in Norway, in summer and in winter', () => {
    expect(weekOf('2026-11-22T22:59:59.999Z')).toBe('2026-W47')
    expect(weekOf('2026-11-22T23:00:00.000Z')).toBe('2026-W48')
    expect(boundsOf('2026-W47')).toEqual({
      monday: '2026-11-16',
      from: '2026-11-15T23:00:00.000Z',
      until: '2026-11-22T23:00:00.000Z',
    })
    // Clocks go forward on 29 March: that week has 167 hours.
    expect(boundsOf('2026-W13')).toMatchObject({ from: '2026-03-22T23:00:00.000Z', until: '2026-03-29T22:00:00.000Z' })
  })

  it('belongs to the year of its Thursday, and a year has 52 or 53 of them', () => {
    expect(weekOf('2027-01-01T12:00:00.000Z')).toBe('2026-W53')
    expect(weekOf('2024-12-30T12:00:00.000Z')).toBe('2025-W01')
    expect(boundsOf('2026-W53')?.monday).toBe('2026-12-28')
    expect(boundsOf('2025-W53')).toBeUndefined()
    expect(weekBeside('2026-W53', 1)).toBe('2027-W01')
    expect(weekBeside('2026-W01', -1)).toBe('2025-W52')
  })
})

describe('What is open of a warning', () => {
  it('names its vulnerabilities with their highest score, what is exploited first', () => {
    const vulnerabilities = [
      { cve: 'CVE-2026-10001', vectors: ['AV:N/AC:L/Au:N/C:C/I:C/A:C', 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H'] },
      { cve: 'CVE-2026-10002', vectors: ['AV:N/AC:L/Au:N/C:C/I:C/A:C'] },
      { cve: 'CVE-2026-10003', vectors: [] },
      { cve: 'CVE-2026-10004', vectors: [] },
    ]
    const known = new Map([['CVE-2026-10003', { score: 7.5, scoreVersion: '4.0' as const, kevOn: null, euKevOn: '2026-11-17' }]])
    const record = { content: written('Sårbar', { vulnerabilities }), source: null, publishedAt: '2026-11-18T10:00:00.000Z' }
    const named = (locale: 'nb' | 'nn' | 'en', heading: string) =>
      textOf(record, locale, known).parts.find((part) => part.heading === heading)?.points
    expect(named('nb', 'Sårbarheter')).toEqual([
      'CVE-2026-10003, CVSS 4.0: 7.5, utnyttes',
      'CVE-2026-10002, CVSS 2.0: 10.0',
      'CVE-2026-10001, CVSS 3.1: 9.8',
      'CVE-2026-10004',
    ])
    expect(named('nn', 'Sårbarheiter')![0]).toBe('CVE-2026-10003, CVSS 4.0: 7.5, blir utnytta')
    expect(named('en', 'Vulnerabilities')![0]).toBe('CVE-2026-10003, CVSS 4.0: 7.5, exploited')
  })

  it('has each advice that it cites once', () => {
    const advice = [{ id: newId('adb'), version: 1, title: words('Slå på to faktorer'), text: words('Bruk nøkler.') }]
    const record = { content: written('Sitert', { advice }), source: null, publishedAt: '2026-11-18T10:00:00.000Z' }
    const { parts } = textOf(record, 'nb')
    expect(parts.filter(({ heading }) => heading === 'Slå på to faktorer')).toEqual([
      { heading: 'Slå på to faktorer', text: 'Bruk nøkler.', points: [] },
    ])
    expect(parts.filter(({ text }) => text.includes('Bruk nøkler.'))).toHaveLength(1)
  })

  const version = (number: number, tlp: 'TLP:CLEAR' | 'TLP:AMBER', ended: IssuedVersion['ended'] = null): IssuedVersion => ({
    version: number,
    content: written(`Versjon ${number}`, { tlp }),
    source: null,
    news: { nb: `Nytt ${number}`, nn: '', en: '' },
    publishedAt: `2026-11-0${number}T08:00:00.000Z`,
    ended,
  })
  const of = (versions: IssuedVersion[], life: 'published' | 'withdrawn' | 'unpublished' = 'published') =>
    openFormOf({ trackingId: 'X-2026-0001', life, versions })

  it('is nothing unless what is published of it now is TLP:CLEAR', () => {
    expect(of([])).toBeUndefined()
    expect(of([version(1, 'TLP:AMBER')])).toBeUndefined()
    expect(of([version(2, 'TLP:AMBER'), version(1, 'TLP:CLEAR')])).toBeUndefined()
    expect(of([version(1, 'TLP:CLEAR')], 'unpublished')).toBeUndefined()
    expect(of([version(1, 'TLP:CLEAR')])).toMatchObject({ version: 1, life: 'published', changedAt: '2026-11-01T08:00:00.000Z' })
  })

  it('begins with its first open version, without what came before under a stricter label', () => {
    const open = of([version(3, 'TLP:CLEAR'), version(2, 'TLP:CLEAR'), version(1, 'TLP:AMBER')])!
    expect(open.firstPublishedAt).toBe('2026-11-02T08:00:00.000Z')
    expect(open.steps.map(({ version: number, what }) => `${number} ${what}`)).toEqual(['2 published', '3 updated'])
    expect(of([version(2, 'TLP:CLEAR'), version(1, 'TLP:AMBER')])!.news).toBeNull()
  })

  it('says how it ended, and has a document more for that', () => {
    const ended = { how: 'withdrawn' as const, at: '2026-11-09T08:00:00.000Z', words: 'feil' }
    const versions = [version(2, 'TLP:CLEAR', ended), version(1, 'TLP:AMBER')]
    const open = of(versions, 'withdrawn')!
    expect(open).toMatchObject({ life: 'withdrawn', endedAt: ended.at, changedAt: ended.at })
    expect(open.steps.at(-1)).toEqual({ version: 2, what: 'withdrawn', at: ended.at })
    expect(documentsWanted({ trackingId: 'X', life: 'withdrawn', versions })).toEqual([
      { number: 3, version: 2, ended: 'withdrawn', tlp: 'TLP:CLEAR' },
      { number: 2, version: 2, ended: null, tlp: 'TLP:CLEAR' },
      { number: 1, version: 1, ended: null, tlp: 'TLP:AMBER' },
    ])
  })
})

it('An id of a feed is a UUID of its own kind, and the same for the same name', () => {
  expect(lastingId('HELSECERT-2026-0001')).toMatch(
    /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
  )
  expect(lastingId('HELSECERT-2026-0001')).toBe(lastingId('HELSECERT-2026-0001'))
  expect(lastingId('HELSECERT-2026-0002')).not.toBe(lastingId('HELSECERT-2026-0001'))
})

it('Whoever gives the name of what it has is believed before the moment; an older moment counts as another', () => {
  const at = '2026-11-18T10:00:00.500Z'
  expect(isKnown({ headers: { 'if-none-match': '*' } }, 'W/"a"', at)).toBe(true)
  expect(isKnown({ headers: { 'if-none-match': '"b", "a"' } }, 'W/"a"', at)).toBe(true)
  expect(
    isKnown({ headers: { 'if-none-match': '"b"', 'if-modified-since': 'Wed, 18 Nov 2026 10:00:00 GMT' } }, 'W/"a"', at),
  ).toBe(false)
  expect(isKnown({ headers: { 'if-modified-since': 'Wed, 18 Nov 2026 10:00:00 GMT' } }, 'W/"a"', at)).toBe(true)
  expect(isKnown({ headers: { 'if-modified-since': 'Wed, 18 Nov 2026 11:00:00 GMT' } }, 'W/"a"', at)).toBe(false)
  expect(isKnown({ headers: { 'if-modified-since': 'yesterday' } }, 'W/"a"', undefined)).toBe(false)
})
