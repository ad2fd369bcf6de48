import { dayText, momentText } from '#domain/dates.ts'
import type { Locale, Texts } from '#domain/locale.ts'
import type { Severity } from '#domain/severity.ts'
import type { Utc } from '#domain/time.ts'
import { clean } from './clean.ts'

/** What a duty officer must know before telephoning about a notice. */
export interface Call {
  /** The language of whoever answers: what is said to them. */
  locale: Locale
  /** The language of whoever calls: headings, and what to do. */
  reader: Locale
  /** The team, as its mail is signed. */
  sender: string
  recipient: string
  /** Whom to ask for; null when nobody is known there. */
  contact: { name: string; role: string; telephone: string | null } | null
  severity: Severity
  findings: number
  /** It is a warning: its title, and what it asks is counted as measures. */
  warning?: { title: string; left: number }
  /** The name of the worst kind, in the notice's language. */
  worst?: string
  /** Where the worst is: at most three addresses in all, by whose they are; `of` is null for what is the recipient's own. */
  places?: readonly Place[]
  /** How many more customers of an operator it is about. */
  otherCustomers?: number
  /** What to do first about the worst, in the notice's language. */
  firstStep?: string
  /** By when the first of them is to be fixed, and for how many days that has passed. */
  due?: { at: Utc; daysAgo: number | null }
  /** When the mail went out; null when none could. */
  sentAt: Utc | null
  /** Whether the page can send it again now. */
  canSendAgain: boolean
}

export interface Place {
  of: string | null
  addresses: readonly string[]
}

/** A part of what to do on the telephone: what is `said` is in the language of whoever answers, all else in the caller's. */
export interface ScriptPart {
  title: string
  lines: { text: string; said: boolean }[]
}

const severities: Record<Severity, Texts> = {
  critical: { nb: 'Det er kritisk.', nn: 'Det er kritisk.', en: 'It is critical.' },
  high: { nb: 'Alvoret er høyt.', nn: 'Alvoret er høgt.', en: 'The severity is high.' },
  medium: { nb: 'Alvoret er middels.', nn: 'Alvoret er middels.', en: 'The severity is medium.' },
  low: { nb: 'Alvoret er lavt.', nn: 'Alvoret er lågt.', en: 'The severity is low.' },
  info: { nb: 'Det er til opplysning.', nn: 'Det er til opplysning.', en: 'It is for information.' },
}

/** What a contact is, in the middle of a sentence. */
const contactRoles: Readonly<Record<string, Texts>> = {
  security: { nb: 'sikkerhetskontakt', nn: 'tryggleikskontakt', en: 'security contact' },
  'operations-24/7': { nb: 'driftsvakt', nn: 'driftsvakt', en: 'operations on duty' },
  management: { nb: 'ledelse', nn: 'leiing', en: 'management' },
  privacy: { nb: 'personvernombud', nn: 'personvernombod', en: 'privacy contact' },
  media: { nb: 'mediekontakt', nn: 'mediekontakt', en: 'media contact' },
}

/** What to say, ask and write down on the telephone, in short sentences. Details only when it is clear who listens. */
export function callScript(call: Call): ScriptPart[] {
  const guide = guides[call.reader]
  const words = spoken[call.locale](partsOf(call))
  const telephone = call.contact?.telephone && clean(call.contact.telephone)
  return [
    {
      title: guide.call,
      lines: todo(...guide.whom(clean(call.recipient), personIn(call)), telephone ? guide.number(telephone) : guide.noNumber),
    },
    { title: guide.greet, lines: [...said(words.hello), ...todo(guide.callBack)] },
    { title: guide.tell, lines: said(...words.tell) },
    { title: guide.ask, lines: said(...words.ask) },
    { title: guide.note, lines: todo(...guide.notes) },
  ]
}

const lines = (texts: readonly string[], said: boolean) => texts.filter((text) => text !== '').map((text) => ({ text, said }))
const said = (...texts: string[]) => lines(texts, true)
const todo = (...texts: string[]) => lines(texts, false)

const personIn = ({ contact, reader }: Call): string | undefined =>
  contact ? inRole(clean(contact.name), contact.role, reader) : undefined

/** The facts of a call, fit to be read aloud. */
function partsOf(call: Call) {
  const { locale, findings, otherCustomers = 0, canSendAgain } = call
  return {
    sender: clean(call.sender),
    sent: call.sentAt && momentText(call.sentAt, locale),
    findings,
    severity: severities[call.severity][locale],
    warning: call.warning && { title: clean(call.warning.title), left: call.warning.left },
    worst: call.worst === undefined ? undefined : clean(call.worst),
    places: (call.places ?? []).map(({ of, addresses }) => ({
      of: of && clean(of),
      addresses: addresses.map(clean).join(', '),
    })),
    otherCustomers,
    firstStep: call.firstStep && clean(call.firstStep),
    due: call.due && { day: dayText(call.due.at, locale), daysAgo: call.due.daysAgo },
    canSendAgain,
  }
}
type Parts = ReturnType<typeof partsOf>

/** A contact and what it is for; one that is called by its role is not told twice. */
export function inRole(name: string, role: string, locale: Locale): string {
  const called = contactRoles[role]?.[locale] ?? role
  return name.toLowerCase() === called ? name : `${name} (${called})`
}

/** What to do, for whoever calls. */
const guides: Record<Locale, Guide> = {
  nb: {
    call: 'Ring',
    whom: (recipient, person) =>
      person
        ? [`${person} hos ${recipient}.`]
        : [`Vi kjenner ingen kontakt hos ${recipient}.`, 'Spør etter den som har ansvar for IKT-sikkerhet.'],
    number: (telephone) => `Nummer: ${telephone}.`,
    noNumber: 'Vi har ikke noe nummer. Finn sentralbordet, og ikke bruk et nummer fra en e-post.',
    greet: 'Si hvem du er',
    callBack: 'Vil de være sikre, kan de ringe deg opp på et nummer de har fra før.',
    tell: 'Si når du vet hvem som hører',
    ask: 'Spør',
    note: 'Noter',
    notes: ['Hvem du snakket med.', 'Hva de lovet, og til når.', 'Nye kontakter og nummer.'],
  },
  nn: {
    call: 'Ring',
    whom: (recipient, person) =>
      person
        ? [`${person} hos ${recipient}.`]
        : [`Vi kjenner ingen kontakt hos ${recipient}.`, 'Spør etter den som har ansvar for IKT-tryggleik.'],
    number: (telephone) => `Nummer: ${telephone}.`,
    noNumber: 'Vi har ikkje noko nummer. Finn sentralbordet, og ikkje bruk eit nummer frå ein e-post.',
    greet: 'Sei kven du er',
    callBack: 'Vil dei vere sikre, kan dei ringje deg opp på eit nummer dei har frå før.',
    tell: 'Sei når du veit kven som høyrer',
    ask: 'Spør',
    note: 'Noter',
    notes: ['Kven du snakka med.', 'Kva dei lova, og til når.', 'Nye kontaktar og nummer.'],
  },
  en: {
    call: 'Call',
    whom: (recipient, person) =>
      person
        ? [`${person} at ${recipient}.`]
        : [`We know no contact at ${recipient}.`, 'Ask for whoever is responsible for IT security.'],
    number: (telephone) => `Number: ${telephone}.`,
    noNumber: 'We have no number. Find the switchboard, and never use a number from an e-mail.',
    greet: 'Say who you are',
    callBack: 'If they want to be sure, let them call you on a number they already have.',
    tell: 'Say when you know who is listening',
    ask: 'Ask',
    note: 'Note',
    notes: ['Whom you spoke with.', 'What they promised, and by when.', 'New contacts and numbers.'],
  },
}

interface Guide {
  call: string
  whom: (recipient: string, person: string | undefined) => string[]
  number: (telephone: string) => string
  noNumber: string
  greet: string
  callBack: string
  tell: string
  ask: string
  note: string
  notes: string[]
}

/** What is said to whoever answers. */
const spoken: Record<Locale, (parts: Parts) => { hello: string; tell: string[]; ask: string[] }> = {
  nb: ({ sender, sent, findings, severity, warning, worst, places, otherCustomers, firstStep, due, canSendAgain }) => ({
    hello: `«Hei, jeg ringer fra ${sender}.»`,
    tell: [
      sent ? `«Vi sendte dere et varsel ${sent}, og har ikke fått svar.»` : '«Vi har et varsel til dere, og får ikke sendt det.»',
      warning
        ? `«Det heter: ${warning.title}. ${severity} Vi ber om svar på ${warning.left} tiltak.»`
        : `«Det gjelder ${findings} sikkerhetsproblem${findings === 1 ? '' : 'er'}. ${severity}»`,
      worst ? `«Det verste er dette: ${worst}.»` : '',
      ...places.map(({ of, addresses }) => (of ? `«Hos ${of}: ${addresses}.»` : `«Det er her: ${addresses}.»`)),
      otherCustomers > 0 ? `«Det gjelder også ${otherCustomers} til av dem dere drifter for.»` : '',
      firstStep ? `«Gjør dette først: ${firstStep}»` : '',
      due && due.daysAgo === null ? `«Det må være ${warning ? 'gjort' : 'rettet'} innen ${due.day}.»` : '',
      due && due.daysAgo !== null
        ? `«Det skulle vært ${warning ? 'gjort' : 'rettet'} innen ${due.day}.${due.daysAgo > 0 ? ` Det er ${due.daysAgo} døgn siden.` : ''}»`
        : '',
    ],
    ask: [
      canSendAgain ? '«Har dere fått e-posten? Hvis ikke, sender jeg den igjen nå.»' : '«Hvilken e-postadresse skal vi bruke?»',
      warning ? '«Gjelder det dere? Hvem gjør det, og når er det gjort?»' : '«Hvem retter dette, og når er det gjort?»',
      '«Er kontaktene vi har hos dere, fortsatt riktige?»',
    ],
  }),
  nn: ({ sender, sent, findings, severity, warning, worst, places, otherCustomers, firstStep, due, canSendAgain }) => ({
    hello: `«Hei, eg ringjer frå ${sender}.»`,
    tell: [
      sent
        ? `«Vi sende dykk eit varsel ${sent}, og har ikkje fått svar.»`
        : '«Vi har eit varsel til dykk, og får ikkje sendt det.»',
      warning
        ? `«Det heiter: ${warning.title}. ${severity} Vi ber om svar på ${warning.left} tiltak.»`
        : `«Det gjeld ${findings} tryggleiksproblem. ${severity}»`,
      worst ? `«Det verste er dette: ${worst}.»` : '',
      ...places.map(({ of, addresses }) => (of ? `«Hos ${of}: ${addresses}.»` : `«Det er her: ${addresses}.»`)),
      otherCustomers > 0 ? `«Det gjeld òg ${otherCustomers} til av dei de driftar for.»` : '',
      firstStep ? `«Gjer dette først: ${firstStep}»` : '',
      due && due.daysAgo === null ? `«Det må vere ${warning ? 'gjort' : 'retta'} innan ${due.day}.»` : '',
      due && due.daysAgo !== null
        ? `«Det skulle vore ${warning ? 'gjort' : 'retta'} innan ${due.day}.${due.daysAgo > 0 ? ` Det er ${due.daysAgo} døgn sidan.` : ''}»`
        : '',
    ],
    ask: [
      canSendAgain ? '«Har de fått e-posten? Om ikkje, sender eg han igjen no.»' : '«Kva e-postadresse skal vi bruke?»',
      warning ? '«Gjeld det dykk? Kven gjer det, og når er det gjort?»' : '«Kven rettar dette, og når er det gjort?»',
      '«Er kontaktane vi har hos dykk, framleis rette?»',
    ],
  }),
  en: ({ sender, sent, findings, severity, warning, worst, places, otherCustomers, firstStep, due, canSendAgain }) => ({
    hello: `“Hello, I am calling from ${sender}.”`,
    tell: [
      sent
        ? `“We sent you a ${warning ? 'warning' : 'notice'} on ${sent} and have had no answer.”`
        : `“We have a ${warning ? 'warning' : 'notice'} for you and cannot get it to you.”`,
      warning
        ? `“It is called: ${warning.title}. ${severity} We ask for an answer to ${warning.left} measure${warning.left === 1 ? '' : 's'}.”`
        : `“It concerns ${findings} security problem${findings === 1 ? '' : 's'}. ${severity}”`,
      worst ? `“The worst is this: ${worst}.”` : '',
      ...places.map(({ of, addresses }) => (of ? `“At ${of}: ${addresses}.”` : `“It is here: ${addresses}.”`)),
      otherCustomers > 0 ? `“It is also about ${otherCustomers} more that you operate for.”` : '',
      firstStep ? `“Do this first: ${firstStep}”` : '',
      due && due.daysAgo === null ? `“It must be ${warning ? 'done' : 'fixed'} by ${due.day}.”` : '',
      due && due.daysAgo !== null
        ? `“It should have been ${warning ? 'done' : 'fixed'} by ${due.day}${daysAgo(due.daysAgo)}.”`
        : '',
    ],
    ask: [
      canSendAgain ? '“Did you get the e-mail? If not, I am sending it again now.”' : '“Which e-mail address should we use?”',
      warning
        ? '“Does it concern you? Who will do it, and when will it be done?”'
        : '“Who will fix this, and when will it be done?”',
      '“Are the contacts we have for you still right?”',
    ],
  }),
}

const daysAgo = (days: number): string => (days === 0 ? '' : `, ${days} day${days === 1 ? '' : 's'} ago`)

const messages: Record<Locale, { start: string; call: string; write: string }> = {
  nb: {
    start: 'har sendt dere et viktig varsel på e-post. Les det nå.',
    call: 'Finner dere det ikke, ring',
    write: 'Finner dere det ikke, ta kontakt.',
  },
  nn: {
    start: 'har sendt dykk eit viktig varsel på e-post. Les det no.',
    call: 'Finn de det ikkje, ring',
    write: 'Finn de det ikkje, ta kontakt.',
  },
  en: {
    start: 'has sent you an important notice by e-mail. Please read it now.',
    call: 'If you cannot find it, call',
    write: 'If you cannot find it, contact us.',
  },
}

/** Signs of the basic GSM alphabet (3GPP TS 23.038, 6.2.1) that people write names and numbers with; all others cost a whole message. */
const gsm = /[^A-Za-z0-9 @£$¥èéùìòÇØøÅåÆæßÉÄÖÑÜäöñüà!"#%&'()*+,\-./:;<=>?]/g
const longestName = 30

/** The message that goes by SMS or paging: who, and where to look; nothing of what was found, since anybody on the way can read it. */
export function shortMessage(about: { locale: Locale; sender: string; telephone: string }): string {
  const plain = (text: string) => clean(text).replace(gsm, '').replace(/\s+/g, ' ').trim()
  const { start, call, write } = messages[about.locale]
  const telephone = plain(about.telephone).slice(0, longestName)
  return `${plain(about.sender).slice(0, longestName).trim() || 'Varde'} ${start} ${telephone ? `${call} ${telephone}.` : write}`
}
