import type { Family } from '../kind.ts'

export const attacksOthers: Family = {
  id: 'attacks-others',
  nature: 'event',
  proof: 'absent-from-source',
  portOf: 'other-side',
  principles: ['2.5.1', '3.2.3', '4.2.1', '4.3.2'],
  words: {
    nb: {
      name: 'En maskin hos dere angriper andre: {service}',
      what: 'En lokkemaskin (honeypot) tok imot trafikken fra adressen deres.',
      why: 'En maskin som angriper andre, er som regel overtatt. Angriperen kan like gjerne vende seg innover.',
      doNow: ['Finn maskinen bak {service} i brannmurens logg, og koble den fra nettet.'],
      ifYouCannot: ['Sperr utgående trafikk til {port} for alle maskiner som ikke trenger det.'],
    },
    nn: {
      name: 'Ei maskin hos dykk angrip andre: {service}',
      what: 'Ei lokkemaskin (honeypot) tok imot trafikken frå adressa dykkar.',
      why: 'Ei maskin som angrip andre, er som regel overteken. Angriparen kan like gjerne vende seg innover.',
      doNow: ['Finn maskina bak {service} i loggen til brannmuren, og kople ho frå nettet.'],
      ifYouCannot: ['Sperr utgåande trafikk til {port} for alle maskiner som ikkje treng det.'],
    },
    en: {
      name: 'A machine at your place attacks others: {service}',
      what: 'A decoy machine (honeypot) received the traffic from your address.',
      why: 'A machine that attacks others has usually been taken over. The attacker may just as well turn inwards.',
      doNow: ['Find the machine behind {service} in the firewall log, and disconnect it.'],
      ifYouCannot: ['Block outgoing traffic to {port} for every machine that does not need it.'],
    },
  },
  kinds: [
    {
      id: 'honeypot-adb-scan',
      type: 'scanner',
      severity: 'high',
      service: {
        nb: 'letingen etter Android-enheter',
        nn: 'leitinga etter Android-einingar',
        en: 'the search for Android devices',
      },
      port: 5555,
      report: 'honeypot-adb-scanner-events-report',
      nb: {
        name: 'En maskin hos dere leter etter Android-enheter',
        what: 'Maskinen leter etter Android-enheter med åpen feilsøking (ADB).',
        doNow: [
          'Se først på TV-bokser, skjermer og nettbrett med Android, for de smitter hverandre slik.',
          'Tilbakestill enheten til fabrikkoppsett, og la USB- og nettverksfeilsøking stå av.',
        ],
      },
      nn: {
        name: 'Ei maskin hos dykk leitar etter Android-einingar',
        what: 'Maskina leitar etter Android-einingar med open feilsøking (ADB).',
        doNow: [
          'Sjå først på TV-boksar, skjermar og nettbrett med Android, for dei smittar kvarandre slik.',
          'Nullstill eininga til fabrikkoppsett, og la USB- og nettverksfeilsøking stå av.',
        ],
      },
      en: {
        name: 'A machine at your place searches for Android devices',
        what: 'The machine looks for Android devices with open debugging (ADB).',
        doNow: [
          'Look first at Android television boxes, screens and tablets, since they infect each other this way.',
          'Reset the device to factory settings, and leave USB and network debugging off.',
        ],
      },
    },
    {
      id: 'honeypot-brute-force',
      type: 'brute-force',
      severity: 'critical',
      service: { nb: 'passordgjettingen', nn: 'passordgjettinga', en: 'the password guessing' },
      report: 'honeypot-brute-force-events-report',
      nb: {
        name: 'En maskin hos dere gjetter passord hos andre',
        what: 'Maskinen prøver mange passord mot andres innlogging.',
        doNow: [
          'Se etter ukjente programmer og planlagte oppgaver som starter etter omstart.',
          'Bytt maskinens egne passord, for den ble trolig selv tatt med et gjettet passord.',
        ],
      },
      nn: {
        name: 'Ei maskin hos dykk gjettar passord hos andre',
        what: 'Maskina prøver mange passord mot innlogginga til andre.',
        doNow: [
          'Sjå etter ukjende program og planlagde oppgåver som startar etter omstart.',
          'Byt passorda på maskina, for ho vart truleg sjølv teken med eit gjetta passord.',
        ],
      },
      en: {
        name: 'A machine at your place guesses passwords at others',
        what: 'The machine tries many passwords against other people’s sign-in.',
        doNow: [
          'Look for unknown programs and scheduled tasks that start after a reboot.',
          'Change the machine’s own passwords, since a guessed one probably let the attacker in.',
        ],
      },
    },
    {
      id: 'honeypot-darknet',
      type: 'other',
      severity: 'high',
      service: {
        nb: 'trafikken til ubrukte adresser',
        nn: 'trafikken til ubrukte adresser',
        en: 'the traffic to unused addresses',
      },
      report: 'honeypot-darknet-events-report',
      nb: {
        seen: 'Trafikken kom fra en adresse dere har ansvar for.',
        name: 'En maskin hos dere sender trafikk til ubrukte adresser',
        what: 'Maskinen sender trafikk til adresser der det ikke finnes noe (darknet).',
        doNow: [
          'Avgjør om trafikken skyldes feil oppsett eller skadevare, ved å se hva maskinen ellers kontakter.',
          'Kontroller rutere, kameraer og annet småutstyr på samme linje.',
        ],
      },
      nn: {
        seen: 'Trafikken kom frå ei adresse de har ansvar for.',
        name: 'Ei maskin hos dykk sender trafikk til ubrukte adresser',
        what: 'Maskina sender trafikk til adresser der det ikkje finst noko (darknet).',
        doNow: [
          'Avgjer om trafikken kjem av feil oppsett eller skadevare, ved å sjå kva maskina elles kontaktar.',
          'Kontroller ruterar, kamera og anna småutstyr på same linje.',
        ],
      },
      en: {
        seen: 'The traffic came from an address you are responsible for.',
        name: 'A machine at your place sends traffic to unused addresses',
        what: 'The machine sends traffic to addresses where nothing exists (a darknet).',
        doNow: [
          'Decide between wrong settings and malware by seeing what else the machine contacts.',
          'Check routers, cameras and other small equipment on the same line.',
        ],
      },
    },
    {
      id: 'honeypot-http-scan',
      type: 'scanner',
      severity: 'high',
      service: {
        nb: 'letingen etter sårbare nettsteder',
        nn: 'leitinga etter sårbare nettstader',
        en: 'the search for vulnerable websites',
      },
      port: 80,
      report: 'honeypot-http-scanner-events',
      nb: {
        name: 'En maskin hos dere leter etter sårbare nettsteder',
        what: 'Maskinen prøver kjente hull i nettsteder og webapplikasjoner.',
        doNow: [
          'Er maskinen en webserver, se etter ukjente skript i mappene den viser fram.',
          'Sammenlign adressen i forespørselen med kjente sårbarheter, så vet dere hva skadevaren bruker.',
        ],
      },
      nn: {
        name: 'Ei maskin hos dykk leitar etter sårbare nettstader',
        what: 'Maskina prøver kjende hol i nettstader og webapplikasjonar.',
        doNow: [
          'Er maskina ein webtenar, sjå etter ukjende skript i mappene ho viser fram.',
          'Samanlikn adressa i førespurnaden med kjende sårbarheiter, så veit de kva skadevara bruker.',
        ],
      },
      en: {
        name: 'A machine at your place searches for vulnerable websites',
        what: 'The machine tries known holes in websites and web applications.',
        doNow: [
          'If it is a web server, look for unknown scripts in the folders it serves.',
          'Compare the requested address with known vulnerabilities to learn what the malware uses.',
        ],
      },
    },
    {
      id: 'honeypot-ics-scan',
      type: 'scanner',
      severity: 'critical',
      service: {
        nb: 'letingen etter styringssystemer',
        nn: 'leitinga etter styringssystem',
        en: 'the search for control systems',
      },
      report: 'honeypot-ics-scanner-events-report',
      nb: {
        name: 'En maskin hos dere leter etter styringssystemer',
        what: 'Maskinen leter etter utstyr som styrer vann, strøm, varme eller ventilasjon.',
        doNow: [
          'Spør om noen hos dere eller en leverandør kartlegger styringssystemer med vilje.',
          'Sjekk at maskinen ikke når deres egne styringssystemer fra nettet den står i.',
        ],
      },
      nn: {
        name: 'Ei maskin hos dykk leitar etter styringssystem',
        what: 'Maskina leitar etter utstyr som styrer vatn, straum, varme eller ventilasjon.',
        doNow: [
          'Spør om nokon hos dykk eller ein leverandør kartlegg styringssystem med vilje.',
          'Sjekk at maskina ikkje når dykkar eigne styringssystem frå nettet ho står i.',
        ],
      },
      en: {
        name: 'A machine at your place searches for control systems',
        what: 'The machine looks for equipment that controls water, power, heating or ventilation.',
        doNow: [
          'Ask whether someone at your place or a supplier maps control systems on purpose.',
          'Check that the machine cannot reach your own control systems from its network.',
        ],
      },
    },
    {
      id: 'honeypot-ikev2-scan',
      type: 'scanner',
      severity: 'high',
      service: { nb: 'letingen etter VPN-porter', nn: 'leitinga etter VPN-portar', en: 'the search for VPN gateways' },
      port: 500,
      report: 'honeypot-ikev2-scanner-events-report',
      nb: {
        name: 'En maskin hos dere leter etter VPN-porter',
        what: 'Maskinen leter etter porter for kryptert fjerntilgang (VPN) som bruker IKEv2.',
        doNow: [
          'Kontroller at det ikke er en VPN-klient med gammel serveradresse som prøver å koble seg opp.',
          'Se etter nylig installerte skanneverktøy hvis maskinen ikke bruker VPN.',
        ],
      },
      nn: {
        name: 'Ei maskin hos dykk leitar etter VPN-portar',
        what: 'Maskina leitar etter portar for kryptert fjerntilgang (VPN) som bruker IKEv2.',
        doNow: [
          'Kontroller at det ikkje er ein VPN-klient med gammal tenaradresse som prøver å kople seg opp.',
          'Sjå etter nyleg installerte skanneverktøy om maskina ikkje bruker VPN.',
        ],
      },
      en: {
        name: 'A machine at your place searches for VPN gateways',
        what: 'The machine looks for gateways for encrypted remote access (VPN) that use IKEv2.',
        doNow: [
          'Check that it is not merely a VPN client trying to reach an old server address.',
          'Look for newly installed scanning tools if the machine uses no VPN.',
        ],
      },
    },
    {
      id: 'honeypot-rdp-scan',
      type: 'scanner',
      severity: 'high',
      service: {
        nb: 'letingen etter åpne fjernskrivebord',
        nn: 'leitinga etter opne fjernskrivebord',
        en: 'the search for open remote desktops',
      },
      port: 3389,
      report: 'honeypot-rdp-scanner-events-report',
      nb: {
        name: 'En maskin hos dere leter etter åpne fjernskrivebord',
        what: 'Maskinen prøver å logge inn på fjernskrivebord (RDP) hos andre.',
        doNow: [
          'Se i Windows-loggen etter fjerninnlogginger på maskinen fra ukjente adresser (hendelse 4624, type 10).',
          'Steng maskinens eget fjernskrivebord mot internett.',
        ],
      },
      nn: {
        name: 'Ei maskin hos dykk leitar etter opne fjernskrivebord',
        what: 'Maskina prøver å logge inn på fjernskrivebord (RDP) hos andre.',
        doNow: [
          'Sjå i Windows-loggen etter fjerninnloggingar på maskina frå ukjende adresser (hending 4624, type 10).',
          'Steng det eigne fjernskrivebordet på maskina mot internett.',
        ],
      },
      en: {
        name: 'A machine at your place searches for open remote desktops',
        what: 'The machine tries to sign in to other people’s remote desktops (RDP).',
        doNow: [
          'Look in the Windows log for remote sign-ins from unknown addresses (event 4624, type 10).',
          'Close the machine’s own remote desktop towards the internet.',
        ],
      },
    },
    {
      id: 'honeypot-rocketmq-scan',
      type: 'scanner',
      severity: 'high',
      service: { nb: 'letingen etter RocketMQ', nn: 'leitinga etter RocketMQ', en: 'the search for RocketMQ' },
      port: 10911,
      report: 'honeypot-rocketmq-scanner-events-report',
      nb: {
        name: 'En maskin hos dere leter etter RocketMQ',
        what: 'Maskinen leter etter meldingsserveren RocketMQ, som hadde et alvorlig hull i 2023 (CVE-2023-33246).',
        doNow: [
          'Kjører dere RocketMQ selv, oppgrader til minst 4.9.7 eller 5.1.2.',
          'Se etter programmer for kryptoutvinning, som ofte følger med denne skadevaren.',
        ],
      },
      nn: {
        name: 'Ei maskin hos dykk leitar etter RocketMQ',
        what: 'Maskina leitar etter meldingstenaren RocketMQ, som hadde eit alvorleg hol i 2023 (CVE-2023-33246).',
        doNow: [
          'Køyrer de RocketMQ sjølve, oppgrader til minst 4.9.7 eller 5.1.2.',
          'Sjå etter program for kryptoutvinning, som ofte følgjer med denne skadevara.',
        ],
      },
      en: {
        name: 'A machine at your place searches for RocketMQ',
        what: 'The machine looks for the message server RocketMQ, which had a grave hole in 2023 (CVE-2023-33246).',
        doNow: [
          'If you run RocketMQ yourselves, upgrade to at least 4.9.7 or 5.1.2.',
          'Look for programs that mine cryptocurrency, which often come with this malware.',
        ],
      },
    },
    {
      id: 'honeypot-smb-scan',
      type: 'scanner',
      severity: 'high',
      service: {
        nb: 'letingen etter Windows-fildeling',
        nn: 'leitinga etter Windows-fildeling',
        en: 'the search for Windows file shares',
      },
      port: 445,
      report: 'honeypot-smb-scanner-events-report',
      nb: {
        name: 'En maskin hos dere leter etter Windows-fildeling',
        what: 'Maskinen leter etter Windows-fildeling (SMB), slik ormen WannaCry gjorde.',
        doNow: [
          'Installer oppdateringen MS17-010 på eldre Windows, eller ta maskinen ut av bruk.',
          'Sperr {port} ut mot internett for hele virksomheten.',
        ],
      },
      nn: {
        name: 'Ei maskin hos dykk leitar etter Windows-fildeling',
        what: 'Maskina leitar etter Windows-fildeling (SMB), slik ormen WannaCry gjorde.',
        doNow: [
          'Installer oppdateringa MS17-010 på eldre Windows, eller ta maskina ut av bruk.',
          'Sperr {port} ut mot internett for heile verksemda.',
        ],
      },
      en: {
        name: 'A machine at your place searches for Windows file shares',
        what: 'The machine looks for Windows file shares (SMB), as the WannaCry worm did.',
        doNow: [
          'Install the update MS17-010 on older Windows, or retire the machine.',
          'Block {port} out to the internet for the whole organisation.',
        ],
      },
    },
    {
      id: 'rsit-scanner',
      type: 'scanner',
      severity: 'medium',
      service: { nb: 'skanningen', nn: 'skanninga', en: 'the scanning' },
      nb: {
        seen: 'Kilden så trafikken komme fra adressen deres.',
        name: 'En maskin hos dere skanner andre',
        what: 'Maskinen leter etter åpne tjenester hos andre.',
        doNow: [
          'Spør om noen hos dere utfører avtalt skanning fra adressen.',
          'Undersøk maskinen for skadevare hvis ingen kjenner til det.',
        ],
      },
      nn: {
        seen: 'Kjelda såg trafikken kome frå adressa dykkar.',
        name: 'Ei maskin hos dykk skannar andre',
        what: 'Maskina leitar etter opne tenester hos andre.',
        doNow: [
          'Spør om nokon hos dykk utfører avtalt skanning frå adressa.',
          'Undersøk maskina for skadevare om ingen kjenner til det.',
        ],
      },
      en: {
        seen: 'The source saw the traffic come from your address.',
        name: 'A machine at your place scans others',
        what: 'The machine looks for open services at other organisations.',
        doNow: [
          'Ask whether somebody at your place scans from the address by agreement.',
          'Examine the machine for malware if nobody knows of it.',
        ],
      },
    },
    {
      id: 'rsit-brute-force',
      type: 'brute-force',
      severity: 'high',
      service: { nb: 'innloggingsforsøkene', nn: 'innloggingsforsøka', en: 'the sign-in attempts' },
      nb: {
        seen: 'Kilden så trafikken komme fra adressen deres.',
        name: 'En maskin hos dere prøver å logge inn hos andre',
        what: 'Maskinen prøver gjentatte ganger å logge inn hos andre.',
        doNow: [
          'Kontroller om et program har lagret et gammelt passord og prøver igjen og igjen.',
          'Se etter ukjente brukere på maskinen dersom forklaringen ikke er så enkel.',
        ],
      },
      nn: {
        seen: 'Kjelda såg trafikken kome frå adressa dykkar.',
        name: 'Ei maskin hos dykk prøver å logge inn hos andre',
        what: 'Maskina prøver gong på gong å logge inn hos andre.',
        doNow: [
          'Kontroller om eit program har lagra eit gammalt passord og prøver igjen og igjen.',
          'Sjå etter ukjende brukarar på maskina dersom forklaringa ikkje er så enkel.',
        ],
      },
      en: {
        seen: 'The source saw the traffic come from your address.',
        name: 'A machine at your place tries to sign in at others',
        what: 'The machine tries again and again to sign in at other organisations.',
        doNow: [
          'Check whether a program has stored an old password and keeps retrying.',
          'Look for unknown users on the machine if the explanation is not that simple.',
        ],
      },
    },
  ],
}
