import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, expect, it } from 'vitest'
import { markAsDemo } from '#capabilities/demo/capability.ts'
import { openEmbedded } from '#platform/db/open.ts'

const data = mkdtempSync(join(tmpdir(), 'varde-start-'))
afterAll(() => rmSync(data, { recursive: true, force: true }))

const main = join(import.meta.dirname, 'main.ts')
const env = { ...process.env, VARDE_DATA: data, VARDE_LOG_LEVEL: 'silent' }
const varde = (...words: string[]) =>
  promisify(execFile)(process.execPath, [main, ...words], { env }).catch((error: { stderr: string }) => ({
    stdout: '',
    stderr: error.stderr,
  }))

interface Opened {
  address: string
  administrator: { name: string; password: string } | null
  demo: unknown
}

/** Starts Varde as `./start` does, with these settings, until it is open. */
async function started(
  settings: Record<string, string> = {},
  ...words: string[]
): Promise<{ opened: Opened; stop(): Promise<void> }> {
  const child: ChildProcess = spawn(process.execPath, [main, 'start', '--json', '--port', '0', ...words], {
    env: { ...env, ...settings },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [line] = (await once(child.stdout!, 'data')) as [Buffer]
  return {
    opened: JSON.parse(line.toString()),
    async stop() {
      child.kill('SIGTERM')
      await once(child, 'exit')
    },
  }
}

it('starts for real where others could reach it: no demo, and the first administrator is told once', async () => {
  const first = await started({ VARDE_PUBLIC_URL: 'https://varde.example' })
  expect(first.opened).toMatchObject({
    administrator: { name: 'admin', password: expect.stringMatching(/^(\w{4}-){4}\w{4}$/) },
    demo: null,
  })
  await first.stop()
  // Somebody is in there now: the next start loads no demo over it.
  const second = await started()
  expect(second.opened).toMatchObject({ administrator: null, demo: null })
  await second.stop()
})

it('leaves only a demo, and does not take one for a real installation', async () => {
  expect((await varde('demo', 'leave')).stderr).toContain('this is no demo; nothing was touched')
  expect((await varde('user', 'list')).stdout).toContain('admin')

  const db = openEmbedded(data)
  await markAsDemo(db, '2026-11-21T10:00:00.000Z')
  await db.close()
  expect((await varde('start', '--empty', '--port', '0')).stderr).toContain('this database holds the demo; leave it first')
  expect((await varde('serve', '--host', '0.0.0.0', '--port', '0')).stderr).toContain('VARDE_HOST is 0.0.0.0')

  expect((await varde('demo', 'leave')).stdout).toContain('The demo is gone')
  expect((await varde('user', 'list')).stdout).toContain('(none)')
  const real = await started({}, '--empty')
  expect(real.opened).toMatchObject({ administrator: { name: 'admin' }, demo: null })
  expect((await varde('demo', 'leave')).stderr).toContain('still running')
  await real.stop()
})
