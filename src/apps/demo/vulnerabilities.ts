import { importVulnerabilities } from '#capabilities/vulnerabilities/capability.ts'
import { systemScope } from '#domain/scope.ts'
import type { Clock } from '#platform/clock.ts'
import type { Db } from '#platform/db/db.ts'
import kev from './data/kev.data.json' with { type: 'json' }

const most = 10_000_000

/** Some of what CISA knows to be exploited, as somebody of the demo read it in. It is of 2025, and says so. */
export async function fillVulnerabilities({ db, clock }: { db: Db; clock: Clock }): Promise<void> {
  async function* bytes() {
    yield new TextEncoder().encode(JSON.stringify(kev))
  }
  const asked = { source: 'kev', fileName: 'known_exploited_vulnerabilities.json', bytes: bytes(), force: false } as const
  await importVulnerabilities(db, systemScope('demo'), clock, asked, { maxBytes: most, maxUnpackedBytes: most })
}
