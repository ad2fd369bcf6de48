import { expect, it } from 'vitest'
import { z } from 'zod'
import {
  apiPage,
  configPage,
  errorsPage,
  fillIn,
  flowPage,
  linesIn,
  notWaiting,
  requirementsPage,
  speedTable,
  unheardOf,
} from '../../tools/pages.ts'

/** A test file with one title; put together here, so that this file names no line itself. */
const titled = (text: string): string => `it('${text}', () => {})`

const source = { name: 'alpha', owns: ['alpha_row'], produces: ['alpha.done'], reactions: [], jobNames: [] }
const taker = {
  name: 'beta',
  owns: [],
  produces: [],
  reactions: [{ consumer: 'beta', kinds: ['alpha.done'] }],
  jobNames: ['beta.sweep'],
}

it('The flow page draws an arrow from who writes an event to who reacts to it', () => {
  expect(flowPage([source, taker])).toContain('  alpha -- alpha.done --> beta')
  expect(flowPage([{ ...source, produces: ['alpha.other'] }, taker])).not.toContain('--> beta')
})

it('An event that nobody writes is named', () => {
  expect(unheardOf([{ ...source, produces: [] }, taker])).toEqual(['beta waits for alpha.done, which nobody writes'])
})

it('The API page changes when an endpoint, its path or its roles change', () => {
  const endpoint = {
    method: 'GET',
    path: '/alpha/:id',
    summary: 'One alpha',
    may: ['lead', 'admin', 'analyst', 'duty'],
    form: 'json',
  } as const
  const page = apiPage([{ name: 'alpha', endpoints: [endpoint] }])
  expect(page).toContain('| GET | `/api/alpha/:id` | One alpha | the team |')
  expect(apiPage([{ name: 'alpha', endpoints: [{ ...endpoint, may: 'everybody' }] }])).not.toBe(page)
})

it('The error page lists codes in order and keeps a bar inside its cell', () => {
  const text = (en: string) => ({ nb: 'nb', nn: 'nn', en })
  const page = errorsPage({
    zulu: { status: 400, message: text('a | b'), next: text('n') },
    alpha: { status: 404, message: text('m'), next: text('n') },
  })
  expect(page).toContain('a \\| b')
  expect(page.indexOf('`alpha`')).toBeLessThan(page.indexOf('`zulu`'))
})

it('The configuration page says the kind of each setting and never a secret', () => {
  const page = configPage([
    { name: 'VARDE_PORT', schema: z.coerce.number().int().min(0).max(65_535), default: '8080', help: 'Port' },
    { name: 'VARDE_LOG_LEVEL', schema: z.enum(['info', 'warn']), help: 'Log' },
    { name: 'VARDE_SECRET_KEY', schema: z.string().min(32).optional(), secret: true, help: 'Key' },
  ])
  expect(page).toContain('| `VARDE_PORT` | number 0–65535 | `8080` |  | Port |')
  expect(page).toContain('`info`, `warn`')
  expect(page).toContain('| `VARDE_SECRET_KEY` | text of at least 32 characters | – | yes | Key |')
})

it('A requirement line counts only when a test title names it', () => {
  expect(linesIn(titled('1.05 and F.04: ten sources open one finding'))).toEqual(['1.05', 'F.04'])
  expect(linesIn(`const version = '1.05'\n${titled('reads version 1.1.05 in 21.05 seconds')}`)).toEqual([])
  const page = requirementsPage({ '1.05': 'de-duplication', '1.06': 'warning' }, [
    { file: 'a.test.ts', source: titled('1.05 …') },
  ])
  expect(page).toContain('1 of 2 lines')
  expect(page).toContain('- **1.06** warning')
})

it('A requirement line that is left says what it waits for, and one that is built does not wait', () => {
  const lines = { '1.05': 'de-duplication', '1.06': 'warning' }
  const tests = [{ file: 'a.test.ts', source: titled('1.05 …') }]
  expect(requirementsPage(lines, tests, { '1.06': 'waits for scanning' })).toContain('- **1.06** warning – *waits for scanning*')
  expect(notWaiting(lines, tests, { '1.05': 'waits', '1.06': 'waits', '9.99': 'waits' })).toEqual(['1.05', '9.99'])
})

it('Figures stand between their marks and leave the page around them alone', () => {
  expect(fillIn('a\n<!-- speed -->\nold\n<!-- /speed -->\nb', 'speed', 'new\n')).toBe(
    'a\n<!-- speed -->\nnew\n<!-- /speed -->\nb',
  )
  expect(() => fillIn('a', 'speed', 'new')).toThrow('missing')
})

it('A promise that is not kept stands out among the figures', () => {
  expect(speedTable([{ work: 'w', promise: '≥ 1', measured: '0.5', met: false, date: '2026-11-21' }])).toContain('| **no** |')
})
