import { addressees } from '#capabilities/members/index.ts'
import type { Id } from '#domain/id.ts'
import type { Locale } from '#domain/locale.ts'
import { type Scope, systemScope } from '#domain/scope.ts'
import type { Utc } from '#domain/time.ts'
import { audit } from '#platform/audit.ts'
import type { World } from '#platform/capability.ts'
import type { Config } from '#platform/config.ts'
import type { Db, Tx } from '#platform/db/db.ts'
import type { Reaction } from '#platform/events.ts'
import type { Job } from '#platform/jobs.ts'
import { type Post, sendLetter } from '#platform/mail/letter.ts'
import { type Subject, termsPublished } from './contract.ts'
import { termsLetter } from './letters.ts'
import { enrolments } from './proof.ts'
import * as store from './store.ts'

export const tellTermsJob = 'services.tell-terms'

const scope = systemScope(tellTermsJob)

type Office = Post & { db: Db; config: Pick<Config, 'VARDE_PUBLIC_URL' | 'VARDE_HOST' | 'VARDE_PORT'> }

interface Reader {
  organisation: Id<'org'>
  to: { name: string; address: string; locale: Locale; organisation: string }
}

/**
 * Who reads that a subject has new terms: of each member that has asked for it, the contact who may say yes, or the next with a mailbox.
 * `of` is how many members have asked for it.
 */
export async function readersOf(tx: Tx, scope: Scope, subject: Subject, now: Utc): Promise<{ of: number; readers: Reader[] }> {
  const rows = await enrolments(tx, scope, { subject }, now)
  const wanted = rows.flatMap(({ wanted, ended, organisation }) => (wanted && !ended ? [organisation] : []))
  const members = [...(await addressees(tx, wanted)).values()].filter(({ membership }) => membership === 'member')
  const readers = members.flatMap(({ id, name: organisation, contacts }) => {
    const found = contacts.find(({ email }) => email !== null)
    return found
      ? [{ organisation: id, to: { name: found.name, address: found.email!, locale: found.language, organisation } }]
      : []
  })
  return { of: members.length, readers }
}

/**
 * Writes to those who have asked for a subject that it has a new version, once: the letters, what stands at each member, and the audit are
 * one transaction, and whoever comes second finds it done. A version that is no longer the newest is told to nobody.
 */
export const tellTerms = (
  office: Office,
  subject: Subject,
  version: number,
  now: Utc,
): Promise<{ written: number; of: number }> =>
  office.db.in(scope, async (tx) => {
    await store.holdTerms(tx, subject, 'to-publish')
    const terms = (await store.termsOf(tx, subject)).at(-1)
    if (terms?.version !== version || (await store.wasTold(tx, scope, subject, version))) return { written: 0, of: 0 }
    const { of, readers } = await readersOf(tx, scope, subject, now)
    const { VARDE_PUBLIC_URL: site, VARDE_HOST, VARDE_PORT } = office.config
    const url = `${(site ?? `http://${VARDE_HOST}:${VARDE_PORT}`).replace(/\/+$/, '')}/our-services`
    for (const { to } of readers) await sendLetter(office, termsLetter(to, terms, url), tx)
    const steps = readers.map(({ organisation }) => ({ organisation, subject, what: 'terms-told', version, text: '' }))
    // The member reads in its history who published, not which job wrote.
    await store.addSteps(tx, { ...scope, who: { ...scope.who, name: terms.publishedBy } }, steps, now)
    const detail = { subject, version, written: readers.length, of }
    await audit(tx, { action: 'service.terms-told', object: `terms:${subject}`, detail }, now)
    return { written: readers.length, of }
  })

/** Whoever publishes does not wait for the letters. */
export const tellWhenPublished: Reaction = {
  consumer: 'services.tell',
  kinds: [termsPublished],
  async handle(tx, events, { jobs }) {
    for (const { payload } of events) {
      const { subject, version } = payload as { subject: Subject; version: number }
      await jobs.ask(tellTermsJob, { subject, version }, { tx, once: `${subject} ${version}` })
    }
  },
}

export const tellTermsJobOf = (world: World): Job => ({
  name: tellTermsJob,
  async run(data, { log }) {
    const { subject, version } = data as { subject: Subject; version: number }
    log.info({ subject, version, ...(await tellTerms(world, subject, version, world.clock.now())) }, 'new terms were told')
  },
})
