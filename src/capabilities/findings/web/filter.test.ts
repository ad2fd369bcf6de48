import { expect, it } from 'vitest'
import { readWanted } from './filter.ts'
import { findsKind } from './find-kind.ts'

it('Without a choice the list shows what somebody still has to do', () => {
  expect(readWanted({}).filter.state).toEqual(['open', 'told', 'answered'])
  expect(readWanted({ state: 'all' }).filter.state).toBeUndefined()
  expect(readWanted({ state: 'fixed,open' }).filter.state).toEqual(['open', 'fixed'])
})

it('By deadline only what has one is listed and counted', () => {
  expect(readWanted({ state: 'all', order: 'due' }).filter.state).toEqual(['open', 'told', 'answered'])
  expect(readWanted({ state: 'open,fixed', order: 'due' }).filter.state).toEqual(['open'])
})

it('What an address says wrongly is left out, so that an old link still shows a list', () => {
  expect(readWanted({ severity: 'terrible,high', organisation: 'nobody', order: 'upwards', overdue: 'yes', q: '  ' })).toEqual({
    filter: { state: ['open', 'told', 'answered'], severity: ['high'] },
    order: 'severity',
    after: undefined,
  })
})

const rdp = {
  id: 'open-rdp',
  name: 'Fjernskrivebordet (RDP) er åpent mot internett',
  class: 'vulnerable',
  type: 'vulnerable-system',
  severity: 'high',
  service: 'Remote Desktop (RDP)',
  port: 3389,
  nature: 'exposure',
} as const
const anything = { q: '', classes: [], severities: [], nature: '' }

it('A kind is found by words of its name, its service and its whole port', () => {
  expect(findsKind(rdp, { ...anything, q: 'åpent fjernskrivebord' })).toBe(true)
  expect(findsKind(rdp, { ...anything, q: 'remote 3389' })).toBe(true)
  expect(findsKind(rdp, { ...anything, q: '338' })).toBe(false)
  expect(findsKind(rdp, { ...anything, q: 'rdp telnet' })).toBe(false)
})

it('A kind must fit every filter', () => {
  expect(findsKind(rdp, { ...anything, classes: ['vulnerable', 'fraud'], severities: ['high'], nature: 'exposure' })).toBe(true)
  expect(findsKind(rdp, { ...anything, classes: ['fraud'] })).toBe(false)
  expect(findsKind(rdp, { ...anything, nature: 'event' })).toBe(false)
})
