import { systemScope } from '#domain/scope.ts'
import type { Utc } from '#domain/time.ts'
import type { World } from '#platform/capability.ts'
import { isListed } from '#platform/door.ts'
import { emit } from '#platform/events.ts'
import type { Job } from '#platform/jobs.ts'
import { composeMail } from '#platform/mail/compose.ts'
import {
  type LetterLost,
  type LetterPart,
  type LetterSent,
  letterJob,
  letterLost,
  letterSent,
  openQueued,
  type Queued,
} from '#platform/mail/letter.ts'
import { openSmtp, type Sent } from '#platform/mail/smtp.ts'
import { KeyError } from '#platform/pgp.ts'
import { createSecretBox } from '#platform/secret-box.ts'
import { isAboutServer, nextTry } from './rules-delivery.ts'
import { type SendingAs, sendingAs } from './senders.ts'
import { isHeld } from './store.ts'
import { asHtml } from './words/as-html.ts'
import { asText } from './words/as-text.ts'
import { type Block, heading, words } from './words/blocks.ts'
import { clean } from './words/clean.ts'

const scope = systemScope('notices.letters')

/** A letter that waits for a server, or for the end of a hold, looks again after so long. */
const waitSeconds = 300

interface Waiting {
  sealed: string
  tries: number
}

/** Sends the plain letters of all rooms, in the name of the senders that notices have. */
export const letterJobOf = (world: World): Job => ({
  name: letterJob,
  async run(data, { log }) {
    const { sealed, tries } = data as Waiting
    const queued = openQueued(world.config, sealed)
    const url = world.config.VARDE_SMTP_URL
    const askAgain = (afterSeconds: number, tried: number) =>
      world.jobs.ask(letterJob, { sealed, tries: tried } satisfies Waiting, { afterSeconds })
    if (!url || (await world.db.read(scope, isHeld))) return askAgain(waitSeconds, tries)
    const now = world.clock.now()
    const sent = await handOver(world, url, queued, now)
    if (sent.state === 'sent') {
      const { about, tellSent } = queued.letter
      if (about && tellSent)
        await world.db.in(scope, (tx) => emit(tx, letterSent, { about, reply: sent.reply } satisfies LetterSent, now))
      return log.info({ letter: queued.id }, 'a letter was sent')
    }
    const isPutOff = sent.state === 'deferred' || isAboutServer(sent.reply)
    const next = isPutOff ? nextTry('mail', tries + 1, queued.askedAt, now) : undefined
    if (next) return askAgain(Math.ceil((Date.parse(next) - Date.parse(now)) / 1_000), tries + 1)
    log.warn({ letter: queued.id, about: queued.letter.about, reply: sent.reply }, 'a letter came to nothing')
    const lost: LetterLost = { about: queued.letter.about ?? null, reply: sent.reply }
    await world.db.in(scope, (tx) => emit(tx, letterLost, lost, now))
  },
})

async function handOver(world: World, url: string, queued: Queued, now: Utc): Promise<Pick<Sent, 'state' | 'reply'>> {
  const { letter, id } = queued
  const as = await world.db.read(scope, (tx) =>
    sendingAs(tx, createSecretBox(world.config), letter.as ?? 'health', letter.locale, now),
  )
  const raw = await written(queued, as, now).catch((error: Error) => {
    // A key that ended since the letter was asked for: it is never sent open instead.
    if (error instanceof KeyError) return { state: 'refused' as const, reply: `550 key: ${error.problem}` }
    throw error
  })
  if ('state' in raw) return raw
  const smtp = openSmtp(url, { unverified: isListed(url, world.config.VARDE_OUTBOUND_ALLOW) })
  try {
    return await smtp.send({ raw, from: as.address, to: letter.to.address, envelopeId: id })
  } finally {
    await smtp.close()
  }
}

function written({ letter, id }: Queued, as: SendingAs, now: Utc): Promise<Buffer> {
  const { tlp, locale, encryptTo, headers } = letter
  const blocks = blocksOf(letter, as)
  return composeMail({
    from: { name: as.name, address: as.address },
    to: letter.to,
    subject: tlp ? `[${tlp}] ${letter.subject}` : letter.subject,
    text: asText(blocks),
    html: asHtml(blocks, { locale, title: clean(letter.subject) }),
    attachments: [],
    messageId: `${id}@${as.address.split('@')[1]}`,
    date: now,
    ...(headers && { headers }),
    pgp: { ...(as.signWith && { signWith: as.signWith }), ...(encryptTo && { encryptTo }) },
  })
}

const blocksOf = ({ tlp, subject, lines, parts = [], link, end }: Queued['letter'], as: SendingAs): Block[] => [
  tlp ? { is: 'lead', tlp, title: clean(subject), lines: [] } : heading(clean(subject)),
  ...lines.map((line) => words(clean(line))),
  ...parts.flatMap(partBlocks),
  ...(link ? [{ is: 'link' as const, text: clean(link.label), href: link.url, button: true }] : []),
  {
    is: 'signature',
    lines: [as.name, ...as.signature.split(/\r?\n/), as.telephone]
      .map(clean)
      .filter((line, place, all) => line && all.indexOf(line) === place),
  },
  ...(end ? [words(clean(end.words)), { is: 'link' as const, text: clean(end.link.label), href: end.link.url }] : []),
]

const partBlocks = (part: LetterPart): Block[] => [
  heading(clean(part.heading)),
  ...part.things.flatMap(({ title, lines, link }): Block[] => [
    heading(clean(title), 3),
    ...lines.map(clean).filter(Boolean).map(words),
    ...(link ? [{ is: 'link' as const, text: clean(link.label), href: link.url }] : []),
  ]),
]
