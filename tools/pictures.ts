import { spawnSync } from 'node:child_process'
import { copyFileSync, existsSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** Pictures of the written help: what each is called there, and which picture of the test run it is. */
export const pictures: readonly { name: string; from: string }[] = [
  { name: 'answer-link', from: 'told-link-390-light.png' },
  { name: 'call', from: 'watch-call-1440-light.png' },
  { name: 'contacts', from: 'told-contacts-1024-light.png' },
  { name: 'customers', from: 'portal-operated-nb-1024-light.png' },
  { name: 'customers-answer', from: 'operator-answer-1024-light.png' },
  { name: 'customers-en', from: 'portal-operated-en-1024-light.png' },
  { name: 'customers-nn', from: 'portal-operated-nn-1024-light.png' },
  { name: 'finding', from: 'finding-member-nb-1024-light.png' },
  { name: 'finding-en', from: 'finding-member-en-1024-light.png' },
  { name: 'finding-nn', from: 'finding-member-nn-1024-light.png' },
  { name: 'people', from: 'people-add-1024-light.png' },
  { name: 'queue', from: 'watch-1440-light.png' },
  { name: 'queue-en', from: 'watch-en-1440-light.png' },
  { name: 'queue-nn', from: 'watch-nn-1440-light.png' },
  { name: 'simple', from: 'simple-todo-390-light.png' },
]

const root = join(import.meta.dirname, '..')
const most = 120_000
/** What is seen first of a page, in few colours, since pages have few. */
const smaller = ['-crop', 'x1100+0+0', '+repage', '-resize', '1000x>', '+dither', '-colors', '48', '-strip']

/** Renews `docs/user/pictures` from `test-results`; says which picture is missing or too large. */
function renew(): string[] {
  return pictures.flatMap(({ name, from }) => {
    const [source, target] = [join(root, 'test-results', from), join(root, 'docs/user/pictures', `${name}.png`)]
    if (!existsSync(source)) return [`${from} is not in test-results: run the browser tests first`]
    if (spawnSync('convert', [source, ...smaller, `png8:${target}`]).status !== 0) copyFileSync(source, target)
    return statSync(target).size > most ? [`${name}.png is larger than ${most} bytes; ImageMagick makes it smaller`] : []
  })
}

if (import.meta.main) {
  const faults = renew()
  for (const fault of faults) process.stderr.write(`${fault}\n`)
  process.exitCode = faults.length > 0 ? 1 : 0
}
