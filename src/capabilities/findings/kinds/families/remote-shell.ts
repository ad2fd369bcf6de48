import type { Family } from '../kind.ts'

export const remoteShell: Family = {
  id: 'remote-shell',
  nature: 'exposure',
  proof: 'rescan',
  principles: ['2.3.3', '2.5.5', '2.6.7'],
  words: {
    nb: {
      name: '{service} er åpen mot internett',
      what: 'Innloggingen svarer hvem som helst på {port}.',
      why: 'Roboter gjetter passord på slike innlogginger døgnet rundt. Et treff gir full tilgang til maskinen.',
      doNow: ['Steng {port} i brannmuren, eller tillat {service} bare fra driftsadressene.'],
      ifYouCannot: ['Sperr adresser som prøver feil passord mange ganger på {service}.'],
    },
    nn: {
      name: '{service} er open mot internett',
      what: 'Innlogginga svarer kven som helst på {port}.',
      why: 'Robotar gjettar passord på slike innloggingar døgnet rundt. Eit treff gjev full tilgang til maskina.',
      doNow: ['Steng {port} i brannmuren, eller tillat {service} berre frå driftsadressene.'],
      ifYouCannot: ['Sperr adresser som prøver feil passord mange gonger på {service}.'],
    },
    en: {
      name: '{service} is open to the internet',
      what: 'The sign-in answers anyone on {port}.',
      why: 'Robots guess passwords on such sign-ins day and night. A hit gives full access to the machine.',
      doNow: ['Close {port} in the firewall, or allow {service} from your operators’ addresses only.'],
      ifYouCannot: ['Block addresses that try wrong {service} passwords many times.'],
    },
  },
  kinds: [
    {
      id: 'open-ssh',
      type: 'other',
      severity: 'info',
      service: 'SSH',
      port: 22,
      report: 'accessible-ssh-report',
      nb: {
        what: 'SSH er kryptert fjernstyring med tekstkommandoer, og er ikke i seg selv en feil.',
        doNow: [
          'Krev nøkkel i stedet for passord: «PasswordAuthentication no» i sshd_config.',
          'Nekt innlogging som root med «PermitRootLogin no», og hold OpenSSH oppdatert.',
        ],
      },
      nn: {
        what: 'SSH er kryptert fjernstyring med tekstkommandoar, og er ikkje i seg sjølv ein feil.',
        doNow: [
          'Krev nøkkel i staden for passord: «PasswordAuthentication no» i sshd_config.',
          'Nekt innlogging som root med «PermitRootLogin no», og hald OpenSSH oppdatert.',
        ],
      },
      en: {
        what: 'SSH is encrypted remote control with text commands, and is not a fault in itself.',
        doNow: [
          'Require keys instead of passwords: “PasswordAuthentication no” in sshd_config.',
          'Refuse sign-in as root with “PermitRootLogin no”, and keep OpenSSH up to date.',
        ],
      },
    },
    {
      id: 'open-telnet',
      type: 'vulnerable-system',
      severity: 'medium',
      service: 'Telnet',
      port: 23,
      principles: ['2.3.3', '2.3.7', '2.7.4'],
      report: 'accessible-telnet-report',
      nb: {
        what: 'Telnet er gammel fjernstyring som sender passord i klartekst.',
        doNow: [
          'Gå over til SSH på svitsjer, rutere og servere, og slå av Telnet helt.',
          'Bytt passordene som har vært brukt, og fjern fabrikkpassord på småutstyr.',
        ],
      },
      nn: {
        what: 'Telnet er gammal fjernstyring som sender passord i klartekst.',
        doNow: [
          'Gå over til SSH på svitsjar, ruterar og tenarar, og slå av Telnet heilt.',
          'Byt passorda som har vore brukte, og fjern fabrikkpassord på småutstyr.',
        ],
      },
      en: {
        what: 'Telnet is old remote control that sends passwords in clear text.',
        doNow: [
          'Move to SSH on switches, routers and servers, and turn Telnet off altogether.',
          'Change the passwords that have been used, and remove factory passwords on small equipment.',
        ],
      },
    },
  ],
}
