import { parse } from 'csv-parse/sync'
import { describe, expect, it } from 'vitest'
import { wordsOf } from '#capabilities/findings/index.ts'
import { momentText } from '#domain/dates.ts'
import { locales } from '#domain/locale.ts'
import { paps } from '#domain/pap.ts'
import { tlps } from '#domain/tlp.ts'
import { faultsOf } from '../../../../tools/words.ts'
import { aFinding, examples, present } from '../fixtures/notices.ts'
import { dates, wrapped } from './clean.ts'
import { wordNotice } from './notice.ts'
import { phrases } from './phrases.ts'
import { relabelled } from './relabel.ts'
import { answerPlace, listName, type Wording } from './wording.ts'

const entities: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'" }

/** What an HTML mail says to whoever reads it, links included, spaces as one. */
const readHtml = (html: string): string =>
  html
    .replace(/<head>[\s\S]*?<\/head>/, '')
    // What the first column is called: in plain text the row begins with it.
    .replace(/<thead><tr>\s*<th[^>]*>[^<]*<\/th>/g, '')
    .replace(/<a href="([^"]*)"[^>]*>/g, ' $1 ')
    .replace(/<\/?span[^>]*>/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/&[a-z#0-9]+;/g, (entity) => entities[entity] ?? entity)

/** The words of a mail, each once, without the signs that only plain text needs. */
const vocabulary = (text: string): string[] =>
  [...new Set(text.split(/\s+/).map((word) => word.replace(/[.:·]+$/, '')))]
    .filter((word) => !/^(\d+|[-=]*|-)$/.test(word))
    .sort()

const all = Object.entries(examples).flatMap(([name, make]) => locales.map((locale) => ({ name, locale, wording: make(locale) })))
const flat = (text: string): string => text.replace(/\s+/g, ' ')
const told = (name: string, locale: (typeof locales)[number] = 'nb') => wordNotice(examples[name]!(locale))
const rowsOf = (text: string): number => text.match(/^\d+\. \d+\.\d+\.\d+\.\d+:\d+$/gm)?.length ?? 0

describe.each(all)('$name in $locale', ({ name, locale, wording }) => {
  const { subject, text, html, csv } = wordNotice(wording)

  it('says the same in text and HTML', () => {
    expect(vocabulary(readHtml(html))).toEqual(vocabulary(text))
  })

  it('has the label in the subject and in the first line, and no name or address in the subject', () => {
    expect(subject).toContain(`[${wording.tlp}]`)
    expect(text.split('\n')[0]).toContain(`${wording.tlp}.`)
    expect(html).toContain(`>${wording.tlp}</strong>`)
    expect(subject).not.toMatch(/Follo|Solvik|198\.|img/)
    expect(subject).not.toMatch(/[\r\n]/)
    expect(subject.length).toBeLessThan(110)
  })

  it('says a stricter label that came later as if it had been worded with it', () => {
    for (const tlp of tlps)
      for (const pap of paps) {
        const worded = wordNotice({ ...wording, tlp, pap })
        const later = relabelled({ text, html, csv }, { tlp, pap }, locale)
        expect(flat(later.text)).toBe(flat(worded.text))
        expect(flat(later.html)).toBe(flat(worded.html))
        expect(later.csv).toBe(worded.csv)
      }
  })

  it('leaves no place open but the one for the answer link', () => {
    const places = wording.correction ? [] : [answerPlace]
    expect(text.match(/\{\{.*?\}\}/g) ?? []).toEqual(places)
    expect(html.match(/\{\{.*?\}\}/g) ?? []).toEqual(places)
    expect(`${subject}${text}${html}`).not.toMatch(/undefined|null|NaN|\[object/)
  })

  it('has lines that every mail server takes', () => {
    for (const line of `${text}\n${html}`.split('\n')) expect(Buffer.byteLength(line)).toBeLessThan(998)
    for (const line of text.split('\n')) if (line.trim().includes(' ')) expect(line.length).toBeLessThanOrEqual(400)
  })

  it('fetches nothing, runs nothing and says its language', () => {
    expect(html).toContain(`<html lang="${locale}">`)
    expect(html).not.toMatch(/<(img|script|link|iframe|object|form|input)\b|@import|url\(|\bsrc=["'h]|\bon\w+="/i)
    const links = [...html.matchAll(/href="([^"]*)"/g)].map(([, href]) => href!)
    for (const href of links) expect(href === answerPlace || href.startsWith('https://varde.example/')).toBe(true)
    expect(text).toContain(wording.portalLink)
    expect(links).toContain(wording.portalLink)
  })

  it('lists every finding in the attachment, and starts no formula there', () => {
    const rows: Record<string, string>[] = parse(csv!, { columns: true })
    expect(rows.map(({ id }) => id).sort()).toEqual(wording.sections.flatMap((one) => one.findings.map(({ id }) => id)).sort())
    expect(rows.every(({ why }) => why !== '')).toBe(true)
    if (!wording.correction) expect(rows.every(({ due_at }) => due_at !== '')).toBe(true)
    expect(csv).not.toMatch(/(^|[,"])[=+@]/m)
    expect(Object.keys(rows[0]!)).toEqual(
      expect.arrayContaining(['organisation', 'kind_name', 'asset', 'severity', 'first_seen']),
    )
  })

  it('shows at most ten rows a section, and says how many more there are', () => {
    const shown = wording.sections.reduce((sum, { findings }) => sum + Math.min(10, findings.length), 0)
    if (name !== 'hostile' && name !== 'website') expect(rowsOf(text)).toBe(shown)
    expect(flat(text)).toContain(listName[locale])
    expect((html.match(/<th scope="row"/g) ?? []).length).toBe(
      shown + (wording.sections.length > 1 && !wording.correction ? wording.sections.length : 0),
    )
  })
})

it('a notice says in plain words what is wrong, where, why it matters, what to do and how to answer', () => {
  const text = flat(told('one-finding').text)
  const { name, what, why, doNow, ifYouCannot } = wordsOf('open-rdp', 'nb', 3389)
  for (const part of [name, what, why, ...doNow, ...ifYouCannot]) expect(text).toContain(part)
  const order = [
    'TLP:AMBER.',
    name,
    'Gjør dette først:',
    'Hvor det er',
    'Hvorfor det betyr noe',
    'Gjør dette ===',
    'Slik svarer dere ==',
    answerPlace,
    'Trenger dere hjelp?',
  ]
  const places = order.map((part) => text.indexOf(part))
  expect(places.every((place) => place >= 0)).toBe(true)
  expect(places).toEqual([...places].sort((one, other) => one - other))
})

it('The eleventh finding stands only in the attached list, and the notice says so', () => {
  expect(rowsOf(told('ten-findings').text)).toBe(10)
  expect(told('ten-findings').text).not.toContain('Og ')
  const eleven = told('eleven-findings')
  expect(eleven.text).toContain('Og 1 til: se den vedlagte listen funn.csv.')
  expect(eleven.html).toContain('Og 1 til: se den vedlagte listen funn.csv.')
  expect(told('five-thousand', 'en').text).toContain('And 4,990 more: in the attached list findings.csv.')
})

it('The most severe stands first, whatever order they came in', () => {
  const wording = examples['every-severity']!('nb')
  const [section] = wording.sections
  const upsideDown = { ...wording, sections: [{ ...section!, findings: section!.findings.toReversed() }] }
  const grades = (text: string) => [...text.matchAll(/Alvor: ([\p{L} ]+) ·/gu)].map(([, grade]) => grade)
  expect(grades(wordNotice(upsideDown).text)).toEqual(['Kritisk', 'Høy', 'Middels', 'Lav', 'Til opplysning'])
  expect(wordNotice(upsideDown)).toEqual(wordNotice(wording))
})

it('Five kinds are told in full, the worst first; the others by name and link', () => {
  const { text, html } = told('several-kinds', 'en')
  expect(text.match(/^What to do$/gm)).toHaveLength(5)
  expect(text.indexOf(`${wordsOf('sinkhole', 'en').name}\n==`)).toBeLessThan(
    text.indexOf(`${wordsOf('open-rdp', 'en').name}\n==`),
  )
  for (const link of ['https://varde.example/kinds/ntp-version', 'https://varde.example/kinds/ssl-poodle']) {
    expect(text).toContain(`\n${link}`)
    expect(html).toContain(`href="${link}"`)
  }
})

it('Steps name the port that was seen, and say so when it differs', () => {
  const only = (port: number): Wording => ({
    ...examples['one-finding']!('nb'),
    sections: [
      { organisation: { id: 'org_1', name: 'Solvik' }, findings: [aFinding('nb', 1, { asset: { ip: '198.51.100.1', port } })] },
    ],
  })
  expect(wordNotice(only(3390)).text).toContain('Steng port 3390')
  expect(flat(told('several-kinds').text)).toContain('Porten er ikke den samme overalt.')
})

it('An operator gets one mail for forty members: who, how many, how bad, then a section each', () => {
  const wording = examples['operator-forty-members']!('nb')
  const { subject, text, html } = wordNotice(wording)
  expect(subject).toContain('hos 40 virksomheter')
  const summary = text.slice(text.indexOf('Hvem det gjelder'), text.indexOf('Slik svarer dere\n'))
  for (const { organisation } of wording.sections) {
    expect(flat(summary)).toContain(organisation.name)
    expect(html).toContain(`<h3>${organisation.name}</h3>`)
  }
  expect(text.match(/\{\{answer\}\}/g)).toHaveLength(1)
  expect(told('operator-one-member').subject).toContain('hos en dere drifter for')
})

it('Seen again after somebody said it was fixed: both dates stand there', () => {
  const { subject, text } = told('seen-again')
  expect(subject).toContain('er sett på nytt')
  expect(flat(text)).toContain('Meldt rettet 13. nov. 2026 kl. 03.10, men sett på nytt 20. nov. 2026 kl. 22.10.')
  expect(flat(text)).toContain('Fristen gikk ut 19. nov. 2026.')
  const some = flat(told('some-seen-again', 'en').text)
  expect(some).toContain('3 problems were seen again after they were reported fixed or closed.')
  expect(some).toContain('Closed on 15 Nov 2026 at 03:10, but seen again on 20 Nov 2026 at 22:10.')
  expect(some).toContain('Reported fixed on 13 Nov 2026 at 03:10 and closed on 15 Nov 2026 at 03:10. Seen again on')
  expect(some).toContain('We have told you of this before.')
})

it('A correction says which notice was wrong, why, that nothing needs to be done, and that we are sorry', () => {
  const { subject, text } = told('correction')
  expect(subject).toBe('[TLP:AMBER] Rettelse: det vi varslet 19. nov. 2026, var feil')
  for (const part of [
    'Det vi varslet dere om 19. nov. 2026 kl. 03.10, var feil.',
    'Dere trenger ikke gjøre noe.',
    'Varselet ble sendt 19. nov. 2026 kl. 03.10 med dette emnet: [TLP:AMBER] Kritisk: 3 sikkerhetsproblemer hos dere',
    'Grunn: Rapporten fra kilden var feil.',
    'Vi beklager feilen og arbeidet den ga dere.',
    '198.51.100.1:3389',
  ])
    expect(flat(text)).toContain(part)
  expect(text).not.toMatch(/Frist|Slik svarer dere|\{\{/)
})

it('At once and the daily digest say which they are', () => {
  expect(told('one-finding', 'nn').subject).toBe('[TLP:AMBER] Høgt alvor: 1 tryggleiksproblem hos dykk')
  expect(told('several-kinds', 'nn').subject).toBe(
    '[TLP:AMBER] Kritisk: 33 tryggleiksproblem hos dykk (dagleg samlemelding 21. nov. 2026)',
  )
  expect(flat(told('several-kinds', 'en').text)).toContain('Daily digest from HelseCERT to Nordre Follo')
})

it('A sender without a telephone number offers none; one with a number is called', () => {
  expect(told('every-severity').text).not.toContain('Ring ')
  expect(told('one-finding').text).toContain('Ring HelseCERT på +47 00 00 00 00.')
})

it('What comes from outside is text, and nothing else', () => {
  const { text, html } = told('hostile')
  expect(html).toContain('&lt;img src=x onerror=alert(1)&gt;')
  expect(html).not.toContain('<img')
  expect(text).not.toMatch(/\u202e/)
  // A web address that is itself the trouble is no link, and too long a one is cut here and whole in the list.
  expect(text).toContain('hxxps://evil.example/aaa')
  expect(text).not.toContain('https://evil.example')
  expect(told('hostile').csv).toContain(`https://evil.example/${'a'.repeat(4_000)}`)
})

it('Every label has a sentence that says who may see the notice', () => {
  const shares = tlps.map((tlp) => wordNotice({ ...examples['one-finding']!('en'), tlp }).text.match(/\n(TLP:[^\n]*)\n/)?.[1])
  expect(new Set(shares).size).toBe(tlps.length)
})

it('A night when the clocks change keeps its two hours apart by the day, and summer is summer', () => {
  expect(momentText('2026-07-01T22:30:00.000Z', 'nb')).toBe('2. juli 2026 kl. 00.30')
  expect(momentText(present, 'nn')).toBe('21. nov. 2026 kl. 03.10')
  expect(momentText(present, 'en')).toBe('21 Nov 2026 at 03:10')
})

it('Lines break between words, never within a date', () => {
  expect(wrapped('Fristen er nå den 21. nov. 2026 for alle', 24)).toEqual(['Fristen er nå den', '21. nov. 2026 for alle'])
})

it('every phrase is there in three languages and stays under twenty words a sentence', () => {
  expect(faultsOf(phrases, 'phrases')).toEqual([])
  const long = locales.flatMap((locale) =>
    Object.entries(phrases[locale]).flatMap(([key, text]) =>
      text
        // A moment is four words in the mail; the rest of what is filled in counts as one.
        .replaceAll(/\{\{(moment|claimed|closed|seen|last)\}\}/g, 'a b c d')
        .split(/[.!?:] /)
        .filter((sentence) => sentence.split(/\s+/).length >= 20)
        .map((sentence) => `${locale} ${key}: ${sentence}`),
    ),
  )
  expect(long).toEqual([])
})

it('event ids in what to do are no date', () => {
  expect('hendelse 4624 og 4625'.match(dates)).toBeNull()
  expect('Sist sett 21. nov. 2026 kl. 03.10'.match(dates)).toEqual(['21. nov. 2026'])
})
