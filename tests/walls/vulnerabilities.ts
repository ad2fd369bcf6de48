import { createReadStream, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { importFile } from '#capabilities/vulnerabilities/actions.ts'
import { putFetch } from '#capabilities/vulnerabilities/fetch.ts'
import { systemScope } from '#domain/scope.ts'
import type { Clock } from '#platform/clock.ts'
import type { Db } from '#platform/db/db.ts'
import type { Question } from './wire.ts'

const fixture = (name: string): string =>
  fileURLToPath(new URL(`../../src/formats/vulnerabilities/fixtures/${name}`, import.meta.url))

/** What the world knows of one CVE: it is nobody's, and everybody who is signed in may read it. */
export async function fillVulnerabilities(db: Db, clock: Clock): Promise<void> {
  for (const [source, fileName] of [
    ['cve5', 'cve5.ndjson'],
    ['epss', 'epss.csv'],
  ] as const) {
    const asked = { source, fileName, bytes: createReadStream(fixture(fileName)), force: false }
    await importFile(db, systemScope('walls'), clock, asked, { maxBytes: 1e6, maxUnpackedBytes: 1e6 })
  }
  for (const source of ['kev', 'epss'] as const)
    await db.in(systemScope('walls'), (tx) => putFetch(tx, source, fetched, clock.now()))
}

/** Nobody listens there, and no worker runs. */
const fetched = { address: 'https://127.0.0.1/kev.json', everyHours: 12 }

/** How the endpoints of vulnerabilities are asked. */
export const vulnerabilityQuestions: Readonly<Record<string, () => Question & { id?: string }>> = {
  'GET /api/vulnerabilities/:id': () => ({ id: 'CVE-1990-10001' }),
  'PUT /api/vulnerabilities/fetches/:id': () => ({ id: 'eukev', body: fetched }),
  'DELETE /api/vulnerabilities/fetches/:id': () => ({ id: 'epss' }),
  'POST /api/vulnerabilities/fetches/:id/now': () => ({ id: 'kev' }),
  'POST /api/vulnerabilities/imports': () => ({
    upload: { fileName: 'eukev.json', text: readFileSync(fixture('eukev.json'), 'utf8'), fields: { source: 'eukev' } },
  }),
}
