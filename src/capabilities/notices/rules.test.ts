import { describe, expect, it } from 'vitest'
import { type Id, newId } from '#domain/id.ts'
import {
  constituencyOf,
  dueNow,
  fateOf,
  heldBack,
  type Placed,
  type Rule,
  recipientsOf,
  ruleFor,
  scheduleFor,
  settlementOf,
  usualWish,
} from './rules.ts'

const [owner, operator, other] = [newId('org'), newId('org'), newId('org')]
const [holding, operates] = [newId('hol'), newId('hol')]
const now = '2026-11-18T10:00:00.000Z'

const finding: Placed = {
  organisation: owner,
  operator,
  holding,
  operates,
  kind: 'open-rdp',
  family: 'remote-desktop',
  severity: 3,
}

const rule = (change: Partial<Rule> = {}): Rule => ({
  id: newId('rou'),
  organisation: null,
  holding: null,
  family: null,
  kind: null,
  severityFrom: null,
  tell: 'both',
  reason: 'avtalt i møte',
  createdAt: '2026-01-01T00:00:00.000Z',
  ...change,
})

describe('the narrowest routing rule decides', () => {
  /** Narrowest first. */
  const ladder: [string, Rule][] = [
    ['holding and kind', rule({ holding, kind: 'open-rdp' })],
    ['holding and family', rule({ holding, family: 'remote-desktop' })],
    ['holding from high', rule({ holding, severityFrom: 3 })],
    ['holding', rule({ holding })],
    ['organisation and kind', rule({ organisation: owner, kind: 'open-rdp' })],
    ['organisation and family', rule({ organisation: owner, family: 'remote-desktop' })],
    ['organisation', rule({ organisation: owner })],
    ['everybody and kind', rule({ kind: 'open-rdp' })],
    ['everybody and family', rule({ family: 'remote-desktop' })],
    ['everybody from high', rule({ severityFrom: 3 })],
    ['everybody from low', rule({ severityFrom: 1 })],
    ['everybody', rule()],
  ]
  for (const [place, [name, narrow]] of ladder.entries())
    it(`${name} before all that are wider`, () => {
      const rules = ladder.slice(place).map(([, one]) => one)
      expect(ruleFor(rules, finding)).toBe(narrow)
      expect(ruleFor(rules.toReversed(), finding)).toBe(narrow)
    })

  it.each([
    ['another organisation', rule({ organisation: other })],
    ['another holding', rule({ holding: newId('hol') })],
    ['another kind', rule({ kind: 'open-ssh' })],
    ['another family', rule({ family: 'database' })],
    ['what is more severe', rule({ severityFrom: 4 })],
  ])('a rule for %s does not fit', (_, wrong) => {
    expect(ruleFor([wrong], finding)).toBeUndefined()
  })

  it('a rule for what the operator holds fits, too', () => {
    const byOperator = rule({ holding: operates })
    expect(ruleFor([rule({ organisation: owner }), byOperator], finding)).toBe(byOperator)
  })

  it('of two that are equally narrow the later one', () => {
    const later = rule({ organisation: owner, createdAt: '2026-02-01T00:00:00.000Z' })
    expect(ruleFor([rule({ organisation: owner }), later, rule({ organisation: owner })], finding)).toBe(later)
  })
})

describe('who is told', () => {
  const roles = (placed: Placed, tell?: Rule['tell']) =>
    recipientsOf(placed, tell && rule({ tell })).map(({ organisation, role }) => [organisation, role])

  it('without a rule the operator where there is one, else the owner', () => {
    expect(roles(finding)).toEqual([[operator, 'operator']])
    expect(roles({ ...finding, operator: null })).toEqual([[owner, 'owner']])
  })

  it('as the rule says: the owner, the operator or both', () => {
    expect(roles(finding, 'owner')).toEqual([[owner, 'owner']])
    expect(roles(finding, 'operator')).toEqual([[operator, 'operator']])
    expect(roles(finding, 'both')).toEqual([
      [owner, 'owner'],
      [operator, 'operator'],
    ])
  })

  it('never nobody: where nobody operates the owner is told, whatever the rule says', () => {
    for (const tell of ['operator', 'both'] as const)
      expect(roles({ ...finding, operator: null }, tell)).toEqual([[owner, 'owner']])
  })
})

describe('when', () => {
  it('what is critical goes at once, the rest at the hour of the digest', () => {
    expect(scheduleFor(4, usualWish, now)).toEqual({ schedule: 'at-once', sendAfter: '2026-11-18T10:00:20.000Z' })
    expect(scheduleFor(3, usualWish, now)).toEqual({ schedule: 'daily', sendAfter: '2026-11-19T07:00:00.000Z' })
  })

  it('the member chooses the hour and what counts as critical', () => {
    const wish = { ...usualWish, digestHour: 15, atOnceFrom: 2 }
    expect(scheduleFor(2, wish, now).schedule).toBe('at-once')
    expect(scheduleFor(1, wish, now)).toEqual({ schedule: 'daily', sendAfter: '2026-11-18T14:00:00.000Z' })
  })

  const waits = (schedule: 'at-once' | 'daily', second: number) => ({
    schedule,
    sendAfter: `2026-11-18T10:00:${String(second).padStart(2, '0')}.000Z`,
    severity: 4,
  })

  it('what goes at once waits until no more comes in, so that one report gives one notice', () => {
    const [early, late] = [waits('at-once', 20), waits('at-once', 35)]
    expect(dueNow([early, late], '2026-11-18T10:00:34.999Z')).toEqual([])
    expect(dueNow([early, late], '2026-11-18T10:00:35.000Z')).toEqual([early, late])
  })

  it('but no longer than forty seconds after the first', () => {
    const [first, last] = [waits('at-once', 20), waits('at-once', 59)]
    expect(dueNow([first, last], '2026-11-18T10:00:39.999Z')).toEqual([])
    expect(dueNow([first, last], '2026-11-18T10:00:40.000Z')).toEqual([first, last])
  })

  it('the digest does not go along with what goes at once', () => {
    const [atOnce, daily] = [waits('at-once', 20), { ...waits('daily', 0), sendAfter: '2026-11-19T07:00:00.000Z' }]
    expect(dueNow([atOnce, daily], '2026-11-18T10:00:30.000Z')).toEqual([atOnce])
    expect(dueNow([daily], '2026-11-19T07:00:00.000Z')).toEqual([daily])
  })

  it('a window holds back all but what is critical, a freeze all', () => {
    const everybodys = [{ organisation: null }]
    expect(heldBack(owner, 3, usualWish, everybodys, now)).toBe('window')
    expect(heldBack(owner, 4, usualWish, everybodys, now)).toBeUndefined()
    expect(heldBack(owner, 3, usualWish, [{ organisation: other }], now)).toBeUndefined()
    expect(heldBack(owner, 3, usualWish, [{ organisation: owner }], now)).toBe('window')
    expect(heldBack(owner, 4, { ...usualWish, frozenUntil: '2026-11-18T11:00:00.000Z' }, [], now)).toBe('freeze')
    expect(heldBack(owner, 4, { ...usualWish, frozenUntil: now }, [], now)).toBeUndefined()
  })
})

describe('what becomes of what waited', () => {
  const waits = (change: Partial<Parameters<typeof fateOf>[0]> = {}) => ({
    cause: 'opened' as const,
    role: 'owner' as const,
    recipient: owner as Id<'org'>,
    ...change,
  })

  it('is told while it is open, also when another was told of it', () => {
    for (const state of ['open', 'told']) expect(fateOf(waits(), { state, operator: null })).toBe('tell')
  })

  it('is dropped when it settled or vanished', () => {
    for (const state of ['answered', 'fixed', 'accepted', 'disputed', 'withdrawn'])
      expect(fateOf(waits(), { state, operator: null })).toBe('drop')
    expect(fateOf(waits(), undefined)).toBe('drop')
  })

  it('is routed again when another operates it now', () => {
    const asOperator = waits({ role: 'operator', recipient: operator })
    expect(fateOf(asOperator, { state: 'open', operator })).toBe('tell')
    expect(fateOf(asOperator, { state: 'open', operator: other })).toBe('route-again')
    expect(fateOf(asOperator, { state: 'open', operator: null })).toBe('route-again')
  })

  it('a correction is dropped when the finding is there after all', () => {
    expect(fateOf(waits({ cause: 'withdrawn' }), { state: 'withdrawn', operator: null })).toBe('tell')
    expect(fateOf(waits({ cause: 'withdrawn' }), { state: 'open', operator: null })).toBe('drop')
  })
})

describe('as whom we write', () => {
  const who = (
    constituencies: ('health' | 'municipal')[],
    ...kinds: Parameters<typeof constituencyOf>[0]['kinds'][number][]
  ) => ({
    constituencies,
    kinds,
  })
  const [town, hospital] = [who(['municipal'], 'municipality'), who(['health'], 'hospital')]

  it('by the constituency that the recipient is in', () => {
    expect(constituencyOf(who(['health'], 'municipality'), [town, town])).toBe('health')
    expect(constituencyOf(who(['municipal'], 'hospital'), [hospital])).toBe('municipal')
  })

  it('who is in both is written to by what it is', () => {
    expect(constituencyOf(who(['health', 'municipal'], 'municipality'), [hospital])).toBe('municipal')
    expect(constituencyOf(who(['health', 'municipal'], 'general-practice'), [town])).toBe('health')
  })

  it('an operator of both by what most of those are that it is told about, else as health', () => {
    const hemit = who(['health', 'municipal'], 'ict-operator')
    expect(constituencyOf(hemit, [town, town, hospital])).toBe('municipal')
    expect(constituencyOf(hemit, [town, hospital])).toBe('health')
    expect(constituencyOf(who([], 'supplier'), [town])).toBe('municipal')
    expect(constituencyOf(who([], 'supplier'), [])).toBe('health')
  })
})

describe('whether a notice asks anything more', () => {
  it('not when all is answered or over', () => {
    expect(settlementOf({ state: 'silent', findings: 2, settled: 2 })).toBe('settled')
    expect(settlementOf({ state: 'sent', findings: 2, settled: 1 })).toBeUndefined()
    expect(settlementOf({ state: 'cancelled', findings: 2, settled: 2 })).toBeUndefined()
    expect(settlementOf({ state: 'answered', findings: 2, settled: 2 })).toBeUndefined()
  })

  it('again when an answer was taken back', () => {
    expect(settlementOf({ state: 'answered', findings: 2, settled: 1 })).toBe('unsettled')
  })
})
