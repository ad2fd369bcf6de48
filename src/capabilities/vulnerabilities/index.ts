import type { Cve } from '#domain/cve.ts'
import type { Tx } from '#platform/db/db.ts'
import type { FactSource, KnownProduct, Score, Vulnerability } from './contract.ts'
import { factsOf, vulnerabilitiesNamed } from './store.ts'

/** What is known of a CVE, for whoever warns of it or looks for it. */
export interface Known extends Vulnerability {
  /** Every score with who gave it. */
  scores: readonly (Score & { source: FactSource })[]
  /** `CWE-79`. */
  weaknesses: readonly string[]
  /** What is hit, as the matching of products takes it. */
  products: readonly (KnownProduct & { source: FactSource })[]
}

/** What is known of these CVEs; one that nobody has told of is not there. */
export async function knownOf(tx: Tx, cves: readonly Cve[]): Promise<Map<Cve, Known>> {
  const [short, facts] = [await vulnerabilitiesNamed(tx, tx.scope, cves), await factsOf(tx, tx.scope, cves)]
  return new Map(
    [...short].map(([cve, vulnerability]) => {
      const all = facts.get(cve) ?? []
      const known: Known = {
        ...vulnerability,
        scores: all.flatMap(({ source, said }) => (said.scores ?? []).map((score) => ({ ...score, source }))),
        weaknesses: [...new Set(all.flatMap(({ said }) => (said.weaknesses ?? []).map(({ id }) => id)))],
        products: all.flatMap(({ source, said }) => (said.products ?? []).map((product) => ({ ...product, source }))),
      }
      return [cve, known]
    }),
  )
}

/** For the search over everything. */
export { countVulnerabilities, listVulnerabilities } from './store.ts'
