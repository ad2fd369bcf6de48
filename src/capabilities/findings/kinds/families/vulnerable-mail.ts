import type { Family } from '../kind.ts'

export const vulnerableMail: Family = {
  id: 'vulnerable-mail',
  nature: 'exposure',
  proof: 'absent-from-source',
  principles: ['2.3.1', '2.5.5', '3.1.1', '3.1.2'],
  words: {
    nb: {
      name: '{service} har et kjent hull',
      what: 'Versjonen som svarer på {port}, mangler viktige rettelser.',
      why: 'Slike hull gir ofte full kontroll over serveren og all e-post. De blir utnyttet kort tid etter at de blir kjent.',
      doNow: ['Oppdater {service} i dag, og kontroller versjonen etter omstart.'],
      ifYouCannot: ['Steng nettilgangen til {service}, og la e-posten gå gjennom en annen server så lenge.'],
    },
    nn: {
      name: '{service} har eit kjent hol',
      what: 'Versjonen som svarer på {port}, manglar viktige rettingar.',
      why: 'Slike hol gjev ofte full kontroll over tenaren og all e-post. Dei blir utnytta kort tid etter at dei blir kjende.',
      doNow: ['Oppdater {service} i dag, og kontroller versjonen etter omstart.'],
      ifYouCannot: ['Steng nettilgangen til {service}, og la e-posten gå gjennom ein annan tenar så lenge.'],
    },
    en: {
      name: '{service} has a known hole',
      what: 'The version that answers on {port} lacks important fixes.',
      why: 'Such holes often give full control of the server and all mail. They are used soon after they become known.',
      doNow: ['Update {service} today, and check the version after the restart.'],
      ifYouCannot: ['Close network access to {service}, and let mail pass through another server meanwhile.'],
    },
  },
  kinds: [
    {
      id: 'vulnerable-exchange',
      type: 'vulnerable-system',
      severity: 'critical',
      service: 'Microsoft Exchange',
      port: 443,
      report: 'vulnerable-exchange-server-report',
      nb: {
        what: 'Exchange er Microsofts e-postserver, og har vært et hovedmål siden 2021.',
        doNow: [
          'Installer nyeste samlede oppdatering og sikkerhetsoppdatering; Exchange 2016 og 2019 får ikke lenger vanlig støtte.',
          'Kjør Microsofts «Exchange Health Checker», og slå på Extended Protection.',
          'Se etter ukjente .aspx-filer i webmappene, som er vanlige bakdører.',
        ],
        ifYouCannot: ['La webpost og administrasjon bare nås gjennom VPN (kryptert fjerntilgang).'],
      },
      nn: {
        what: 'Exchange er e-posttenaren til Microsoft, og har vore eit hovudmål sidan 2021.',
        doNow: [
          'Installer nyaste samla oppdatering og tryggleiksoppdatering; Exchange 2016 og 2019 får ikkje lenger vanleg støtte.',
          'Køyr «Exchange Health Checker» frå Microsoft, og slå på Extended Protection.',
          'Sjå etter ukjende .aspx-filer i webmappene, som er vanlege bakdører.',
        ],
        ifYouCannot: ['La webpost og administrasjon berre kunne nåast gjennom VPN (kryptert fjerntilgang).'],
      },
      en: {
        what: 'Exchange is Microsoft’s mail server, and has been a prime target since 2021.',
        doNow: [
          'Install the latest cumulative and security updates; Exchange 2016 and 2019 no longer get ordinary support.',
          'Run Microsoft’s “Exchange Health Checker”, and turn on Extended Protection.',
          'Look for unknown .aspx files in the web folders, which are common backdoors.',
        ],
        ifYouCannot: ['Let webmail and administration be reached only through VPN (encrypted remote access).'],
      },
    },
    {
      id: 'vulnerable-smtp',
      type: 'vulnerable-system',
      severity: 'critical',
      service: { nb: 'e-postserveren (SMTP)', nn: 'e-posttenaren (SMTP)', en: 'the mail server (SMTP)' },
      port: 25,
      report: 'vulnerable-smtp-report',
      nb: {
        what: 'Serveren som tar imot e-post, kjører programvare med kjente hull, ofte en gammel Exim.',
        doNow: [
          'Les navn og versjon i velkomstteksten på {port}, og finn produsentens sikkerhetsmeldinger.',
          'Bytt til en utgave som systemets leverandør fortsatt retter feil i.',
        ],
      },
      nn: {
        what: 'Tenaren som tek imot e-post, køyrer programvare med kjende hol, ofte ein gammal Exim.',
        doNow: [
          'Les namn og versjon i velkomstteksten på {port}, og finn tryggleiksmeldingane frå produsenten.',
          'Byt til ei utgåve som leverandøren av systemet framleis rettar feil i.',
        ],
      },
      en: {
        what: 'The server that receives mail runs software with known holes, often an old Exim.',
        doNow: [
          'Read name and version in the greeting on {port}, and find the vendor’s security notices.',
          'Change to a version that your system’s supplier still supports.',
        ],
      },
    },
  ],
}
