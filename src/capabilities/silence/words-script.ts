import { dueText } from '#domain/dates.ts'
import type { Locale, Texts } from '#domain/locale.ts'
import type { Severity } from '#domain/severity.ts'
import type { Utc } from '#domain/time.ts'

/** What a call about a warning is about. */
export interface ScriptParts {
  sender: string
  /** Where one calls back to be sure that it is us. */
  telephone: string
  title: string
  trackingId: string
  severity: Severity
  /** The first that it asks; empty where it asks nothing. */
  measure: string
  dueAt: Utc | null
  /** When the script is read. */
  now: Utc
}

interface Line {
  text: string
  said: boolean
}

const severities: Record<Severity, Texts> = {
  critical: { nb: 'Det er kritisk.', nn: 'Det er kritisk.', en: 'It is critical.' },
  high: { nb: 'Alvoret er høyt.', nn: 'Alvoret er høgt.', en: 'The severity is high.' },
  medium: { nb: 'Alvoret er middels.', nn: 'Alvoret er middels.', en: 'The severity is medium.' },
  low: { nb: 'Alvoret er lavt.', nn: 'Alvoret er lågt.', en: 'The severity is low.' },
  info: { nb: 'Det er til opplysning.', nn: 'Det er til opplysning.', en: 'It is for information.' },
}

const titles = {
  greet: { nb: 'Si hvem du er', nn: 'Sei kven du er', en: 'Say who you are' },
  tell: { nb: 'Si hva det gjelder', nn: 'Sei kva det gjeld', en: 'Say what it is about' },
  ask: { nb: 'Spør', nn: 'Spør', en: 'Ask' },
  note: { nb: 'Etter samtalen', nn: 'Etter samtalen', en: 'After the call' },
} satisfies Record<string, Texts>

/** A sentence ends with its stop. */
const closed = (text: string): string => (/[.!?]$/.test(text.trim()) ? text.trim() : `${text.trim()}.`)

/** What is said, in the language of whoever answers. */
const spoken: Record<Locale, (parts: ScriptParts) => Record<'greet' | 'tell' | 'ask', string[]>> = {
  nb: ({ sender, title, trackingId, severity, measure, dueAt, now }) => ({
    greet: [`God dag, jeg ringer fra ${sender}.`, 'Er du den som tar imot varsler om IT-sikkerhet?'],
    tell: [
      `Det gjelder sektorvarsel ${trackingId}: ${closed(title)}`,
      severities[severity].nb,
      ...(measure ? [`Dette ber vi dere gjøre: ${closed(measure)}${dueAt ? ` Frist: ${dueText(dueAt, now, 'nb')}.` : ''}`] : []),
    ],
    ask: ['Har dere fått varselet på e-post?', 'Gjelder det dere, og når blir det gjort?', 'Kan dere svare i portalen i dag?'],
  }),
  nn: ({ sender, title, trackingId, severity, measure, dueAt, now }) => ({
    greet: [`God dag, eg ringjer frå ${sender}.`, 'Er du den som tek imot varsel om IT-tryggleik?'],
    tell: [
      `Det gjeld sektorvarsel ${trackingId}: ${closed(title)}`,
      severities[severity].nn,
      ...(measure ? [`Dette ber vi dykk gjere: ${closed(measure)}${dueAt ? ` Frist: ${dueText(dueAt, now, 'nn')}.` : ''}`] : []),
    ],
    ask: ['Har de fått varselet på e-post?', 'Gjeld det dykk, og når blir det gjort?', 'Kan de svare i portalen i dag?'],
  }),
  en: ({ sender, title, trackingId, severity, measure, dueAt, now }) => ({
    greet: [`Good day, I am calling from ${sender}.`, 'Are you the one who receives warnings about IT security?'],
    tell: [
      `It is about warning ${trackingId}: ${closed(title)}`,
      severities[severity].en,
      ...(measure ? [`This is what we ask of you: ${closed(measure)}${dueAt ? ` Due ${dueText(dueAt, now, 'en')}.` : ''}`] : []),
    ],
    ask: [
      'Did the warning reach you by e-mail?',
      'Does it concern you, and when will it be done?',
      'Can you answer in the portal today?',
    ],
  }),
}

/** What to do, for whoever calls. */
const guides: Record<Locale, (parts: ScriptParts) => Record<'greet' | 'note', string[]>> = {
  nb: ({ telephone }) => ({
    greet: [
      telephone
        ? `Tviler de på hvem du er, kan de ringe tilbake på ${telephone}.`
        : 'Tviler de på hvem du er, ber du dem ringe teamet.',
    ],
    note: ['Kryss av: nådd, ikke nådd eller ring igjen. Før det inn i listen etterpå.'],
  }),
  nn: ({ telephone }) => ({
    greet: [
      telephone
        ? `Tviler dei på kven du er, kan dei ringje tilbake på ${telephone}.`
        : 'Tviler dei på kven du er, ber du dei ringje teamet.',
    ],
    note: ['Kryss av: nådd, ikkje nådd eller ring igjen. Før det inn i lista etterpå.'],
  }),
  en: ({ telephone }) => ({
    greet: [
      telephone
        ? `If they doubt who you are, they can call back on ${telephone}.`
        : 'If they doubt who you are, ask them to call the team.',
    ],
    note: ['Tick: reached, not reached or call again. Enter it in the list afterwards.'],
  }),
}

/** What to say about a warning on the telephone: headings and advice in the caller's language, what is said in the other's. */
export function scriptIn(parts: ScriptParts, locale: Locale, reader: Locale): { title: string; lines: Line[] }[] {
  const words = spoken[locale](parts)
  const guide = guides[reader](parts)
  const said = (texts: readonly string[]): Line[] => texts.map((text) => ({ text, said: true }))
  const todo = (texts: readonly string[]): Line[] => texts.map((text) => ({ text, said: false }))
  return [
    { title: titles.greet[reader], lines: [...said(words.greet), ...todo(guide.greet)] },
    { title: titles.tell[reader], lines: said(words.tell) },
    { title: titles.ask[reader], lines: said(words.ask) },
    { title: titles.note[reader], lines: todo(guide.note) },
  ]
}
