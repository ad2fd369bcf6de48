import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { setTeamKey } from '#capabilities/profile/index.ts'
import type { Id } from '#domain/id.ts'
import { systemScope } from '#domain/scope.ts'
import { day, later } from '#domain/time.ts'
import { sql } from '#platform/db/db.ts'
import { createLog } from '#platform/log.ts'
import { makeKey } from '#platform/pgp.ts'
import { createSecretBox } from '#platform/secret-box.ts'
import { daysAgo } from '../../../tests/loop/house.ts'
import { gpgIsHere, type MailHouse, mailIsHere, startMail } from '../../../tests/setup/mail.ts'
import { type Desk, openDesk } from './fixtures/desk.ts'
import { collect } from './inbound.ts'

const box = 'varsel@helsecert.example'
const madeAt = daysAgo(30)
const team = systemScope('test')

describe.skipIf(!mailIsHere() || !gpgIsHere())('F.01 GnuPG and we', () => {
  const home = mkdtempSync(join(tmpdir(), 'varde-gpg-'))
  /** GnuPG as on a member's machine, whose clock shows this moment. */
  const args = (moment = madeAt): string[] => [
    '--homedir',
    home,
    '--batch',
    '--yes',
    '--pinentry-mode',
    'loopback',
    '--passphrase',
    '',
    '--trust-model',
    'always',
    '--faked-system-time',
    moment.replaceAll(/[-:]/g, '').slice(0, 15),
  ]
  const gpg = (...what: string[]): string =>
    execFileSync('gpg', [...args(), ...what], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
  const gpgAt = (moment: string, ...what: string[]): string => {
    const { stdout, stderr } = spawnSync('gpg', [...args(moment), '--status-fd', '1', ...what], { encoding: 'utf8' })
    return stdout + stderr
  }
  const file = (name: string, content: string | Uint8Array): string => {
    writeFileSync(join(home, name), content)
    return join(home, name)
  }
  const exported = (address: string) => gpg('--armor', '--export', address)

  let mail: MailHouse
  let desk: Desk
  let ours: Awaited<ReturnType<typeof makeKey>>

  beforeAll(async () => {
    mail = await startMail()
    desk = await openDesk({ settings: { VARDE_SMTP_URL: mail.smtpUrl, VARDE_IMAP_URL: mail.imapUrl(box) } })
    ours = await makeKey({ name: 'HelseCERT', address: box, madeAt })
    await desk.db.in(team, (tx) => setTeamKey(tx, createSecretBox(desk.config), 'health', ours, desk.clock.now()))
    gpg('--import', file('ours.asc', ours.publicKey))
    for (const [name, ends] of [
      ['gnupg', 'never'],
      ['ends', '60d'],
      ['stranger', 'never'],
      ['lost', 'never'],
    ])
      gpg('--quick-generate-key', `Vakt <${name}@varde.example>`, 'future-default', 'default', ends!)
    gpg('--quick-generate-key', 'Vakt <signs@varde.example>', 'ed25519', 'sign', 'never')
  }, 60_000)
  afterAll(async () => {
    await desk?.close()
    await mail?.stop()
    spawnSync('gpgconf', ['--homedir', home, '--kill', 'all'])
    rmSync(home, { recursive: true, force: true })
  })

  /** A member whose security contact has given us a key of GnuPG in the portal. */
  async function memberWith(name: string, pgpKey?: string, more: { role: 'management'; email: string }[] = [], findings = 1) {
    const org = await desk.member(name, [{ email: `${name}@varde.example` }, ...more], findings)
    const [contact] = await desk.rows<{ id: Id<'con'> }>(
      sql`select 'con_' || replace(id::text, '-', '') as id from contact where email = ${`${name}@varde.example`}`,
    )
    const key = await desk.key(org)
    const give = (text: string) =>
      desk.ask(key, `/organisations/${org}/pgp-keys`, { method: 'POST', body: { contactId: contact!.id, pgpKey: text } })
    const given = pgpKey === undefined ? undefined : await give(pgpKey)
    return { org, key, give, given, blocks: async () => (await desk.ask(key, `/organisations/${org}/pgp-keys`)).json.blocks }
  }
  const secretIn = (raw: Buffer): string => {
    const text = raw.toString('latin1')
    expect(text).toMatch(/^Content-Type: multipart\/encrypted; protocol="application\/pgp-encrypted";/m)
    return /-----BEGIN PGP MESSAGE-----[\s\S]+-----END PGP MESSAGE-----/.exec(text)![0]
  }
  /** What one mailbox has got since it was looked at last. */
  const seen = new Map<string, number>()
  const fresh = async (name: string, count: number) => {
    const before = seen.get(name) ?? 0
    const all = count > 0 ? await mail.arrived(name, before + count) : await mail.read(name)
    seen.set(name, all.length)
    return all.slice(before)
  }

  it('F.01 a member uploads a key, and mail to it is encrypted: GnuPG opens what came through postfix, and finds our signature good', async () => {
    const { org, given } = await memberWith('gnupg', exported('gnupg@varde.example'))
    expect(given!.json.state).toBe('used')
    await desk.notice(org, { tlp: 'TLP:RED' })
    await desk.send()
    const [received] = await fresh('gnupg', 1)
    const raw = received!.raw.toString('latin1')
    expect(raw).not.toContain('198.51.100.1')
    const name = file('secret.asc', secretIn(received!.raw))
    const said = gpgAt(desk.clock.now(), '--decrypt', name)
    expect(said).toContain('GOODSIG')
    expect(said).toContain(`VALIDSIG ${ours.fingerprint}`)
    expect(said).toMatch(/=C3=85pen RDP|Åpen RDP/)
    expect(await desk.rows(sql`select encrypted, signed from delivery where address = 'gnupg@varde.example'`)).toEqual([
      { encrypted: true, signed: true },
    ])
  })

  it('F.01 a key that has expired blocks and tells: its member is written to, sees what was held, and each rule does what it says', async () => {
    const { org, key, blocks } = await memberWith(
      'ends',
      exported('ends@varde.example'),
      [{ role: 'management', email: 'leader@varde.example' }],
      0,
    )
    const fjordby = await desk.member('Fjordby', [])
    const start = desk.clock.now()
    await desk.notice(org, { tlp: 'TLP:AMBER' })
    await desk.send()
    expect(secretIn((await fresh('ends', 1))[0]!.raw)).toContain('PGP MESSAGE')

    desk.clock.set(later(madeAt, 61 * day))
    await desk.turn('profile.look')
    await desk.work()
    const [told] = await fresh('ends', 1)
    expect(told!.subject).toBe('PGP-nøkkelen deres er utløpt')
    expect(told!.text!.replaceAll(/\s+/g, ' ')).toContain('Last opp en ny nøkkel.')
    await fresh('leader', 1)

    const sentBy = async (fallback: string, tlp: 'TLP:GREEN' | 'TLP:AMBER', arrives: number) => {
      expect((await desk.ask(key, `/organisations/${org}/key-rule`, { method: 'PUT', body: { fallback } })).status).toBe(200)
      const id = await desk.notice(org, { tlp, findings: desk.findingsOf(fjordby) })
      await desk.send()
      return { id, mails: await fresh('ends', arrives), stand: await desk.stand(id) }
    }
    const inClear = await sentBy('green', 'TLP:GREEN', 1)
    expect(inClear.mails[0]!.text).toContain('Åpen RDP')
    const held = await sentBy('green', 'TLP:AMBER', 0)
    expect(held.stand.deliveries[0]).toMatchObject({ state: 'failed', reply: 'key: expired' })
    // Whoever comes next in the ladder has no key, and never had one.
    expect((await fresh('leader', 1))[0]!.text).toContain('Åpen RDP')
    const none = await sentBy('hold', 'TLP:GREEN', 0)
    expect(none.stand.deliveries[0]).toMatchObject({ state: 'failed', reply: 'key: expired' })
    await fresh('leader', 1)
    const pointer = await sentBy('pointer', 'TLP:AMBER', 1)
    const raw = pointer.mails[0]!.raw.toString('latin1')
    expect(pointer.mails[0]!.subject).toBe('Et varsel venter i portalen')
    expect(pointer.mails[0]!.text).toContain(`/notices/${pointer.id}`)
    expect(`${raw} ${pointer.mails[0]!.text} ${pointer.mails[0]!.html}`).not.toMatch(/RDP|198\.51\.100\.1|answer#/)
    // A pointer tells nothing of the findings themselves.
    const [counted] = await desk.rows<{ told: number }>(sql`
      select count(told_at)::int as told from notice_finding where notice_id = (select notice_id from delivery where address = 'ends@varde.example' order by id desc limit 1)`)
    expect(counted!.told).toBe(0)
    expect((await blocks()).map(({ became, tlp, problem }: Record<string, string>) => [became, tlp, problem])).toEqual([
      ['pointer', 'TLP:AMBER', 'expired'],
      ['held', 'TLP:GREEN', 'expired'],
      ['held', 'TLP:AMBER', 'expired'],
      ['clear', 'TLP:GREEN', 'expired'],
    ])
    desk.clock.set(start)
  })

  it('F.01 a key that GnuPG revoked stops what is above GREEN; one that cannot be encrypted to, or ended before it came, is not taken', async () => {
    const { org, give, blocks } = await memberWith('lost', exported('lost@varde.example'))
    const folder = join(home, 'openpgp-revocs.d')
    const print = /^fpr:+([0-9A-F]{40}):/m.exec(gpg('--with-colons', '--list-keys', 'lost@varde.example'))![1]!
    const revocation = readFileSync(join(folder, readdirSync(folder).find((name) => name.startsWith(print))!), 'utf8')
    gpg('--import', file('revocation.asc', revocation.slice(revocation.indexOf(':-----BEGIN') + 1)))
    expect((await give(exported('lost@varde.example'))).json.state).toBe('used')
    const notice = await desk.notice(org, { tlp: 'TLP:AMBER' })
    await desk.send()
    expect((await desk.stand(notice)).deliveries[0]).toMatchObject({ state: 'failed', reply: 'key: revoked' })
    expect(await blocks()).toMatchObject([{ became: 'held', problem: 'revoked' }])

    const { give: giveTo, org: other } = await memberWith('signs')
    expect((await giveTo(exported('signs@varde.example'))).json.code).toBe('key-cannot-encrypt')
    expect((await giveTo(exported('lost@varde.example'))).json.code).toBe('key-revoked')
    expect(await desk.rows(sql`select from pgp_key where organisation_id = ${other.slice(4)}::uuid`)).toEqual([])
  })

  const letter = (headers: string, body: string, from = 'gnupg') =>
    [
      `From: Vakt <${from}@varde.example>`,
      `To: ${box}`,
      'Subject: SV: Varsel',
      'Date: Fri, 20 Nov 2026 12:00:00 +0000',
      `Message-ID: <${crypto.randomUUID()}@varde.example>`,
      'MIME-Version: 1.0',
      headers,
      '',
      body,
      '',
    ].join('\r\n')
  const inner =
    'Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\nVi retter den åpne døren i kveld.\r\n'
  const encrypted = (armoured: string, from?: string) =>
    letter(
      'Content-Type: multipart/encrypted; protocol="application/pgp-encrypted";\r\n boundary="b1"',
      `--b1\r\nContent-Type: application/pgp-encrypted\r\n\r\nVersion: 1\r\n\r\n--b1\r\nContent-Type: application/octet-stream\r\n\r\n${armoured.replaceAll(/\r?\n/g, '\r\n')}\r\n--b1--`,
      from,
    )
  const signed = (content: string, armoured: string, from?: string) =>
    letter(
      'Content-Type: multipart/signed; micalg=pgp-sha512;\r\n protocol="application/pgp-signature"; boundary="b2"',
      `--b2\r\n${content}\r\n--b2\r\nContent-Type: application/pgp-signature\r\n\r\n${armoured.replaceAll(/\r?\n/g, '\r\n')}\r\n--b2--`,
      from,
    )
  const taken = async (...mails: string[]) => {
    await desk.rows(sql`delete from inbound_mail returning 1`)
    mail.put(box, mails)
    await collect({ db: desk.db, clock: desk.clock, config: desk.config, log: createLog('silent') })
    return desk.rows<{ encrypted: string; signature: string; text: string; raw: boolean }>(
      sql`select encrypted, signature, text, raw is not null as raw from inbound_mail order by uid`,
    )
  }

  it('opens and checks what GnuPG encrypted and signed to us, and says so when the key is not ours or the signature not right', async () => {
    const sealed = (as: string, to = box) => {
      const out = gpg(
        '--armor',
        '--local-user',
        `${as}@varde.example`,
        '--sign',
        '--encrypt',
        '--recipient',
        to,
        '--output',
        '-',
        file('inner', inner),
      )
      return encrypted(out, as)
    }
    const detached = (as: string, content: string) =>
      gpg('--armor', '--textmode', '--local-user', `${as}@varde.example`, '--detach-sign', '--output', '-', file('part', content))
    const part = inner.trimEnd()
    expect(
      await taken(
        sealed('gnupg'),
        sealed('stranger'),
        sealed('gnupg', 'stranger@varde.example'),
        signed(part, detached('gnupg', part), 'gnupg'),
        signed(part.replace('kveld', 'morgen'), detached('gnupg', part), 'gnupg'),
        // Who a mail says that it is from must have signed it: a key that we know of somebody else is not enough.
        signed(part, detached('gnupg', part), 'stranger'),
      ),
    ).toEqual([
      { encrypted: 'opened', signature: 'good', text: 'Vi retter den åpne døren i kveld.', raw: false },
      { encrypted: 'opened', signature: 'unknown', text: 'Vi retter den åpne døren i kveld.', raw: false },
      { encrypted: 'closed', signature: 'none', text: '', raw: false },
      { encrypted: 'no', signature: 'good', text: 'Vi retter den åpne døren i kveld.', raw: true },
      { encrypted: 'no', signature: 'bad', text: 'Vi retter den åpne døren i morgen.', raw: true },
      { encrypted: 'no', signature: 'unknown', text: 'Vi retter den åpne døren i kveld.', raw: true },
    ])
  })

  it('opens what was encrypted to a key that we no longer use', async () => {
    const sealed = gpg('--armor', '--encrypt', '--recipient', box, '--output', '-', file('inner', inner))
    const next = await makeKey({ name: 'HelseCERT', address: box, madeAt })
    await desk.db.in(team, (tx) => setTeamKey(tx, createSecretBox(desk.config), 'health', next, desk.clock.now()))
    expect(await taken(encrypted(sealed))).toMatchObject([{ encrypted: 'opened', signature: 'none' }])
  })
})
