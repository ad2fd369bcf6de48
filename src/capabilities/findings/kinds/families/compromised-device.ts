import type { Family } from '../kind.ts'

export const compromisedDevice: Family = {
  id: 'compromised-device',
  nature: 'event',
  proof: 'absent-from-source',
  principles: ['2.3.1', '2.6.6', '4.3.1', '4.3.2'],
  words: {
    nb: {
      name: 'Overtatt av angripere: {service}',
      what: 'Tegnene er synlige fra internett på en adresse dere har ansvar for.',
      why: 'Angriperen kan lese trafikken som går gjennom, og hoppe videre til journalsystem og fagsystemer.',
      doNow: ['Regn {service} som tapt, og planlegg utskifting eller full nyinstallasjon i dag.'],
      ifYouCannot: ['Flytt {service} til et eget nett uten vei til andre systemer.'],
    },
    nn: {
      name: 'Overteke av angriparar: {service}',
      what: 'Teikna er synlege frå internett på ei adresse de har ansvar for.',
      why: 'Angriparen kan lese trafikken som går gjennom, og hoppe vidare til journalsystem og fagsystem.',
      doNow: ['Rekn {service} som tapt, og planlegg utskifting eller full nyinstallasjon i dag.'],
      ifYouCannot: ['Flytt {service} til eit eige nett utan veg til andre system.'],
    },
    en: {
      name: 'Taken over by attackers: {service}',
      what: 'The signs are visible from the internet at an address you are responsible for.',
      why: 'The attacker can read the traffic that passes, and move on to patient records and case systems.',
      doNow: ['Treat {service} as lost, and plan replacement or full reinstallation today.'],
      ifYouCannot: ['Move {service} to a network of its own with no way to other systems.'],
    },
  },
  kinds: [
    {
      id: 'compromised-iot',
      type: 'system-compromise',
      severity: 'critical',
      service: { nb: 'den nettkoblede enheten', nn: 'den nettkopla eininga', en: 'the connected device' },
      nature: 'exposure',
      report: 'compromised-iot-report',
      principles: ['2.3.7', '2.3.10', '2.5.4', '4.3.2'],
      nb: {
        name: 'En nettkoblet enhet er overtatt',
        what: 'En ruter, et kamera eller en annen enhet svarer slik bare kaprede enheter gjør.',
        doNow: [
          'Tilbakestill enheten til fabrikkoppsett, og installer nyeste fastvare før den kobles til igjen.',
          'Velg nytt passord, og slå av administrasjon fra internett.',
          'Kast enheten hvis produsenten ikke lenger lager oppdateringer.',
        ],
      },
      nn: {
        name: 'Ei nettkopla eining er overteken',
        what: 'Ein ruter, eit kamera eller ei anna eining svarer slik berre kapra einingar gjer.',
        doNow: [
          'Nullstill eininga til fabrikkoppsett, og installer nyaste fastvare før ho blir kopla til att.',
          'Vel nytt passord, og slå av administrasjon frå internett.',
          'Kast eininga om produsenten ikkje lenger lagar oppdateringar.',
        ],
      },
      en: {
        name: 'A connected device has been taken over',
        what: 'A router, camera or other device answers in a way that only hijacked devices do.',
        doNow: [
          'Reset the device to factory settings, and install the newest firmware before it is reconnected.',
          'Choose a new password, and turn off administration from the internet.',
          'Discard the device if the vendor no longer makes updates.',
        ],
      },
    },
    {
      id: 'open-synfulknock',
      type: 'vulnerable-system',
      severity: 'critical',
      service: {
        nb: 'Cisco-ruteren med SYNful Knock',
        nn: 'Cisco-ruteren med SYNful Knock',
        en: 'the Cisco router with SYNful Knock',
      },
      port: 80,
      report: 'synful-scan-report',
      nature: 'exposure',
      nb: {
        name: 'Cisco-ruteren har trolig en bakdør (SYNful Knock)',
        what: 'Ruteren svarer på {port} som om bakdøren SYNful Knock er bygget inn i operativsystemet.',
        doNow: [
          'Last ned et rent operativsystem fra Cisco, kontroller sjekksummen og installer det på nytt.',
          'Bytt alle passord og nøkler i ruteren, for bakdøren kommer inn med stjålne passord.',
          'Sammenlign oppsettet linje for linje med den siste kopien dere stoler på.',
        ],
      },
      nn: {
        name: 'Cisco-ruteren har truleg ei bakdør (SYNful Knock)',
        what: 'Ruteren svarer på {port} som om bakdøra SYNful Knock er bygd inn i operativsystemet.',
        doNow: [
          'Last ned eit reint operativsystem frå Cisco, kontroller sjekksummen og installer det på nytt.',
          'Byt alle passord og nøklar i ruteren, for bakdøra kjem inn med stolne passord.',
          'Samanlikn oppsettet linje for linje med den siste kopien de stoler på.',
        ],
      },
      en: {
        name: 'The Cisco router probably has a backdoor (SYNful Knock)',
        what: 'The router answers on {port} as if the SYNful Knock backdoor is built into its operating system.',
        doNow: [
          'Download a clean operating system from Cisco, verify its checksum and install it afresh.',
          'Change every password and key in the router, since the backdoor enters with stolen passwords.',
          'Compare the configuration line by line with the last copy you trust.',
        ],
      },
    },
    {
      id: 'rsit-system-compromise',
      type: 'system-compromise',
      severity: 'critical',
      service: { nb: 'den overtatte maskinen', nn: 'den overtekne maskina', en: 'the compromised machine' },
      nb: {
        seen: 'Kilden peker på en adresse dere har ansvar for.',
        name: 'En maskin er overtatt av angripere',
        what: 'Noen utenfra har kontroll over en maskin.',
        doNow: [
          'Koble maskinen fra nettet, men la den stå på så sporene i minnet bevares.',
          'Se hvilke andre maskiner samme konto har logget inn på.',
        ],
      },
      nn: {
        seen: 'Kjelda peikar på ei adresse de har ansvar for.',
        name: 'Ei maskin er overteken av angriparar',
        what: 'Nokon utanfrå har kontroll over ei maskin.',
        doNow: [
          'Kople maskina frå nettet, men la ho stå på så spora i minnet blir tekne vare på.',
          'Sjå kva andre maskiner same konto har logga inn på.',
        ],
      },
      en: {
        seen: 'The source points to an address you are responsible for.',
        name: 'A machine has been taken over by attackers',
        what: 'Somebody from outside controls a machine.',
        doNow: [
          'Disconnect the machine from the network, but leave it on to preserve traces in memory.',
          'See which other machines the same account has signed in to.',
        ],
      },
    },
    {
      id: 'rsit-burglary',
      type: 'burglary',
      severity: 'high',
      service: { nb: 'det stjålne utstyret', nn: 'det stolne utstyret', en: 'the stolen equipment' },
      proof: 'answer-only',
      principles: ['2.4.3', '2.7.3', '4.3.1'],
      nb: {
        seen: 'Det gjelder noe virksomheten har ansvar for.',
        first: 'Lås og sikre stedet, og finn ut hva slags opplysninger det stjålne utstyret hadde.',
        name: 'Fysisk innbrudd: {service}',
        what: 'Noen har brutt seg inn der det står utstyr eller ligger dokumenter.',
        doNow: [
          'Anmeld innbruddet, og list opp hva som er borte, med serienummer.',
          'Fjernslett enheter som kan nås, og sperr kontoene som var i bruk på dem.',
        ],
        ifYouCannot: ['Avklar om disken i {service} var kryptert, for det avgjør hva dere må melde.'],
      },
      nn: {
        seen: 'Det gjeld noko verksemda har ansvar for.',
        first: 'Lås og sikre staden, og finn ut kva slags opplysningar det stolne utstyret hadde.',
        name: 'Fysisk innbrot: {service}',
        what: 'Nokon har brote seg inn der det står utstyr eller ligg dokument.',
        doNow: [
          'Meld innbrotet til politiet, og list opp kva som er borte, med serienummer.',
          'Fjernslett einingar som kan nåast, og sperr kontoane som var i bruk på dei.',
        ],
        ifYouCannot: ['Avklar om disken i {service} var kryptert, for det avgjer kva de må melde.'],
      },
      en: {
        seen: 'It concerns something your organisation is responsible for.',
        first: 'Lock and secure the place, and find out what information the stolen equipment held.',
        name: 'Physical break-in: {service}',
        what: 'Somebody has broken in where equipment stands or documents are kept.',
        doNow: [
          'Report the break-in to the police, and list what is gone with serial numbers.',
          'Wipe devices that can be reached remotely, and lock the accounts used on them.',
        ],
        ifYouCannot: ['Establish whether the disk in {service} was encrypted, which decides what you must report.'],
      },
    },
  ],
}
