import { dayText } from '#domain/dates.ts'
import type { Locale, Texts } from '#domain/locale.ts'
import type { Utc } from '#domain/time.ts'
import type { ErrorTexts } from '#platform/errors.ts'
import type { ConfirmationState, ContactRole } from './contract.ts'

const t = (nb: string, nn: string, en: string): Texts => ({ nb, nn, en })

/** What contacts may answer beside the other errors of the register. */
export const contactErrors = {
  'no-way-to-reach': {
    status: 422,
    message: t(
      'Kontakten har verken e-post eller telefon, så ingen kan nå den.',
      'Kontakten har verken e-post eller telefon, så ingen kan nå han.',
      'The contact has neither e-mail nor telephone, so nobody can reach it.',
    ),
    next: t('Skriv minst én av dem.', 'Skriv minst éin av dei.', 'Give at least one of them.'),
  },
  'telephone-needed': {
    status: 422,
    message: t(
      'Drift hele døgnet må ha et telefonnummer som svarer om natten.',
      'Drift heile døgnet må ha eit telefonnummer som svarer om natta.',
      'Operations around the clock need a telephone number that answers at night.',
    ),
    next: t(
      'Skriv nummeret, eller velg en annen rolle.',
      'Skriv nummeret, eller vel ei anna rolle.',
      'Give the number, or choose another role.',
    ),
  },
  'no-telephone': {
    status: 409,
    message: t(
      'Kontakten har ikke noe telefonnummer.',
      'Kontakten har ikkje noko telefonnummer.',
      'The contact has no telephone number.',
    ),
    next: t('Legg inn nummeret først.', 'Legg inn nummeret først.', 'Enter the number first.'),
  },
  'call-in-future': {
    status: 422,
    message: t('Tidspunktet har ikke vært ennå.', 'Tidspunktet har ikkje vore enno.', 'That moment has not come yet.'),
    next: t('Skriv når noen ringte.', 'Skriv når nokon ringde.', 'Write when somebody rang.'),
  },
  'call-too-old': {
    status: 422,
    message: t(
      'Samtalen er mer enn 30 dager gammel.',
      'Samtalen er meir enn 30 dagar gammal.',
      'The call is more than 30 days ago.',
    ),
    next: t('Ring på nytt, og skriv det opp.', 'Ring på nytt, og skriv det opp.', 'Ring again, and note it then.'),
  },
  'nobody-to-write-to': {
    status: 409,
    message: t(
      'Ingen av kontaktene har en e-postadresse som virker.',
      'Ingen av kontaktane har ei e-postadresse som verkar.',
      'None of the contacts has an e-mail address that works.',
    ),
    next: t('Ring virksomheten i stedet.', 'Ring verksemda i staden.', 'Call the organisation instead.'),
  },
  'asked-today': {
    status: 409,
    message: t('Virksomheten er spurt i dag.', 'Verksemda er spurd i dag.', 'The organisation has been asked today.'),
    next: t('Vent på svaret, eller ring.', 'Vent på svaret, eller ring.', 'Wait for the answer, or call.'),
  },
  'bad-contact-link': {
    status: 404,
    message: t(
      'Lenken virker ikke, eller den er for gammel.',
      'Lenkja verkar ikkje, eller ho er for gammal.',
      'The link does not work, or it is too old.',
    ),
    next: t(
      'Åpne lenken i den nyeste e-posten, eller logg inn og bekreft kontaktene der.',
      'Opne lenkja i den nyaste e-posten, eller logg inn og stadfest kontaktane der.',
      'Open the link in the latest e-mail, or sign in and confirm the contacts there.',
    ),
  },
} as const satisfies ErrorTexts

/** What the roles of contacts are called. */
export const contactRoleWords: Readonly<Record<ContactRole, Texts>> = {
  security: t('Sikkerhet', 'Tryggleik', 'Security'),
  'operations-24/7': t('Drift, hele døgnet', 'Drift, heile døgnet', 'Operations, day and night'),
  privacy: t('Personvern', 'Personvern', 'Privacy'),
  management: t('Ledelse', 'Leiing', 'Management'),
  media: t('Media', 'Media', 'Media'),
}

/** How sure a contact is, in a few words. */
export function confirmationWords(state: ConfirmationState, confirmedAt: Utc | null, locale: Locale): string {
  const last = confirmedAt && dayText(confirmedAt, locale)
  if (state === 'confirmed') return t(`Bekreftet ${last}`, `Stadfesta ${last}`, `Confirmed ${last}`)[locale]
  if (!last) return t('Aldri bekreftet', 'Aldri stadfesta', 'Never confirmed')[locale]
  return state === 'overdue'
    ? t(
        `Ikke bekreftet på over ett år, sist ${last}`,
        `Ikkje stadfesta på over eitt år, sist ${last}`,
        `Not confirmed for more than a year, last ${last}`,
      )[locale]
    : t(`Ikke bekreftet siden ${last}`, `Ikkje stadfesta sidan ${last}`, `Not confirmed since ${last}`)[locale]
}

interface Asked {
  organisation: string
  /** None when they may not be read on the way. */
  contacts: readonly { role: ContactRole; name: string; email: string | null; telephone: string | null }[]
  isReminder: boolean
  linkDays: number
}

/** The letter that asks an organisation whether its contacts are right. */
export function askingWords(
  { organisation, contacts, isReminder, linkDays }: Asked,
  locale: Locale,
): { subject: string; lines: string[]; label: string } {
  const listed = contacts.map(({ role, name, email, telephone }) =>
    [`${contactRoleWords[role][locale]}: ${name}`, email, telephone].filter(Boolean).join(', '),
  )
  const say = (nb: string, nn: string, en: string) => ({ nb, nn, en })[locale]
  return {
    subject: isReminder
      ? say(
          `Påminnelse: stemmer kontaktene for ${organisation}?`,
          `Påminning: stemmer kontaktane for ${organisation}?`,
          `Reminder: are the contacts of ${organisation} right?`,
        )
      : say(
          `Stemmer kontaktene for ${organisation}?`,
          `Stemmer kontaktane for ${organisation}?`,
          `Are the contacts of ${organisation} right?`,
        ),
    lines: [
      listed.length > 0
        ? say(
            'Disse kontaktene varsler vi når noe er galt hos dere. Det er lenge siden noen bekreftet dem.',
            'Desse kontaktane varslar vi når noko er gale hos dykk. Det er lenge sidan nokon stadfesta dei.',
            'These are the contacts we warn when something is wrong with you. It is long since anybody confirmed them.',
          )
        : say(
            'Det er lenge siden noen bekreftet kontaktene som vi varsler når noe er galt hos dere. Nøkkelen deres kan ikke brukes nå, så kontaktene står bare bak lenken.',
            'Det er lenge sidan nokon stadfesta kontaktane som vi varslar når noko er gale hos dykk. Nøkkelen dykkar kan ikkje brukast no, så kontaktane står berre bak lenkja.',
            'It is long since anybody confirmed the contacts we warn when something is wrong with you. Your key cannot be used now, so the contacts stand behind the link only.',
          ),
      ...listed,
      say(
        `Stemmer alt? Åpne lenken og trykk på knappen. Lenken virker i ${linkDays} dager.`,
        `Stemmer alt? Opne lenkja og trykk på knappen. Lenkja verkar i ${linkDays} dagar.`,
        `Is everything right? Open the link and press the button. The link works for ${linkDays} days.`,
      ),
      say(
        'Er noe feil? Logg inn i portalen og rett det, eller svar på denne e-posten.',
        'Er noko feil? Logg inn i portalen og rett det, eller svar på denne e-posten.',
        'Is something wrong? Sign in to the portal and correct it, or answer this e-mail.',
      ),
    ],
    label: say('Se over og bekreft kontaktene', 'Sjå over og stadfest kontaktane', 'Check and confirm the contacts'),
  }
}
