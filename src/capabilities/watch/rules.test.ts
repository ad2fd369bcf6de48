import { describe, expect, it } from 'vitest'
import { type Id, newId } from '#domain/id.ts'
import { locales } from '#domain/locale.ts'
import { day, hour, later } from '#domain/time.ts'
import { type TaskKind, taskKinds } from './contract.ts'
import {
  awake,
  doingsOf,
  dueAt,
  groupOf,
  grown,
  heardKinds,
  isOverdue,
  linkOf,
  type Subject,
  snoozeFault,
  thingsIn,
} from './rules.ts'
import { endInWords, stepInWords, taskInWords } from './words.ts'

const now = '2026-11-21T03:10:00.000Z'
const org = newId('org')
const findings = (...more: object[]) => ({
  findings: (more.length > 0 ? more : [{}]).map((each) => ({ id: newId('fnd'), organisation: org, severity: 3, ...each })),
})
const notice = (more: object = {}) => ({ notice: newId('ntc'), recipient: org, severity: 4, subject: 'To funn', ...more })

const raised = (kind: string, payload: object) => doingsOf(kind, payload).flatMap(({ raises }) => raises ?? [])
const ended = (kind: string, payload: object) => doingsOf(kind, payload).flatMap(({ ends }) => ends ?? [])

describe('the table', () => {
  it.each([
    ['finding.contradicted', findings(), 'contradicted'],
    ['finding.lapsed', findings(), 'lapsed'],
    ['finding.answered', { ...findings(), answer: 'not-ours' }, 'dispute'],
    ['finding.answered', { ...findings(), answer: 'false-alarm' }, 'dispute'],
    ['finding.restored', { ...findings({ state: 'disputed', answer: 'not-ours' }), cause: 'taken-back' }, 'dispute'],
    ['notice.bounced', notice({ address: 'a@b.example' }), 'bounce'],
    ['notice.silent', notice(), 'silent'],
    ['notice.call', notice({ contact: 'Vaktleder', address: '+47 00 00 00 00' }), 'call'],
    ['notice.call', notice(), 'no-contact'],
    ['notice.replied', notice(), 'reply'],
    ['notices.mail-unfiled', { mail: newId('mai'), sender: 'a@b.example', subject: 'Hei' }, 'mail'],
    ['notice.capped', notice({ notice: '' }), 'capped'],
    ['notices.sending-held', { reason: 'Feil i en kilde' }, 'sending-held'],
    ['notices.webhook-failed', notice({ notice: '', address: newId('hok') }), 'webhook-failed'],
    ['profile.key-changed', { key: newId('pgp'), organisation: org, contact: 'Vakt', fingerprint: 'A' }, 'key-changed'],
    ['profile.key-ending', { key: newId('pgp'), organisation: org, contact: 'Vakt', fingerprint: 'A' }, 'key-ending'],
    ['profile.key-blocks', { key: newId('pgp'), organisation: org, contact: 'Vakt', fingerprint: 'A' }, 'key-ending'],
    ['profile.team-key-ending', { constituency: 'health', fingerprint: 'A', endsAt: now }, 'team-key-ending'],
    [
      'services.approval-needed',
      { organisation: 'org', service: 'scanning', objects: ['tgt'], targets: ['198.18.9.0/24'] },
      'service-approval',
    ],
    ['access.break-glass-used', { person: newId('usr'), name: 'x', at: '' }, 'break-glass'],
    ['access.break-glass-untested', { person: newId('usr'), name: 'x', at: '' }, 'break-glass-untested'],
    ['claims.waits', { object: newId('clm'), why: 'review', organisation: org, value: '198.18.0.0/16' }, 'claim'],
    [
      'claims.proof-lost',
      { claim: newId('clm'), organisation: org, form: 'network', value: '198.18.0.0/16', holding: 'stays' },
      'proof-lost',
    ],
    ['partners.key-waits', { partner: newId('par'), name: 'Fjell CERT', fingerprint: 'ABCD' }, 'partner-key'],
    [
      'partners.newer',
      { item: newId('pit'), partner: 'Fjell CERT', title: 'T', trackingId: 'V-1', editor: 'Vakt', severity: 'high' },
      'partner-newer',
    ],
    ['members.contacts-overdue', { organisation: org, contacts: 2 }, 'unconfirmed'],
    ['feeds.source-silent', { source: newId('src'), name: 's', title: 'S', since: now, rhythmHours: 24 }, 'feed-stopped'],
    ['feeds.closing-held', { closing: newId('clo'), source: 's', kind: 'open-rdp', findings: 5, of: 9 }, 'closing-held'],
    ['intake.unattributed', { group: '198.18.4.0/24', asn: null, sightings: 5, worst: 4, sample: [] }, 'unattributed'],
  ])('%s raises a task', (kind, payload, what) => {
    const [doing] = doingsOf(kind, payload).filter(({ raises }) => raises)
    expect(doing).toMatchObject({ raises: what })
    expect(doing!.subjects).toHaveLength(1)
  })

  it('raises every kind of task there is', () => {
    const all = [
      ...['finding.contradicted', 'finding.lapsed'].flatMap((kind) => raised(kind, findings())),
      ...raised('finding.answered', { ...findings(), answer: 'not-ours' }),
      ...['notice.bounced', 'notice.silent', 'notice.call', 'notice.replied', 'notice.capped', 'notices.webhook-failed'].flatMap(
        (kind) => raised(kind, notice()),
      ),
      ...raised('notice.call', notice({ contact: 'Vakt' })),
      ...raised('notices.mail-unfiled', {}),
      ...raised('notices.sending-held', {}),
      ...raised('services.approval-needed', { organisation: 'org', service: 'scanning', objects: ['tgt'], targets: [] }),
      ...raised('welcome.remarked', { organisation: org, remark: 'x' }),
      ...['access.break-glass-used', 'access.break-glass-untested'].flatMap((kind) =>
        raised(kind, { person: 'p', name: 'x', at: '' }),
      ),
      ...raised('claims.waits', { object: 'dsp', why: 'dispute', organisation: org, value: '198.18.0.0/16' }),
      ...raised('claims.proof-lost', { claim: 'clm', organisation: org, value: 'a.example', holding: 'ends' }),
      ...raised('members.contacts-overdue', { organisation: org, contacts: 2 }),
      ...['profile.key-changed', 'profile.key-ending', 'profile.key-blocks'].flatMap((kind) =>
        raised(kind, { key: 'k', organisation: org }),
      ),
      ...raised('profile.team-key-ending', { constituency: 'health' }),
      ...raised('feeds.source-silent', { source: 's' }),
      ...raised('feeds.closing-held', { closing: 'c' }),
      ...raised('partners.key-waits', { partner: 'par', name: 'n', fingerprint: 'f' }),
      ...raised('partners.newer', { item: 'pit', partner: 'n', title: 't', trackingId: 'v', editor: 'e', severity: null }),
      ...raised('intake.unattributed', { group: 'g', worst: 3, sightings: 1, sample: [] }),
    ]
    expect([...new Set(all)].sort()).toEqual([...taskKinds].sort())
  })

  it.each([
    ['finding.answered', { ...findings(), answer: 'fixed' }, ['contradicted', 'dispute', 'lapsed']],
    ['finding.answered', { ...findings(), answer: 'not-ours' }, ['contradicted', 'lapsed']],
    ['finding.judged', { ...findings(), upheld: false }, ['dispute']],
    ['finding.fixed', findings(), ['contradicted', 'dispute', 'lapsed']],
    ['finding.withdrawn', findings(), ['contradicted', 'dispute', 'lapsed']],
    ['notice.opened', notice(), ['call', 'no-contact', 'silent']],
    ['notice.settled', notice(), ['call', 'no-contact', 'silent']],
    ['notice.cancelled', notice(), ['bounce', 'call', 'no-contact', 'reply', 'silent']],
    ['notice.call', notice({ contact: 'Vakt' }), ['silent']],
    ['notices.mail-filed', { mail: 'm' }, ['mail']],
    ['notices.sending-released', { reason: '' }, ['sending-held']],
    ['claims.decided', { object: 'clm', why: 'review', organisation: org, value: '198.18.0.0/16' }, ['claim']],
    ['claims.proven', { claim: 'clm', organisation: org, form: 'domain', value: 'a.example' }, ['proof-lost']],
    ['claims.proof-settled', { claim: 'clm', organisation: org, form: 'domain', value: 'a.example' }, ['proof-lost']],
    ['partners.key-decided', { partner: 'par', name: 'Fjell CERT', fingerprint: 'ABCD' }, ['partner-key']],
    [
      'partners.newer-seen',
      { item: 'pit', partner: 'Fjell CERT', title: 'T', trackingId: '', editor: 'Vakt', severity: null },
      ['partner-newer'],
    ],
    ['members.contacts-confirmed', { organisation: org, contacts: 0 }, ['unconfirmed']],
    ['welcome.agreed', { organisation: org, remark: '' }, ['wrong-facts']],
    ['feeds.source-back', { source: 's' }, ['feed-stopped']],
    ['feeds.closing-decided', { closing: 'c' }, ['closing-held']],
  ])('%s ends tasks', (kind, payload, what) => {
    expect(ended(kind, payload).sort()).toEqual(what)
  })

  it('has nothing to say of a finding that opens, which only counts for the shift', () => {
    expect(heardKinds).toContain('finding.opened')
    expect(doingsOf('finding.opened', findings())).toEqual([])
    expect(thingsIn(findings({}, {}))).toBe(2)
    expect(thingsIn(notice())).toBe(1)
  })
})

const subject = (severity: number): Subject => ({ object: newId('fnd'), organisation: org, severity, times: 1, facts: {} })

describe('a task that grows', () => {
  it('has the clock of the worst thing, counted from when it happened', () => {
    expect(dueAt(4, now)).toBe(later(now, hour))
    expect(grown(undefined, [subject(1), subject(3)], now)).toEqual({ severity: 3, dueAt: later(now, 4 * hour), state: 'open' })
  })

  it('is never given more time by what is milder or later', () => {
    const task = { severity: 4, dueAt: later(now, hour), state: 'taken' as const, takenBy: 'usr_1' }
    expect(grown(task, [subject(1)], later(now, day))).toEqual({ severity: 4, dueAt: later(now, hour), state: 'taken' })
  })

  it('wakes when it grows worse, and sleeps on when it only grows', () => {
    const task = { severity: 2, dueAt: later(now, day), state: 'snoozed' as const, takenBy: null }
    expect(grown(task, [subject(2)], now).state).toBe('snoozed')
    expect(grown(task, [subject(4)], now).state).toBe('open')
    expect(grown({ ...task, takenBy: 'usr_1' }, [subject(4)], now).state).toBe('taken')
  })
})

it('What happens at one organisation is one task; what has its own conversation is its own', () => {
  const at = (what: TaskKind) => groupOf(what, { ...subject(2), object: 'thing' })
  for (const what of ['contradicted', 'dispute', 'lapsed', 'call', 'silent', 'bounce'] as const) expect(at(what), what).toBe(org)
  for (const what of ['reply', 'feed-stopped', 'closing-held', 'unattributed'] as const) expect(at(what), what).toBe('thing')
  expect(at('mail')).toBe('inbox')
})

it('A task sleeps into the future, and not so long that it is forgotten', () => {
  expect(snoozeFault(now, now)).toBe('snooze-over-already')
  expect(snoozeFault(later(now, 30 * day), now)).toBeUndefined()
  expect(snoozeFault(later(now, 31 * day), now)).toBe('snooze-too-long')
  expect([awake({ takenBy: null }), awake({ takenBy: 'usr_1' })]).toEqual(['open', 'taken'])
})

it('Only what waits for somebody is overdue', () => {
  const late = { dueAt: later(now, -1) }
  expect(isOverdue({ ...late, state: 'open' }, now)).toBe(true)
  expect(isOverdue({ ...late, state: 'snoozed' }, now)).toBe(false)
  expect(isOverdue({ ...late, state: 'done' }, now)).toBe(false)
})

it('One thing leads to its page, several to their list', () => {
  const [finding, ntc] = [newId('fnd'), newId('ntc')]
  const of = (what: TaskKind, object: string, count: number, facts = {}) =>
    linkOf(what, { object, count, organisation: org as Id<'org'>, facts })
  expect(of('dispute', finding, 1)).toBe(`/findings/${finding}`)
  expect(of('dispute', org, 7)).toBe(`/findings?organisation=${org}&state=disputed`)
  expect(of('call', ntc, 1)).toBe(`/notices/${ntc}`)
  expect(of('silent', org, 3)).toBe(`/notices?organisation=${org}`)
  expect(of('no-contact', org, 1)).toBe(`/organisations/${org}`)
})

describe('the words', () => {
  const facts = {
    kind: 'open-rdp',
    asset: '198.18.4.7:3389/tcp',
    subject: 'To funn',
    source: 's',
    findings: 30,
    of: 90,
    title: 'Skanning',
    contact: 'Driftsvakt',
    name: 'vakt',
    endsAt: '2026-12-20T00:00:00.000Z',
    remark: 'Vi heter noe annet',
    advisory: 'VARDE-2026-0007',
  }

  it.each(taskKinds.flatMap((what) => locales.flatMap((locale) => [1, 3].map((count) => [what, locale, count] as const))))(
    'of %s in %s for %i say what is the matter and what to do, in short sentences',
    (what, locale, count) => {
      const { words, next } = taskInWords({ what, name: 'Nordvik kommune', count, facts }, locale)
      for (const text of [words, next]) {
        expect(text).not.toMatch(/undefined|null|\{\{/)
        expect(text.length).toBeGreaterThan(10)
        for (const sentence of text.split(/[.:!?]\s/)) expect(sentence.split(/\s+/).length, sentence).toBeLessThan(20)
      }
      expect(next).toMatch(/\.$/)
    },
  )

  it('of a finding name what is wrong and where; of one that vanished at least whose it is', () => {
    expect(taskInWords({ what: 'contradicted', name: 'Fjord kommune', count: 1, facts }, 'nb').words).toContain('198.18.4.7:3389')
    const gone = taskInWords({ what: 'contradicted', name: 'Fjord kommune', count: 1, facts: {} }, 'nb').words
    expect(gone).toBe('Fjord kommune meldte rettet, men det er sett igjen')
  })

  it('of every event that ends a task say why, and of every step what was done', () => {
    const ending = heardKinds.filter((kind) =>
      [findings(), { ...findings(), answer: 'fixed' as const }, notice(), {}, { source: 's' }, { closing: 'c' }].some(
        (payload) => {
          try {
            return ended(kind, payload).length > 0
          } catch {
            return false
          }
        },
      ),
    )
    expect(ending.length).toBeGreaterThan(7)
    for (const kind of ending) for (const locale of locales) expect(endInWords(kind, locale), kind).not.toBe(kind)
    expect(stepInWords({ what: 'given', text: 'Kari' }, 'nn')).toEqual({ words: 'Gav saka til Kari', text: '' })
    expect(stepInWords({ what: 'over', text: 'finding.fixed' }, 'en').text).toBe('Measurements show that it is fixed.')
  })
})
