import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { ImapFlow } from 'imapflow'
import PostalMime, { type Email } from 'postal-mime'
import { freePort } from './cluster.ts'

/**
 * Debian's postfix and dovecot for tests: real servers in their own processes, on loopback, with folders of their own. postfix takes
 * mail by SMTP and writes it into maildirs; dovecot shows them by IMAP. Both start as root and drop to the users that their packages
 * made, as they do in service. Nothing leaves the machine: whatever is not for a `.example` domain is refused.
 *
 * Every address of a `.example` domain is a mailbox, with or without `+something`, except by these names:
 * `unknown…` is taken and bounces · `later…` is taken, deferred, and a notice of delay comes after two seconds ·
 * `refused…` gets 550 at RCPT TO, `busy…` 450.
 */
export interface MailHouse {
  smtpUrl: string
  /** The mailbox of `user`, at varde.example unless told. */
  imapUrl(user: string): string
  /** All mail in the inbox of `user`, oldest first. */
  read(user: string): Promise<Received[]>
  /** Waits until there are so many, then reads; throws with the server's log after 15 seconds. */
  arrived(user: string, count?: number): Promise<Received[]>
  /** Lays mails into the inbox of `user` without SMTP. */
  put(user: string, mails: readonly (string | Uint8Array)[]): void
  /** The folder in which the mail of `user` lies. */
  maildir(user: string): string
  /** Ends one of them, and every connection with it, and starts it again on the same port after `between`. */
  restart(name: Server, between?: () => void | Promise<void>): Promise<void>
  /** What both wrote into their logs. */
  log(): string
  stop(): Promise<void>
}

export type Received = Email & { raw: Buffer; uid: number }

type Server = 'postfix' | 'dovecot'

const masters: Record<Server, string> = { postfix: '/usr/lib/postfix/sbin/master', dovecot: '/usr/sbin/dovecot' }

/** Whether postfix and dovecot can be started here; if not, suites that need them are skipped by name. Both want root. */
export const mailIsHere = (): boolean =>
  process.getuid?.() === 0 &&
  existsSync('/usr/lib/dovecot/imap') &&
  Object.values(masters).every((program) => existsSync(program))

/** Whether GnuPG is on this machine. */
export const gpgIsHere = (): boolean => spawnSync('gpg', ['--version']).status === 0

/** Starts both and waits until they answer. */
export async function startMail(): Promise<MailHouse> {
  const folder = mkdtempSync(join(tmpdir(), 'varde-mail-'))
  chmodSync(folder, 0o755)
  mkdirSync(join(folder, 'mail'))
  chownSync(join(folder, 'mail'), reader.uid, reader.gid)
  const [smtp, imap] = [await freePort(), await freePort()]
  configurePostfix(join(folder, 'postfix'), smtp, join(folder, 'dovecot/dovecot.conf'))
  configureDovecot(join(folder, 'dovecot'), imap, folder)
  const children = new Map<Server, ChildProcess>()
  const start = async (name: Server): Promise<void> => {
    const args = name === 'postfix' ? ['-c', join(folder, name), '-d'] : ['-F', '-c', join(folder, name, 'dovecot.conf')]
    // A group of its own, so that its end is the end of all it started.
    children.set(name, spawn(masters[name], args, { detached: true, stdio: 'ignore' }))
    await (name === 'postfix' ? greets(smtp, '220') : greets(imap, '* OK'))
  }
  const kill = (): void => children.forEach(endGroup)
  process.once('exit', kill)
  const log = (): string => ['postfix', 'dovecot'].map((name) => readIfThere(join(folder, name, 'log'))).join('')
  const stop = async (): Promise<void> => {
    await Promise.all([...children.values()].map(ended))
    process.removeListener('exit', kill)
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
  try {
    await Promise.all([start('postfix'), start('dovecot')])
  } catch (error) {
    const said = log()
    await stop()
    throw new Error(`${(error as Error).message}\n${said}`)
  }
  const imapUrl = (user: string): string => `imap://${encodeURIComponent(addressOf(user))}:secret@127.0.0.1:${imap}/INBOX`
  const maildir = (user: string): string => join(folder, 'mail', ...addressOf(user).split('@').reverse())
  const read = (user: string): Promise<Received[]> => readAll(imapUrl(user))
  return {
    smtpUrl: `smtp://127.0.0.1:${smtp}`,
    imapUrl,
    maildir,
    read,
    log,
    stop,
    restart: async (name, between) => {
      await ended(children.get(name)!)
      await between?.()
      await start(name)
    },
    arrived: async (user, count = 1) => {
      for (let tries = 0; tries < 150; tries += 1) {
        if (filesIn(maildir(user)) >= count) return read(user)
        await sleep(100)
      }
      throw new Error(`fewer than ${count} mails came to ${user}\n${log().slice(-4_000)}`)
    },
    put: (user, mails) => {
      const inbox = maildir(user)
      for (const name of ['', 'new', 'cur', 'tmp']) makeOwned(join(inbox, name))
      mails.forEach((mail, place) => {
        const file = join(inbox, 'new', `${Date.now()}.${String(place).padStart(6, '0')}_${mails.length}.test`)
        writeFileSync(file, mail)
        chownSync(file, reader.uid, reader.gid)
      })
    },
  }
}

const addressOf = (user: string): string => (user.includes('@') ? user : `${user}@varde.example`)

/** As whom mail is written and read: nobody. */
const reader = { uid: 65_534, gid: 65_534 }

function makeOwned(path: string): void {
  if (existsSync(path)) return
  mkdirSync(path, { recursive: true })
  for (let each = path; !each.endsWith('/mail'); each = join(each, '..')) chownSync(each, reader.uid, reader.gid)
}

/** Each mail is one file. */
const filesIn = (inbox: string): number =>
  ['new', 'cur']
    .map((name) => join(inbox, name))
    .reduce((sum, path) => sum + (existsSync(path) ? readdirSync(path).length : 0), 0)

const readIfThere = (file: string): string => (existsSync(file) ? readFileSync(file, 'utf8') : '')

const idOf = (what: 'passwd' | 'group', name: string): number =>
  Number(execFileSync('getent', [what, name], { encoding: 'utf8' }).split(':')[2])

function endGroup(child: ChildProcess): void {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return
  try {
    process.kill(-child.pid, 'SIGTERM')
  } catch {
    // It has ended by itself.
  }
}

async function ended(child: ChildProcess): Promise<void> {
  const end = child.exitCode ?? child.signalCode ?? new Promise((resolve) => child.once('exit', resolve))
  endGroup(child)
  await end
}

function configurePostfix(folder: string, port: number, conf: string): void {
  const [owner, group, drop] = [idOf('passwd', 'postfix'), idOf('group', 'postfix'), idOf('group', 'postdrop')]
  const queue = join(folder, 'queue')
  mkdirSync(queue, { recursive: true })
  mkdirSync(join(queue, 'pid'))
  for (const name of [...'active bounce corrupt defer deferred flush hold incoming private saved trace'.split(' ')]) {
    mkdirSync(join(queue, name), { mode: 0o700 })
    chownSync(join(queue, name), owner, group)
  }
  for (const [name, mode] of [
    ['public', 0o710],
    ['maildrop', 0o730],
  ] as const) {
    mkdirSync(join(queue, name))
    chownSync(join(queue, name), owner, drop)
    chmodSync(join(queue, name), mode)
  }
  mkdirSync(join(folder, 'data'), { mode: 0o700 })
  chownSync(join(folder, 'data'), owner, group)
  writeFileSync(join(folder, 'main.cf'), mainCf(folder))
  writeFileSync(join(folder, 'master.cf'), masterCf(port, conf))
  writeFileSync(join(folder, 'domains'), '/^([a-z0-9-]+\\.)+example$/ here\n')
  writeFileSync(join(folder, 'transport'), '/^later/ smtp:[127.0.0.1]:1\n/^unknown/ error:5.1.1 no such mailbox here\n')
  writeFileSync(join(folder, 'recipients'), '/^refused/ 550 5.1.1 no such mailbox here\n/^busy/ 450 4.2.1 come back later\n')
}

const mainCf = (folder: string): string => `
compatibility_level = 3.6
queue_directory = ${folder}/queue
data_directory = ${folder}/data
daemon_directory = /usr/lib/postfix/sbin
maillog_file = ${folder}/log
maillog_file_prefixes = ${folder}
myhostname = mail.varde.example
mydestination =
mynetworks = 127.0.0.0/8
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
alias_maps =
alias_database =
local_recipient_maps =
local_transport = error:nobody is here
default_transport = error:no mail leaves this test
relay_transport = error:no mail leaves this test
relayhost =
transport_maps = regexp:${folder}/transport
virtual_mailbox_domains = regexp:${folder}/domains
virtual_mailbox_maps = static:everyone
virtual_transport = dovecot
recipient_delimiter = +
smtpd_relay_restrictions = reject_unauth_destination
smtpd_recipient_restrictions = check_recipient_access regexp:${folder}/recipients
smtpd_reject_unlisted_recipient = no
smtpd_client_connection_count_limit = 0
smtpd_client_connection_rate_limit = 0
smtpd_client_message_rate_limit = 0
smtpd_error_sleep_time = 0
smtputf8_enable = yes
message_size_limit = 52428800
in_flow_delay = 0
queue_run_delay = 1s
minimal_backoff_time = 1s
maximal_backoff_time = 2s
delay_warning_time = 1s
`

const masterCf = (port: number, conf: string): string => `
127.0.0.1:${port} inet n - n - - smtpd
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 1 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
proxywrite unix - - n - 1 proxymap
smtp unix - - n - - smtp
relay unix - - n - - smtp
showq unix n - n - - showq
error unix - - n - - error
retry unix - - n - - error
discard unix - - n - - discard
dovecot unix - n n - 8 pipe flags=DORhu user=nobody:nogroup argv=/usr/lib/dovecot/dovecot-lda -c ${conf} -f \${sender} -d \${user}@\${domain}
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
`

function configureDovecot(folder: string, port: number, home: string): void {
  mkdirSync(folder)
  writeFileSync(join(folder, 'log'), '')
  // Whoever delivers writes here too.
  chmodSync(join(folder, 'log'), 0o666)
  writeFileSync(
    join(folder, 'dovecot.conf'),
    `
base_dir = ${folder}/run
state_dir = ${folder}/state
log_path = ${folder}/log
protocols = imap
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
auth_username_format = %Lu
auth_username_chars =
auth_failure_delay = 0
first_valid_uid = 1
last_valid_gid = 0
mail_fsync = never
mail_location = maildir:~/
mail_max_userip_connections = 100
default_vsz_limit = 512M
passdb {
  driver = static
  args = password=secret
}
userdb {
  driver = static
  args = uid=${reader.uid} gid=${reader.gid} home=${home}/mail/%d/%n allow_all_users=yes
}
namespace inbox {
  inbox = yes
}
service auth {
  unix_listener auth-userdb {
    mode = 0666
  }
}
service stats {
  unix_listener stats-writer {
    mode = 0666
  }
}
service imap-login {
  chroot =
  inet_listener imap {
    port = ${port}
  }
  inet_listener imaps {
    port = 0
  }
}
`,
  )
}

/** Waits until the server has said its first words. */
async function greets(port: number, word: string): Promise<void> {
  const patienceSeconds = 20
  for (let tries = 0; tries < patienceSeconds * 20; tries += 1) {
    if (
      await firstWords(port).then(
        (said) => said.startsWith(word),
        () => false,
      )
    )
      return
    await sleep(50)
  }
  throw new Error(`the mail server on port ${port} did not answer within ${patienceSeconds} seconds`)
}

const firstWords = (port: number): Promise<string> =>
  new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1')
    socket.setTimeout(2_000, () => socket.destroy(new Error('silent')))
    socket.once('error', reject)
    socket.once('data', (said) => {
      socket.destroy()
      resolve(said.toString())
    })
  })

async function readAll(url: string): Promise<Received[]> {
  const { hostname, port, username } = new URL(url)
  const auth = { user: decodeURIComponent(username), pass: 'secret' }
  const client = new ImapFlow({ host: hostname, port: Number(port), secure: false, auth, logger: false, disableAutoIdle: true })
  await client.connect()
  const mails: Received[] = []
  try {
    const { exists } = await client.mailboxOpen('INBOX', { readOnly: true })
    if (exists === 0) return []
    for await (const { uid, source } of client.fetch('1:*', { uid: true, source: true })) {
      const raw = source ?? Buffer.alloc(0)
      mails.push({ ...(await PostalMime.parse(raw)), raw, uid })
    }
    return mails
  } finally {
    await client.logout()
  }
}
