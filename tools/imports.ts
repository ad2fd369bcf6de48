import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { cruise, type ICruiseResult } from 'dependency-cruiser'
import { forbidden, options, resolving } from './import-rules.ts'

/** One import that the table of docs/architecture.md does not allow. */
export interface Violation {
  rule: string
  from: string
  to: string
}

/** Rules about what a file takes from a module, or where it lies: names and places, which the import graph does not know. */
export const textRules = ['sql-in-store', 'tsx-in-browser'] as const

const sqlImport =
  /import\s+(?:type\s+)?\{([^}]*)\}\s+from\s+'(#platform\/db\/[^']+|sql-template-tag)'|import\s+sql\b[^']*'(sql-template-tag)'/g
const sqlWords = /(?:^|,)\s*(?:type\s+)?(sql|raw|join|empty|Sql)\b/
const maySpeakSql = /^src\/platform\/|^src\/capabilities\/[^/]+\/store[a-z-]*\.ts$|\.test\.tsx?$|\/fixtures\//
const mayHoldTsx = /^src\/(ui|apps\/web)\/|^src\/capabilities\/[^/]+\/web\//

/** Reads every import below `src`, `tests`, `tools` and `bench` of `root` and names each that is not allowed. */
export async function findViolations(root: string): Promise<Violation[]> {
  const folders = ['src', 'tests', 'tools', 'bench'].filter((folder) => existsSync(join(root, folder)))
  const { output } = await cruise(folders, { ...options, baseDir: root, ruleSet: { forbidden }, validate: true }, resolving)
  const graph = (output as ICruiseResult).summary.violations.map(({ rule, from, to }) => ({ rule: rule.name, from, to }))
  return [...graph, ...textViolations(root)]
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
