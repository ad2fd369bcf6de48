import type { Family } from '../kind.ts'

export const mailService: Family = {
  id: 'mail-service',
  nature: 'exposure',
  proof: 'rescan',
  principles: ['2.7.4', '2.8.2', '2.6.7'],
  words: {
    nb: {
      name: 'E-posttjenesten {service} svarer hele internett',
      what: 'Tjenesten svarer på {port}.',
      why: 'E-posten har koder, avtaler og opplysninger om folk. Den som leser den, kan overta andre kontoer.',
      doNow: ['Avklar om {service} på denne maskinen skal nås utenfra, og steng {port} ellers.'],
      ifYouCannot: ['Varsle hvis {service} får mange mislykkede innlogginger fra samme adresse.'],
    },
    nn: {
      name: 'E-posttenesta {service} svarer heile internett',
      what: 'Tenesta svarer på {port}.',
      why: 'E-posten har kodar, avtalar og opplysningar om folk. Den som les han, kan overta andre kontoar.',
      doNow: ['Avklar om {service} på denne maskina skal kunne nåast utanfrå, og steng {port} elles.'],
      ifYouCannot: ['Varsle om {service} får mange mislukka innloggingar frå same adresse.'],
    },
    en: {
      name: 'The mail service {service} answers the whole internet',
      what: 'The service answers on {port}.',
      why: 'Mail holds codes, agreements and facts about people. Whoever reads it can take over other accounts.',
      doNow: ['Clarify whether {service} on this machine must be reached from outside, and close {port} otherwise.'],
      ifYouCannot: ['Raise an alarm when {service} sees many failed sign-ins from one address.'],
    },
  },
  kinds: [
    {
      id: 'open-smtp',
      type: 'other',
      severity: 'info',
      service: 'SMTP',
      port: 25,
      principles: ['2.8.1', '2.8.2', '2.5.5'],
      report: 'accessible-smtp-report',
      nb: {
        what: 'SMTP tar imot og sender e-post, og skal være åpen bare på egentlige e-postservere.',
        why: 'En glemt e-postserver kan misbrukes til søppelpost og falske meldinger i deres navn.',
        doNow: [
          'Prøv at serveren ikke videresender e-post for fremmede (åpent relé).',
          'Slå på STARTTLS, og sett opp SPF, DKIM og DMARC, som hindrer falsk avsender.',
        ],
      },
      nn: {
        what: 'SMTP tek imot og sender e-post, og skal vere open berre på eigentlege e-posttenarar.',
        why: 'Ein gløymd e-posttenar kan misbrukast til søppelpost og falske meldingar i dykkar namn.',
        doNow: [
          'Prøv at tenaren ikkje vidaresender e-post for framande (ope relé).',
          'Slå på STARTTLS, og set opp SPF, DKIM og DMARC, som hindrar falsk avsendar.',
        ],
      },
      en: {
        what: 'SMTP receives and sends mail, and should be open only on real mail servers.',
        why: 'A forgotten mail server can be abused for spam and false messages in your name.',
        doNow: [
          'Test that the server does not forward mail for strangers (an open relay).',
          'Turn on STARTTLS, and set up SPF, DKIM and DMARC, which hinder false senders.',
        ],
      },
    },
    {
      id: 'accessible-imap',
      type: 'other',
      severity: 'low',
      service: 'IMAP',
      port: 143,
      report: 'accessible-imap-report',
      nb: {
        what: 'IMAP lar e-postprogrammer lese en postkasse.',
        doNow: [
          'Tilby bare den krypterte varianten på port 993, og krev TLS 1.2 eller nyere.',
          'Slå av innlogging med bare passord når alle bruker moderne innlogging (OAuth).',
        ],
      },
      nn: {
        what: 'IMAP lèt e-postprogram lese ei postkasse.',
        doNow: [
          'Tilby berre den krypterte varianten på port 993, og krev TLS 1.2 eller nyare.',
          'Slå av innlogging med berre passord når alle bruker moderne innlogging (OAuth).',
        ],
      },
      en: {
        what: 'IMAP lets mail programs read a mailbox.',
        doNow: [
          'Offer only the encrypted variant on port 993, and require TLS 1.2 or newer.',
          'Turn off password-only sign-in once everybody uses modern sign-in (OAuth).',
        ],
      },
    },
    {
      id: 'accessible-pop3',
      type: 'other',
      severity: 'low',
      service: 'POP3',
      port: 110,
      report: 'accessible-pop3-report',
      nb: {
        what: 'POP3 er en eldre måte å hente e-post på.',
        doNow: [
          'Spør brukerne om noen fortsatt henter e-post med POP3, og slå det av hvis ingen gjør det.',
          'Flytt de siste over til port 995 med kryptering, eller til webpost.',
        ],
      },
      nn: {
        what: 'POP3 er ein eldre måte å hente e-post på.',
        doNow: [
          'Spør brukarane om nokon framleis hentar e-post med POP3, og slå det av om ingen gjer det.',
          'Flytt dei siste over til port 995 med kryptering, eller til webpost.',
        ],
      },
      en: {
        what: 'POP3 is an older way to fetch mail.',
        doNow: [
          'Ask users whether anyone still fetches mail with POP3, and turn it off if nobody does.',
          'Move the last ones to port 995 with encryption, or to webmail.',
        ],
      },
    },
    {
      id: 'vulnerable-imap',
      type: 'vulnerable-system',
      severity: 'medium',
      service: 'IMAP',
      port: 143,
      report: 'vulnerable-imap-report',
      nb: {
        name: 'IMAP sender passord i klartekst',
        what: 'IMAP lar e-postprogrammer lese en postkasse, og her går passord og e-post i klartekst.',
        doNow: [
          'Legg inn et sertifikat og slå på TLS, for eksempel «ssl = required» i Dovecot.',
          'Be brukerne bytte passord etterpå, for de gamle kan være avlyttet.',
        ],
      },
      nn: {
        name: 'IMAP sender passord i klartekst',
        what: 'IMAP lèt e-postprogram lese ei postkasse, og her går passord og e-post i klartekst.',
        doNow: [
          'Legg inn eit sertifikat og slå på TLS, til dømes «ssl = required» i Dovecot.',
          'Be brukarane byte passord etterpå, for dei gamle kan vere avlytta.',
        ],
      },
      en: {
        name: 'IMAP sends passwords in clear text',
        what: 'IMAP lets mail programs read a mailbox, and here passwords and mail travel in clear text.',
        doNow: [
          'Install a certificate and turn on TLS, for example “ssl = required” in Dovecot.',
          'Ask users to change passwords afterwards, since the old ones may have been overheard.',
        ],
      },
    },
    {
      id: 'vulnerable-pop3',
      type: 'vulnerable-system',
      severity: 'medium',
      service: 'POP3',
      port: 110,
      report: 'vulnerable-pop3-report',
      nb: {
        name: 'POP3 sender passord i klartekst',
        what: 'POP3 henter e-post, og her sendes brukernavn og passord åpent over nettet.',
        doNow: [
          'Slå av POP3 helt, eller tilby det bare kryptert på port 995.',
          'Skift passord på postkassene som har vært hentet på denne måten.',
        ],
      },
      nn: {
        name: 'POP3 sender passord i klartekst',
        what: 'POP3 hentar e-post, og her blir brukarnamn og passord sende ope over nettet.',
        doNow: [
          'Slå av POP3 heilt, eller tilby det berre kryptert på port 995.',
          'Skift passord på postkassene som har vore henta på denne måten.',
        ],
      },
      en: {
        name: 'POP3 sends passwords in clear text',
        what: 'POP3 fetches mail, and here user names and passwords are sent openly over the network.',
        doNow: [
          'Turn POP3 off altogether, or offer it encrypted on port 995 only.',
          'Change the passwords of mailboxes that have been fetched this way.',
        ],
      },
    },
  ],
}
