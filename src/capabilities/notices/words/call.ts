import { dayText, momentText } from '#domain/dates.ts'
import type { Locale, Texts } from '#domain/locale.ts'
import type { Severity } from '#domain/severity.ts'
import type { Utc } from '#domain/time.ts'
import { clean } from './clean.ts'

/** What a duty officer must know before telephoning about a notice. */
export interface Call {
  locale: Locale
  /** The team, as its mail is signed. */
  sender: string
  recipient: string
  /** Whom to ask for; null when nobody is known there. */
  contact: { name: string; role: string; telephone: string | null } | null
  severity: Severity
  findings: number
  /** The name of the worst kind, in the notice's language. */
  worst?: string
  /** Where the worst is: at most three addresses, as they are written. */
  addresses?: readonly string[]
  /** What to do first about the worst, in the notice's language. */
  firstStep?: string
  /** By when the first of them is to be fixed. */
  dueAt?: Utc
  /** That day has passed. */
  isLate?: boolean
  /** When the mail went out; null when none could. */
  sentAt: Utc | null
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

/** What to say, ask and write down on the telephone; a heading and short sentences, a line each. Details only when it is clear who listens. */
export function callScript(call: Call): string {
  const { locale, findings } = call
  const sender = clean(call.sender)
  const recipient = clean(call.recipient)
  const worst = call.worst === undefined ? undefined : clean(call.worst)
  const sent = call.sentAt && momentText(call.sentAt, locale)
  const addresses = call.addresses?.map(clean).join(', ')
  const firstStep = call.firstStep && clean(call.firstStep)
  const due = call.dueAt && dayText(call.dueAt, locale)
  return scripts[locale]({
    sender,
    recipient,
    worst,
    addresses,
    firstStep,
    due,
    isLate: call.isLate ?? false,
    sent,
    findings,
    severity: severities[call.severity][locale],
    ...whom(call),
  })
    .flatMap(({ title, lines }) => [title, ...lines.filter((line) => line !== '').map((line) => `- ${line}`), ''])
    .join('\n')
    .trimEnd()
}

/** A contact and what it is for; one that is called by its role is not told twice. */
export function inRole(name: string, role: string, locale: Locale): string {
  const called = contactRoles[role]?.[locale] ?? role
  return name.toLowerCase() === called ? name : `${name} (${called})`
}

const whom = ({ contact, locale }: Call) => ({
  person: contact ? inRole(clean(contact.name), contact.role, locale) : undefined,
  telephone: contact?.telephone ? clean(contact.telephone) : undefined,
})

interface Parts {
  sender: string
  recipient: string
  person: string | undefined
  telephone: string | undefined
  worst: string | undefined
  addresses: string | undefined
  firstStep: string | undefined
  due: string | undefined
  isLate: boolean
  sent: string | null
  findings: number
  severity: string
}

const scripts: Record<Locale, (parts: Parts) => { title: string; lines: string[] }[]> = {
  nb: ({ sender, recipient, person, telephone, worst, addresses, firstStep, due, isLate, sent, findings, severity }) => [
    {
      title: 'Ring',
      lines: [
        person ? `${person} hos ${recipient}.` : `Vi kjenner ingen kontakt hos ${recipient}.`,
        telephone ? `Nummer: ${telephone}.` : 'Vi har ikke noe nummer. Finn sentralbordet, og ikke bruk et nummer fra en e-post.',
        person ? '' : 'Spør etter den som har ansvar for IKT-sikkerhet.',
      ],
    },
    {
      title: 'Si hvem du er',
      lines: [`«Hei, jeg ringer fra ${sender}.»`, 'Vil de være sikre, kan de ringe deg opp på et nummer de har fra før.'],
    },
    {
      title: 'Si når du vet hvem som hører',
      lines: [
        sent
          ? `«Vi sendte dere et varsel ${sent}, og har ikke fått svar.»`
          : '«Vi har et varsel til dere, og får ikke sendt det.»',
        `«Det gjelder ${findings} sikkerhetsproblem${findings === 1 ? '' : 'er'}. ${severity}»`,
        worst ? `«Det verste er dette: ${worst}.»` : '',
        addresses ? `«Det er her: ${addresses}.»` : '',
        firstStep ? `«Gjør dette først: ${firstStep}»` : '',
        due ? (isLate ? `«Fristen gikk ut ${due}.»` : `«Det må være rettet innen ${due}.»`) : '',
      ],
    },
    {
      title: 'Spør',
      lines: [
        sent ? '«Har dere fått e-posten? Hvis ikke, sender jeg den igjen nå.»' : '«Hvilken e-postadresse skal vi bruke?»',
        '«Hvem retter dette, og når er det gjort?»',
        '«Er kontaktene vi har hos dere, fortsatt riktige?»',
      ],
    },
    { title: 'Noter', lines: ['Hvem du snakket med.', 'Hva de lovet, og til når.', 'Nye kontakter og nummer.'] },
  ],
  nn: ({ sender, recipient, person, telephone, worst, addresses, firstStep, due, isLate, sent, findings, severity }) => [
    {
      title: 'Ring',
      lines: [
        person ? `${person} hos ${recipient}.` : `Vi kjenner ingen kontakt hos ${recipient}.`,
        telephone
          ? `Nummer: ${telephone}.`
          : 'Vi har ikkje noko nummer. Finn sentralbordet, og ikkje bruk eit nummer frå ein e-post.',
        person ? '' : 'Spør etter den som har ansvar for IKT-tryggleik.',
      ],
    },
    {
      title: 'Sei kven du er',
      lines: [`«Hei, eg ringjer frå ${sender}.»`, 'Vil dei vere sikre, kan dei ringje deg opp på eit nummer dei har frå før.'],
    },
    {
      title: 'Sei når du veit kven som høyrer',
      lines: [
        sent
          ? `«Vi sende dykk eit varsel ${sent}, og har ikkje fått svar.»`
          : '«Vi har eit varsel til dykk, og får ikkje sendt det.»',
        `«Det gjeld ${findings} tryggleiksproblem. ${severity}»`,
        worst ? `«Det verste er dette: ${worst}.»` : '',
        addresses ? `«Det er her: ${addresses}.»` : '',
        firstStep ? `«Gjer dette først: ${firstStep}»` : '',
        due ? (isLate ? `«Fristen gjekk ut ${due}.»` : `«Det må vere retta innan ${due}.»`) : '',
      ],
    },
    {
      title: 'Spør',
      lines: [
        sent ? '«Har de fått e-posten? Om ikkje, sender eg han igjen no.»' : '«Kva e-postadresse skal vi bruke?»',
        '«Kven rettar dette, og når er det gjort?»',
        '«Er kontaktane vi har hos dykk, framleis rette?»',
      ],
    },
    { title: 'Noter', lines: ['Kven du snakka med.', 'Kva dei lova, og til når.', 'Nye kontaktar og nummer.'] },
  ],
  en: ({ sender, recipient, person, telephone, worst, addresses, firstStep, due, isLate, sent, findings, severity }) => [
    {
      title: 'Call',
      lines: [
        person ? `${person} at ${recipient}.` : `We know no contact at ${recipient}.`,
        telephone ? `Number: ${telephone}.` : 'We have no number. Find the switchboard, and never use a number from an e-mail.',
        person ? '' : 'Ask for whoever is responsible for IT security.',
      ],
    },
    {
      title: 'Say who you are',
      lines: [
        `“Hello, I am calling from ${sender}.”`,
        'If they want to be sure, let them call you on a number they already have.',
      ],
    },
    {
      title: 'Say when you know who is listening',
      lines: [
        sent
          ? `“We sent you a notice on ${sent} and have had no answer.”`
          : '“We have a notice for you and cannot get it to you.”',
        `“It concerns ${findings} security problem${findings === 1 ? '' : 's'}. ${severity}”`,
        worst ? `“The worst is this: ${worst}.”` : '',
        addresses ? `“It is here: ${addresses}.”` : '',
        firstStep ? `“Do this first: ${firstStep}”` : '',
        due ? (isLate ? `“It was due on ${due}.”` : `“It must be fixed by ${due}.”`) : '',
      ],
    },
    {
      title: 'Ask',
      lines: [
        sent ? '“Did you get the e-mail? If not, I am sending it again now.”' : '“Which e-mail address should we use?”',
        '“Who will fix this, and when will it be done?”',
        '“Are the contacts we have for you still right?”',
      ],
    },
    { title: 'Note', lines: ['Whom you spoke with.', 'What they promised, and by when.', 'New contacts and numbers.'] },
  ],
}

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
