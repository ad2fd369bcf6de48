import { spawn } from 'node:child_process'
import { globSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { chromiumPath } from '../tests/setup/chromium.ts'
import { postgresIsHere } from '../tests/setup/cluster.ts'
import { mailIsHere } from '../tests/setup/mail.ts'
import { countTests, type Tally, total, verdict } from './tally.ts'

/**
 * Everything that must hold before a change is taken: `./test` runs all of it, `npm run check` (`--fast`) what takes seconds
 * and needs neither database nor browser. Each check counts as one test.
 */
const fast = process.argv.includes('--fast')
const cache = 'node_modules/.cache/varde'
const report = `${cache}/tests.json`

const checks: { name: string; command: string[]; slow?: boolean }[] = [
  { name: 'format and lint', command: ['biome', 'check', '--error-on-warnings', '.'] },
  {
    name: 'types',
    command: ['tsc', '-p', '.', '--incremental', '--tsBuildInfoFile', `${cache}/types.tsbuildinfo`],
  },
  { name: 'import rules', command: ['node', 'tools/imports.ts'] },
  { name: 'dead code', command: ['knip', '--no-progress'] },
  {
    name: 'lint with types',
    command: [
      'eslint',
      '--cache',
      '--cache-location',
      `${cache}/eslint`,
      '--max-warnings',
      '0',
      'src',
      'tests',
      'tools',
      'bench',
    ],
  },
  { name: 'the pages build', command: ['npm', 'run', '--silent', 'build:web'], slow: true },
]

/** Suites of vitest.config.ts with what the machine must have for them. */
const suites: { name: string; files: string; lacks?: string | undefined; slow?: boolean }[] = [
  { name: 'unit', files: '' },
  {
    name: 'postgres',
    files: '{src,tests,tools,bench}/**/*.db.test.ts',
    lacks: postgresIsHere() ? undefined : 'PostgreSQL',
    slow: true,
  },
  {
    name: 'mail',
    files: '{src,tests,tools,bench}/**/*.mail.test.ts',
    lacks: mailIsHere() ? undefined : 'postfix with dovecot, as root,',
    slow: true,
  },
  { name: 'embedded', files: '{src,tests,tools,bench}/**/*.embedded.test.ts', slow: true },
  {
    name: 'e2e',
    files: 'tests/e2e/**/*.test.ts',
    lacks: !chromiumPath() ? 'Chromium' : postgresIsHere() ? undefined : 'PostgreSQL',
    slow: true,
  },
]

/** Tests of other suites that need a mail server, too. */
const mailOfOthers = ['**/*.mail.db.test.ts', '**/*.mail.embedded.test.ts']

/** Runs a command with our packages in front; resolves to its exit code and all it said. */
function run(command: string[], show = false): Promise<{ code: number; said: string }> {
  return new Promise((resolve) => {
    const child = spawn(command[0]!, command.slice(1), {
      stdio: ['ignore', show ? 'inherit' : 'pipe', show ? 'inherit' : 'pipe'],
    })
    let said = ''
    const keep = (chunk: Buffer): void => {
      said += chunk.toString()
    }
    child.stdout?.on('data', keep)
    child.stderr?.on('data', keep)
    child.once('error', (error) => resolve({ code: 1, said: String(error) }))
    child.once('close', (code) => resolve({ code: code ?? 1, said }))
  })
}

/** Two checks at a time, since the machine may have no more cores. */
async function runChecks(): Promise<Tally> {
  const tally: Tally = { passed: 0, failed: 0, skipped: 0 }
  const waiting = checks.filter((check) => !fast || !check.slow)
  const worker = async (): Promise<void> => {
    for (let check = waiting.shift(); check; check = waiting.shift()) {
      const started = Date.now()
      const { code, said } = await run(check.command)
      tally[code === 0 ? 'passed' : 'failed'] += 1
      console.log(`${code === 0 ? 'ok    ' : 'FAILED'} ${check.name} (${((Date.now() - started) / 1000).toFixed(1)} s)`)
      if (code !== 0) console.log(said)
    }
  }
  await Promise.all([worker(), worker()])
  return tally
}

async function runTests(): Promise<Tally> {
  const chosen = suites.filter((suite) => !fast || !suite.slow)
  let skipped = 0
  for (const { name, files, lacks } of chosen.filter((suite) => suite.lacks)) {
    const count = globSync(files, { exclude: ['**/node_modules/**'] }).length
    console.log(`skipped: ${name}, ${count} files (no ${lacks} on this machine)`)
    skipped += count
  }
  const excluded = mailIsHere() ? [] : [...mailOfOthers]
  if (excluded.length > 0) {
    const count = globSync(excluded, { exclude: ['**/node_modules/**'] }).length
    console.log(`skipped: what other suites send by mail, ${count} files (no postfix with dovecot, as root, on this machine)`)
    skipped += count
  }
  const projects = chosen.filter((suite) => !suite.lacks).flatMap((suite) => ['--project', suite.name])
  rmSync(report, { force: true })
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const { code } = await run(
    ['vitest', 'run', '--passWithNoTests', ...projects, ...excluded.flatMap((files) => ['--exclude', files]), ...reporters],
    true,
  )
  return total([countTests(readReport(), code), { passed: 0, failed: 0, skipped }])
}

function readReport(): string | undefined {
  try {
    return readFileSync(report, 'utf8')
  } catch {
    return undefined
  }
}

mkdirSync(cache, { recursive: true })
const { line, exitCode } = verdict(
  total([await runChecks(), await runTests()]),
  Boolean(process.env.CI && process.env.CI !== 'false'),
)
console.log(line)
process.exitCode = exitCode
