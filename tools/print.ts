import { globSync, readFileSync, writeFileSync } from 'node:fs'
import { capabilities } from '#apps/server/capabilities.ts'
import { settings } from '#platform/config.ts'
import { errorTexts } from '#platform/errors.ts'
import { apiPage, configPage, errorsPage, fillIn, flowPage, type Measured, requirementsPage, speedTable } from './pages.ts'

const read = (file: string): string => readFileSync(file, 'utf8')

/** Every test file with its text; titles name requirement lines. */
export const testFiles = (): { file: string; source: string }[] =>
  globSync('{src,tests}/**/*.test.{ts,tsx}')
    .sort()
    .map((file) => ({ file: file.replaceAll('\\', '/'), source: read(file) }))

export const requirementLines = (): Record<string, string> =>
  JSON.parse(read('docs/requirements.data.json')) as Record<string, string>

const measured = (): Measured[] =>
  globSync('bench/results/*.json')
    .sort()
    .flatMap((file) => (JSON.parse(read(file)) as { contract?: Measured[] }).contract ?? [])

/** The printed pages by file name, as the code says them now. */
export function pages(): Record<string, string> {
  const errors = Object.assign({}, errorTexts, ...capabilities.map((capability) => capability.errors))
  return {
    'docs/flow.md': flowPage(capabilities),
    'docs/api.md': apiPage(capabilities),
    'docs/errors.md': errorsPage(errors),
    'docs/config.md': configPage(settings),
    'docs/requirements.md': requirementsPage(requirementLines(), testFiles()),
    'README.md': fillIn(read('README.md'), 'speed', speedTable(measured())),
  }
}

if (import.meta.main)
  for (const [file, text] of Object.entries(pages())) {
    writeFileSync(file, text)
    console.log(file)
  }
