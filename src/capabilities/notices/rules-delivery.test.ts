import { describe, expect, it } from 'vitest'
import { hour, later } from '#domain/time.ts'
import {
  addressKey,
  afterFailure,
  answerBy,
  isAboutServer,
  nextRung,
  nextTry,
  type Reachable,
  stateAfter,
  urgencyOf,
} from './rules-delivery.ts'

const now = '2026-11-20T12:00:00.000Z'
const minutes = (count: number) => later(now, count * 60_000)

describe('Patience', () => {
  it('is four hours for critical, three days for high, two weeks for medium, and none for what is milder', () => {
    const by = (severity: number) => answerBy({ severity, topic: 'findings' }, now)
    expect([4, 3, 2, 1, 0].map(by)).toEqual([
      '2026-11-20T16:00:00.000Z',
      '2026-11-23T12:00:00.000Z',
      '2026-12-04T12:00:00.000Z',
      null,
      null,
    ])
  })
  it('is that of the shortest deadline of what is not answered where that is stricter, and never goes past the deadline', () => {
    const by = (severity: number, askedHours: number) =>
      answerBy({ severity, topic: 'advisory', askedHours, askedBy: later(now, askedHours * hour) }, now)
    expect(by(1, 24)).toBe(later(now, 4 * hour))
    expect(by(1, 2)).toBe(later(now, 2 * hour))
    expect(by(2, 72)).toBe(later(now, 72 * hour))
    expect(by(0, 168)).toBe(later(now, 168 * hour))
    expect(by(0, 2_000)).toBeNull()
    expect(by(4, 2_000)).toBe(later(now, 4 * hour))
    expect(answerBy({ severity: 1, topic: 'advisory', askedHours: 24, askedBy: later(now, -hour) }, now)).toBe(
      later(now, 4 * hour),
    )
    expect([urgencyOf({ severity: 1, askedHours: 24 }), urgencyOf({ severity: 4, askedHours: 168 })]).toEqual([4, 4])
  })
  it('is not asked of whoever has answered all, or is told that a warning is over', () => {
    expect(answerBy({ severity: 4, topic: 'advisory', awaits: false, askedHours: 24 }, now)).toBeNull()
  })
  it('is not asked of who is told that something was wrong', () => {
    expect(answerBy({ severity: 4, topic: 'correction' }, now)).toBeNull()
  })
})

describe('A delivery that is put off', () => {
  it('is tried after 1, 2, 5, 15, 30, 60 minutes and then every hour', () => {
    const waits = [1, 2, 3, 4, 5, 6, 7, 20].map((tries) => nextTry('mail', tries, now, now))
    expect(waits).toEqual([1, 2, 5, 15, 30, 60, 60, 60].map(minutes))
  })
  it('is given up when the next try would come after two days; a message after an hour', () => {
    expect(nextTry('mail', 50, now, later(now, 47 * hour))).toBe(later(now, 48 * hour))
    expect(nextTry('mail', 50, now, later(now, 47 * hour + 1))).toBeUndefined()
    expect(nextTry('sms', 5, now, minutes(23))).toBe(minutes(53))
    expect(nextTry('sms', 6, now, minutes(53))).toBeUndefined()
  })
  it.each([
    ['connect ECONNREFUSED 127.0.0.1:25', true],
    ['421 4.7.0 too many connections', true],
    ['535 5.7.8 authentication failed', true],
    ['450 4.2.0 greylisted', false],
    ['550 5.1.1 no such mailbox', false],
    ['452 4.3.1 insufficient storage', false],
  ])('after %s: the whole server is meant is %s', (reply, expected) => {
    expect(isAboutServer(reply)).toBe(expected)
  })
})

const contact = (role: string, name: string, email: string | null, telephone: string | null = null): Reachable => ({
  id: name,
  role,
  name,
  email,
  telephone,
  language: 'nb',
})
const both = [contact('security', 'Ada', 'ada@a.example', '+47 90 00 00 01'), contact('security', 'Bo', 'bo@a.example')]
const night = contact('operations-24/7', 'Night', 'Night@a.example', '90 00 00 02')
const boss = contact('management', 'Boss', null, '+47 90 00 00 03')

/** Every rung that a notice goes up, as `channel: names`. */
function wholeLadder(contacts: readonly Reachable[], means: { severity: number; hasGateway: boolean }): string[] {
  const tried = new Set<string>()
  const rungs: string[] = []
  for (;;) {
    const rung = nextRung(contacts, tried, means)
    if (!rung) return rungs
    rungs.push(`${rung.channel}: ${rung.contacts.map(({ name }) => name).join(', ')}`)
    for (const { email, telephone } of rung.contacts)
      tried.add(addressKey(rung.channel, (rung.channel === 'mail' ? email : telephone)!))
  }
}

describe('The ladder', () => {
  it('goes by mail from role to role, then by message, then by telephone, each address once', () => {
    expect(wholeLadder([...both, night, boss], { severity: 4, hasGateway: true })).toEqual([
      'mail: Ada, Bo',
      'mail: Night',
      'sms: Ada',
      'sms: Night',
      'sms: Boss',
      'telephone: Ada',
      'telephone: Night',
      'telephone: Boss',
    ])
  })
  it('pages nobody without a gateway, nor for what is not severe', () => {
    expect(wholeLadder([both[0]!, night], { severity: 4, hasGateway: false }).join()).not.toContain('sms')
    expect(wholeLadder([both[0]!, night], { severity: 2, hasGateway: true }).join()).not.toContain('sms')
  })
  it('writes to one address once, however it is written and whoever has it', () => {
    const twice = [contact('security', 'Ada', 'Vakt@a.example'), contact('operations-24/7', 'Night', 'vakt@A.example')]
    expect(wholeLadder(twice, { severity: 4, hasGateway: true })).toEqual(['mail: Ada'])
    expect(addressKey('sms', '+47 90 00 00 01')).toBe(addressKey('sms', '+4790000001'))
  })
  it('has no rung for whoever has no contact', () => {
    expect(nextRung([], new Set(), { severity: 4, hasGateway: true })).toBeUndefined()
  })
})

describe('The state of a notice', () => {
  it.each([
    ['queued', ['queued', 'sent'], 'sent'],
    ['queued', ['queued', 'queued'], 'queued'],
    ['queued', ['queued', 'deferred'], 'deferred'],
    ['deferred', ['bounced', 'queued'], 'bounced'],
    ['sent', ['bounced'], 'bounced'],
    ['sent', ['bounced', 'sent'], 'sent'],
    ['bounced', ['bounced', 'sent'], 'sent'],
    ['queued', [], 'bounced'],
    ['opened', ['bounced'], 'opened'],
    ['silent', ['sent'], 'silent'],
    ['answered', ['bounced'], 'answered'],
    ['cancelled', ['sent'], 'cancelled'],
  ] as const)('of one that was %s with deliveries %s is %s', (before, deliveries, after) => {
    expect(
      stateAfter(
        before,
        deliveries.map((state) => ({ channel: 'mail', state })),
      ),
    ).toBe(after)
  })
})

it('A message alone tells nobody of anything', () => {
  const bounced = { channel: 'mail', state: 'bounced' } as const
  expect(stateAfter('bounced', [bounced, { channel: 'sms', state: 'sent' }])).toBe('bounced')
  expect(stateAfter('bounced', [bounced, { channel: 'telephone', state: 'reached' }])).toBe('sent')
})

describe('A webhook that fails', () => {
  it('waits longer each time, and is switched off after 20 failures in a row or five days without success', () => {
    expect(afterFailure(1, now, now)).toEqual({ off: false, nextTryAt: minutes(1) })
    expect(afterFailure(10, now, now)).toEqual({ off: false, nextTryAt: minutes(480) })
    expect(afterFailure(19, now, minutes(60)).off).toBe(false)
    expect(afterFailure(20, now, minutes(60)).off).toBe(true)
    expect(afterFailure(3, now, later(now, 5 * 24 * hour - 1)).off).toBe(false)
    expect(afterFailure(3, now, later(now, 5 * 24 * hour)).off).toBe(true)
  })
})
