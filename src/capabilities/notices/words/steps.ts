import { momentText } from '#domain/dates.ts'
import type { Locale, Texts } from '#domain/locale.ts'
import type { Utc } from '#domain/time.ts'
import { inRole } from './call.ts'
import { clean } from './clean.ts'

/** What a step holds about its why, as who wrote it left it; each part may be absent. */
type Because = Readonly<Record<string, unknown>>

/** A part of the why as text; empty when it is absent. */
const part = (because: Because, name: string): string => {
  const value = because[name]
  return typeof value === 'string' || typeof value === 'number' ? clean(String(value)) : ''
}

/** The contact and its address: *Sikkerhetsvakta (sikkerhetskontakt), vakt@solvik.example*. */
function to(because: Because, locale: Locale): string {
  const role = part(because, 'role')
  const contact = part(because, 'contact')
  const named = contact && role ? inRole(contact, role, locale) : contact
  return (
    [named, part(because, 'address')].filter(Boolean).join(', ') ||
    { nb: 'mottakeren', nn: 'mottakaren', en: 'the recipient' }[locale]
  )
}

/** What the other side said, after a sentence. */
const answered = (because: Because, locale: Locale): string => {
  const reply = part(because, 'reply')
  return reply && { nb: ` Svaret var: ${reply}`, nn: ` Svaret var: ${reply}`, en: ` The answer was: ${reply}` }[locale]
}

const channels: Readonly<Record<string, Texts>> = {
  mail: { nb: 'E-post', nn: 'E-post', en: 'E-mail' },
  sms: { nb: 'SMS', nn: 'SMS', en: 'SMS' },
  telephone: { nb: 'Telefon', nn: 'Telefon', en: 'Telephone' },
}
const by = (because: Because, locale: Locale): string => (channels[part(because, 'channel')] ?? channels.mail!)[locale]

const nextTry = (because: Because, locale: Locale): string => {
  const at = part(because, 'nextTryAt')
  if (!at) return ''
  const moment = momentText(at as Utc, locale)
  return { nb: ` Vi prøver igjen ${moment}.`, nn: ` Vi prøver igjen ${moment}.`, en: ` We try again on ${moment}.` }[locale]
}

const protection = (because: Because): Texts => {
  if (because.pointer === true)
    return {
      nb: ' uten innhold: nøkkelen kan ikke brukes',
      nn: ' utan innhald: nøkkelen kan ikkje brukast',
      en: ' without content: the key cannot be used',
    }
  const sealed = because.encrypted === true
  const signed = because.signed === true
  if (sealed && signed) return { nb: ', kryptert og signert', nn: ', kryptert og signert', en: ', encrypted and signed' }
  if (sealed) return { nb: ', kryptert', nn: ', kryptert', en: ', encrypted' }
  return signed ? { nb: ', signert', nn: ', signert', en: ', signed' } : { nb: '', nn: '', en: '' }
}

const after = (colon: string, text: string): string => (text ? `${colon}: ${text}` : `${colon}.`)

/** What happened at an address that is not the one written to, and what its server said. */
const elsewhere = (what: string, because: Because, locale: Locale): string => {
  const address = part(because, 'elsewhere')
  return `${what}${address && `: ${address}`}.${answered(because, locale)}`
}

const says: Readonly<Record<string, (b: Because) => Texts>> = {
  created: () => ({ nb: 'Varselet er skrevet.', nn: 'Varselet er skrive.', en: 'The notice is written.' }),
  queued: (b) => ({
    nb: `${by(b, 'nb')} ligger klar til ${to(b, 'nb')}.`,
    nn: `${by(b, 'nn')} ligg klar til ${to(b, 'nn')}.`,
    en: `${by(b, 'en')} is ready for ${to(b, 'en')}.`,
  }),
  sent: (b) => ({
    nb: `${by(b, 'nb')} er sendt til ${to(b, 'nb')}${protection(b).nb}.`,
    nn: `${by(b, 'nn')} er send til ${to(b, 'nn')}${protection(b).nn}.`,
    en: `${by(b, 'en')} was sent to ${to(b, 'en')}${protection(b).en}.`,
  }),
  unsure: (b) => ({
    nb: `Usikkert om e-posten kom fram. Den sendes igjen med samme meldings-ID.${answered(b, 'nb')}`,
    nn: `Usikkert om e-posten kom fram. Han blir send igjen med same meldings-ID.${answered(b, 'nn')}`,
    en: `It is unsure whether the e-mail arrived. It goes again under the same Message-ID.${answered(b, 'en')}`,
  }),
  'sent-again': (b) => ({
    nb: `Sendt på nytt til ${to(b, 'nb')} med samme meldings-ID, fordi det var usikkert om den kom fram${protection(b).nb}.`,
    nn: `Send på nytt til ${to(b, 'nn')} med same meldings-ID, fordi det var usikkert om han kom fram${protection(b).nn}.`,
    en: `Sent again to ${to(b, 'en')} under the same Message-ID, since it was unsure whether it arrived${protection(b).en}.`,
  }),
  deferred: (b) => ({
    nb: `Utsatt: serveren hos ${to(b, 'nb')} tok ikke imot nå.${answered(b, 'nb')}${nextTry(b, 'nb')}`,
    nn: `Utsett: tenaren hos ${to(b, 'nn')} tok ikkje imot no.${answered(b, 'nn')}${nextTry(b, 'nn')}`,
    en: `Deferred: the server of ${to(b, 'en')} did not take it now.${answered(b, 'en')}${nextTry(b, 'en')}`,
  }),
  bounced: (b) => ({
    nb: `Kom i retur fra ${to(b, 'nb')}.${answered(b, 'nb')}`,
    nn: `Kom i retur frå ${to(b, 'nn')}.${answered(b, 'nn')}`,
    en: `Bounced from ${to(b, 'en')}.${answered(b, 'en')}`,
  }),
  'bounced-elsewhere': (b) => ({
    nb: elsewhere('E-posten ble sendt videre, og kom i retur fra en annen adresse', b, 'nb'),
    nn: elsewhere('E-posten blei send vidare, og kom i retur frå ei anna adresse', b, 'nn'),
    en: elsewhere('The e-mail was passed on, and bounced from another address', b, 'en'),
  }),
  failed: (b) => ({
    nb: `Ble ikke sendt til ${to(b, 'nb')}.${answered(b, 'nb')}`,
    nn: `Blei ikkje send til ${to(b, 'nn')}.${answered(b, 'nn')}`,
    en: `Was not sent to ${to(b, 'en')}.${answered(b, 'en')}`,
  }),
  delayed: (b) => ({
    nb: `Serveren hos ${to(b, 'nb')} har e-posten, men får den ikke videre ennå.${answered(b, 'nb')}`,
    nn: `Tenaren hos ${to(b, 'nn')} har e-posten, men får han ikkje vidare enno.${answered(b, 'nn')}`,
    en: `The server of ${to(b, 'en')} has the e-mail, but cannot pass it on yet.${answered(b, 'en')}`,
  }),
  'auto-reply': (b) => ({
    nb: after('Automatisk svar kom', part(b, 'subject')),
    nn: after('Automatisk svar kom', part(b, 'subject')),
    en: after('An automatic reply came', part(b, 'subject')),
  }),
  reply: (b) => ({
    nb: `${part(b, 'from') || 'Noen'} svarte på e-posten.`,
    nn: `${part(b, 'from') || 'Nokon'} svara på e-posten.`,
    en: `${part(b, 'from') || 'Somebody'} replied to the e-mail.`,
  }),
  'mail-filed': (b) => ({
    nb: after('En e-post ble lagt til dette varselet', part(b, 'text')),
    nn: after('Ein e-post blei lagd til dette varselet', part(b, 'text')),
    en: after('An e-mail was filed under this notice', part(b, 'text')),
  }),
  opened: () => ({ nb: 'Mottakeren åpnet varselet.', nn: 'Mottakaren opna varselet.', en: 'The recipient opened the notice.' }),
  reminded: (b) => ({
    nb: `${part(b, 'who') || 'Teamet'} minnet om varselet.`,
    nn: `${part(b, 'who') || 'Teamet'} minte om varselet.`,
    en: `${part(b, 'who') || 'The team'} sent a reminder of the notice.`,
  }),
  answered: () => ({ nb: 'Mottakeren har svart.', nn: 'Mottakaren har svara.', en: 'The recipient has answered.' }),
  silent: () => ({
    nb: 'Ingen svarte i tide. Vi prøver neste kontakt eller kanal.',
    nn: 'Ingen svara i tide. Vi prøver neste kontakt eller kanal.',
    en: 'Nobody answered in time. We try the next contact or channel.',
  }),
  escalated: (b) => ({
    nb: `Neste trinn: ${to(b, 'nb')}.`,
    nn: `Neste steg: ${to(b, 'nn')}.`,
    en: `Next step: ${to(b, 'en')}.`,
  }),
  'no-contact': (b) =>
    b.written === true
      ? {
          nb: 'Alle kontaktene er skrevet til, og vi har ikke noe telefonnummer. Noen må finne et nummer og ringe.',
          nn: 'Alle kontaktane er skrivne til, og vi har ikkje noko telefonnummer. Nokon må finne eit nummer og ringje.',
          en: 'All contacts were written to, and we have no telephone number. Somebody must find a number and call.',
        }
      : {
          nb: 'Det finnes ingen kontakt å sende til. Noen må ringe.',
          nn: 'Det finst ingen kontakt å sende til. Nokon må ringje.',
          en: 'There is no contact to send to. Somebody must call.',
        },
  call: (b) => ({
    nb: `Noen må ringe ${to(b, 'nb')}.`,
    nn: `Nokon må ringje ${to(b, 'nn')}.`,
    en: `Somebody must call ${to(b, 'en')}.`,
  }),
  called: (b) =>
    b.reached === true
      ? {
          nb: after(`Snakket med ${to(b, 'nb')} på telefon`, part(b, 'text')),
          nn: after(`Snakka med ${to(b, 'nn')} på telefon`, part(b, 'text')),
          en: after(`Spoke with ${to(b, 'en')} by telephone`, part(b, 'text')),
        }
      : {
          nb: after(`Ringte ${to(b, 'nb')} uten å få svar`, part(b, 'text')),
          nn: after(`Ringde ${to(b, 'nn')} utan å få svar`, part(b, 'text')),
          en: after(`Called ${to(b, 'en')} without an answer`, part(b, 'text')),
        },
  cancelled: (b) => ({
    nb: after('Det som ikke var sendt, er stoppet', part(b, 'reason')),
    nn: after('Det som ikkje var sendt, er stoppa', part(b, 'reason')),
    en: after('What had not been sent was cancelled', part(b, 'reason')),
  }),
  resent: (b) => ({
    nb: `Sendes på nytt til ${to(b, 'nb')}, fordi noen i teamet ba om det.`,
    nn: `Blir send på nytt til ${to(b, 'nn')}, fordi nokon i teamet bad om det.`,
    en: `Goes again to ${to(b, 'en')}, because somebody of the team asked for it.`,
  }),
  corrected: (b) => ({
    nb: after('En rettelse er sendt', part(b, 'reason')),
    nn: after('Ei retting er send', part(b, 'reason')),
    en: after('A correction was sent', part(b, 'reason')),
  }),
}

/** One step of what became of a notice, in the reader's language; a step that nobody has words for keeps its own name. */
export const noticeStepInWords = (what: string, because: Because, locale: Locale): string => says[what]?.(because)[locale] ?? what
