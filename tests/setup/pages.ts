import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { TestProject } from 'vitest/node'
import { buildAsDelivered } from './web.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The folder of the built pages. */
    pages: string
  }
}

/** The pages as they are delivered, built once for all tests of a run, in a folder that no other run empties. */
export default async function setup(project: TestProject): Promise<() => void> {
  const outDir = mkdtempSync(join(tmpdir(), 'varde-web-'))
  await buildAsDelivered({
    configFile: fileURLToPath(new URL('../../src/apps/web/vite.config.ts', import.meta.url)),
    build: { outDir, emptyOutDir: true },
  })
  project.provide('pages', outDir)
  return () => rmSync(outDir, { recursive: true, force: true })
}
