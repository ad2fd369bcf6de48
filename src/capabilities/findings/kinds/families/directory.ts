import type { Family } from '../kind.ts'

export const directory: Family = {
  id: 'directory',
  nature: 'exposure',
  proof: 'rescan',
  principles: ['2.2.5', '2.3.4', '2.5.2'],
  words: {
    nb: {
      name: 'Katalogtjenesten {service} er åpen mot internett',
      what: 'Brukerkatalogen svarer hvem som helst på {port}.',
      why: 'Fremmede kan få vite navn på brukere og maskiner, og angripe kontoene. Tjenesten kan også forsterke angrep.',
      doNow: ['Steng {port} for TCP og UDP i brannmuren, og flytt {service} til et indre nett.'],
      ifYouCannot: ['Tillat {service} bare fra navngitte systemer, og bare med kryptering.'],
    },
    nn: {
      name: 'Katalogtenesta {service} er open mot internett',
      what: 'Brukarkatalogen svarer kven som helst på {port}.',
      why: 'Framande kan få vite namn på brukarar og maskiner, og angripe kontoane. Tenesta kan også forsterke angrep.',
      doNow: ['Steng {port} for TCP og UDP i brannmuren, og flytt {service} til eit indre nett.'],
      ifYouCannot: ['Tillat {service} berre frå namngjevne system, og berre med kryptering.'],
    },
    en: {
      name: 'The directory service {service} is open to the internet',
      what: 'The directory of users answers anyone on {port}.',
      why: 'Strangers can learn names of users and machines, and attack the accounts. It can also amplify attacks.',
      doNow: ['Close {port} for TCP and UDP in the firewall, and move {service} to an inner network.'],
      ifYouCannot: ['Allow {service} from named systems only, and only with encryption.'],
    },
  },
  kinds: [
    {
      id: 'open-ldap',
      type: 'vulnerable-system',
      severity: 'high',
      service: 'LDAP',
      port: 389,
      report: 'open-ldap-report',
      nb: {
        what: 'LDAP er oppslaget i brukerkataloger som Active Directory.',
        doNow: [
          'Er maskinen en domenekontroller, steng all trafikk utenfra, ikke bare denne porten.',
          'Slå av anonyme oppslag, og krev LDAPS på port 636 med signering.',
        ],
      },
      nn: {
        what: 'LDAP er oppslaget i brukarkatalogar som Active Directory.',
        doNow: [
          'Er maskina ein domenekontrollar, steng all trafikk utanfrå, ikkje berre denne porten.',
          'Slå av anonyme oppslag, og krev LDAPS på port 636 med signering.',
        ],
      },
      en: {
        what: 'LDAP is the lookup in user directories such as Active Directory.',
        doNow: [
          'If the machine is a domain controller, close all traffic from outside, not this port alone.',
          'Turn off anonymous lookups, and require LDAPS on port 636 with signing.',
        ],
      },
    },
  ],
}
