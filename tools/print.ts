import { globSync, readFileSync, writeFileSync } from 'node:fs'
import { basename } from 'node:path'
import { capabilities } from '#apps/server/capabilities.ts'
import { settings } from '#platform/config.ts'
import { errorTexts } from '#platform/errors.ts'
import { accessTable } from '../tests/walls/access-table.ts'
import { rowTable } from '../tests/walls/row-table.ts'
import { apiPage, configPage, errorsPage, fillIn, flowPage, requirementsPage, speedTable } from './pages.ts'
import { measuredIn } from './speed.ts'
import { wallsPage } from './walls.ts'

const read = (file: string): string => readFileSync(file, 'utf8')

/** Every test file with its text; titles name requirement lines. */
export const testFiles = (): { file: string; source: string }[] =>
  globSync('{src,tests}/**/*.test.{ts,tsx}')
    .sort()
    .map((file) => ({ file: file.replaceAll('\\', '/'), source: read(file) }))

export const requirementLines = (): Record<string, string> =>
  JSON.parse(read('docs/requirements.data.json')) as Record<string, string>

/** What lines that are left wait for. */
export const waitingLines = (): Record<string, string> =>
  JSON.parse(read('docs/requirements.waiting.json')) as Record<string, string>

const results = (): Record<string, unknown> =>
  Object.fromEntries(
    globSync('bench/results/*.json')
      .sort()
      .map((file) => [basename(file, '.json'), JSON.parse(read(file)) as unknown]),
  )

/** The printed pages by file name, as the code says them now. */
export function pages(): Record<string, string> {
  const errors = Object.assign({}, errorTexts, ...capabilities.map((capability) => capability.errors))
  return {
    'docs/flow.md': flowPage(capabilities),
    'docs/api.md': apiPage(capabilities),
    'docs/walls.md': wallsPage(capabilities, accessTable, rowTable),
    'docs/errors.md': errorsPage(errors),
    'docs/config.md': configPage(settings),
    'docs/requirements.md': requirementsPage(requirementLines(), testFiles(), waitingLines()),
    'README.md': fillIn(read('README.md'), 'speed', speedTable(measuredIn(results()))),
  }
}

if (import.meta.main)
  for (const [file, text] of Object.entries(pages())) {
    writeFileSync(file, text)
    console.log(file)
  }
