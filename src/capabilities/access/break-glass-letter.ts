import { momentText } from '#domain/dates.ts'
import type { Locale } from '#domain/locale.ts'
import type { ServiceLetter } from '#platform/mail/letter.ts'
import type { BreakGlassHappened } from './contract.ts'

/** Somebody who reads of a break-glass account that came in. */
export interface AlarmReader {
  name: string
  address: string
  locale: Locale
}

/** What an administrator, or the mailbox of the team, reads when a break-glass account came in. */
export function alarmLetter(
  { name: reader, address: mailbox, locale }: AlarmReader,
  { name, at, address }: BreakGlassHappened,
  site: string | undefined,
): ServiceLetter {
  const when = momentText(at, locale)
  const from = address ?? ''
  const { subject, lines, label } = {
    nb: {
      subject: `Nødkontoen «${name}» er brukt`,
      lines: [
        `Noen logget inn med nødkontoen «${name}» ${when}${from && ` fra ${from}`}.`,
        'Spør vakten om det var planlagt. Var det ikke det, så steng kontoen med én gang og avslutt innloggingene dens.',
        'Saken ligger også i vaktkøen, og i revisjonssporet.',
      ],
      label: 'Åpne vaktkøen',
    },
    nn: {
      subject: `Naudkontoen «${name}» er brukt`,
      lines: [
        `Nokon logga inn med naudkontoen «${name}» ${when}${from && ` frå ${from}`}.`,
        'Spør vakta om det var planlagt. Var det ikkje det, så steng kontoen med ein gong og avslutt innloggingane hans.',
        'Saka ligg også i vaktkøen, og i revisjonssporet.',
      ],
      label: 'Opne vaktkøen',
    },
    en: {
      subject: `The break-glass account “${name}” was used`,
      lines: [
        `Somebody signed in with the break-glass account “${name}” on ${when}${from && ` from ${from}`}.`,
        'Ask whoever is on duty whether it was planned. If not, close the account at once and end its sessions.',
        'The case also stands in the watch, and in the audit trail.',
      ],
      label: 'Open the watch',
    },
  }[locale]
  return {
    to: { name: reader, address: mailbox },
    subject,
    lines,
    locale,
    ...(site && { link: { label, url: `${new URL(site).origin}/watch` } }),
  }
}
