import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createTransport } from 'nodemailer'
import type { Constituency } from '#capabilities/members/contract.ts'
import type { Id } from '#domain/id.ts'
import { hour, later } from '#domain/time.ts'
import { type Sql, sql } from '#platform/db/db.ts'
import { makeKey } from '#platform/pgp.ts'
import { createSecretBox } from '#platform/secret-box.ts'
import { report, type Seen } from './house.ts'
import { openMailHouse } from './told.ts'

/** A house that tells by mail, as whole stories need it: who is a member, what is reported, and what is in which mailbox. */
export async function openTellingHouse(options: Parameters<typeof openMailHouse>[0] = {}) {
  const house = await openMailHouse(options)
  const team = await house.key(null)
  let reports = 0

  /** A member with a network of its own and somebody who answers for its security at `sikkerhet@NAME.example`. */
  async function member(
    name: string,
    network: string,
    more: { constituency?: Constituency; pgpKey?: string; telephone?: string; email?: string } = {},
  ) {
    const {
      constituency = 'municipal',
      pgpKey = null,
      telephone = null,
      email = `sikkerhet@${name.toLowerCase()}.example`,
    } = more
    const kinds = constituency === 'municipal' ? (['municipality'] as const) : (['hospital'] as const)
    const id = await house.organisation(name, { constituencies: [constituency], kinds: [...kinds] })
    const holding = await house.holding(id, network)
    await house.contact(id, { role: 'security', name: `Vakta i ${name}`, email, telephone, pgpKey })
    return { id, holding, box: email, key: await house.key(id) }
  }

  /** A report of this moment; critical unless told otherwise. */
  async function see(...lines: readonly (string | Seen)[]): Promise<Id<'imp'>> {
    reports += 1
    const at = later(house.clock.now(), -hour)
    const seen = lines.map((line) => ({ at, severity: 'critical', ...(typeof line === 'string' ? { ip: line } : line) }))
    const fileName = `${at.slice(0, 10)}-scan_rdp-${String(reports).padStart(4, '0')}.csv`
    return (await house.bring(report(seen), { fileName })).id
  }

  /** Reactions, and after half a minute whatever is due: made, and handed to postfix. */
  async function tell(): Promise<void> {
    await house.turn()
    house.pass(30_000)
    await send()
  }
  const send = () => house.turn('notices.gather', 'notices.send')

  return {
    ...house,
    team,
    member,
    see,
    tell,
    send,
    /** What is in a mailbox when everything that was handed over so far has been delivered. */
    async inbox(box: string, expected: number) {
      const mails = expected > 0 ? await house.mail.arrived(box, expected) : []
      return mails.length > 0 ? mails : house.mail.read(box)
    },
    one: async <Row = Record<string, unknown>>(query: Sql): Promise<Row> => (await house.rows<Row>(query))[0]!,
    /** Gives a sender a key to sign with; returns the public half. */
    async signingKey(constituency: Constituency, name: string): Promise<string> {
      const address = `varsel@${name.toLowerCase()}.example`
      const { privateKey, publicKey } = await makeKey({ name, address, madeAt: '2026-01-01T00:00:00.000Z' })
      const sealed = createSecretBox(house.config).seal(privateKey, `sender:${constituency}`)
      const signature = { nb: `Hilsen vakta i ${name}`, nn: `Helsing vakta i ${name}`, en: `Regards, ${name}` }
      await house.rows(sql`
        with sender as (insert into sender (constituency, name, address, telephone, signature, changed_at, changed_by)
          values (${constituency}, ${name}, ${address}, '+47 22 00 00 00', ${JSON.stringify(signature)}::jsonb, now(), 'test'))
        insert into team_key (constituency, public_key, sealed_key, made_at, made_by)
        values (${constituency}, ${publicKey}, ${sealed}, now(), 'test') returning 1`)
      return publicKey
    },
    /** Somebody writes to us, by postfix. */
    async write(
      from: string,
      to: string,
      mail: { subject: string; text: string; headers?: Record<string, string> },
    ): Promise<void> {
      const { hostname, port } = new URL(house.mail.smtpUrl)
      const transport = createTransport({ host: hostname, port: Number(port), secure: false, ignoreTLS: true })
      await transport.sendMail({ from, to, ...mail })
      transport.close()
    },
    /** Waits until so many mails lie in our own mailbox, and lets them be read. */
    async collect(count = 1): Promise<void> {
      await house.mail.arrived('varsel@kommunecert.example', count)
      await house.turn('notices.collect')
    },
    /** What waits for the team, by kind. */
    watch: async (): Promise<WatchTask[]> => (await house.ask(team, '/watch?limit=200')).json.rows,
  }
}
interface WatchTask {
  id: string
  what: string
  words: string
  organisation: { name: string } | null
}
export type TellingHouse = Awaited<ReturnType<typeof openTellingHouse>>

/** Lines of a mail are broken to fit. */
export const flowing = (text: string | undefined): string => (text ?? '').replaceAll(/\s+/g, ' ')

/** GnuPG with a key ring of its own. */
export function openGpg() {
  const home = mkdtempSync(join(tmpdir(), 'varde-gpg-'))
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
  const file = (name: string, content: string | Uint8Array): string => {
    writeFileSync(join(home, name), content)
    return join(home, name)
  }
  const run = (...args: string[]) => spawnSync('gpg', [...quiet, '--status-fd', '2', ...args], { encoding: 'utf8' })
  return {
    import: (key: string) => run('--import', file('key.asc', key)),
    /** What GnuPG says of the signature of a mail (RFC 3156, 5): of the bytes as they came, or of others. */
    verify(raw: Buffer, change = (content: string) => content): string {
      const [content, signature] = partsOf(raw.toString('latin1'))
      const armoured = file('sig.asc', signature!.slice(signature!.indexOf('-----BEGIN')))
      return run('--verify', armoured, file('content', Buffer.from(change(content!), 'latin1'))).stderr
    },
    /** The mail inside an encrypted one (RFC 3156, 4), and what GnuPG says of who signed it. */
    open(raw: Buffer): { inner: string; said: string } {
      const [, secret] = partsOf(raw.toString('latin1'))
      const { stdout, stderr } = run('--decrypt', file('secret.asc', secret!.slice(secret!.indexOf('-----BEGIN'))))
      return { inner: stdout, said: stderr }
    },
    close() {
      spawnSync('gpgconf', ['--homedir', home, '--kill', 'all'])
      rmSync(home, { recursive: true, force: true })
    },
  }
}

/** The parts of a mail of two parts, as bytes: only line ends around them are gone. */
function partsOf(raw: string): string[] {
  const boundary = /boundary="([^"]+)"/.exec(raw)![1]!
  return raw
    .slice(raw.indexOf('\r\n\r\n') + 2)
    .split(`\r\n--${boundary}`)
    .slice(1, -1)
    .map((part) => part.slice(2))
}
