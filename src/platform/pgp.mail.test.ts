import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { gpgIsHere } from '../../tests/setup/mail.ts'
import { composeMail, type Outgoing } from './mail/compose.ts'
import { encrypt, keyFacts, makeKey } from './pgp.ts'

const message = (): Outgoing => ({
  from: { name: 'HelseCERT', address: 'varsel@varde.example' },
  to: { name: 'Kari', address: 'kari@granly.example' },
  subject: '[TLP:AMBER] Tre åpne dører',
  text: 'Three doors stand open. \nFrom here on:\n-- \nHelseCERT\n',
  html: '<p>Tre dører står åpne.</p>',
  attachments: [{ fileName: 'funn.csv', contentType: 'text/csv; charset=utf-8', content: 'adresse\n198.18.4.4\n' }],
  messageId: 'dlv_1@varde.example',
  date: new Date().toISOString(),
})

/** RFC 3156 by hand: the boundary, and what stands between. */
function partsOf(raw: string): string[] {
  const boundary = /boundary="([^"]+)"/.exec(raw)![1]!
  return raw
    .slice(raw.indexOf('\r\n\r\n') + 2)
    .split(`\r\n--${boundary}`)
    .slice(1, -1)
    .map((part) => part.slice(2))
}

describe.skipIf(!gpgIsHere())('GnuPG, as members have it,', () => {
  const home = mkdtempSync(join(tmpdir(), 'varde-gpg-'))
  const file = (name: string, content: string | Uint8Array): string => {
    writeFileSync(join(home, name), content)
    return join(home, name)
  }
  const quiet = [
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
  ]
  const gpg = (...args: string[]): string =>
    execFileSync('gpg', [...quiet, ...args], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
  const said = (...args: string[]): string => {
    const { stdout, stderr } = spawnSync('gpg', [...quiet, '--status-fd', '1', ...args], { encoding: 'utf8' })
    return stdout + stderr
  }
  let ours: Awaited<ReturnType<typeof makeKey>>
  let theirs: string

  beforeAll(async () => {
    ours = await makeKey({ name: 'HelseCERT', address: 'varsel@varde.example' })
    gpg('--import', file('ours.asc', ours.publicKey))
    gpg('--quick-generate-key', 'Kari <kari@granly.example>', 'rsa3072', 'encr', '1d')
    gpg('--quick-generate-key', 'Ola <ola@granly.example>', 'ed25519', 'sign', '1d')
    theirs = gpg('--armor', '--export', 'kari@granly.example')
  }, 60_000)
  afterAll(() => {
    spawnSync('gpgconf', ['--homedir', home, '--kill', 'all'])
    rmSync(home, { recursive: true, force: true })
  })

  it('finds our signature good, on exactly the bytes that were sent', async () => {
    const raw = (await composeMail({ ...message(), pgp: { signWith: ours.privateKey } })).toString('latin1')
    expect(raw).toMatch(/Content-Type: multipart\/signed; micalg=pgp-sha512; protocol="application\/pgp-signature";/)
    const [content, signature] = partsOf(raw)
    const armoured = signature!.slice(signature!.indexOf('-----BEGIN'))
    const check = (bytes: string): string =>
      said('--verify', file('sig.asc', armoured), file('content', Buffer.from(bytes, 'latin1')))
    expect(check(content!)).toContain(`GOODSIG`)
    expect(check(content!)).toContain(ours.fingerprint)
    expect(check(content!.replace('d=C3=B8rer', 'd=C3=B8rar'))).toContain('BADSIG')
    // Nothing that a server on the way may change: no space at the end of a line, no line that begins with From.
    expect(content!.split('\r\n').filter((line) => /[ \t]$|^From /.test(line))).toEqual([])
  })

  it('reads what we encrypt to a key of its own, and sees who signed it', async () => {
    const raw = (await composeMail({ ...message(), pgp: { encryptTo: theirs, signWith: ours.privateKey } })).toString('latin1')
    const [version, secret] = partsOf(raw)
    expect(version).toBe('Content-Type: application/pgp-encrypted\r\n\r\nVersion: 1\r\n')
    const name = file('secret.asc', secret!.slice(secret!.indexOf('-----BEGIN')))
    expect(said('--decrypt', name)).toContain(`VALIDSIG ${ours.fingerprint}`)
    const opened = gpg('--decrypt', name)
    expect(opened).toMatch(/^Content-Type: multipart\/mixed/)
    expect(opened).toContain('Tre d=C3=B8rer st=C3=A5r =C3=A5pne.')
  })

  it('makes keys that we read: what they are for, and until when', async () => {
    expect(await keyFacts(theirs)).toMatchObject({ userIds: ['Kari <kari@granly.example>'], canEncrypt: true })
    expect((await keyFacts(theirs))!.expiresAt! > message().date).toBe(true)
    expect(await keyFacts(gpg('--armor', '--export', 'ola@granly.example'))).toMatchObject({ problem: 'cannot-encrypt' })
  })

  it('reads what is encrypted without a signature too', async () => {
    const name = file('plain.asc', await encrypt(Buffer.from('Hei på deg'), theirs))
    expect(gpg('--decrypt', name)).toBe('Hei på deg')
  })
})
