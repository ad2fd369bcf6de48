import type { Family } from '../kind.ts'

export const amplifier: Family = {
  id: 'amplifier',
  nature: 'exposure',
  proof: 'rescan',
  principles: ['2.3.3', '2.5.1', '2.5.2'],
  words: {
    nb: {
      name: '{service} kan brukes til å forsterke angrep',
      what: 'Tjenesten svarer hele internett på {port}, også når avsenderen er forfalsket.',
      why: 'Angripere bruker den til å oversvømme andre med trafikk. Det fyller også linjen deres og gir dårlig rykte.',
      doNow: ['Steng {port} i brannmuren mot internett, der {service} ikke skal betjene andre.'],
      ifYouCannot: ['Begrens hvor mange svar {service} kan sende til samme adresse per sekund.'],
    },
    nn: {
      name: '{service} kan brukast til å forsterke angrep',
      what: 'Tenesta svarer heile internett på {port}, også når avsendaren er forfalska.',
      why: 'Angriparar bruker ho til å fløyme andre over med trafikk. Det fyller også linja dykkar og gjev dårleg rykte.',
      doNow: ['Steng {port} i brannmuren mot internett, der {service} ikkje skal tene andre.'],
      ifYouCannot: ['Avgrens kor mange svar {service} kan sende til same adresse per sekund.'],
    },
    en: {
      name: '{service} can be used to amplify attacks',
      what: 'The service answers the whole internet on {port}, even when the sender is forged.',
      why: 'Attackers use it to flood others with traffic. It also fills your own line and harms your reputation.',
      doNow: ['Close {port} in the firewall towards the internet, where {service} need not serve others.'],
      ifYouCannot: ['Limit how many answers {service} may send to one address per second.'],
    },
  },
  kinds: [
    {
      id: 'rsit-ddos-amplifier',
      type: 'ddos-amplifier',
      severity: 'medium',
      service: { nb: 'tjenesten som forsterker', nn: 'tenesta som forsterkar', en: 'the amplifying service' },
      proof: 'absent-from-source',
      nb: {
        what: 'En liten forespørsel til tjenesten gir et stort svar.',
        doNow: [
          'Finn programmet som lytter på porten, og avinstaller det hvis ingen bruker det.',
          'Krev at avsenderen beviser adressen sin, hvis programmet har en slik innstilling.',
        ],
      },
      nn: {
        what: 'Ein liten førespurnad til tenesta gjev eit stort svar.',
        doNow: [
          'Finn programmet som lyttar på porten, og avinstaller det om ingen bruker det.',
          'Krev at avsendaren provar adressa si, om programmet har ei slik innstilling.',
        ],
      },
      en: {
        what: 'A small request to the service gives a large answer.',
        doNow: [
          'Find the program that listens on the port, and uninstall it if nobody uses it.',
          'Require the sender to prove its address, if the program has such a setting.',
        ],
      },
    },
  ],
}
