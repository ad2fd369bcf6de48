import type { Capability } from '#platform/capability.ts'
import type { accessTable, Line } from '../tests/walls/access-table.ts'
import type { Rows } from '../tests/walls/row-table.ts'
import { code, printed } from './pages.ts'

const verbs = { s: 'reads', i: 'adds', u: 'changes', d: 'removes' } as const

/** `siu` in words: *reads, adds and changes*. */
function doings(letters: string): string {
  const words = [...letters].map((letter) => verbs[letter as keyof typeof verbs])
  return words.length > 1 ? `${words.slice(0, -1).join(', ')} and ${words.at(-1)}` : (words[0] ?? '')
}

const own: Readonly<Record<string, string>> = {
  'organisation_id = $org': 'its own',
  'id = $org': 'itself',
  'id = $usr': 'themselves alone',
  'person_id = $usr': 'their own',
  'recipient_id = $org': 'what was sent to it',
  true: 'all',
  false: 'and finds none there',
}

const whoseRows = (whose: string): string => own[whose] ?? `those where ${code(whose.replaceAll(/\s+/g, ' '))}`

/** What the database lets a bound transaction do with one table, in a sentence. */
export function rowSentence(table: string, { whose, member, team, refused }: Rows): string {
  const team_ = team === '' ? 'The team reaches none of it' : `The team ${doings(team)} all`
  const members = member === '' ? 'nobody else reaches it' : `a member ${doings(member)} ${whoseRows(whose)}`
  const triggers = Object.values(refused ?? {}).flat().length
  return `- **${table}**: ${team_}; ${members}.${triggers > 0 ? ` A trigger refuses ${triggers} changes beyond that.` : ''}`
}

const foreigns = {
  'not-found': 'another’s does not exist for them',
  'left-out': 'another’s is left out',
  team: 'for the team alone',
  nothing: 'speaks of nobody else',
} as const

const audiences = (may: Line['may']): string =>
  typeof may === 'string'
    ? { everybody: 'everybody', 'signed-in': 'whoever has signed in', 'this-machine': 'this machine' }[may]
    : may.join(', ')

const lineSentence = (name: string, { may, foreign }: Line): string => `- ${code(name)}: ${audiences(may)}; ${foreigns[foreign]}.`

/**
 * docs/walls.md: who may call what, and who reaches which rows, capability by capability. It is printed from the two tables that the
 * walls' tests hold the server and the database against, so that a sentence here is a sentence that is tested.
 */
export function wallsPage(
  capabilities: readonly Pick<Capability, 'name' | 'owns' | 'endpoints'>[],
  lines: typeof accessTable,
  rows: Readonly<Record<string, Rows>>,
): string {
  const owned = new Set(capabilities.flatMap(({ owns }) => owns))
  const ground = { name: 'ground', owns: Object.keys(rows).filter((table) => !owned.has(table)), endpoints: [] }
  const sections = [ground, ...capabilities].map(({ name, owns, endpoints }) => {
    const tables = owns.flatMap((table) => (rows[table] ? [rowSentence(table, rows[table])] : []))
    const calls = endpoints.flatMap(({ method, path }) => {
      const called = `${method} /api${path}`
      return lines[called] ? [lineSentence(called, lines[called])] : []
    })
    return [
      `## ${name}`,
      ...(tables.length > 0 ? ['', '### Rows', '', ...tables] : []),
      ...(calls.length > 0 ? ['', '### Calls', '', ...calls] : []),
      '',
    ].join('\n')
  })
  const lead =
    'Two walls stand between members: the server looks at who calls, and PostgreSQL’s row-level security looks again at every row. A table that is not named is closed to every transaction of the server.'
  return [
    printed('Walls', 'the tables of the walls’ tests (`tests/walls/access-table.ts`, `tests/walls/row-table.ts`)', lead),
    ...sections,
  ].join('\n')
}
