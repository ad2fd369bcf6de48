import { dueText, momentText } from '#domain/dates.ts'
import type { Locale } from '#domain/locale.ts'
import { type Severity, severities } from '#domain/severity.ts'
import type { Tlp } from '#domain/tlp.ts'
import { asHtml } from './as-html.ts'
import { asText } from './as-text.ts'
import { type Block, heading, words } from './blocks.ts'
import { clean } from './clean.ts'
import { helpBlocks, shareBlocks, signature } from './parts.ts'
import { sayIn } from './phrases.ts'
import { answerPlace, type Worded, type Wording } from './wording.ts'

/** What a warning says in a mail, in the language of whoever reads it. Texts are plain; an empty line begins a paragraph. */
export interface Advised {
  title: string
  /** The gist, in two or three sentences. */
  lines: readonly string[]
  severity: Severity
  /** What it is when it is no new warning, in a word or two, as that it is over: stands where else its severity stands. */
  label?: string
  /** Its number, as partners and members name it. */
  trackingId: string
  /** What is new in this version; empty for the first. */
  news: string
  /** What to do, in the order in which it is done. `days` names by when. */
  asks: readonly { heading: string; steps: readonly { text: string; dueAt: Wording['now'] }[] }[]
  /** What else is to be known. */
  parts: readonly { heading: string; text?: string; points?: readonly string[] }[]
  /** Why this recipient is told: stands after a colon. */
  why: readonly string[]
}

/** Around what a warning says: from whom, to whom, how it is answered. */
export type Frame = Pick<Wording, 'locale' | 'tlp' | 'pap' | 'sender' | 'recipient' | 'portalLink' | 'answerBy' | 'now'>

/** A warning as its recipient reads it. Asks nobody and changes nothing: the same always reads the same. */
export function wordAdvised(advised: Advised, frame: Frame): Worded {
  const { locale, tlp, pap, sender, recipient, portalLink, answerBy, now } = frame
  const say = sayIn(locale)
  const isAsked = advised.asks.some(({ steps }) => steps.length > 0)
  const subject = advised.label
    ? say('advised.subject.label', {
        tlp,
        label: clean(advised.label),
        title: clean(advised.title),
        number: clean(advised.trackingId),
      })
    : say(advised.news ? 'advised.subject.again' : 'advised.subject', {
        tlp,
        severity: say(`severity.${advised.severity}`),
        title: clean(advised.title),
        number: clean(advised.trackingId),
      })
  const told = { locale, sender: tidy(sender), tlp, pap }
  const blocks: Block[] = [
    { is: 'lead', tlp, title: clean(advised.title), lines: advised.lines.map(clean).filter(Boolean) },
    words(
      say('advised.intro', {
        sender: clean(sender.name),
        recipient: clean(recipient.name),
        moment: momentText(now, locale),
        number: clean(advised.trackingId),
      }),
    ),
    ...(advised.news ? [heading(say('advised.news')), ...paragraphs(advised.news)] : []),
    ...advised.asks.flatMap((ask) =>
      ask.steps.length === 0
        ? []
        : [
            heading(clean(ask.heading)),
            {
              is: 'steps' as const,
              items: ask.steps.map(
                ({ text, dueAt }) => `${ended(clean(text))} ${say('advised.due', { day: dueText(dueAt, now, locale) })}`,
              ),
            },
          ],
    ),
    ...(isAsked
      ? [
          heading(say('heading.answer')),
          words(say('advised.how')),
          { is: 'link' as const, text: say('advised.link'), href: answerPlace, button: true },
          ...(answerBy ? [words(say('answer.by', { moment: momentText(answerBy, locale) }))] : []),
        ]
      : []),
    ...advised.parts.flatMap(({ heading: head, text = '', points = [] }) =>
      text.trim() || points.length > 0
        ? [
            heading(clean(head)),
            ...paragraphs(text),
            ...(points.length > 0 ? [{ is: 'points' as const, items: points.map(clean).filter(Boolean) }] : []),
          ]
        : [],
    ),
    ...(advised.why.length > 0 ? [heading(say('advised.why')), { is: 'points' as const, items: advised.why.map(clean) }] : []),
    { is: 'link' as const, text: say('portal.link'), href: portalLink },
    ...helpBlocks({ wording: told, say }),
    ...shareBlocks({ tlp, pap }, say),
    ...signature(told),
  ]
  return { subject, text: asText(blocks), html: asHtml(blocks, { locale, title: subject }), csv: null }
}

/** The subject of a warning that goes in secret: what stands outside of the encryption tells nothing of what the warning is about. */
export const sealedSubject = (
  { tlp, severity, language }: { tlp: Tlp; severity: number; language: Locale },
  sender: string,
): string => {
  const say = sayIn(language)
  return say('advised.subject.sealed', { tlp, severity: say(`severity.${severities[4 - severity]!}`), sender: clean(sender) })
}

/** A sentence may follow. */
const ended = (text: string): string => (/[.!?:…]$/.test(text) ? text : `${text}.`)

const paragraphs = (text: string): Block[] =>
  text
    .split(/\n\s*\n/)
    .map(clean)
    .filter(Boolean)
    .map(words)

const tidy = ({ name, address, telephone, signature: lines }: Wording['sender']): Wording['sender'] => ({
  name: clean(name),
  address: clean(address),
  telephone: clean(telephone),
  signature: lines.split(/\r?\n/).map(clean).filter(Boolean).join('\n'),
})
