import { emptyAudience, emptyContent, noteTold, tellPage } from '#capabilities/advisories/capability.ts'
import { addRelation } from '#capabilities/directory/capability.ts'
import { findOrganisations, memberOrganisations } from '#capabilities/members/capability.ts'
import { addLine } from '#capabilities/products/capability.ts'
import { answer, ask, findReaders, tellNow } from '#capabilities/replies/capability.ts'
import type { Id } from '#domain/id.ts'
import { systemScope } from '#domain/scope.ts'
import { day, hour, later } from '#domain/time.ts'
import type { Clock } from '#platform/clock.ts'
import type { Config } from '#platform/config.ts'
import type { Db } from '#platform/db/db.ts'
import { must, warnWith } from './author.ts'
import { memberOf } from './hands.ts'
import { demoSignIns } from './sign-ins.ts'

const program = systemScope('demo')

/** A supplier of the demo, and an archive that nobody sells. */
const [vendor, product] = ['Bautaen Arkiv', 'Bautaen Sak']
const name = `${vendor} ${product}`
const cve = 'CVE-2026-90007'

/** Which version each of some municipalities has said that it runs; of the last it is not known. */
const versions = ['5.1', '5.1', '5.2', '4.8', '5.0', ''] as const

const content = {
  ...emptyContent('vulnerability'),
  severity: 'high' as const,
  tlp: 'TLP:GREEN' as const,
  pap: 'PAP:GREEN' as const,
  likelihood: 'likely' as const,
  confidence: 'moderate' as const,
  threat: { actor: 'organised-crime' as const, values: ['confidentiality' as const, 'privacy' as const] },
  title: {
    nb: 'Oppdater saksarkivet Bautaen Sak',
    nn: 'Oppdater saksarkivet Bautaen Sak',
    en: 'Update the case archive Bautaen Sak',
  },
  summary: {
    nb: 'En feil i innloggingen lar andre lese saker uten passord.',
    nn: 'Ein feil i innlogginga lèt andre lese saker utan passord.',
    en: 'A fault in the sign-in lets others read cases without a password.',
  },
  what: {
    nb: 'Arkivet godtar en gammel økt etter at den er avsluttet. Den som har sett adressen, kommer inn igjen.',
    nn: 'Arkivet godtek ei gammal økt etter at ho er avslutta. Den som har sett adressa, kjem inn att.',
    en: 'The archive accepts an old session after it has ended. Whoever has seen the address gets in again.',
  },
  who: {
    nb: 'De som har Bautaen Sak eldre enn versjon 5.3.',
    nn: 'Dei som har Bautaen Sak eldre enn versjon 5.3.',
    en: 'Those with Bautaen Sak older than version 5.3.',
  },
  products: [{ vendor, product, versions: '< 5.3', cpe: '', purl: '' }],
  vulnerabilities: [{ cve, vectors: [] }],
  references: [{ summary: vendor, url: 'https://bautaen-arkiv.example/2026-7' }],
  measures: [
    {
      key: 'close',
      group: 'now' as const,
      text: {
        nb: 'Slipp bare eget nett inn til arkivet.',
        nn: 'Slepp berre eige nett inn til arkivet.',
        en: 'Let only your own network reach the archive.',
      },
      hours: 48,
    },
  ],
}

/** What the supplier says of its versions: one of each kind. */
const replies = [
  { versions: '>= 5.2, < 5.3', state: 'under-investigation', words: 'Vi ser på om 5.2 er rammet.' },
  { versions: '5.1', state: 'affected', words: 'Slå av deling av lenker til dere har oppdatert.' },
  { versions: '', state: 'fixed', fixedIn: '5.3', words: 'Versjon 5.3 ligger klar for alle kunder.' },
  {
    versions: '< 5.0',
    state: 'not-affected',
    justification: 'vulnerable_code_not_present',
    words: 'Økter ble innført i versjon 5.0.',
  },
] as const

/** What some municipalities run, a warning to whoever has it, one who is asked for its version, and what the supplier answers. */
export async function fillReplies({ db, clock, config }: { db: Db; clock: Clock; config: Config }, url: string): Promise<void> {
  const at = later(clock.now(), -day)
  const [supplier] = await db.read(program, (tx) => findOrganisations(tx, program, vendor, 1, at))
  const members = await somebody(db, config)
  if (!supplier || members.length < versions.length) return
  for (const [place, version] of versions.entries())
    await must(db, memberOf(members[place]!, 'IKT-leder'), (tx) =>
      addLine(tx, members[place]!, { ...line, version }, '', later(at, -day)),
    )
  const delivers = { type: 'supplies' as const, outward: true, otherId: members[0]!, otherNumber: null, otherName: '', to: null }
  await must(db, program, (tx) =>
    addRelation(
      tx,
      program,
      supplier.id,
      { ...delivers, service: null, serviceKind: null, from: '2024-01-01', source: 'Avtale' },
      at,
    ),
  )
  const advisory = await warnWith(db, content, { ...emptyAudience(), products: true }, at)
  await db.in(program, (tx) => tellPage(tx, { advisory, version: 1, url }, at))
  // Whoever signs in may have it as well, and is told by the worker.
  for (const recipient of members)
    await db.in(program, (tx) => noteTold(tx, { advisory, recipient, channel: 'mail' }, later(at, hour)))
  await must(db, program, (tx) =>
    ask(tx, program, { advisory, supplier: supplier.id, products: [name], how: 'relation', url }, at),
  )
  const who = memberOf(supplier.id, 'Produktsikkerhet')
  for (const [place, said] of replies.entries()) {
    const now = later(at, (place + 2) * hour)
    const nothing = { fixedIn: '', justification: null, cves: [], saidBy: '' }
    await must(db, who, (tx) => answer(tx, who, { ...nothing, ...said, advisory, product: name }, now))
    await db.in(program, (tx) => findReaders(tx, advisory, now))
    await db.in(program, (tx) => tellNow(tx, advisory, url, now))
  }
}

const line = { system: 'Saksarkivet', vendor, product, cpe: '', purl: '', quantity: null, note: '' }

/** Municipalities that nobody signs in for: what those see is set up elsewhere. */
async function somebody(db: Db, config: Config): Promise<Id<'org'>[]> {
  const seats = new Set(demoSignIns(config)?.map(({ organisation }) => organisation))
  const members = await db.read(program, (tx) => memberOrganisations(tx, program))
  return members
    .filter(({ kinds, name: called }) => kinds.includes('municipality') && !seats.has(called))
    .slice(-versions.length)
    .map(({ id }) => id)
}
