import { describe, expect, it } from 'vitest'
import { locales } from '#domain/locale.ts'
import { noticeSteps } from '../rules-delivery.ts'
import { type Call, callScript, inRole, shortMessage } from './call.ts'
import { noticeStepInWords } from './steps.ts'

const call = (change: Partial<Call> = {}): Call => ({
  locale: 'nb',
  reader: change.locale ?? 'nb',
  sender: 'HelseCERT',
  recipient: 'Solvik kommune',
  contact: { name: 'Driftsvakta', role: 'operations-24/7', telephone: '+47 00 00 00 00' },
  severity: 'critical',
  findings: 3,
  worst: 'Fjernskrivebordet (RDP) er åpent mot internett',
  sentAt: '2026-11-21T02:10:00.000Z',
  canSendAgain: true,
  ...change,
})
/** The script as it stands on the page, a line each. */
const written = (about: Call): string =>
  callScript(about)
    .map(({ title, lines }) => [title, ...lines.map(({ text }) => text)].join('\n'))
    .join('\n\n')

describe.each(locales)('in %s', (locale) => {
  it('the script has whom to call, what to say, ask and note, in short sentences', () => {
    const script = written(call({ locale }))
    for (const part of ['+47 00 00 00 00', 'Driftsvakta', 'Solvik kommune', 'HelseCERT', '3', '2026'])
      expect(script).toContain(part)
    expect(script.split('\n\n')).toHaveLength(5)
    expect(script).not.toMatch(/undefined|null|security\b.*role/)
    for (const sentence of script.replace(/\d+\.? \p{L}+\.? \d{4}.{3,5}\d\d[.:]\d\d/gu, 'a b c d').split(/[.!?:»”]\s|\n/))
      expect(sentence.split(/\s+/).length).toBeLessThan(20)
  })

  it('of a warning the script names it and what it asks, and speaks of no problem that was found and fixed', () => {
    const warning = { title: 'Steng fjernpålogging', left: 2 }
    const due = { at: '2026-12-01T10:00:00.000Z', daysAgo: null } as const
    const { worst: _worst, ...rest } = call({ locale, findings: 2, warning, firstStep: 'Steng porten.', due })
    const script = written(rest)
    for (const part of ['Steng fjernpålogging', 'Steng porten.']) expect(script).toContain(part)
    expect(script).toMatch({ nb: /svar på 2 tiltak/, nn: /svar på 2 tiltak/, en: /answer to 2 measures/ }[locale])
    expect(script).toMatch({ nb: /gjort innen 1\. des/, nn: /gjort innan 1\. des/, en: /done by 1 Dec/ }[locale])
    expect(script).not.toMatch(/problem|rette[rt]|retta|fix/)
  })

  it('the script says where it is, what to do first and by when, and that a lost mail goes again', () => {
    const due = '2026-12-01T10:00:00.000Z' as const
    const about = {
      places: [{ of: null, addresses: ['198.18.4.7:3389', '198.18.4.8:3389'] }],
      firstStep: 'Steng porten.',
      due: { at: due, daysAgo: null },
    }
    const script = written(call({ locale, ...about }))
    for (const part of [
      '198.18.4.7:3389, 198.18.4.8:3389',
      'Steng porten.',
      { nb: '1. des. 2026', nn: '1. des. 2026', en: '1 Dec 2026' }[locale],
    ])
      expect(script).toContain(part)
    const again = /sender jeg den igjen nå|sender eg han igjen no|I am sending it again now/
    expect(script).toMatch(again)
    expect(written(call({ locale, canSendAgain: false }))).not.toMatch(again)
    expect(written(call({ locale, due: { at: due, daysAgo: 13 } }))).toContain(
      {
        nb: '«Det skulle vært rettet innen 1. des. 2026. Det er 13 døgn siden.»',
        nn: '«Det skulle vore retta innan 1. des. 2026. Det er 13 døgn sidan.»',
        en: '“It should have been fixed by 1 Dec 2026, 13 days ago.”',
      }[locale],
    )
    expect(written(call({ locale, due: { at: due, daysAgo: 0 } }))).not.toMatch(/ 0 d/)
  })

  it('an operator hears at whom it is, and how many more there are', () => {
    const places = [
      { of: 'Solvik kommune', addresses: ['198.18.4.7:3389'] },
      { of: 'Nordvik kommune', addresses: ['198.18.5.7:3389'] },
    ]
    const script = written(call({ locale, recipient: 'Fjord IKT', places, otherCustomers: 4 }))
    const at = { nb: 'Hos', nn: 'Hos', en: 'At' }[locale]
    expect(script).toContain(`${at} Solvik kommune: 198.18.4.7:3389.`)
    expect(script).toContain(`${at} Nordvik kommune: 198.18.5.7:3389.`)
    expect(script).toMatch(/\b4 (til|more)\b/)
  })

  it('headings are in the language of whoever reads, what is said in that of whoever answers', () => {
    const foreign = locale === 'en' ? 'nb' : 'en'
    const parts = callScript(call({ locale: foreign, reader: locale }))
    const own = callScript(call({ locale }))
    const theirs = callScript(call({ locale: foreign }))
    expect(parts.map(({ title }) => title)).toEqual(own.map(({ title }) => title))
    const saying = (script: typeof parts, isSaid: boolean) =>
      script.flatMap(({ lines }) => lines.filter(({ said }) => said === isSaid))
    expect(saying(parts, true)).toEqual(saying(theirs, true))
    expect(saying(parts, false)).toEqual(saying(own, false))
    expect(saying(parts, true).length).toBeGreaterThan(5)
  })

  it('a member without any contact gets a script that says so', () => {
    const script = written(call({ locale, contact: null, sentAt: null, canSendAgain: false }))
    expect(script).toContain('Solvik kommune')
    expect(script).not.toContain('+47')
    expect(script).not.toContain('2026')
  })

  it('the short message says who and where to look, nothing of the finding, in one SMS', () => {
    const message = shortMessage({ locale, sender: 'HelseCERT', telephone: '+47 00 00 00 00' })
    expect(message).toMatch(/^HelseCERT .*\+47 00 00 00 00\.$/)
    expect(message).not.toMatch(/RDP|kritisk|critical|problem|TLP|http/i)
    const hostile = shortMessage({ locale, sender: `${'Ж'.repeat(90)}«Lang»${'x'.repeat(90)}`, telephone: `${'1'.repeat(99)}😀` })
    for (const text of [message, hostile, shortMessage({ locale, sender: '', telephone: '' })]) {
      expect(text.length).toBeLessThanOrEqual(160)
      expect(text).toMatch(/^[A-Za-z0-9 +.,æøåÆØÅ-]+$/)
    }
  })

  it('every step of a notice has words, with and without its reasons', () => {
    const because = {
      channel: 'mail',
      contact: 'Vakta',
      role: 'security',
      address: 'vakt@solvik.example',
      reply: '550 5.1.1 No such user',
      nextTryAt: '2026-11-21T02:10:00.000Z',
      encrypted: true,
      signed: true,
      reason: 'Feil',
      reached: true,
      text: 'Retter i dag',
      from: 'ola@solvik.example',
      subject: 'Fraværende',
    }
    const brief = ['created', 'answered', 'escalated', 'corrected']
    for (const step of [...noticeSteps, ...brief]) {
      for (const given of [because, {}]) {
        const said = noticeStepInWords(step, given, locale)
        expect(said, step).not.toBe(step)
        expect(said, step).not.toMatch(/undefined|null|\s[.,]|: ?$/)
      }
    }
  })
})

it('names a contact that is called by its role once', () => {
  expect(inRole('Sikkerhetskontakt', 'security', 'nb')).toBe('Sikkerhetskontakt')
  expect(inRole('Sikkerhetsvakta', 'security', 'nb')).toBe('Sikkerhetsvakta (sikkerhetskontakt)')
})

it('A step says to whom, how it was kept safe, and what the other side answered', () => {
  const to = { channel: 'mail', contact: 'Vakta', role: 'security', address: 'vakt@solvik.example' }
  expect(noticeStepInWords('sent', { ...to, encrypted: true, signed: true }, 'nb')).toBe(
    'E-post er sendt til Vakta (sikkerhetskontakt), vakt@solvik.example, kryptert og signert.',
  )
  expect(noticeStepInWords('bounced', { address: 'x@solvik.example', reply: '550 unknown' }, 'en')).toBe(
    'Bounced from x@solvik.example. The answer was: 550 unknown',
  )
  expect(noticeStepInWords('unheard-of', {}, 'nb')).toBe('unheard-of')
})
