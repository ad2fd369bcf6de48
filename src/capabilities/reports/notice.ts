import type { z } from 'zod'
import type { noticesApi, ToldFinding } from '#capabilities/notices/contract.ts'
import { answerPlace } from '#capabilities/notices/index.ts'
import { dayText } from '#domain/dates.ts'
import type { Block, Printed } from '#platform/documents/document.ts'
import { column, framed, heading, type Pen, penOf, type Reader, text } from './frame.ts'
import { sayIn, type Word } from './words.ts'

type Sent = z.input<typeof noticesApi.notice.output>

/** A notice as it was sent, with what was told of; for the team also to whom it went and what became of it. */
export function noticeDocument(sent: Sent, told: { rows: readonly ToldFinding[]; more: boolean }, reader: Reader): Printed {
  const pen = penOf(reader)
  const { say } = pen
  return framed(reader, say('notice.title', { subject: sent.notice.subject }), [sent.notice.tlp], () => [
    factsOf(sent, pen),
    heading(say('notice.text')),
    { block: 'sent', text: sent.text.replaceAll(answerPlace, say('notice.link')) },
    ...(told.rows.length > 0 ? toldOf(sent, told, pen) : []),
    ...(reader.scope.team ? deliveryOf(sent, pen) : []),
  ])
}

/** What the document is called in a folder: to whom it was, and of which day. */
export function noticeName({ notice }: Sent, { locale }: Reader): string[] {
  const day = dayText(notice.sentAt ?? notice.createdAt, locale)
  return [sayIn(locale)('notice.file'), notice.recipient.name, day]
}

const stateWords = {
  queued: 'notice.queued',
  deferred: 'notice.deferred',
  bounced: 'notice.bounced',
  sent: 'notice.sent',
  silent: 'notice.silent',
  opened: 'notice.opened',
  answered: 'notice.answered',
  cancelled: 'notice.cancelled',
} as const satisfies Record<Sent['notice']['state'], Word>

function factsOf({ notice }: Sent, { say, moment }: Pen): Block {
  return {
    block: 'facts',
    items: [
      [say('tlp'), notice.tlp],
      [say('notice.recipient'), notice.recipient.name],
      [say('severity'), { severity: notice.severity, text: say(`severity.${notice.severity}`) }],
      [say('state'), say(stateWords[notice.state])],
      [say('notice.sent'), notice.sentAt ? moment(notice.sentAt) : say('notice.notSent')],
      [say('notice.opened'), notice.openedAt ? moment(notice.openedAt) : say('notice.notOpened')],
      [say('notice.findings'), say('ofAll', { some: notice.answered, all: notice.findings })],
      [say('number'), notice.id],
    ],
  }
}

function toldOf({ notice }: Sent, { rows, more }: { rows: readonly ToldFinding[]; more: boolean }, { say }: Pen): Block[] {
  const several = notice.organisations > 1
  return [
    heading(say('notice.told')),
    {
      block: 'table',
      columns: [
        column(say('what'), 3),
        column(say('where'), 3),
        ...(several ? [column(say('whose'), 3)] : []),
        column(say('severity'), 0),
        column(say('answer'), 2),
      ],
      rows: rows.map((row) => [
        row.kindName,
        row.assetText,
        ...(several ? [row.organisation.name] : []),
        { severity: row.severity, text: say(`severity.${row.severity}`) },
        row.answer ? say(`answer.${row.answer}` as Word) : say('answer.none'),
      ]),
    },
    ...(more ? [text(say('andMore', { some: rows.length, all: notice.findings }), true)] : []),
  ]
}

function deliveryOf({ deliveries, steps }: Sent, { say, moment }: Pen): Block[] {
  return [
    heading(say('notice.delivery')),
    deliveries.length === 0
      ? text(say('notice.noDelivery'))
      : {
          block: 'table',
          columns: [
            column(say('notice.to'), 4),
            column(say('notice.channel'), 0),
            column(say('state'), 3),
            column(say('notice.when'), 3),
            column(say('notice.reply'), 4),
          ],
          rows: deliveries.map((one) => [
            `${one.contactName}\n${one.address}`,
            say(`channel.${one.channel}`),
            say(`delivery.${one.state}`),
            moment(one.sentAt),
            one.reply ?? say('none'),
          ]),
        },
    heading(say('notice.steps'), 3),
    {
      block: 'table',
      columns: [column(say('notice.when'), 3), column(say('what'), 7), column(say('notice.who'), 2)],
      rows: steps.map((step) => [moment(step.at), step.words, step.who.kind === 'system' ? 'Varde' : step.who.name]),
    },
  ]
}
