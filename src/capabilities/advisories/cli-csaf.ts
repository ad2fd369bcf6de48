import { existsSync, globSync, readFileSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { Command } from 'commander'
import type { CsafIssue } from '#formats/csaf/fields.ts'
import type { Failure, Judgement } from '#formats/csaf/judge.ts'
import { readCsaf } from '#formats/csaf/read.ts'
import { type Csaf, csafVersions } from '#formats/csaf/shape.ts'
import { startValidator, type Validation } from '#formats/csaf/validate.ts'
import { isOpenVex, readOpenVex, type VexReading, vexOfCsaf } from '#formats/csaf/vex.ts'
import { csafFileName, csafText, writeCsaf } from '#formats/csaf/write.ts'
import { CliError, print, table } from '#platform/cli.ts'

interface Options {
  json?: boolean
}

/** What was asked about: a file, one of a folder, or what came in by the pipe (`-`). */
interface Input {
  file: string
  bytes: Buffer
  /** Found in a folder: a file there that is no advisory is passed over. */
  inFolder: boolean
}

const inputsOf = (files: readonly string[]): Input[] =>
  files.flatMap((file): Input[] => {
    if (file === '-') return [{ file, bytes: readFileSync(0), inFolder: false }]
    if (!existsSync(file)) throw new CliError(`${file} does not exist`)
    if (!statSync(file).isDirectory()) return [{ file, bytes: readFileSync(file), inFolder: false }]
    const inside = globSync('**/*.json', { cwd: file }).sort()
    if (inside.length === 0) throw new CliError(`there is no .json file in ${file}`)
    return inside.map((name) => ({ file: join(file, name), bytes: readFileSync(join(file, name)), inFolder: true }))
  })

const wordsOf: Record<Extract<Validation, { ok: false }>['reason'], string> = {
  'not-json': 'is no JSON',
  'not-csaf': 'is no CSAF document of version 2.0 or 2.1',
  'too-large': 'is too large to be tested',
  'too-deep': 'is nested too deep to be tested',
  'took-too-long': 'took too long to be tested',
  'ran-out-of-memory': 'needs too much memory to be tested',
  failed: 'could not be tested',
}

interface Validated {
  file: string
  valid: boolean
  /** Why it was not tested. */
  notTested?: string
  /** The name that the file must have, when it has another. */
  mustBeNamed?: string
  version?: Judgement['version']
  failures: Failure[]
  more?: number
  tests?: number
}

function validated({ file, bytes }: Input, result: Validation): Validated {
  if (!result.ok)
    return { file, valid: false, notTested: [wordsOf[result.reason], result.detail].filter(Boolean).join(': '), failures: [] }
  const { valid, version, failures, more, tests } = result.value
  const id = file === '-' ? undefined : readCsaf(bytes).csaf?.tracking.id
  const name = id === undefined ? undefined : csafFileName(id)
  return {
    file,
    valid,
    version,
    tests: tests.length,
    failures,
    ...(more > 0 && { more }),
    ...(name !== undefined && name !== basename(file) && { mustBeNamed: name }),
  }
}

async function validate(files: string[], options: Options): Promise<void> {
  const inputs = inputsOf(files)
  const validator = startValidator()
  const all: Validated[] = []
  let passedOver = 0
  for (const input of inputs) {
    const result = await validator.validate(input.bytes.toString('utf8'))
    if (input.inFolder && !result.ok && result.reason === 'not-csaf') passedOver++
    else all.push(validated(input, result))
  }
  await validator.close()
  const well = all.filter(({ valid, mustBeNamed }) => valid && !mustBeNamed).length
  print(options.json, { files: all, valid: well, passedOver }, () => [
    ...all.flatMap(linesOf),
    `${well} of ${all.length} valid${passedOver > 0 ? `; ${passedOver} files are no advisories and were passed over` : ''}`,
  ])
  if (all.length === 0 || all.some(({ notTested }) => notTested)) process.exitCode = 2
  else if (well < all.length) process.exitCode = 1
}

function linesOf(one: Validated): string[] {
  if (one.notTested) return [`${one.file}: ${one.notTested}`]
  return [
    `${one.file}: ${one.valid ? 'valid' : 'not valid'} CSAF ${one.version} (${one.tests} tests, ${one.failures.length + (one.more ?? 0)} remarks)`,
    ...(one.mustBeNamed ? [`  5.1 (mandatory): the file must be named ${one.mustBeNamed}`] : []),
    ...one.failures.map(({ test, group, pointer, message }) => `  ${test} (${group}) ${pointer || '/'}: ${message}`),
    ...(one.more ? [`  … and ${one.more} more`] : []),
  ]
}

/** The advisory in a file, or a sentence on why there is none. */
function advisoryIn(file: string): { csaf: Csaf; issues: CsafIssue[] } {
  const [input] = inputsOf([file])
  const { csaf, issues } = readCsaf(input!.bytes)
  if (!csaf) throw new CliError(`${file} is no CSAF document that can be read: ${issues.map(issueLine).join('; ')}`)
  return { csaf, issues }
}

const issueLine = ({ pointer, reason, found }: CsafIssue): string =>
  `${pointer || '/'}: ${reason}${found === undefined ? '' : ` «${found}»`}`

function show(file: string, options: Options): void {
  const { csaf, issues } = advisoryIn(file)
  print(options.json, { csaf, issues }, () => [
    `${csaf.tracking.id} version ${csaf.tracking.version} (${csaf.tracking.status}), ${csaf.tracking.changed}, ${csaf.tlp ?? 'no TLP'}`,
    csaf.title,
    `${csaf.publisher.name} (${csaf.publisher.category}), ${csaf.category}, CSAF ${csaf.version}`,
    '',
    `${csaf.products.length} products`,
    table(
      csaf.products.map(({ id, name, vendor = '', version, versionRange, helpers }) => ({
        id,
        name,
        vendor,
        version: version ?? versionRange ?? '',
        helper: helpers.cpe ?? helpers.purls[0] ?? '',
      })),
    ),
    '',
    `${csaf.vulnerabilities.length} vulnerabilities`,
    table(
      csaf.vulnerabilities.map((one) => ({
        name: one.cve ?? one.ids[0]?.text ?? '',
        cvss: one.metrics.flatMap(({ cvss }) => cvss.map(({ version, baseScore }) => `${version}: ${baseScore}`)).join(', '),
        products: Object.entries(one.status)
          .map(([group, products]) => `${products.length} ${group}`)
          .join(', '),
        remediations: one.remediations.length,
      })),
    ),
    '',
    `${issues.length} issues`,
    ...issues.map(issueLine),
  ])
}

function vex(file: string, options: Options): void {
  const reading = vexIn(file)
  print(options.json, reading, () => [
    table(
      reading.statements.map(({ vulnerability, product, state, justification = '', words, aliases = [] }) => ({
        vulnerability,
        product,
        state,
        justification,
        ...(words && { words }),
        ...(aliases.length > 0 && { aliases: aliases.join(' ') }),
      })),
    ),
    ...reading.issues.map(({ pointer, problem }) => `${pointer || '/'}: ${problem}`),
  ])
  if (reading.statements.length === 0) process.exitCode = 2
}

function vexIn(file: string): VexReading {
  const [input] = inputsOf([file])
  let document: unknown
  try {
    document = JSON.parse(input!.bytes.toString('utf8'))
  } catch (error) {
    throw new CliError(`${file} is no JSON: ${(error as Error).message}`)
  }
  if (isOpenVex(document)) return readOpenVex(document)
  const { csaf, issues } = advisoryIn(file)
  return { statements: vexOfCsaf(csaf), issues: issues.map(({ pointer, reason }) => ({ pointer, problem: reason })) }
}

function convert(file: string, options: { to: string }): void {
  const version = csafVersions.find((one) => one === options.to)
  if (!version) throw new CliError(`${options.to} is no version; there are ${csafVersions.join(' and ')}`)
  const { document, lost } = writeCsaf({ ...advisoryIn(file).csaf, version })
  for (const pointer of lost) console.error(`${pointer}: CSAF ${version} has no words for this; it is left out`)
  process.stdout.write(csafText(document))
}

/** Advisories as files: what they say, and whether they may be published. Nobody's data is asked. */
export function csafCommands(program: Command): void {
  const csaf = program.command('csaf').description('advisories in CSAF 2.0 and 2.1')
  csaf
    .command('validate')
    .description('test files against the standard; ends with 1 when one is not valid, with 2 when one cannot be tested')
    .argument('<files...>', 'files, folders, or - for what is piped in')
    .option('--json', 'one JSON object')
    .action(validate)
  csaf
    .command('show')
    .description('what an advisory says, as we read it, and what of it was not understood')
    .argument('<file>', 'a file, or -')
    .option('--json', 'one JSON object')
    .action(show)
  csaf
    .command('vex')
    .description('which product is affected by what, from CSAF or OpenVEX')
    .argument('<file>', 'a file, or -')
    .option('--json', 'one JSON object')
    .action(vex)
  csaf
    .command('convert')
    .description('write an advisory in another version of CSAF')
    .argument('<file>', 'a file, or -')
    .requiredOption('--to <version>', csafVersions.join(' or '))
    .action(convert)
}
