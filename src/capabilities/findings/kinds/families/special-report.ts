import type { Family } from '../kind.ts'

export const specialReport: Family = {
  id: 'special-report',
  nature: 'exposure',
  proof: 'absent-from-source',
  principles: ['2.3.1', '3.1.2', '4.2.1'],
  words: {
    nb: {
      name: 'Særskilt varsel: {service}',
      what: 'Kilden sender et eget varsel når noe nytt og alvorlig haster. Detaljene står i saken.',
      why: 'Slike varsler gjelder ofte hull som blir utnyttet akkurat nå. Noen dager kan avgjøre om dere blir rammet.',
      doNow: ['Les detaljene i {service}, og finn maskinen på den oppgitte adressen.'],
      ifYouCannot: ['Steng {port} mot internett til funnet i {service} er undersøkt.'],
    },
    nn: {
      name: 'Særskilt varsel: {service}',
      what: 'Kjelda sender eit eige varsel når noko nytt og alvorleg hastar. Detaljane står i saka.',
      why: 'Slike varsel gjeld ofte hol som blir utnytta akkurat no. Nokre dagar kan avgjere om de blir ramma.',
      doNow: ['Les detaljane i {service}, og finn maskina på den oppgjevne adressa.'],
      ifYouCannot: ['Steng {port} mot internett til {service} er undersøkt.'],
    },
    en: {
      name: 'Special warning: {service}',
      what: 'The source sends a warning of its own when something new and grave is urgent. The case holds the details.',
      why: 'Such warnings often concern holes in use right now. A few days may decide whether you are hit.',
      doNow: ['Read the details in {service}, and find the machine at the stated address.'],
      ifYouCannot: ['Close {port} towards the internet until the finding in {service} is examined.'],
    },
  },
  kinds: [
    {
      id: 'special',
      type: 'vulnerable-system',
      severity: 'high',
      service: { nb: 'engangsrapporten', nn: 'eingongsrapporten', en: 'the one-time report' },
      nb: {
        name: 'Særskilt varsel fra kilden',
        doNow: [
          'Installer oppdateringen varselet peker på, og start tjenesten på nytt.',
          'Se etter tegn på innbrudd tilbake til datoen da hullet ble kjent.',
        ],
      },
      nn: {
        name: 'Særskilt varsel frå kjelda',
        doNow: [
          'Installer oppdateringa varselet peikar på, og start tenesta på nytt.',
          'Sjå etter teikn på innbrot tilbake til datoen då holet vart kjent.',
        ],
      },
      en: {
        name: 'Special warning from the source',
        doNow: [
          'Install the update the warning points to, and restart the service.',
          'Look for signs of a break-in back to the date the hole became known.',
        ],
      },
    },
  ],
}
