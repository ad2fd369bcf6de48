import { dayText } from '#domain/dates.ts'
import type { Role } from '#domain/endpoint.ts'
import type { Id } from '#domain/id.ts'
import type { Locale, Texts } from '#domain/locale.ts'
import type { Utc } from '#domain/time.ts'
import type { ServiceLetter } from '#platform/mail/letter.ts'
import { personName } from './contract.ts'

const t = (nb: string, nn: string, en: string): Texts => ({ nb, nn, en })

/** What roles are called in letters and in the trail. */
export const roleWords: Record<Role, Texts> = {
  admin: t('administrator', 'administrator', 'administrator'),
  lead: t('leder', 'leiar', 'lead'),
  analyst: t('analytiker', 'analytikar', 'analyst'),
  duty: t('vakt', 'vakt', 'duty officer'),
  'member-security': t('sikkerhetskontakt', 'sikkerheitskontakt', 'security contact'),
  'member-reader': t('leser', 'lesar', 'reader'),
}

const somebody = t('Noen', 'Nokon', 'Somebody')
const team = t('responsmiljøet', 'responsmiljøet', 'the response team')

/** The letter that invites somebody: who invites, to what, until when, and the one link. */
export function invitationLetter(
  row: { id: Id<'inv'>; email: string; locale: Locale; roles: readonly Role[]; invitedByName: string; expiresAt: Utc },
  organisation: string | null,
  url: string,
): ServiceLetter {
  const { email, locale, roles, expiresAt, id } = row
  const where = organisation ?? team[locale]
  // An account from before may be called anything.
  const invitedByName = personName.safeParse(row.invitedByName).success ? row.invitedByName : somebody[locale]
  const as = roles.map((role) => roleWords[role][locale]).join(', ')
  const until = dayText(expiresAt, locale)
  const words = {
    nb: {
      subject: `Invitasjon til Varde for ${where}`,
      lines: [
        `${invitedByName} inviterer deg til Varde for ${where}. Rollen din blir ${as}.`,
        'I Varde ser dere svakheter som er funnet i nettene deres, og hva dere bør gjøre.',
        `Lenken virker én gang, til og med ${until}. Har du konto fra før, logger du inn med den.`,
        'Kjenner du ikke avsenderen, kan du se bort fra denne meldingen.',
      ],
      label: 'Åpne invitasjonen',
    },
    nn: {
      subject: `Invitasjon til Varde for ${where}`,
      lines: [
        `${invitedByName} inviterer deg til Varde for ${where}. Rolla di blir ${as}.`,
        'I Varde ser de svake punkt som er funne i netta dykkar, og kva de bør gjere.',
        `Lenkja verkar éin gong, til og med ${until}. Har du konto frå før, loggar du inn med den.`,
        'Kjenner du ikkje avsendaren, kan du sjå bort frå denne meldinga.',
      ],
      label: 'Opne invitasjonen',
    },
    en: {
      subject: `Invitation to Varde for ${where}`,
      lines: [
        `${invitedByName} invites you to Varde for ${where}. Your role will be ${as}.`,
        'Varde shows the weaknesses that were found in your networks, and what you should do.',
        `The link works once, until ${until}. If you have an account already, sign in with that.`,
        'If you do not know the sender, ignore this message.',
      ],
      label: 'Open the invitation',
    },
  }[locale]
  const { subject, lines, label } = words
  return { to: { name: email, address: email }, subject, lines, locale, link: { label, url }, about: id }
}

/** The letter to somebody who was let in anew: one link, which chooses the password or, where there are none, another way in. */
export function wayInLetter(
  { id, locale, mailbox }: { id: Id<'usr'>; locale: Locale; mailbox: string },
  expiresAt: Utc,
  url: string,
): ServiceLetter {
  const until = dayText(expiresAt, locale)
  const { subject, lines, label } = {
    nb: {
      subject: 'Kom inn i Varde',
      lines: [
        'En administrator har åpnet kontoen din i Varde for deg. Lenken lar deg velge selv hvordan du logger inn.',
        `Lenken virker én gang, til og med ${until}. Ingen andre kjenner det du velger.`,
        'Venter du ikke denne meldingen, så si fra til responsmiljøet og la lenken være.',
      ],
      label: 'Velg hvordan du logger inn',
    },
    nn: {
      subject: 'Kom inn i Varde',
      lines: [
        'Ein administrator har opna kontoen din i Varde for deg. Lenkja lèt deg velje sjølv korleis du loggar inn.',
        `Lenkja verkar éin gong, til og med ${until}. Ingen andre kjenner det du vel.`,
        'Ventar du ikkje denne meldinga, så sei frå til responsmiljøet og lat lenkja vere.',
      ],
      label: 'Vel korleis du loggar inn',
    },
    en: {
      subject: 'Get into Varde',
      lines: [
        'An administrator opened your account in Varde for you. The link lets you choose yourself how you sign in.',
        `The link works once, until ${until}. Nobody else knows what you choose.`,
        'If you do not expect this message, tell the response team and leave the link alone.',
      ],
      label: 'Choose how you sign in',
    },
  }[locale]
  return { to: { name: mailbox, address: mailbox }, subject, lines, locale, link: { label, url }, about: id }
}

/** Tells one side that a delegation runs out soon, and what to do when it should go on. */
export function endingLetter(
  to: { name: string; address: string; locale: Locale },
  { id, member, operator, endsAt }: { id: Id<'dgt'>; member: string; operator: string; endsAt: Utc },
  url: string,
): ServiceLetter {
  const { locale } = to
  const until = dayText(endsAt, locale)
  const { subject, lines, label } = {
    nb: {
      subject: `Tilgangen som ${operator} har hos ${member}, går ut ${until}`,
      lines: [
        `${operator} har tilgang til det som gjelder ${member} i Varde. Tilgangen går ut ${until}.`,
        'Skal den fortsette, ber den ene parten om en ny, og den andre sier ja.',
        'Skal den ikke fortsette, trenger dere ikke gjøre noe.',
      ],
      label: 'Se tilgangene',
    },
    nn: {
      subject: `Tilgangen som ${operator} har hos ${member}, går ut ${until}`,
      lines: [
        `${operator} har tilgang til det som gjeld ${member} i Varde. Tilgangen går ut ${until}.`,
        'Skal han halde fram, ber den eine parten om ein ny, og den andre seier ja.',
        'Skal han ikkje halde fram, treng de ikkje gjere noko.',
      ],
      label: 'Sjå tilgangane',
    },
    en: {
      subject: `The access of ${operator} to ${member} ends on ${until}`,
      lines: [
        `${operator} has access to what concerns ${member} in Varde. That access ends on ${until}.`,
        'To go on, one side asks for a new one and the other says yes.',
        'To let it end, you need to do nothing.',
      ],
      label: 'See who has access',
    },
  }[locale]
  return { to: { name: to.name, address: to.address }, subject, lines, locale, link: { label, url }, about: id }
}
