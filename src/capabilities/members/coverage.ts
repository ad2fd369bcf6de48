import type { Scope } from '#domain/scope.ts'
import type { Utc } from '#domain/time.ts'
import type { Tx } from '#platform/db/db.ts'
import { type Constituency, type Coverage, type CoverageFigures, constituencies, organisationKinds } from './contract.ts'
import * as store from './store-coverage.ts'

const nobody: CoverageFigures = { organisations: 0, members: 0, former: 0, none: 0, reached: 0 }

const figuresOf = ({ organisations, members, former, none, reached }: CoverageFigures): CoverageFigures => ({
  organisations,
  members,
  former,
  none,
  reached,
})

const plus = (one: CoverageFigures, other: CoverageFigures): CoverageFigures => ({
  organisations: one.organisations + other.organisations,
  members: one.members + other.members,
  former: one.former + other.former,
  none: one.none + other.none,
  reached: one.reached + other.reached,
})

/** Who is covered, by kind and by constituency; every organisation counts once in the total, whatever it is and wherever it belongs. */
export async function coverageOf(tx: Tx, scope: Scope, at: Utc): Promise<Coverage> {
  const kinds = new Map((await store.byKind(tx, scope, at)).map((row) => [row.kind, row]))
  const groups = await store.byConstituencies(tx, scope, at)
  const sum = (fits: (of: readonly Constituency[]) => boolean): CoverageFigures =>
    groups
      .filter((group) => fits(group.constituencies))
      .reduce<CoverageFigures>((all, group) => plus(all, figuresOf(group)), nobody)
  return {
    at,
    total: sum(() => true),
    kinds: organisationKinds.flatMap((kind) => (kinds.has(kind) ? [{ kind, ...figuresOf(kinds.get(kind)!) }] : [])),
    constituencies: constituencies.map((constituency) => ({ constituency, ...sum((of) => of.includes(constituency)) })),
    both: sum((of) => of.length > 1),
    neither: sum((of) => of.length === 0),
    references: (await store.references(tx, scope, at)).map(
      ({ organisations, members, former, none, reached, ...reference }) => ({
        ...reference,
        now: { organisations, members, former, none, reached },
      }),
    ),
  }
}

export { saveReferences } from './store-coverage.ts'
