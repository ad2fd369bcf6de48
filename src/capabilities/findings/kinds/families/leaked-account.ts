import type { Family } from '../kind.ts'

export const leakedAccount: Family = {
  id: 'leaked-account',
  nature: 'event',
  proof: 'answer-only',
  principles: ['2.6.2', '2.6.5', '2.6.7'],
  words: {
    nb: {
      name: 'Andre kan bruke {service}',
      what: 'Andre enn eieren kan logge inn med kontoen.',
      why: 'En ekte konto åpner dører uten å utløse alarmer. Slik begynner mange av de verste angrepene.',
      doNow: ['Sperr {service}, og avslutt alle innlogginger som er i gang.'],
      ifYouCannot: ['Overvåk innlogging fra nye steder til {service} kan sperres.'],
    },
    nn: {
      name: 'Andre kan bruke {service}',
      what: 'Andre enn eigaren kan logge inn med kontoen.',
      why: 'Ein ekte konto opnar dører utan å løyse ut alarmar. Slik byrjar mange av dei verste angrepa.',
      doNow: ['Sperr {service}, og avslutt alle innloggingar som er i gang.'],
      ifYouCannot: ['Overvak innlogging frå nye stader til {service} kan sperrast.'],
    },
    en: {
      name: 'Others can use {service}',
      what: 'Others than the owner can sign in with the account.',
      why: 'A genuine account opens doors without raising alarms. Many of the worst attacks begin like this.',
      doNow: ['Lock {service}, and end every session that is running.'],
      ifYouCannot: ['Watch for sign-ins from new places until {service} can be locked.'],
    },
  },
  kinds: [
    {
      id: 'compromised-account',
      type: 'data-leak',
      severity: 'critical',
      service: { nb: 'den lekkede kontoen', nn: 'kontoen på avvegar', en: 'the leaked account' },
      report: 'compromised-account-report',
      nb: {
        name: 'Brukernavn og passord er lekket',
        what: 'Brukernavn og passord fra virksomheten er funnet hos kriminelle.',
        doNow: [
          'Gi eieren et nytt passord, og slå på totrinns innlogging.',
          'Undersøk maskinen eieren brukte, for tyvprogrammer som leser lagrede passord.',
          'Se i loggen om kontoen er brukt fra ukjente steder.',
        ],
      },
      nn: {
        name: 'Brukarnamn og passord er på avvegar',
        what: 'Brukarnamn og passord frå verksemda er funne hos kriminelle.',
        doNow: [
          'Gje eigaren eit nytt passord, og slå på totrinns innlogging.',
          'Undersøk maskina eigaren brukte, for tjuvprogram som les lagra passord.',
          'Sjå i loggen om kontoen er brukt frå ukjende stader.',
        ],
      },
      en: {
        name: 'User names and passwords have leaked',
        what: 'User names and passwords from your organisation were found with criminals.',
        doNow: [
          'Give the owner a new password, and turn on two-step sign-in.',
          'Examine the machine the owner used for theft programs that read stored passwords.',
          'See in the log whether the account was used from unknown places.',
        ],
      },
    },
    {
      id: 'rsit-privileged-account-compromise',
      type: 'privileged-account-compromise',
      severity: 'critical',
      service: { nb: 'administratorkontoen', nn: 'administratorkontoen', en: 'the administrator account' },
      nb: {
        name: 'En administratorkonto er overtatt',
        what: 'En konto med utvidede rettigheter er overtatt.',
        doNow: [
          'Gå gjennom hva kontoen har endret: nye brukere, regler, oppgaver og programmer.',
          'Bytt alle hemmeligheter kontoen kunne lese, også for tjenestekontoer.',
        ],
      },
      nn: {
        name: 'Ein administratorkonto er overteken',
        what: 'Ein konto med utvida rettar er overteken.',
        doNow: [
          'Gå gjennom kva kontoen har endra: nye brukarar, reglar, oppgåver og program.',
          'Byt alle løyndomar kontoen kunne lese, også for tenestekontoar.',
        ],
      },
      en: {
        name: 'An administrator account has been taken over',
        what: 'An account with extended rights has been taken over.',
        doNow: [
          'Go through what the account changed: new users, rules, tasks and programs.',
          'Change every secret the account could read, service accounts included.',
        ],
      },
    },
    {
      id: 'rsit-unprivileged-account-compromise',
      type: 'unprivileged-account-compromise',
      severity: 'high',
      service: { nb: 'brukerkontoen', nn: 'brukarkontoen', en: 'the user account' },
      nb: {
        name: 'En brukerkonto er overtatt',
        what: 'En vanlig brukerkonto er overtatt.',
        doNow: [
          'Fjern regler for videresending og sletting som angriperen kan ha lagt inn i e-posten.',
          'Advar dem som har fått meldinger fra kontoen.',
        ],
      },
      nn: {
        name: 'Ein brukarkonto er overteken',
        what: 'Ein vanleg brukarkonto er overteken.',
        doNow: [
          'Fjern reglar for vidaresending og sletting som angriparen kan ha lagt inn i e-posten.',
          'Åtvar dei som har fått meldingar frå kontoen.',
        ],
      },
      en: {
        name: 'A user account has been taken over',
        what: 'An ordinary user account has been taken over.',
        doNow: [
          'Remove forwarding and deletion rules the attacker may have put into the mailbox.',
          'Warn those who have received messages from the account.',
        ],
      },
    },
  ],
}
