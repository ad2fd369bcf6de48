/**
 * A warning to 700 members: its audience is chosen, its CSAF tested and published, it is worded for each in its language, signed,
 * encrypted to each of their keys and handed to a real SMTP server (postfix) on this machine; beside it, as many bare mails.
 * The tests of CSAF run in a worker that a server has started already; how long that takes stands apart.
 *   node bench/advisories.ts [members, default 700; fewer are a trial and keep no result]
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { reactOnce } from '#apps/server/worker.ts'
import { closeWorld, openWorld, type World } from '#apps/server/world.ts'
import { change, create, review, send } from '#capabilities/advisories/actions.ts'
import { emptyAudience, emptyContent, tellPage } from '#capabilities/advisories/capability.ts'
import type { AdvisoryContent } from '#capabilities/advisories/contract.ts'
import { publishTested } from '#capabilities/advisories/publish.ts'
import { createOrganisation, putContact } from '#capabilities/members/actions.ts'
import { sendWaiting } from '#capabilities/notices/send.ts'
import { makeSenderKey } from '#capabilities/notices/senders.ts'
import { newId } from '#domain/id.ts'
import { locales } from '#domain/locale.ts'
import { type Scope, systemScope } from '#domain/scope.ts'
import { later, type Utc, utc } from '#domain/time.ts'
import { startValidator } from '#formats/csaf/validate.ts'
import { clockAt } from '#platform/clock.ts'
import { readConfig } from '#platform/config.ts'
import { sql, type Tx } from '#platform/db/db.ts'
import { migrate } from '#platform/db/migrate.ts'
import { openPostgresOwner } from '#platform/db/open.ts'
import { createLog } from '#platform/log.ts'
import { openSmtp } from '#platform/mail/smtp.ts'
import { makeKey } from '#platform/pgp.ts'
import { createSecretBox } from '#platform/secret-box.ts'
import { startCluster } from '../tests/setup/cluster.ts'
import { startMail } from '../tests/setup/mail.ts'
import { machine, save } from './measure.ts'

const promised = 700
const members = Number(process.argv[2]) || promised
const promiseSeconds = 30
const folder = mkdtempSync(join(tmpdir(), 'varde-bench-'))
const person = (name: string): Scope => ({ ...systemScope('bench'), who: { kind: 'person', id: newId('usr'), name } })
const [writer, reviewer] = [person('Analyst'), person('Duty')]
const words = (text: string) => ({ nb: text, nn: text, en: text })
const url = 'https://varde.example'

const value = <Value>(result: { ok: true; value: Value } | { ok: false; reason: string }): Value => {
  if (!result.ok) throw new Error(result.reason)
  return result.value
}

const cluster = await startCluster(undefined)
const mail = await startMail()
const validator = startValidator()
try {
  const owner = openPostgresOwner(cluster.url)
  await migrate(owner)
  await owner.close()
  const clock = clockAt(utc(Date.now()))
  const config = readConfig({
    VARDE_DATABASE_URL: cluster.url,
    VARDE_DATA: folder,
    VARDE_LOG_LEVEL: 'silent',
    VARDE_SECRET_KEY: 'a key for measuring and for nothing else',
    VARDE_SMTP_URL: mail.smtpUrl,
    VARDE_PUBLIC_URL: url,
  })
  const world = await openWorld(config, { clock, log: createLog('silent') })
  try {
    const begun = performance.now()
    await warmUp()
    const validatorStartSeconds = (performance.now() - begun) / 1_000
    const run = await warn(world, clock)
    const bareSeconds = await bare(world)
    const result = {
      ...machine(),
      members,
      encrypted: members,
      validatorStartSeconds,
      ...run,
      allSeconds: run.publishSeconds + run.wordSeconds + run.sendSeconds,
      promiseSeconds,
      bareSeconds,
    }
    console.log(result)
    if (members === promised) save('advisories', result)
  } finally {
    await closeWorld(world)
  }
} finally {
  await validator.close()
  await mail.stop()
  await cluster.stop()
  rmSync(folder, { recursive: true, force: true })
}

/** Lets the thread load its tests: it begins with the first document that is CSAF, so this one is. */
async function warmUp(): Promise<void> {
  const sample = readFileSync(join(import.meta.dirname, '../src/formats/csaf/fixtures/gm-2026_07.json'), 'utf8')
  const judged = await validator.validate(sample)
  if (!judged.ok || !judged.value.valid) throw new Error('the document to begin with is not valid CSAF')
}

/** Members with a contact each that has a key of its own, and the team's own key. */
async function fill({ db, clock, config }: World): Promise<void> {
  value(await makeSenderKey(db, writer, createSecretBox(config), 'municipal', clock.now()))
  for (let at = 0; at < members; at += 1) {
    const address = `vakt@m${at}.example`
    const { publicKey } = await makeKey({ name: `Vakta ${at}`, address, madeAt: '2026-01-01T00:00:00.000Z' })
    await db.in(writer, (tx) => addMember(tx, at, address, publicKey, clock.now()))
  }
}

async function addMember(tx: Tx, at: number, email: string, pgpKey: string, now: Utc): Promise<void> {
  const { id } = value(
    await createOrganisation(
      tx,
      writer,
      {
        number: null,
        name: `Bench ${at} kommune`,
        names: {},
        kinds: ['municipality'],
        constituencies: ['municipal'],
        parentId: null,
        county: null,
        municipality: null,
        language: locales[at % locales.length]!,
        membership: 'member',
        memberSince: null,
        outsiderPolicy: null,
      },
      now,
    ),
  )
  const language = locales[at % locales.length]!
  const contact = { role: 'security', name: `Vakta ${at}`, email, telephone: null, language, pgpKey } as const
  value(await putContact(tx, writer, id, contact, now))
}

/** How long each step of one warning took, in seconds. */
async function warn(world: World, clock: ReturnType<typeof clockAt>) {
  const { db } = world
  await fill(world)
  while ((await reactOnce(world)) > 0);
  const { id } = value(await db.in(writer, (tx) => create(tx, writer, { content: content(), source: null }, clock.now())))
  const audience = { ...emptyAudience(), constituencies: ['municipal' as const], kinds: ['municipality' as const] }
  const saved = value(
    await db.in(writer, (tx) =>
      change(tx, writer, { id, revision: 1, content: content(), audience, source: null }, 'nb', clock.now()),
    ),
  )
  const sent = value(await db.in(writer, (tx) => send(tx, writer, { id, revision: saved.revision, words: '' }, clock.now())))
  const approval = { id, revision: sent.revision, approve: true, words: '' }
  const read = value(await db.in(reviewer, (tx) => review(tx, reviewer, approval, clock.now())))

  const started = performance.now()
  const given = { id, revision: read.revision }
  const { version, addressed } = value(await publishTested(db, writer, validator, given, 'nb', clock.now()))
  const published = performance.now()
  const scope = systemScope('bench')
  let told = 0
  for (let some = 1; some > 0; told += some)
    some = await db.in(scope, (tx) => tellPage(tx, { advisory: id, version, url }, clock.now()))
  const worded = performance.now()
  clock.set(later(clock.now(), 60_000))
  const tally = await sendWaiting(world)
  const handed = performance.now()
  const [secret] = await db.asOwner((tx) =>
    tx.rows<{ count: number }>(sql`select count(*)::int as count from delivery where signed and encrypted`),
  )
  // A run with a wrong count has no rate.
  if (addressed !== members || told !== members || tally.sent !== members || secret!.count !== members)
    throw new Error(`${addressed} addressed, ${told} told, ${tally.sent} sent, ${secret!.count} signed and encrypted`)
  return {
    publishSeconds: (published - started) / 1_000,
    wordSeconds: (worded - published) / 1_000,
    sendSeconds: (handed - worded) / 1_000,
  }
}

function content(): AdvisoryContent {
  return {
    ...emptyContent('vulnerability'),
    severity: 'critical',
    title: words('Steng fjernpålogging'),
    summary: words('Feilen utnyttes nå.'),
    what: words('Angripere tar over økter uten passord. '.repeat(20)),
    who: words('Alle som har Portvakt eldre enn 7.0.13.'),
    references: [{ summary: 'Leverandøren', url: 'https://vendor.example/1' }],
    vulnerabilities: [{ cve: 'CVE-2026-10001', vectors: ['CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H'] }],
    products: [{ vendor: 'Fjordsoft', product: 'Portvakt', versions: 'vers:generic/<7.0.13', cpe: '', purl: '' }],
    measures: [
      { key: 'm1', group: 'now', text: words('Steng fjernpålogging'), hours: 4 },
      { key: 'm2', group: 'week', text: words('Oppgrader til 7.0.13'), hours: 168 },
    ],
  }
}

/** The machine's own limit: as many mails of a like size, ready made, through the same door. */
async function bare({ db }: World): Promise<number> {
  const rows = await db.asOwner((tx) =>
    tx.rows<{ size: number; address: string; id: string }>(
      sql`select length(n.text) + length(n.html) as size, d.address, d.id from delivery d join notice n on n.id = d.notice_id`,
    ),
  )
  const smtp = openSmtp(mail.smtpUrl)
  const started = performance.now()
  for (const { size, address, id } of rows) {
    const body = `${'0123456789'.repeat(7)}\r\n`.repeat(Math.ceil((size * 1.4) / 72))
    const raw = Buffer.from(
      `From: bench@varde.example\r\nTo: ${address}\r\nSubject: bare\r\nMessage-ID: <${id}.bare@varde.example>\r\n\r\n${body}`,
    )
    const { state, reply } = await smtp.send({ raw, from: 'bench@varde.example', to: address, envelopeId: `${id}-bare` })
    if (state !== 'sent') throw new Error(reply)
  }
  const seconds = (performance.now() - started) / 1_000
  await smtp.close()
  return seconds
}
