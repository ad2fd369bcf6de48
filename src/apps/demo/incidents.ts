import { createServer } from 'node:net'
import { capabilities } from '#apps/server/capabilities.ts'
import type { World } from '#apps/server/world.ts'
import { takeMails } from '#capabilities/notices/capability.ts'
import type { Id } from '#domain/id.ts'
import { day as dayMs, later, type Utc } from '#domain/time.ts'
import { duty, type Hands, memberOf } from './hands.ts'
import { bigOperator, type Machine, special } from './plan.ts'
import type { DemoOrganisation } from './sector.ts'

export interface Cast {
  machines: readonly Machine[]
  sector: readonly DemoOrganisation[]
}

/** Days on which something happens that happens once. The first reports have come on day 1. */
const once = {
  webhook: 2,
  fullMailbox: 18,
  routing: 3,
  hold: 5,
  busy: { from: 8, until: 13 },
  ignore: 10,
  withdraw: special.wrong + 3,
  cancel: 30,
  replies: 41,
  secondFullMailbox: 42,
  freeze: 43,
  window: 43,
} as const

interface Notice {
  id: Id<'ntc'>
  recipient: { id: Id<'org'>; name: string }
}

/** What does not come out of the reports: mailboxes that are full, a stop of all sending, a report that was wrong, mail that comes back. */
export function openIncidents(hands: Hands, { machines, sector }: Cast) {
  const { ask, settle, clock, world } = hands
  let wrongImport: Id<'imp'> | undefined

  const nameOf = (key: string): string => sector.find((one) => one.key === key)!.name
  async function idOf(key: string): Promise<Id<'org'>> {
    const name = nameOf(key)
    const { rows } = await ask<{ rows: { id: Id<'org'>; name: string }[] }>(
      duty,
      'GET',
      `/organisations?limit=50&q=${encodeURIComponent(name)}`,
    )
    return rows.find((row) => row.name === name)!.id
  }

  /** A member without an operator, reached by one address, with something new in these days. */
  function ownerWithNews(from: number, until: number): DemoOrganisation | undefined {
    const keys = new Set(machines.filter(({ named }) => from <= named[0]![0] && named[0]![0] < until).map(({ owner }) => owner))
    return sector.find(
      ({ key, operatorKey, membership, contacts }) =>
        keys.has(key) &&
        operatorKey === undefined &&
        membership === 'member' &&
        contacts.length === 1 &&
        contacts[0]!.email?.startsWith('post@'),
    )
  }

  /** From now on the mailbox of somebody who is about to be told takes nothing for the time being. */
  async function fillMailbox(from: number, until: number): Promise<void> {
    const owner = ownerWithNews(from, until)
    if (!owner) return
    const { role, name, email, telephone } = owner.contacts[0]!
    await ask(duty, 'PUT', `/organisations/${await idOf(owner.key)}/contacts`, { role, name, email: `full.${email}`, telephone })
  }

  async function queued(): Promise<Notice[]> {
    const { rows } = await ask<{ rows: Notice[] }>(duty, 'GET', '/notices?state=queued&limit=200')
    return rows.toSorted((one, other) => (one.recipient.name < other.recipient.name ? -1 : 1))
  }

  async function stopAndGoOn(): Promise<void> {
    await ask(duty, 'PUT', '/notices/hold', { held: true, reason: 'Øvelse: stans av all utsending.' })
    await settle()
    await ask(duty, 'PUT', '/notices/hold', { held: false })
    await settle()
  }

  async function prefer(atOnceFrom: string, dailyCap: number): Promise<void> {
    await ask(duty, 'PUT', `/organisations/${await idOf(bigOperator)}/notice-preference`, { digestHour: 8, atOnceFrom, dailyCap })
    await settle()
  }

  async function addRules(): Promise<void> {
    await ask(duty, 'POST', '/notices/routing', {
      family: 'infected-machine',
      tell: 'both',
      reason: 'Smitte varsles alltid også til eieren.',
    })
  }

  const mostPlaces = (): string => {
    const counts = Map.groupBy(
      machines.filter(({ report }) => report.type === 'scan_ssl_poodle'),
      ({ owner }) => owner,
    )
    return [...counts].sort(([, one], [, other]) => other.length - one.length)[0]![0]
  }

  async function ignore(): Promise<void> {
    await ask(duty, 'POST', '/ignore-rules', {
      organisationId: await idOf(mostPlaces()),
      kind: 'ssl-poodle',
      reason: 'Gammel samhandlingsløsning som fases ut; avtalt med virksomheten.',
      expiresAt: later(clock.now(), 60 * dayMs),
    })
  }

  /** People write back, a machine does, and somebody writes about something else. */
  async function bringMails(count: number): Promise<void> {
    const { rows } = await ask<{ rows: Notice[] }>(duty, 'GET', '/notices?state=sent&limit=200')
    const chosen = rows.toSorted((one, other) => (one.recipient.name < other.recipient.name ? -1 : 1)).slice(0, count + 1)
    const letters: string[] = []
    for (const [index, { id, recipient }] of chosen.entries()) {
      const { deliveries } = await ask<{ deliveries: { channel: string; messageId: string; address: string }[] }>(
        duty,
        'GET',
        `/notices/${id}`,
      )
      const mail = deliveries.find(({ channel }) => channel === 'mail')
      if (!mail) continue
      letters.push(
        index === count
          ? letter(clock.now(), mail.address, {
              subject: 'Fraværsmelding',
              about: mail.messageId,
              automatic: true,
              text: 'Jeg er tilbake mandag.',
            })
          : letter(clock.now(), mail.address, {
              subject: 'SV: varsel',
              about: mail.messageId,
              text: `Takk. Vi ser på saken og kommer tilbake i løpet av dagen.\r\n\r\n${recipient.name}`,
            }),
      )
    }
    letters.push(
      letter(clock.now(), 'post@leverandor.example', { subject: 'Spørsmål om medlemskap', text: 'Hvordan blir vi medlem?' }),
    )
    await takeMails(
      world,
      'demo',
      letters.map((text, index) => fetched(text, firstUid(clock.now()) + index)),
    )
    await settle()
  }

  /** The moment at which it is loaded is in the middle of sending: an answer failed to come, and a worker died. */
  async function breakOff(): Promise<void> {
    const { rows } = await ask<{ rows: Notice[] }>(duty, 'GET', '/notices?state=sent&limit=200')
    let resent = 0
    for (const { id, recipient } of rows.toSorted((one, other) => (one.recipient.name < other.recipient.name ? -1 : 1))) {
      const { contacts } = await ask<{ contacts: { id: Id<'con'>; email: string | null }[] }>(
        duty,
        'GET',
        `/organisations/${recipient.id}`,
      )
      const contact = contacts.find(({ email }) => email?.startsWith('post@') || email?.startsWith('sikkerhet@'))
      if (!contact) continue
      await ask(duty, 'POST', `/notices/${id}/resend`, { contactId: contact.id })
      resent += 1
      if (resent === 2) break
    }
    await sendAndBreak(world, { workerDies: false })
    await sendAndBreak(world, { workerDies: true })
    await settle()
  }

  return {
    breakOff,
    remember: (id: Id<'imp'>): void => {
      wrongImport = id
    },
    async beforeDigest(day: number): Promise<void> {
      if (day === once.hold) await stopAndGoOn()
    },
    /** Notices are made and have not been sent. */
    async betweenMakingAndSending(day: number): Promise<void> {
      const waiting = day === once.cancel || day === once.freeze ? await queued() : []
      const [first] = waiting
      if (!first) return
      if (day === once.cancel) await ask(duty, 'POST', `/notices/${first.id}/cancel`, { reason: 'Varslet på telefon i natt.' })
      else
        await ask(duty, 'PUT', `/organisations/${first.recipient.id}/freeze`, {
          until: later(clock.now(), 20 * dayMs),
          reason: 'Virksomheten flytter; ny kontakt kommer.',
        })
      await settle()
    },
    async inTheAfternoon(day: number): Promise<void> {
      const operator = once.webhook === day ? await idOf(bigOperator) : undefined
      if (operator)
        await ask(memberOf(operator, nameOf(bigOperator)), 'POST', `/organisations/${operator}/webhooks`, {
          url: 'https://198.18.0.1/varsler',
        })
      if (day === once.fullMailbox) await fillMailbox(once.fullMailbox, once.fullMailbox + 8)
      if (day === once.secondFullMailbox - 1) await fillMailbox(once.secondFullMailbox, once.secondFullMailbox + 2)
      if (day === once.routing) await addRules()
      if (day === once.busy.from) await prefer('medium', 1)
      if (day === once.busy.until) await prefer('critical', 5)
      if (day === once.ignore) await ignore()
      if (day === once.replies || day === once.replies + 2) await bringMails(day === once.replies ? 3 : 2)
      if (day === once.window) {
        const owner = ownerWithNews(0, 1)
        if (owner)
          await ask(memberOf(await idOf(owner.key), owner.name), 'POST', '/notices/windows', {
            organisationId: await idOf(owner.key),
            startsAt: clock.now(),
            endsAt: later(clock.now(), 10 * dayMs),
            reason: 'Bytte av fagsystem; bare det kritiske.',
          })
      }
      if (day === once.withdraw && wrongImport) {
        await ask(duty, 'POST', `/imports/${wrongImport}/withdraw`, { reason: 'Leverandøren trakk rapporten: målefeil.' })
        await settle()
      }
    },
  }
}

interface Written {
  subject: string
  text: string
  /** The Message-ID that it answers. */
  about?: string
  automatic?: boolean
}

const letter = (at: Utc, from: string, { subject, text, about, automatic = false }: Written): string =>
  [
    `Date: ${new Date(at).toUTCString()}`,
    `From: <${from}>`,
    'To: <varsel@varde.example>',
    `Subject: =?utf-8?B?${Buffer.from(subject).toString('base64')}?=`,
    `Message-ID: <${Date.parse(at)}.${from.length}.${subject.length}.${from}>`,
    ...(about ? [`In-Reply-To: <${about}>`, `References: <${about}>`] : []),
    ...(automatic ? ['Auto-Submitted: auto-replied'] : []),
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: 8bit',
    '',
    text,
    '',
  ].join('\r\n')

/** Mails of a later minute have higher numbers. */
const firstUid = (now: Utc): number => 100 * Math.floor(Date.parse(now) / minute - firstMinute)

const minute = 60_000
const firstMinute = 29_000_000

function fetched(text: string, uid: number) {
  const raw = Buffer.from(text)
  return { uid, uidValidity: 1, raw, size: raw.length, cut: false }
}

/** One mail is handed to a server that is gone before it answers; the worker may be gone then, too. */
async function sendAndBreak(world: World, { workerDies }: { workerDies: boolean }): Promise<void> {
  let isDead = false
  const server = createServer((socket) => {
    socket.on('error', () => undefined)
    socket.write('220 varde.example\r\n')
    let isMail = false
    socket.on('data', (bytes) => {
      const said = bytes.toString('latin1')
      if (isMail) {
        if (!said.includes('\r\n.\r\n')) return
        isDead = workerDies
        socket.destroy()
        return
      }
      isMail = /^DATA\b/m.test(said)
      socket.write(isMail ? '354 go on\r\n' : /^RCPT TO:<full\./im.test(said) ? '452 4.2.2 full\r\n' : '250 yes\r\n')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  const dying: World = {
    ...world,
    config: { ...world.config, VARDE_SMTP_URL: `smtp://127.0.0.1:${port}` },
    db: {
      ...world.db,
      in: (scope, work) => (isDead ? Promise.reject(new Error('the worker is gone')) : world.db.in(scope, work)),
    },
  }
  const job = capabilities.flatMap((one) => [...one.jobs(dying)]).find(({ name }) => name === 'notices.send')!
  await job.run({}, { log: world.log }).catch((error: Error) => {
    if (!isDead) throw error
  })
  await new Promise((resolve) => server.close(resolve))
}
