import { type CsafTest, leftOut } from './judge.ts'
import { alsoIn20, isNewerMember, newerTests, withCvss4, withOldMembers, withWholeScores } from './newer.ts'
import type { CsafVersion } from './shape.ts'

interface Found {
  message?: string
  instancePath: string
  keyword?: string
  params?: { additionalProperty?: string }
}
type LibraryTest = (document: unknown) => Promise<LibraryResult> | LibraryResult
interface LibraryResult {
  isValid?: boolean
  errors?: Found[]
  warnings?: Found[]
  infos?: Found[]
}

const library: Record<CsafVersion, () => Promise<Record<string, unknown>[]>> = {
  '2.0': () =>
    Promise.all([
      import('@secvisogram/csaf-validator-lib/schemaTests.js'),
      import('@secvisogram/csaf-validator-lib/mandatoryTests.js'),
      import('@secvisogram/csaf-validator-lib/optionalTests.js'),
      import('@secvisogram/csaf-validator-lib/informativeTests.js'),
    ]),
  '2.1': () =>
    Promise.all([
      import('@secvisogram/csaf-validator-lib/csaf_2_1/schemaTests.js'),
      import('@secvisogram/csaf-validator-lib/csaf_2_1/mandatoryTests.js'),
      import('@secvisogram/csaf-validator-lib/csaf_2_1/recommendedTests.js'),
      import('@secvisogram/csaf-validator-lib/csaf_2_1/informativeTests.js'),
    ]),
}

/** Tests of 2.1 that the library has nearly as they are today. */
const changed = [
  ['6.1.8', withOldMembers],
  ['6.1.9', withCvss4],
] as const

/** The tests of a version, in the order of their numbers. The first call of a version takes seconds. */
export async function testsOf(version: CsafVersion): Promise<CsafTest[]> {
  const found = new Map<string, CsafTest>()
  for (const module of await library[version]())
    for (const [name, test] of Object.entries(module)) {
      const id = numberOf(name)
      if (id !== undefined && !leftOut.includes(id)) found.set(id, fromLibrary(id, test as LibraryTest, version))
    }
  for (const test of newerTests) if (version === '2.1' || alsoIn20.includes(test.id)) found.set(test.id, test)
  for (const [id, change] of version === '2.1' ? changed : []) {
    const test = found.get(id)
    if (test) found.set(id, change(test))
  }
  const order = ({ id }: CsafTest) => (id === 'schema' ? '' : id)
  return [...found.values()].sort((one, other) => order(one).localeCompare(order(other), 'en', { numeric: true }))
}

/** `mandatoryTest_6_1_27_1` → `6.1.27.1`; the plain schema → `schema`, the strict one, which refuses extensions, is not asked. */
function numberOf(name: string): string | undefined {
  if (/^csaf_2_[01]$/.test(name)) return 'schema'
  return /_(6_\d[\d_]*)$/.exec(name)?.[1]?.replaceAll('_', '.')
}

const fromLibrary = (id: string, test: LibraryTest, version: CsafVersion): CsafTest => ({
  id,
  async run(document) {
    const shown = version === '2.1' && id === 'schema' ? withWholeScores(document) : document
    const { isValid, errors = [], warnings = [], infos = [] } = await test(shown)
    const told = [...errors, ...warnings, ...infos]
    const places = told
      .filter((one) => version === '2.0' || !isNewerMember(one))
      .map(({ instancePath, message }) => ({ pointer: instancePath, message: message ?? 'does not pass' }))
    return isValid === false && told.length === 0 ? [{ pointer: '', message: 'does not pass' }] : places
  },
})
