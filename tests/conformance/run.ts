import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { type Explanation, judge, readExplanations } from './explained.ts'
import type { Outcome, Suite } from './suite.ts'
import { cpe, cpeEnrichment } from './suites/cpe.ts'
import { csaf } from './suites/csaf.ts'
import { cvss } from './suites/cvss.ts'
import { n6 } from './suites/n6.ts'
import { norway } from './suites/norway.ts'
import { psl } from './suites/psl.ts'
import { shadowserver } from './suites/shadowserver.ts'
import { vulnerabilities } from './suites/vulnerabilities.ts'
import { xarf } from './suites/xarf.ts'

const suites: readonly Suite[] = [shadowserver, ...n6, xarf, psl, norway, cvss, cpe, cpeEnrichment, ...csaf, ...vulnerabilities]

interface Place {
  path: string
  folder: string
  suite: Suite | undefined
}

/** Every folder that a suite takes, and every other one that holds files. */
async function placesBelow(root: string, path = ''): Promise<Place[]> {
  const folder = join(root, path)
  const entries = await readdir(folder, { withFileTypes: true })
  const suite = suites.find(
    (one) =>
      path !== '' &&
      one.takes(
        path,
        entries.map((entry) => entry.name),
      ),
  )
  const own = suite || entries.some((entry) => entry.isFile()) ? [{ path, folder, suite }] : []
  const below = await Promise.all(
    entries
      .filter((entry) => entry.isDirectory())
      .map((entry) => placesBelow(root, path === '' ? entry.name : `${path}/${entry.name}`)),
  )
  // Folders inside a suite belong to it, unless a suite takes them itself.
  return [...own, ...below.flat().filter((place) => !suite || place.suite)]
}

const below = (path: string, chosen: readonly string[]) =>
  chosen.length === 0 || chosen.some((one) => path === one.replace(/\/$/, '') || path.startsWith(`${one.replace(/\/$/, '')}/`))

/** Prints what a suite came to; whether it is good enough. */
function report(path: string, outcome: Outcome, explanations: readonly Explanation[]): boolean {
  const { cases, explained, good } = judge(path, outcome, explanations)
  console.log(`${path}: ${outcome.total - cases.length}/${outcome.total}${explained > 0 ? ` (${explained} explained)` : ''}`)
  if (outcome.notCovered.length > 0) console.log(`  not covered: ${outcome.notCovered.length} (${outcome.notCovered.join(', ')})`)
  if (outcome.renamed.length > 0) {
    console.log(`  agreed through a rename: ${outcome.renamed.length}`)
    for (const one of outcome.renamed) console.log(`    ${one}`)
  }
  for (const one of cases.flat()) {
    const because = one.because === undefined ? '' : ` (${one.because})`
    console.log(
      `  ${because ? 'explained' : 'DIFFERS'}  ${one.case}  ${one.field}: ours ${one.ours || '–'}, theirs ${one.theirs || '–'}${because}`,
    )
  }
  if (!good && explained === cases.length)
    console.log(cases.length > 0 ? '  too many of this suite are explained' : '  nothing to compare')
  return good
}

async function main(): Promise<number> {
  const root = process.env.VARDE_CONFORMANCE_DATA
  if (
    !root ||
    !(await stat(root).then(
      (one) => one.isDirectory(),
      () => false,
    ))
  ) {
    console.error('VARDE_CONFORMANCE_DATA must name a folder with conformance data.')
    return 2
  }
  const chosen = process.argv.slice(2)
  const places = (await placesBelow(root))
    .filter(({ path }) => below(path, chosen))
    .sort((one, other) => (one.path < other.path ? -1 : 1))
  const taken = places.filter((place): place is Place & { suite: Suite } => place.suite !== undefined)
  if (taken.length === 0) {
    console.error(`No suite that we know lies in ${chosen.length > 0 ? chosen.join(', ') : 'that folder'}.`)
    return 2
  }
  const explanations = await readExplanations(join(import.meta.dirname, '../../docs/conformance-differences.tsv'))
  let good = true
  for (const { path, folder, suite } of taken) good = report(path, await suite.compare(folder), explanations) && good
  const others = new Set(
    places.filter(({ path, suite }) => !suite && path !== '').map(({ path }) => path.split('/').slice(0, 2).join('/')),
  )
  if (others.size > 0)
    console.log(`not covered: ${others.size} folders in formats that we do not read (${[...others].join(', ')})`)
  return good ? 0 : 1
}

process.exitCode = await main()
