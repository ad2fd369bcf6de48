import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { cruise, type ICruiseResult } from 'dependency-cruiser'
import { forbidden, options, resolving, test } from './import-rules.ts'

/** One import that the table of docs/architecture.md does not allow. */
export interface Violation {
  rule: string
  from: string
  to: string
}

/** Rules about what a file takes from a module, or where it lies: names and places, which the import graph does not know. */
export const textRules = ['sql-in-store', 'tsx-in-browser'] as const

/** Rules about rooms as wholes, where the import graph knows files. */
export const roomRules = ['one-way'] as const

const sqlImport =
  /import\s+(?:type\s+)?\{([^}]*)\}\s+from\s+'(#platform\/db\/[^']+|sql-template-tag)'|import\s+sql\b[^']*'(sql-template-tag)'/g
const sqlWords = /(?:^|,)\s*(?:type\s+)?(sql|raw|join|empty|Sql)\b/
const maySpeakSql = /^src\/platform\/|^src\/capabilities\/[^/]+\/store[a-z-]*\.ts$|\.test\.tsx?$|\/fixtures\//
const mayHoldTsx = /^src\/(ui|apps\/web)\/|^src\/capabilities\/[^/]+\/web\//

/** Reads every import below `src`, `tests`, `tools` and `bench` of `root` and names each that is not allowed. */
export async function findViolations(root: string): Promise<Violation[]> {
  const folders = ['src', 'tests', 'tools', 'bench'].filter((folder) => existsSync(join(root, folder)))
  const { output } = await cruise(folders, { ...options, baseDir: root, ruleSet: { forbidden }, validate: true }, resolving)
  const { summary, modules } = output as ICruiseResult
  const graph = summary.violations.map(({ rule, from, to }) => ({ rule: rule.name, from, to }))
  return [...graph, ...ringViolations(modules), ...textViolations(root)]
}

/**
 * Imports by which a capability asks one that asks it, itself or by others: arrows between rooms go one way. Pages are left out, since what
 * they take of neighbours is contracts, and a page shows what rooms above its own have of the same thing.
 */
function ringViolations(modules: ICruiseResult['modules']): Violation[] {
  const arrows = modules.flatMap(({ source, dependencies }) => {
    const from = roomOf(source)
    if (from === undefined || new RegExp(test).test(source)) return []
    return dependencies.flatMap(({ resolved }) => {
      const to = roomOf(resolved)
      return to === undefined || to === from ? [] : [{ from, to, by: source, resolved }]
    })
  })
  const asked = new Map(
    [...Map.groupBy(arrows, ({ from }) => from)].map(([from, some]) => [from, new Set(some.map(({ to }) => to))]),
  )
  return arrows
    .filter(({ from, to }) => reachedFrom(to, asked).has(from))
    .map(({ by, resolved }) => ({ rule: 'one-way', from: by, to: resolved }))
}

const roomOf = (file: string): string | undefined => /^src\/capabilities\/([^/]+)\/(?!web\/)/.exec(file)?.[1]

/** Every room that a room asks, and that those ask. */
function reachedFrom(room: string, asked: ReadonlyMap<string, ReadonlySet<string>>): ReadonlySet<string> {
  const reached = new Set(asked.get(room))
  for (const each of reached) for (const next of asked.get(each) ?? []) reached.add(next)
  return reached
}

function textViolations(root: string): Violation[] {
  const found: Violation[] = []
  for (const from of globSync('src/**/*.{ts,tsx}', { cwd: root })) {
    if (from.endsWith('.tsx') && !mayHoldTsx.test(from)) found.push({ rule: 'tsx-in-browser', from, to: from })
    if (maySpeakSql.test(from)) continue
    for (const [, names = '', module, bare] of readFileSync(join(root, from), 'utf8').matchAll(sqlImport))
      if (bare || sqlWords.test(names)) found.push({ rule: 'sql-in-store', from, to: bare ?? module! })
  }
  return found
}

if (import.meta.main) {
  const violations = await findViolations(process.cwd())
  for (const { rule, from, to } of violations) console.log(`${rule}: ${from} may not import ${to}`)
  process.exitCode = violations.length > 0 ? 1 : 0
}
