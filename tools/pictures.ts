import { spawnSync } from 'node:child_process'
import { copyFileSync, globSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** Pictures of the written help: what each is called there, and which picture of the test run it is. Steps of a walk are numbered anew each run. */
export const pictures: readonly { name: string; from: string }[] = [
  { name: 'answer-link', from: 'walks/member/*-answer-link.png' },
  { name: 'call', from: 'walks/duty/*-number-and-script.png' },
  { name: 'contacts', from: 'walks/member/*-contacts.png' },
  { name: 'customers', from: 'walks/operator/*-all-members.png' },
  { name: 'customers-answer', from: 'walks/operator/*-answer-for-many.png' },
  { name: 'finding', from: 'finding-member-nb-1024-light.png' },
  { name: 'finding-en', from: 'finding-member-en-1024-light.png' },
  { name: 'finding-nn', from: 'finding-member-nn-1024-light.png' },
  { name: 'import', from: 'walks/administrator/*-members-preview.png' },
  { name: 'people', from: 'walks/administrator/*-account.png' },
  // Of the whole demo, as `npm run bench:faces` keeps it.
  { name: 'queue', from: 'faces/duty.png' },
  { name: 'senders', from: 'walks/administrator/*-sender.png' },
  { name: 'simple', from: 'walks/practice/*-something-to-do-telephone.png' },
  { name: 'steps', from: 'walks/practice/*-what-to-do.png' },
  { name: 'warning-preview', from: 'advisory-preview-1440-light.png' },
  { name: 'warning-silence', from: 'silence-1440-light.png' },
  { name: 'warnings', from: 'advisories-1440-light.png' },
]

const root = join(import.meta.dirname, '..')
const most = 120_000
/** What is seen first of a page, in few colours, since pages have few. */
const smaller = ['-crop', 'x1100+0+0', '+repage', '-resize', '1000x>', '+dither', '-colors', '48', '-strip']

/** Renews `docs/user/pictures` from `test-results`; says which picture is missing or too large. */
function renew(): string[] {
  return pictures.flatMap(({ name, from }) => {
    const [source] = globSync(join(root, 'test-results', from))
    const target = join(root, 'docs/user/pictures', `${name}.png`)
    if (!source) return [`${from} is not in test-results: run the browser tests first`]
    if (spawnSync('convert', [source, ...smaller, `png8:${target}`]).status !== 0) copyFileSync(source, target)
    return statSync(target).size > most ? [`${name}.png is larger than ${most} bytes; ImageMagick makes it smaller`] : []
  })
}

if (import.meta.main) {
  const faults = renew()
  for (const fault of faults) process.stderr.write(`${fault}\n`)
  process.exitCode = faults.length > 0 ? 1 : 0
}
