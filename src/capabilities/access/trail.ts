import { organisationNames } from '#capabilities/members/index.ts'
import { type CsvValue, csvRow } from '#domain/csv.ts'
import type { Id } from '#domain/id.ts'
import { no, ok } from '#domain/result.ts'
import type { Scope } from '#domain/scope.ts'
import type { Utc } from '#domain/time.ts'
import { audit, auditPage, readingsOf } from '#platform/audit.ts'
import type { Db, Tx } from '#platform/db/db.ts'

type Line = Awaited<ReturnType<typeof auditPage>>['rows'][number]

const header = ['position', 'at', 'who_kind', 'who', 'who_name', 'action', 'object', 'organisation', 'detail', 'hash']
const cells = (line: Line): CsvValue[] => [
  line.position,
  line.at,
  line.who.kind,
  line.who.id,
  line.who.name,
  line.action,
  line.object,
  line.organisation,
  JSON.stringify(line.detail),
  line.hash,
]

/** The trail as CSV, newest first. A page at a time, each in a transaction of its own, so that a slow reader holds nothing. */
export async function* exportTrail(db: Db, scope: Scope, organisation: Id<'org'> | undefined, now: Utc): AsyncIterable<string> {
  await db.in(scope, (tx) => audit(tx, { action: 'audit.exported', object: 'audit', organisation }, now))
  yield csvRow(header)
  let after: string | undefined
  do {
    const page = await db.read(scope, (tx) => auditPage(tx, { after, limit: 1_000, organisation }))
    yield page.rows.map((line) => csvRow(cells(line))).join('')
    after = page.next
  } while (after !== undefined)
}

/** Who of the team read what of an organisation: to the team, and to who acts for it. */
export async function readings(tx: Tx, organisation: Id<'org'>, page: { after?: string | undefined; limit: number }) {
  const known = await organisationNames(tx, [organisation])
  return known.size === 0 ? no('not-found') : ok(await readingsOf(tx, organisation, page))
}
