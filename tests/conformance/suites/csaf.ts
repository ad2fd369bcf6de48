import { existsSync, globSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import type { Judgement, TestGroup } from '#formats/csaf/judge.ts'
import { readMetadata } from '#formats/csaf/provider/metadata.ts'
import { readCsaf } from '#formats/csaf/read.ts'
import type { Csaf } from '#formats/csaf/shape.ts'
import { startValidator, type Validator } from '#formats/csaf/validate.ts'
import { csafFileName, csafText, writeCsaf } from '#formats/csaf/write.ts'
import { compareField, counting, type Difference, type Suite } from '../suite.ts'
import { csafHashes } from './csaf-hashes.ts'
import { csafSchemas } from './csaf-schemas.ts'

/** One thread for all folders: it loads its tests once, and ends with the process. */
let validator: Validator | undefined
const validation = (text: string) => {
  validator ??= startValidator()
  return validator.validate(text)
}

const failedTests = async (text: string) => {
  const result = await validation(text)
  if (!result.ok) throw new Error(`${result.reason} ${result.detail ?? ''}`)
  return result.value
}

interface Case {
  name: string
  valid: boolean
}

interface NumberedTest {
  id: string
  failures?: Case[]
  valid?: Case[]
}

/** What keeps a document from being published; `false` alone where that is expected. */
const whyNot = ({ failures }: Judgement, expected = true, groups: readonly TestGroup[] = ['schema', 'mandatory']) => {
  const told = failures
    .filter(({ group }) => groups.includes(group))
    .map(({ test, pointer, message }) => `${test} ${pointer} ${message}`)
  return expected && told.join('; ')
}

/** Documents of the technical committee: which numbered test each must fail or pass, and whether it may be published. */
const numbered: Suite = {
  takes: (path, entries) => /csaf/.test(path) && entries.includes('testcases.json'),

  async compare(folder) {
    const { add, outcome } = counting()
    const { tests } = JSON.parse(await readFile(join(folder, 'testcases.json'), 'utf8')) as { tests: NumberedTest[] }
    for (const { id, failures = [], valid = [] } of tests)
      for (const [cases, fails] of [
        [failures, true],
        [valid, false],
      ] as const)
        for (const one of cases) {
          if (outcome.notCovered.includes(id)) continue
          const judgement = await failedTests(await readFile(join(folder, one.name), 'utf8'))
          if (!judgement.tests.includes(id)) {
            outcome.notCovered.push(id)
            continue
          }
          const place = basename(one.name)
          add([
            ...compareField(
              place,
              `fails ${id}`,
              judgement.failures.some(({ test }) => test === id),
              fails,
            ),
            ...compareField(place, 'valid', judgement.valid || whyNot(judgement, one.valid), one.valid),
          ])
        }
    return outcome
  },
}

/** The file name rule: documents in `valid` have the right name, those in `invalid` a wrong one. */
const fileNames: Suite = {
  takes: (path) => /(?:^|\/)filenames-[\d.]+$/.test(path),

  async compare(folder) {
    const { add, outcome } = counting()
    for (const kind of ['valid', 'invalid'])
      for (const file of (await readdir(join(folder, kind)).catch(() => [])).sort()) {
        const id = readCsaf(await readFile(join(folder, kind, file))).csaf?.tracking.id ?? ''
        add(compareField(`${kind}/${file}`, 'named as it must', csafFileName(id) === file, kind === 'valid'))
      }
    return outcome
  },
}

/** CPE names, one a line: each in a document of its own, of which the schema says whether it is a CPE. */
const cpePatterns: Suite = {
  takes: (path) => /(?:^|\/)csaf\/cpe-[\d.]+$|^cpe-[\d.]+$/.test(path),

  async compare(folder) {
    const { add, outcome } = counting()
    const version = /cpe-([\d.]+)$/.exec(folder)![1]!
    for (const kind of ['valid', 'invalid'])
      for (const file of (await readdir(join(folder, kind)).catch(() => [])).sort())
        for (const cpe of (await readFile(join(folder, kind, file), 'utf8')).split('\n').filter((line) => line !== '')) {
          const helper = { name: 'one', product_id: 'P', product_identification_helper: { cpe } }
          const document = { document: { csaf_version: version }, product_tree: { full_product_names: [helper] } }
          const { failures } = await failedTests(JSON.stringify(document))
          const refused = failures.some(({ test, pointer }) => test === 'schema' && pointer.endsWith('/cpe'))
          add(compareField(`${kind}/${cpe}`, 'is a CPE', !refused, kind === 'valid'))
        }
    return outcome
  },
}

const inOrder = (csaf: Csaf | undefined) =>
  csaf && { ...csaf, products: csaf.products.toSorted((one, other) => (one.id < other.id ? -1 : 1)) }

/** What is read, written and read again is the same, and nothing was left over. */
function readAndWritten(place: string, bytes: Buffer): Difference[] {
  const { csaf, issues } = readCsaf(bytes)
  if (!csaf) return compareField(place, 'read', false, true)
  const again = readCsaf(csafText(writeCsaf(csaf).document)).csaf
  return [
    ...compareField(place, 'issues', issues.map(({ pointer, reason }) => `${pointer} ${reason}`).join(', '), ''),
    ...compareField(place, 'written and read', isDeepStrictEqual(inOrder(again), inOrder(csaf)), true),
  ]
}

/** Examples of the standard (not all pass its tests): each is read whole, fits the schema, and is the same after being written. */
const examples: Suite = {
  takes: (path) => /(?:^|\/)csaf\/examples-[\d.]+$|^examples-[\d.]+$/.test(path),

  async compare(folder) {
    const { add, outcome } = counting()
    for (const file of globSync('**/*.json', { cwd: folder }).sort()) {
      const bytes = await readFile(join(folder, file))
      if (file.endsWith('provider-metadata.json')) {
        add(compareField(file, 'read', readMetadata(bytes).ok, true))
        continue
      }
      if (!JSON.parse(bytes.toString('utf8')).document) {
        outcome.notCovered.push(file)
        continue
      }
      add([
        ...readAndWritten(file, bytes),
        ...compareField(file, 'fails', whyNot(await failedTests(bytes.toString('utf8')), true, ['schema']), ''),
      ])
    }
    return outcome
  },
}

interface Inventory {
  file: string
  id: string
  version: string
  title: string
  current_release_date: string
  tlp: string
  cves: string[]
  products: number
  max_cvss3: number
}

/** Advisories of an agency with an inventory: what we read of each is what it lists. */
const inventory: Suite = {
  takes: (path, entries) => /csaf/.test(path) && entries.includes('EXPECTED-inventory.json'),

  async compare(folder) {
    const { add, outcome } = counting()
    const paths = new Map(globSync('**/*.json', { cwd: folder }).map((path) => [basename(path), join(folder, path)]))
    for (const theirs of JSON.parse(await readFile(join(folder, 'EXPECTED-inventory.json'), 'utf8')) as Inventory[]) {
      const path = paths.get(theirs.file)
      if (!path || !existsSync(path)) {
        add(compareField(theirs.file, 'file', undefined, theirs.file))
        continue
      }
      const bytes = await readFile(path)
      add([...readAndWritten(theirs.file, bytes), ...inventoried(theirs, readCsaf(bytes).csaf)])
    }
    return outcome
  },
}

function inventoried(theirs: Inventory, csaf: Csaf | undefined): Difference[] {
  const scores = csaf?.vulnerabilities.flatMap(({ metrics }) => metrics.flatMap(({ cvss }) => cvss)) ?? []
  const third = scores.filter(({ version }) => version.startsWith('3')).map(({ baseScore }) => baseScore ?? 0)
  const ours: Record<string, unknown> = {
    id: csaf?.tracking.id,
    version: csaf?.tracking.version,
    title: csaf?.title,
    changed: csaf?.tracking.changed,
    tlp: csaf?.tlp,
    cves: csaf?.vulnerabilities
      .flatMap(({ cve }) => cve ?? [])
      .sort()
      .join(' '),
    products: csaf?.products.length,
    'highest CVSS 3': third.length > 0 ? Math.max(...third) : null,
    'named as it must': csaf && csafFileName(csaf.tracking.id),
  }
  const expected: Record<string, unknown> = {
    id: theirs.id,
    version: theirs.version,
    title: theirs.title,
    changed: new Date(theirs.current_release_date).toISOString(),
    tlp: `TLP:${theirs.tlp.replace('WHITE', 'CLEAR')}`,
    cves: theirs.cves.toSorted().join(' '),
    products: theirs.products,
    'highest CVSS 3': theirs.max_cvss3,
    'named as it must': theirs.file,
  }
  return Object.keys(ours).flatMap((field) => compareField(theirs.file, field, ours[field], expected[field]))
}

/** CSAF 2.0 and 2.1: tests, names, schemas, examples and real advisories. */
export const csaf: readonly Suite[] = [numbered, fileNames, cpePatterns, csafSchemas, csafHashes, examples, inventory]
