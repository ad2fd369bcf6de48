import type { Command } from 'commander'
import { z } from 'zod'
import { type Cpe, readCpe, writeCpe } from '#domain/cpe.ts'
import { compareAttributes, compareNames, matchCpe } from '#domain/cpe-match.ts'
import { readCvss, tellCvssProblem } from '#domain/cvss.ts'
import { Locale, locales } from '#domain/locale.ts'
import { readRange, tellRangeProblem } from '#domain/version-range.ts'
import { CliError, print, table } from '#platform/cli.ts'

const Language = z.object({ lang: Locale })

interface CvssOptions {
  lang: string
  json?: boolean
}

interface MatchOptions {
  versions?: string
  json?: boolean
}

/** What can be asked about vulnerabilities and products without a database. */
export function vulnerabilityCommands(program: Command): void {
  program
    .command('cvss')
    .argument('<vector>', 'CVSS:3.1/AV:N/AC:L/…; version 2 without prefix')
    .description('score a CVSS vector of version 2.0, 3.0, 3.1 or 4.0')
    .option('--lang <lang>', `the language of what is said when it is wrong: ${locales.join(', ')}`, 'en')
    .option('--json', 'one JSON object')
    .action(scoreVector)

  program
    .command('cpe')
    .description('names of products, CPE 2.3')
    .command('match')
    .argument('<name>', 'what a vulnerability names: cpe:2.3:… or cpe:/…')
    .argument('<product>', 'what somebody has')
    .description('how two names stand to each other (NISTIR 7696), and whether the product is meant')
    .option('--versions <range>', 'the versions that are meant: "before 7.2.5", vers:generic/>=7.0|<7.0.13')
    .option('--json', 'one JSON object')
    .action(matchNames)
}

function scoreVector(vector: string, { json, ...options }: CvssOptions): void {
  const { lang } = Language.parse(options)
  const reading = readCvss(vector)
  if (!reading.ok) throw new CliError(tellCvssProblem(reading.problem)[lang])
  const { value } = reading
  print(json, value, () => [
    `${value.score.toFixed(1)} ${value.severity}`,
    table(Object.entries(value.scores).map(([group, score]) => ({ group, score: score.toFixed(1) }))),
    value.vector,
  ])
}

function matchNames(source: string, target: string, { versions, json }: MatchOptions): void {
  const [name, product] = [nameOf(source), nameOf(target)]
  const range = versions === undefined ? undefined : readRange(versions)
  if (range?.ok === false) throw new CliError(tellRangeProblem(versions!).en)
  const answer = {
    name: writeCpe(name),
    product: writeCpe(product),
    relation: compareNames(name, product),
    attributes: compareAttributes(name, product),
    verdict: matchCpe({ name, ...(range && { versions: range.value }) }, product),
  }
  print(json, answer, () => [
    `${answer.verdict} (${answer.relation})`,
    table(Object.entries(answer.attributes).map(([attribute, relation]) => ({ attribute, relation }))),
  ])
}

const problems = {
  'no-cpe': 'is no CPE name; write cpe:2.3:a:vendor:product:version:*:*:*:*:*:*:* or cpe:/a:vendor:product:version',
  attributes: 'has another number of attributes than a name; cpe:2.3 takes eleven, cpe:/ at most seven',
  part: 'begins with no part; write a for an application, o for an operating system, h for hardware',
  sign: 'holds a sign that may not stand there; quote it with \\, and leave no attribute empty',
  wildcard: 'holds a wildcard that is not at an end; * and ? may stand first or last only',
} as const

function nameOf(text: string): Cpe {
  const name = readCpe(text)
  if (name.ok) return name.value
  throw new CliError(`${text} ${problems[name.reason]}${name.detail ? ` (${name.detail})` : ''}`)
}
