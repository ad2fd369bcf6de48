import type { Family } from '../kind.ts'

export const vulnerableService: Family = {
  id: 'vulnerable-service',
  nature: 'exposure',
  proof: 'absent-from-source',
  principles: ['2.3.1', '2.3.3', '3.1.1'],
  words: {
    nb: {
      name: 'Noe å rette: {service}',
      what: 'Svakheten er synlig fra internett på {port}.',
      why: 'Angripere leter hele tiden etter slike åpninger, og bruker dem til å komme inn i klinikker og kommuner.',
      doNow: ['Finn ut hvem som drifter {service}, og om noen trenger det fra internett.'],
      ifYouCannot: ['Begrens tilgangen til {service} til adressene som trenger det.'],
    },
    nn: {
      name: 'Noko å rette: {service}',
      what: 'Veikskapen er synleg frå internett på {port}.',
      why: 'Angriparar leitar heile tida etter slike opningar, og bruker dei til å kome inn i klinikkar og kommunar.',
      doNow: ['Finn ut kven som driftar {service}, og om nokon treng det frå internett.'],
      ifYouCannot: ['Avgrens tilgangen til {service} til adressene som treng det.'],
    },
    en: {
      name: 'Something to fix: {service}',
      what: 'The weakness can be seen from the internet on {port}.',
      why: 'Attackers look for such openings all the time, and use them to enter clinics and municipalities.',
      doNow: ['Find out who runs {service}, and whether anyone needs it from the internet.'],
      ifYouCannot: ['Limit access to {service} to the addresses that need it.'],
    },
  },
  kinds: [
    {
      id: 'rsit-potentially-unwanted-accessible',
      type: 'potentially-unwanted-accessible',
      severity: 'medium',
      service: { nb: 'den åpne tjenesten', nn: 'den opne tenesta', en: 'the open service' },
      proof: 'rescan',
      principles: ['2.3.3', '2.5.2'],
      nb: {
        name: 'En tjeneste er åpen mot internett',
        what: 'En tjeneste svarer hele internett, og det er neppe meningen.',
        doNow: ['Steng {port} i brannmuren mot internett.', 'La de som trenger tjenesten, nå den gjennom kryptert fjerntilgang.'],
      },
      nn: {
        name: 'Ei teneste er open mot internett',
        what: 'Ei teneste svarer heile internett, og det er neppe meininga.',
        doNow: ['Steng {port} i brannmuren mot internett.', 'La dei som treng tenesta, nå ho gjennom kryptert fjerntilgang.'],
      },
      en: {
        name: 'A service is open to the internet',
        what: 'A service answers the whole internet, and that is hardly the intention.',
        doNow: [
          'Close {port} in the firewall towards the internet.',
          'Let those who need the service reach it by encrypted remote access.',
        ],
      },
    },
    {
      id: 'rsit-information-disclosure',
      type: 'information-disclosure',
      severity: 'medium',
      service: { nb: 'den eksponerte informasjonen', nn: 'den eksponerte informasjonen', en: 'the exposed information' },
      principles: ['2.3.4', '2.3.6', '2.5.5'],
      nb: {
        name: 'En tjeneste viser for mye informasjon',
        first: 'Finn ut hvem som eier den eksponerte informasjonen, og om den skal være offentlig.',
        what: 'En tjeneste viser mer enn den skal til alle som spør.',
        doNow: ['Fjern filene eller sett tilgangskontroll foran dem.', 'Bytt nøkler og passord som kan ha vært synlige.'],
      },
      nn: {
        name: 'Ei teneste viser for mykje informasjon',
        first: 'Finn ut kven som eig den eksponerte informasjonen, og om han skal vere offentleg.',
        what: 'Ei teneste viser meir enn ho skal til alle som spør.',
        doNow: ['Fjern filene eller set tilgangskontroll framfor dei.', 'Byt nøklar og passord som kan ha vore synlege.'],
      },
      en: {
        name: 'A service shows too much information',
        first: 'Find out who owns the exposed information, and whether it should be public.',
        what: 'A service shows more than it should to anyone who asks.',
        doNow: ['Remove the files or put access control before them.', 'Change keys and passwords that may have been visible.'],
      },
    },
    {
      id: 'rsit-vulnerable-system',
      type: 'vulnerable-system',
      severity: 'high',
      service: { nb: 'det sårbare systemet', nn: 'det sårbare systemet', en: 'the vulnerable system' },
      nb: {
        name: 'Et system har en kjent sårbarhet',
        what: 'Programvaren eller oppsettet har en svakhet som er kjent for angripere.',
        doNow: ['Installer produsentens siste oppdatering.', 'Bytt ut utstyr som produsenten ikke lenger retter feil i.'],
      },
      nn: {
        name: 'Eit system har ei kjend sårbarheit',
        what: 'Programvara eller oppsettet har ein veikskap som er kjend for angriparar.',
        doNow: ['Installer den siste oppdateringa frå produsenten.', 'Byt ut utstyr som produsenten ikkje lenger rettar feil i.'],
      },
      en: {
        name: 'A system has a known vulnerability',
        what: 'The software or its settings have a weakness that attackers know.',
        doNow: ['Install the vendor’s latest update.', 'Replace equipment that the vendor no longer supports.'],
      },
    },
  ],
}
