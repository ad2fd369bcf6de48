import { type Addressee, addressees } from '#capabilities/members/index.ts'
import type { Id } from '#domain/id.ts'
import { systemScope } from '#domain/scope.ts'
import { day, later, type Utc } from '#domain/time.ts'
import type { Config } from '#platform/config.ts'
import type { Db, Tx } from '#platform/db/db.ts'
import type { Job } from '#platform/jobs.ts'
import { type Post, sendLetter } from '#platform/mail/letter.ts'
import { keyFacts } from '#platform/pgp.ts'
import { shownValue } from './reading.ts'
import { outcomes, outcomeToTell, settledUntil, waitsForTeam } from './rules.ts'
import * as store from './store.ts'
import { nextInWords } from './words.ts'
import { outcomeLetter, type ToldOutcome } from './words-letters.ts'

export type Telling = Post & { db: Db; config: Pick<Config, 'VARDE_PUBLIC_URL' | 'VARDE_HOST' | 'VARDE_PORT'> }

export const tellJobName = 'claims.tell'

const scope = systemScope(tellJobName)

/** What is older is no news: it stands on the page of the claim. */
const newsDays = 7

/**
 * Writes to organisations what became of their claims, once it cannot be taken back: one letter an organisation with all that is new.
 * What its own people did they are not told. Returns how many letters were queued, and of how many claims they tell.
 */
export async function tellOutcomes(world: Telling, now: Utc): Promise<{ letters: number; claims: number }> {
  const time = { from: later(now, -newsDays * day), until: settledUntil(now) }
  const told = { letters: 0, claims: 0 }
  for (const organisation of await world.db.read(scope, (tx) => store.organisationsToTell(tx, scope, outcomes, time))) {
    const claims = await world.db.in(scope, (tx) => tellOne(tx, world, organisation, time, now))
    told.claims += claims
    if (claims > 0) told.letters += 1
  }
  return told
}

/** Writes to one organisation; of how many claims. None where nobody has an address: then it is told once there is one, while it is news. */
async function tellOne(
  tx: Tx,
  world: Telling,
  organisation: Id<'org'>,
  time: { from: Utc; until: Utc },
  now: Utc,
): Promise<number> {
  const house = (await addressees(tx, [organisation])).get(organisation)
  const contact = house?.contacts.find(({ email }) => email !== null)
  if (!house || !contact) return 0
  const untold = Map.groupBy(await store.untoldSteps(tx, scope, organisation, time), ({ claim }) => claim)
  const news = [...untold].flatMap(([claim, steps]) => {
    const step = outcomeToTell(steps)
    return step ? [{ claim, step }] : []
  })
  const rows = await store.heldClaims(
    tx,
    scope,
    news.map(({ claim }) => claim),
  )
  const claims = new Map(rows.map((row) => [row.id, row]))
  const told = news.map(({ claim, step }) => outcomeOf(claims.get(claim)!, step, contact.language))
  if (told.length === 0) return 0
  await write(tx, world, house, contact, told, now)
  for (const row of rows) await store.addStep(tx, row, { at: now, what: 'told', who: '', text: contact.email! })
  return told.length
}

const outcomeOf = (
  row: store.ClaimRow,
  { what, text }: ToldOutcome['step'],
  locale: Addressee['language'],
): ToldOutcome & { id: Id<'clm'> } => ({
  id: row.id,
  shown: shownValue(row.form, row.value),
  step: { what, text },
  level: row.level,
  next: nextInWords({ ...row, waits: waitsForTeam(row) }, locale),
})

async function write(
  tx: Tx,
  world: Telling,
  { name, constituencies }: Addressee,
  contact: Addressee['contacts'][number],
  told: readonly (ToldOutcome & { id: Id<'clm'> })[],
  now: Utc,
): Promise<void> {
  const { email, language, pgpKey } = contact
  const canEncrypt = pgpKey !== null && (await keyFacts(pgpKey, now))?.canEncrypt
  // Who gave a key is written nothing in the clear, also when the key has ended.
  const isBare = pgpKey !== null && !canEncrypt
  const { subject, lines, label } = outcomeLetter({ organisation: name, told, isBare }, language)
  const origin = (world.config.VARDE_PUBLIC_URL ?? `http://${world.config.VARDE_HOST}:${world.config.VARDE_PORT}`).replace(
    /\/+$/,
    '',
  )
  await sendLetter(
    world,
    {
      to: { name: contact.name, address: email! },
      subject,
      lines,
      locale: language,
      ...(!isBare && { tlp: 'TLP:AMBER' }),
      link: { label, url: told.length === 1 ? `${origin}/claims/${told[0]!.id}` : `${origin}/claims` },
      as: constituencies.includes('municipal') && !constituencies.includes('health') ? 'municipal' : 'health',
      about: contact.id,
      ...(canEncrypt && { encryptTo: pgpKey }),
    },
    tx,
  )
}

export const tellJobOf = (world: Telling): Job => ({
  name: tellJobName,
  cron: '*/5 * * * *',
  async run(_data, { log }) {
    const told = await tellOutcomes(world, world.clock.now())
    if (told.letters > 0) log.info(told, 'organisations were told what became of their claims')
  },
})
