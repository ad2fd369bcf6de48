import { describe, expect, it } from 'vitest'
import type { Choice } from './contract.ts'
import {
  choicesOf,
  firstOf,
  mayInform,
  namedHit,
  placeInLetter,
  planOf,
  type Tellable,
  usualChoice,
  warningOf,
  whenAddressed,
  whenInformed,
} from './rules.ts'
import { sayChoice } from './words.ts'

const words = (text: string) => ({ nb: text, nn: text, en: text })
const content = (more: Partial<Tellable> = {}): Tellable => ({
  type: 'vulnerability',
  severity: 'low',
  tlp: 'TLP:GREEN',
  constituencies: [],
  products: [{ vendor: 'Fjellprint', product: 'Fjellprint 40', versions: '< 2.3', cpe: '', purl: '' }],
  title: words('Skrivere røper titler'),
  summary: words('Oppdater dem.'),
  measures: [{ group: 'week' }],
  ...more,
})
const warning = (more: Partial<Tellable> = {}) => warningOf(content(more))
const choice = (more: Partial<Choice> = {}): Choice => ({ ...usualChoice, ...more })
const now = [{ group: 'now' }]
const contact = (id: string, role: string, more: { email?: string | null; telephone?: string | null } = {}) => ({
  id,
  role,
  email: `${id}@fjord.example`,
  telephone: null,
  ...more,
})

describe('when a warning to us is told', () => {
  it('Whoever has chosen nothing gets high and critical at once, and the rest on Monday', () => {
    const when = (severity: Tellable['severity']) => whenAddressed(usualChoice, warning({ severity }), { quiet: false })
    expect(['critical', 'high', 'medium', 'low', 'info'].map((one) => when(one as 'high'))).toEqual([
      'at-once',
      'at-once',
      'weekly',
      'weekly',
      'weekly',
    ])
  })

  it('What must be done now, and what is critical, goes at once whatever was wished and however quiet it should be', () => {
    const nothing = choice({ atOnce: 'critical', rest: 'portal', least: 'critical', types: ['threat'] })
    expect(whenAddressed(nothing, warning({ measures: now }), { quiet: true })).toBe('at-once')
    expect(whenAddressed(nothing, warning({ severity: 'critical' }), { quiet: true })).toBe('at-once')
    expect(whenAddressed(nothing, warning({ severity: 'high' }), { quiet: false })).toBe('portal')
  })

  it('A quiet time holds back what is milder than high, and nothing else', () => {
    const eager = choice({ atOnce: 'low', rest: 'daily' })
    expect(whenAddressed(eager, warning(), { quiet: false })).toBe('at-once')
    expect(whenAddressed(eager, warning(), { quiet: true })).toBe('daily')
    expect(whenAddressed(eager, warning({ severity: 'high' }), { quiet: true })).toBe('at-once')
  })

  it('Letters hold what was asked for: types, least severity, products, topics, and what stands in the inventory', () => {
    const when = (wanted: Partial<Choice>, owned?: string) => whenAddressed(choice(wanted), warning(), { owned, quiet: false })
    expect(when({ types: ['threat'] })).toBe('portal')
    expect(when({ least: 'medium' })).toBe('portal')
    expect(when({ products: [{ vendor: '', product: 'Fjellprint 40' }] })).toBe('weekly')
    expect(when({ products: [{ vendor: 'Annen', product: 'Ting' }], inventory: false })).toBe('portal')
    expect(when({ words: ['SKRIVERE'] })).toBe('weekly')
    expect(when({ words: ['ruter'] }, 'Fjellprint 40')).toBe('weekly')
  })
})

describe('who is told', () => {
  const security = contact('security', 'security', { telephone: '+4722000001' })
  const night = contact('night', 'operations-24/7', { telephone: '+4722000002' })
  const leader = contact('leader', 'management')
  const all = [security, night, leader]

  it('The first role with a mailbox reads for the organisation; the others only when they chose so themselves', () => {
    expect(firstOf([contact('s', 'security', { email: null }), night, leader])).toEqual([night])
    const own = new Map<string | null, Choice>([['leader', choice({ rest: 'daily' })]])
    expect(choicesOf(all, own).map((one) => [one.contact.id, one.choice.rest])).toEqual([
      ['security', 'weekly'],
      ['leader', 'daily'],
    ])
  })

  it('A high warning goes by mail and by message to whoever wants it so; a low one to nobody at once', () => {
    const high = planOf(all, new Map(), warning({ severity: 'high' }), { quiet: false })
    expect(high).toMatchObject({ atOnce: true, pressing: false, mail: [security], sms: [security], webhook: false })
    expect(planOf(all, new Map(), warning(), { quiet: false })).toMatchObject({ atOnce: false, mail: [], sms: [] })
  })

  it('Only the contact that wants something low at once gets it, by mail alone', () => {
    const own = new Map<string | null, Choice>([['night', choice({ atOnce: 'low' })]])
    expect(planOf(all, own, warning(), { quiet: false })).toMatchObject({ atOnce: true, mail: [night], sms: [] })
  })

  it('What must be done now reaches those who are told first also when they wished for less', () => {
    const own = new Map<string | null, Choice>([['security', choice({ atOnce: 'critical', rest: 'portal', ways: [] })]])
    expect(planOf(all, own, warning({ measures: now }), { quiet: true })).toMatchObject({ pressing: true, mail: [security] })
  })
})

describe('what is told to subscribers outside the audience', () => {
  it('CLEAR is for everybody, GREEN for the community it was written for, and nothing stricter for anybody who asks', () => {
    const health = { constituencies: ['health' as const] }
    expect(mayInform(warning({ tlp: 'TLP:CLEAR', constituencies: ['municipal'] }), health)).toBe(true)
    expect(mayInform(warning({ constituencies: ['municipal'] }), health)).toBe(false)
    expect(mayInform(warning({ constituencies: ['municipal', 'health'] }), health)).toBe(true)
    expect(mayInform(warning({ tlp: 'TLP:AMBER' }), health)).toBe(false)
  })

  it('Whoever subscribes to a product hears of it, with why; whoever names nothing hears of nothing', () => {
    const subscribed = choice({ products: [{ vendor: 'Fjellprint', product: 'Fjellprint 40' }] })
    expect(whenInformed(subscribed, warning({ severity: 'high' }), { quiet: false })).toEqual({
      when: 'at-once',
      hit: { by: 'product', what: 'Fjellprint Fjellprint 40' },
    })
    expect(whenInformed(subscribed, warning({ severity: 'high' }), { quiet: true })?.when).toBe('weekly')
    expect(whenInformed(usualChoice, warning(), { quiet: false })).toBeUndefined()
    expect(whenInformed(usualChoice, warning(), { owned: 'Fjellprint 40', quiet: false })?.hit.by).toBe('inventory')
    expect(namedHit({ words: [], products: [{ vendor: 'Annen', product: 'Fjellprint 40' }] }, warning())).toBeUndefined()
  })
})

describe('letters', () => {
  it('A letter of the week tells what is new and lists what was told at once; one of the day what is new alone', () => {
    const place = (severity: Tellable['severity'], rhythm: 'weekly' | 'daily') =>
      placeInLetter(choice({ rest: rhythm }), warning({ severity }), { kind: 'addressed', atOnce: severity === 'high' }, rhythm)
    expect([place('low', 'weekly'), place('high', 'weekly')]).toEqual(['news', 'told'])
    expect([place('low', 'daily'), place('high', 'daily')]).toEqual(['news', undefined])
    expect(placeInLetter(choice(), warning(), { kind: 'addressed', atOnce: false }, 'daily')).toBeUndefined()
  })
})

it('A choice is said in plain sentences in three languages, and the usual one in three', () => {
  expect(sayChoice(usualChoice, 'nb')).toEqual([
    'Dere får varsler med alvor høy og kritisk med én gang, på e-post og SMS og i portalen.',
    'Resten kommer i ett brev mandag klokken 08.',
    'Åpne varsler om det som står i systemoversikten deres får dere til opplysning, også når de ikke er rettet til dere.',
  ])
  const said = sayChoice(choice({ atOnce: 'critical', rest: 'portal', words: ['ruter'] }), 'en')
  expect(said).toContain('What is critical, or must be done now, always comes at once.')
  expect(said).toContain('The rest is not sent. You find it in the portal.')
  expect(sayChoice(choice({ types: ['threat'] }), 'nn')).toContain('Breva handlar berre om truslar.')
})
