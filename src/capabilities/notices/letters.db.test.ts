import PostalMime from 'postal-mime'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { systemScope } from '#domain/scope.ts'
import { sql } from '#platform/db/db.ts'
import { createLog } from '#platform/log.ts'
import { letterJob, letterLost, type ServiceLetter, sendLetter } from '#platform/mail/letter.ts'
import { makeKey } from '#platform/pgp.ts'
import { type SmtpPeer, startSmtpPeer } from '../../../tests/setup/peers.ts'
import { closeWorld, openWorld, type World } from '../../apps/server/world.ts'
import { type Desk, openDesk } from './fixtures/desk.ts'
import { letterJobOf } from './letters.ts'

let peer: SmtpPeer
let desk: Desk
let world: World

beforeAll(async () => {
  peer = await startSmtpPeer()
  desk = await openDesk({ settings: { VARDE_SMTP_URL: peer.url, VARDE_PUBLIC_URL: 'https://varde.example' } })
  world = await openWorld(desk.config, { clock: desk.clock, log: createLog('silent') })
})
afterAll(async () => {
  await closeWorld(world)
  await desk.close()
  await peer.stop()
})

const invitation: ServiceLetter = {
  to: { name: 'Sikkerhet', address: 'sikkerhet@granly.example' },
  subject: 'Er dette fortsatt riktig?',
  lines: ['Vi har <b>to</b> kontakter hos dere.', 'Trykk på lenken.'],
  locale: 'nb',
  link: { label: 'Bekreft', url: 'https://varde.example/confirm#secret-token' },
  about: 'org_1',
}

interface WaitingJob {
  data: object
}

/** Runs what waits in the queue of letters, also what waits for a later moment. */
async function runWaiting(): Promise<void> {
  const jobs = await desk.rows<WaitingJob>(sql`
    delete from varde_job.job where name = ${letterJob} and state = 'created' returning data`)
  for (const { data } of jobs) await letterJobOf(world).run(data, { log: world.log })
}

it('sends a letter whose text and HTML say the same, and whose link waits sealed', async () => {
  await sendLetter(world, { ...invitation, tlp: 'TLP:GREEN' })
  const waiting = await desk.rows<{ text: string }>(sql`select data::text as text from varde_job.job where name = ${letterJob}`)
  expect(waiting).toHaveLength(1)
  expect(waiting[0]!.text).not.toMatch(/secret-token|granly/)
  await runWaiting()
  const mail = await PostalMime.parse(peer.taken.at(-1)!.raw)
  expect(mail).toMatchObject({
    from: { name: 'HelseCERT', address: 'varsel@helsecert.example' },
    to: [{ address: 'sikkerhet@granly.example' }],
    subject: '[TLP:GREEN] Er dette fortsatt riktig?',
  })
  for (const part of [mail.text!, mail.html!]) expect(part).toContain('https://varde.example/confirm#secret-token')
  expect(mail.text).toContain('Vi har <b>to</b> kontakter hos dere.')
  expect(mail.html).toContain('Vi har &lt;b&gt;to&lt;/b&gt; kontakter hos dere.')
  expect(mail.html).not.toMatch(/<img|<script|src=/)
})

it('exists exactly when the change does', async () => {
  const undone = desk.db.in(systemScope('test'), async (tx) => {
    await sendLetter(world, invitation, tx)
    throw new Error('undone')
  })
  await expect(undone).rejects.toThrow('undone')
  expect(await desk.rows(sql`select from varde_job.job where name = ${letterJob} and state = 'created'`)).toHaveLength(0)
})

it('loses nothing when the server refuses, is away, or all sending is held', async () => {
  const before = peer.taken.length
  await sendLetter(world, invitation)
  peer.behave({ greylist: 9 })
  await runWaiting()
  await peer.down()
  await runWaiting()
  await peer.up()
  peer.behave({})
  await desk.rows(sql`update sending_hold set held = true, reason = 'test', who_name = 'test', since = now()`)
  await runWaiting()
  expect(peer.taken).toHaveLength(before)
  await desk.rows(sql`update sending_hold set held = false, reason = null, who_name = null, since = null`)
  await runWaiting()
  expect(peer.taken).toHaveLength(before + 1)
  await runWaiting()
  expect(peer.taken).toHaveLength(before + 1)
})

it('tells the room that asked when an address does not exist, and after two days without an answer', async () => {
  peer.behave({ refuse: ['sikkerhet@granly.example'] })
  await sendLetter(world, { ...invitation, about: 'org_refused' })
  await runWaiting()
  expect(await desk.events(letterLost)).toMatchObject([{ about: 'org_refused', reply: expect.stringContaining('550') }])
  peer.behave({ afterData: 451 })
  await sendLetter(world, { ...invitation, about: 'org_late' })
  await runWaiting()
  desk.pass(49 * 60)
  await runWaiting()
  expect(await desk.events(letterLost)).toMatchObject([{ about: 'org_refused' }, { about: 'org_late' }])
  expect(await desk.rows(sql`select from varde_job.job where name = ${letterJob} and state = 'created'`)).toHaveLength(0)
  peer.behave({})
})

it('encrypts to a key, and never goes open when the key has ended', async () => {
  const { publicKey } = await makeKey({ name: 'Granly', address: 'sikkerhet@granly.example', madeAt: '2026-01-01T00:00:00.000Z' })
  await sendLetter(world, { ...invitation, encryptTo: publicKey })
  await runWaiting()
  expect(peer.taken.at(-1)!.raw).toContain('BEGIN PGP MESSAGE')
  expect(peer.taken.at(-1)!.raw).not.toContain('secret-token')
  const before = peer.taken.length
  await sendLetter(world, { ...invitation, encryptTo: 'rubbish', about: 'org_key' })
  await runWaiting()
  expect(peer.taken).toHaveLength(before)
  expect((await desk.events(letterLost)).at(-1)).toMatchObject({ about: 'org_key', reply: '550 key: not-a-key' })
})
