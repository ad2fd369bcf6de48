import { change, create, publish, review, send } from '#capabilities/advisories/capability.ts'
import type { AdvisoryContent } from '#capabilities/advisories/contract.ts'
import { emptyAudience, emptyContent } from '#capabilities/advisories/rules.ts'
import { type Id, newId } from '#domain/id.ts'
import type { Result } from '#domain/result.ts'
import { type Scope, systemScope } from '#domain/scope.ts'
import type { Utc } from '#domain/time.ts'
import type { Db } from '#platform/db/db.ts'

const person = (name: string): Scope => ({ ...systemScope('walls'), who: { kind: 'person', id: newId('usr'), name } })

/** A warning with something in every text. */
export function written(secret: string): AdvisoryContent {
  const words = { nb: secret, nn: secret, en: secret }
  const measures = [{ key: 'm1', group: 'now' as const, text: words, hours: 24 }]
  const products = [{ vendor: '', product: `${secret} product`, versions: '', cpe: '', purl: '' }]
  // Stricter than what whoever operates a member reads along.
  return {
    ...emptyContent('vulnerability'),
    tlp: 'TLP:AMBER+STRICT',
    title: words,
    summary: words,
    what: words,
    who: words,
    measures,
    products,
  }
}

const must = <Value>(result: Result<Value, string>): Value => {
  if (!result.ok) throw new Error(`${result.reason} ${result.detail ?? ''}`)
  return result.value
}

/** A published warning, taken from somebody, to one organisation alone, written and approved by two of the team; every word is its secret. */
export async function fillAdvisory(db: Db, org: string, secret: string, now: Utc): Promise<string> {
  const [writer, reader] = [person('walls writer'), person('walls reader')]
  const source = { publisher: secret, reference: secret, tlp: 'TLP:AMBER+STRICT' as const, pap: 'PAP:AMBER' as const }
  const content = written(secret)
  const { id } = must(await db.in(writer, (tx) => create(tx, writer, { content, source }, now)))
  const audience = { ...emptyAudience(), organisations: [org as Id<'org'>] }
  const saved = { id, revision: 1, content, audience, source }
  const { revision } = must(await db.in(writer, (tx) => change(tx, writer, saved, 'en', now)))
  const sent = must(await db.in(writer, (tx) => send(tx, writer, { id, revision, words: secret }, now)))
  const approval = { id, revision: sent.revision, approve: true, words: secret }
  const approved = must(await db.in(reader, (tx) => review(tx, reader, approval, now)))
  must(await db.in(writer, (tx) => publish(tx, writer, { id, revision: approved.revision }, 'en', now)))
  return id
}
