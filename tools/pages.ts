import { z } from 'zod'
import { type Audience, type Endpoint, memberRoles, roles, teamRoles } from '#domain/endpoint.ts'
import type { Capability } from '#platform/capability.ts'
import type { ErrorTexts } from '#platform/errors.ts'
import type { Measured } from './speed.ts'

/** The pages of docs/ that say what the code says. Each function makes one page; `tools/print.ts` writes them. */

export const printed = (title: string, from: string, lead: string): string =>
  `# ${title}\n\n<!-- Printed from ${from} by \`npm run print\`; change that, not this. -->\n\n${lead}\n`

/** A table of markdown; a bar inside a cell would end the cell. */
function table(head: string[], rows: string[][]): string {
  const line = (cells: string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`
  return `${[line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')}\n`
}

export const code = (text: string): string => `\`${text}\``
const list = (items: readonly string[]): string => (items.length > 0 ? items.map(code).join(', ') : '–')

type Flow = Pick<Capability, 'name' | 'owns' | 'produces' | 'jobNames'> & {
  reactions: readonly { consumer: string; kinds: readonly string[] }[]
}

/** docs/flow.md: which capability writes which events, and who reacts to them. */
export function flowPage(capabilities: readonly Flow[]): string {
  const takes = (capability: Flow): string[] => [...new Set(capability.reactions.flatMap((reaction) => reaction.kinds))].sort()
  const edges = capabilities.flatMap((producer) =>
    [...producer.produces]
      .sort()
      .flatMap((kind) => capabilities.filter((taker) => takes(taker).includes(kind)).map((taker) => ({ producer, kind, taker }))),
  )
  const picture = [
    '```mermaid',
    'flowchart LR',
    ...capabilities.map(({ name }) => `  ${name}`),
    ...edges.map(({ producer, kind, taker }) => `  ${producer.name} -- ${kind} --> ${taker.name}`),
    '```',
    '',
  ]
  const rows = capabilities.map((capability) => [
    `**${capability.name}**`,
    list(capability.owns),
    list(takes(capability)),
    list([...capability.produces].sort()),
    list(capability.jobNames),
  ])
  const lead = 'Calls go down, events go out. An event is written in the transaction of the change it tells of.'
  return [
    printed('Flow', "the capabilities' manifests (`src/capabilities/*/capability.ts`)", lead),
    picture.join('\n'),
    table(['capability', 'owns these tables', 'reacts to', 'writes events', 'jobs'], rows),
  ].join('\n')
}

/** Events that somebody waits for and nobody writes: a misspelt kind is silence. */
export function unheardOf(capabilities: readonly Flow[]): string[] {
  const written = new Set(capabilities.flatMap((capability) => capability.produces))
  return capabilities.flatMap(({ name, reactions }) =>
    reactions.flatMap(({ kinds }) =>
      kinds.filter((kind) => !written.has(kind)).map((kind) => `${name} waits for ${kind}, which nobody writes`),
    ),
  )
}

const same = (some: readonly string[], others: readonly string[]): boolean =>
  some.length === others.length && others.every((each) => some.includes(each))

function audience(may: Audience): string {
  if (may === 'everybody') return 'everybody'
  if (may === 'signed-in' || same(may, roles)) return 'whoever is signed in'
  if (same(may, teamRoles)) return 'the team'
  if (same(may, memberRoles)) return 'members'
  return may.join(', ')
}

const forms: Partial<Record<Endpoint['form'], string>> = { stream: 'event stream', file: 'download', upload: 'upload' }

/** docs/api.md: every endpoint with who may call it. Shapes stand in the OpenAPI document that the server gives. */
export function apiPage(
  capabilities: readonly { name: string; endpoints: readonly Pick<Endpoint, 'method' | 'path' | 'summary' | 'may' | 'form'>[] }[],
): string {
  const sections = capabilities
    .filter(({ endpoints }) => endpoints.length > 0)
    .map(({ name, endpoints }) => {
      const rows = endpoints.map((each) => [
        each.method,
        code(`/api${each.path}`),
        forms[each.form] ? `${each.summary} (${forms[each.form]})` : each.summary,
        audience(each.may),
      ])
      return `## ${name}\n\n${table(['method', 'path', 'what it does', 'who may'], rows)}`
    })
  const lead =
    'Inputs and answers stand in the OpenAPI 3.1 document of a running server, with pages to read it: `/docs/api`. Errors: [errors.md](errors.md).'
  return [printed('API', 'the contracts (`src/capabilities/*/contract.ts`)', lead), ...sections].join('\n')
}

/** docs/errors.md: every code, in the words that people read. */
export function errorsPage(errors: ErrorTexts): string {
  const rows = Object.entries(errors)
    .sort(([one], [other]) => one.localeCompare(other, 'en'))
    .map(([name, { status, message, next }]) => [code(name), String(status), message.en, next.en, message.nb])
  const lead = 'Every error has a code, a sentence in the language of the reader, and what to do next.'
  return [
    printed('Errors', 'the error texts (`src/platform/errors.ts` and the manifests)', lead),
    table(['code', 'HTTP', 'what happened', 'what to do', 'på norsk'], rows),
  ].join('\n')
}

export interface PrintedSetting {
  name: string
  schema: z.ZodType
  help: string
  secret?: boolean
  default?: string
}

function kindOf(schema: z.ZodType): string {
  const { type, enum: choices, format, minimum, maximum, minLength } = z.toJSONSchema(schema, { unrepresentable: 'any' })
  if (choices) return choices.map((choice) => code(String(choice))).join(', ')
  if (format === 'uri') return 'URL'
  if (type === 'boolean') return '`true` or `false`'
  if (type === 'integer')
    return (maximum ?? Number.MAX_SAFE_INTEGER) < Number.MAX_SAFE_INTEGER ? `number ${minimum}–${maximum}` : 'number above 0'
  return minLength ? `text of at least ${minLength} characters` : 'text'
}

/** docs/config.md: every environment variable. */
export function configPage(settings: readonly PrintedSetting[]): string {
  const rows = settings.map(({ name, schema, help, secret, default: fallback }) => [
    code(name),
    kindOf(schema),
    fallback ? code(fallback) : '–',
    secret ? 'yes' : '',
    help,
  ])
  const lead =
    'Settings are environment variables, read once at start. An unknown `VARDE_` name stops the start: a misspelt setting is a silent default.\n`varde doctor` prints what is in force, secrets only as *set* or *not set*.'
  return [
    printed('Configuration', '`src/platform/config.ts`', lead),
    table(['name', 'kind', 'default', 'secret', 'what it is for'], rows),
  ].join('\n')
}

const title = /\b(?:it|test|describe)(?:\.\w+(?:\([^)]*\))?)*\(\s*(['"`])((?:(?!\1).)+)\1/g
const lineId = /(?<![\w.])(?:1[0-4]|[1-9]|F)\.\d\d(?![\w.])/g

/** Requirement lines that the titles of a test file name. */
export const linesIn = (source: string): string[] => [...source.matchAll(title)].flatMap((match) => match[2]!.match(lineId) ?? [])

/**
 * docs/requirements.md: each line of what the sector needs, with the test files whose titles name it. `waiting` says of a line that is
 * left what it waits for, and how much of it is there.
 */
export function requirementsPage(
  lines: Readonly<Record<string, string>>,
  tests: readonly { file: string; source: string }[],
  waiting: Readonly<Record<string, string>> = {},
): string {
  const proofs = new Map<string, Set<string>>()
  for (const { file, source } of tests) for (const id of linesIn(source)) proofs.set(id, (proofs.get(id) ?? new Set()).add(file))
  const ids = Object.keys(lines)
  const proven = ids.filter((id) => proofs.has(id))
  const rows = proven.map((id) => [`**${id}**`, lines[id]!, [...proofs.get(id)!].sort().map(code).join(', ')])
  const left = ids
    .filter((id) => !proofs.has(id))
    .map((id) => `- **${id}** ${lines[id]}${waiting[id] ? ` – *${waiting[id]}*` : ''}`)
  const lead = `A line counts as built when the title of a test names it (\`it('1.05 …')\`). ${proven.length} of ${ids.length} lines have such a test.`
  return [
    printed('Requirements', '`docs/requirements.data.json` and the titles of the tests', lead),
    table(['line', 'what the sector needs', 'tests'], rows),
    `## Left\n\n${left.join('\n')}\n`,
  ].join('\n')
}

/** Lines that a test title names and the list does not have: a misspelt id proves nothing. */
export const unknownLines = (
  lines: Readonly<Record<string, string>>,
  tests: readonly { file: string; source: string }[],
): string[] =>
  tests.flatMap(({ file, source }) =>
    linesIn(source)
      .filter((id) => !(id in lines))
      .map((id) => `${file} names ${id}`),
  )

/** Lines that are said to wait for something and do not: a test proves them, or there is no such line. */
export function notWaiting(
  lines: Readonly<Record<string, string>>,
  tests: readonly { source: string }[],
  waiting: Readonly<Record<string, string>>,
): string[] {
  const proven = new Set(tests.flatMap(({ source }) => linesIn(source)))
  return Object.keys(waiting).filter((id) => !(id in lines) || proven.has(id))
}

/** Replaces what stands between `<!-- NAME -->` and `<!-- /NAME -->`; throws when the marks are not there. */
export function fillIn(page: string, name: string, text: string): string {
  const [begin, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`]
  const [from, to] = [page.indexOf(begin), page.indexOf(end)]
  if (from < 0 || to < from) throw new Error(`the marks ${begin} … ${end} are missing`)
  return `${page.slice(0, from + begin.length)}\n${text}${page.slice(to)}`
}

/** The speed figures of the README. */
export function speedTable(rows: readonly Measured[]): string {
  if (rows.length === 0) return 'Nothing has been measured yet.\n'
  return table(
    ['work', 'promise', 'measured', 'met', 'date'],
    rows.map((row) => [row.work, row.promise, row.measured, row.met ? 'yes' : '**no**', row.date]),
  )
}
