import type { Family } from '../kind.ts'

export const harmfulContent: Family = {
  id: 'harmful-content',
  nature: 'event',
  proof: 'absent-from-source',
  principles: ['2.3.1', '2.5.5', '4.3.2'],
  words: {
    nb: {
      name: 'Farlig innhold hos dere: {service}',
      what: 'Adressen hører til noe virksomheten har ansvar for.',
      why: 'Besøkende stoler på adressen deres og kan bli smittet eller lurt. Nettlesere kan også sperre hele nettstedet.',
      doNow: ['Undersøk {service} fra en maskin som ikke brukes til annet.'],
      ifYouCannot: ['Be den som drifter nettstedet, om å stenge {service} til saken er undersøkt.'],
    },
    nn: {
      name: 'Farleg innhald hos dykk: {service}',
      what: 'Adressa høyrer til noko verksemda har ansvar for.',
      why: 'Dei som vitjar sida, stoler på adressa og kan bli smitta eller lurte. Nettlesarar kan også sperre heile nettstaden.',
      doNow: ['Undersøk {service} frå ei maskin som ikkje blir brukt til anna.'],
      ifYouCannot: ['Be den som driftar nettstaden, om å stengje {service} til saka er undersøkt.'],
    },
    en: {
      name: 'Dangerous content at your place: {service}',
      what: 'The address belongs to something your organisation is responsible for.',
      why: 'Visitors trust your address and may be infected or deceived. Browsers may also block the whole site.',
      doNow: ['Examine {service} from a machine that is used for nothing else.'],
      ifYouCannot: ['Ask whoever runs the site to close {service} until the case is examined.'],
    },
  },
  kinds: [
    {
      id: 'malware-url',
      type: 'malware-distribution',
      severity: 'critical',
      service: { nb: 'nettadressen med skadevare', nn: 'nettadressa med skadevare', en: 'the web address with malware' },
      report: 'malware-url-report',
      nb: {
        name: 'En nettadresse hos dere sprer skadevare',
        what: 'Nettadressen leverer skadevare til den som åpner den.',
        doNow: [
          'Fjern filen, og behold en kopi som bevis.',
          'Finn ut hvordan filen ble lagt inn, og oppdater publiseringsløsning og tillegg.',
          'Bytt passordene til alle som kan publisere.',
        ],
      },
      nn: {
        name: 'Ei nettadresse hos dykk spreier skadevare',
        what: 'Nettadressa leverer skadevare til den som opnar ho.',
        doNow: [
          'Fjern fila, og ta vare på ein kopi som prov.',
          'Finn ut korleis fila vart lagd inn, og oppdater publiseringsløysing og tillegg.',
          'Byt passorda til alle som kan publisere.',
        ],
      },
      en: {
        name: 'A web address of yours spreads malware',
        what: 'The web address delivers malware to whoever opens it.',
        doNow: [
          'Remove the file, and keep a copy as evidence.',
          'Find out how the file got there, and update the publishing system and its extensions.',
          'Change the passwords of everyone who can publish.',
        ],
      },
    },
    {
      id: 'spam-url',
      type: 'spam',
      severity: 'low',
      service: { nb: 'lenken i søppelposten', nn: 'lenkja i søppelposten', en: 'the link in the spam' },
      report: 'spam-url-report',
      nb: {
        name: 'Søppelpost lenker til nettstedet deres',
        what: 'Søppelpost lenker til en side på nettstedet deres.',
        doNow: [
          'Se om siden er ukjent for dere, og slett den hvis noen andre har lagt den inn.',
          'Steng åpne videresendinger og skjemaer som lar fremmede velge målet for lenken.',
        ],
      },
      nn: {
        name: 'Søppelpost lenkjer til nettstaden dykkar',
        what: 'Søppelpost lenkjer til ei side på nettstaden dykkar.',
        doNow: [
          'Sjå om sida er ukjend for dykk, og slett ho om nokon andre har lagt ho inn.',
          'Steng opne vidaresendingar og skjema som lèt framande velje målet for lenkja.',
        ],
      },
      en: {
        name: 'Spam links to your website',
        what: 'Spam links to a page on your website.',
        doNow: [
          'See whether you know the page, and delete it if somebody else put it there.',
          'Close open redirects and forms that let strangers choose where a link leads.',
        ],
      },
    },
    {
      id: 'sandbox-url',
      type: 'malware-distribution',
      severity: 'low',
      service: {
        nb: 'nettadressen som skadevare hentet',
        nn: 'nettadressa som skadevare henta',
        en: 'the web address that malware fetched',
      },
      report: 'sandbox-url-report',
      nb: {
        name: 'Skadevare hentet en side fra nettstedet deres',
        why: 'Ofte er det harmløst, men adressen kan også være tatt i bruk av kriminelle uten at dere vet det.',
        first: 'Åpne nettadressen som skadevare hentet, fra en maskin som ikke brukes til annet.',
        ifYouCannot: ['Be den som drifter nettstedet, om å forklare nettadressen som skadevare hentet.'],
        what: 'Skadevare i et testmiljø hentet en side fra nettstedet deres.',
        doNow: [
          'Se i webloggen hva siden inneholdt på det oppgitte tidspunktet.',
          'Svar oss hvis siden er vanlig innhold, for skadevare tester ofte forbindelsen mot kjente sider.',
        ],
      },
      nn: {
        name: 'Skadevare henta ei side frå nettstaden dykkar',
        why: 'Ofte er det harmlaust, men adressa kan også vere teken i bruk av kriminelle utan at de veit det.',
        first: 'Opne nettadressa som skadevare henta, frå ei maskin som ikkje blir brukt til anna.',
        ifYouCannot: ['Be den som driftar nettstaden, om å forklare nettadressa som skadevare henta.'],
        what: 'Skadevare i eit testmiljø henta ei side frå nettstaden dykkar.',
        doNow: [
          'Sjå i webloggen kva sida inneheldt på det oppgjevne tidspunktet.',
          'Svar oss om sida er vanleg innhald, for skadevare prøver ofte sambandet mot kjende sider.',
        ],
      },
      en: {
        name: 'Malware fetched a page from your website',
        why: 'Often it is harmless, but criminals may also be using the address without your knowledge.',
        first: 'Open the web address that malware fetched, on a machine used for nothing else.',
        ifYouCannot: ['Ask whoever runs the site to explain the web address that malware fetched.'],
        what: 'Malware in a test environment fetched a page from your website.',
        doNow: [
          'See in the web log what the page held at the stated time.',
          'Tell us if the page is ordinary, since malware often tests its connection on known sites.',
        ],
      },
    },
    {
      id: 'sandbox-conn',
      type: 'malware-distribution',
      severity: 'low',
      service: {
        nb: 'maskinen som skadevare kontaktet',
        nn: 'maskina som skadevare kontakta',
        en: 'the machine that malware contacted',
      },
      report: 'sandbox-connection-report',
      nb: {
        name: 'Skadevare koblet seg til en maskin hos dere',
        why: 'Ofte er det harmløst, men adressen kan også være tatt i bruk av kriminelle uten at dere vet det.',
        first: 'Finn ut hva maskinen som skadevare kontaktet, brukes til, og hvem som drifter den.',
        ifYouCannot: ['Steng {port} mot internett til bruken er avklart.'],
        what: 'Skadevare i et testmiljø koblet seg til en adresse hos dere.',
        doNow: [
          'Kontroller hvilket program som lytter på {port}, og om det skal være der.',
          'Se etter mange forbindelser fra ukjente land til samme port.',
        ],
      },
      nn: {
        name: 'Skadevare kopla seg til ei maskin hos dykk',
        why: 'Ofte er det harmlaust, men adressa kan også vere teken i bruk av kriminelle utan at de veit det.',
        first: 'Finn ut kva maskina som skadevare kontakta, blir brukt til, og kven som driftar ho.',
        ifYouCannot: ['Steng {port} mot internett til bruken er avklart.'],
        what: 'Skadevare i eit testmiljø kopla seg til ei adresse hos dykk.',
        doNow: [
          'Kontroller kva program som lyttar på {port}, og om det skal vere der.',
          'Sjå etter mange samband frå ukjende land til same port.',
        ],
      },
      en: {
        name: 'Malware connected to a machine of yours',
        why: 'Often it is harmless, but criminals may also be using the address without your knowledge.',
        first: 'Find out what the machine that malware contacted is used for, and who runs it.',
        ifYouCannot: ['Close {port} towards the internet until its use is clear.'],
        what: 'Malware in a test environment connected to an address of yours.',
        doNow: [
          'Check which program listens on {port}, and whether it should be there.',
          'Look for many connections from unfamiliar countries to the same port.',
        ],
      },
    },
    {
      id: 'sandbox-dns',
      type: 'other',
      severity: 'info',
      service: { nb: 'navnet som skadevare slo opp', nn: 'namnet som skadevare slo opp', en: 'the name that malware looked up' },
      nb: {
        seen: 'Domenet hører til virksomheten.',
        name: 'Skadevare slo opp et domene som er deres',
        why: 'Ofte er det harmløst, men adressen kan også være tatt i bruk av kriminelle uten at dere vet det.',
        first: 'Finn ut hvilken maskin navnet som skadevare slo opp, peker til i dag.',
        ifYouCannot: ['Be forhandleren av domenet om en liste over alle oppføringer.'],
        what: 'Skadevare i et testmiljø spurte etter et domenenavn som hører til dere.',
        doNow: [
          'Kontroller at domenet bare har oppføringer dere kjenner, og slett gamle underdomener.',
          'Slå på totrinns innlogging hos forhandleren av domenet.',
        ],
      },
      nn: {
        seen: 'Domenet høyrer til verksemda.',
        name: 'Skadevare slo opp eit domene som er dykkar',
        why: 'Ofte er det harmlaust, men adressa kan også vere teken i bruk av kriminelle utan at de veit det.',
        first: 'Finn ut kva maskin namnet som skadevare slo opp, peikar til i dag.',
        ifYouCannot: ['Be forhandlaren av domenet om ei liste over alle oppføringar.'],
        what: 'Skadevare i eit testmiljø spurde etter eit domenenamn som høyrer til dykk.',
        doNow: [
          'Kontroller at domenet berre har oppføringar de kjenner, og slett gamle underdomene.',
          'Slå på totrinns innlogging hos forhandlaren av domenet.',
        ],
      },
      en: {
        seen: 'The domain belongs to your organisation.',
        name: 'Malware looked up a domain of yours',
        why: 'Often it is harmless, but criminals may also be using the address without your knowledge.',
        first: 'Find out which machine the name that malware looked up points to today.',
        ifYouCannot: ['Ask your domain registrar for a list of all records.'],
        what: 'Malware in a test environment asked for a domain name that is yours.',
        doNow: [
          'Check that the domain holds only records you know, and delete old subdomains.',
          'Turn on two-step sign-in at your domain registrar.',
        ],
      },
    },
    {
      id: 'rsit-malware-distribution',
      type: 'malware-distribution',
      severity: 'critical',
      service: { nb: 'spredningen av skadevare', nn: 'spreiinga av skadevare', en: 'the spreading of malware' },
      nb: {
        name: 'Noe hos dere sprer skadevare',
        first: 'Finn filen eller siden som er kilden til spredningen av skadevare.',
        ifYouCannot: ['Sperr adressen i brannmuren til spredningen av skadevare har stanset.'],
        what: 'En maskin eller side hos dere sprer skadevare.',
        doNow: ['Ta maskinen eller siden av nettet til den er renset.', 'Gjenopprett fra en sikkerhetskopi fra før innbruddet.'],
      },
      nn: {
        name: 'Noko hos dykk spreier skadevare',
        first: 'Finn fila eller sida som er kjelda til spreiinga av skadevare.',
        ifYouCannot: ['Sperr adressa i brannmuren til spreiinga av skadevare har stansa.'],
        what: 'Ei maskin eller side hos dykk spreier skadevare.',
        doNow: ['Ta maskina eller sida av nettet til ho er reinsa.', 'Gjenopprett frå ein tryggingskopi frå før innbrotet.'],
      },
      en: {
        name: 'Something at your place spreads malware',
        first: 'Find the file or page that is the source of the spreading of malware.',
        ifYouCannot: ['Block the address in the firewall until the spreading of malware has stopped.'],
        what: 'A machine or page at your place spreads malware.',
        doNow: [
          'Take the machine or page off the network until it is cleaned.',
          'Restore from a backup made before the break-in.',
        ],
      },
    },
    {
      id: 'rsit-phishing',
      type: 'phishing',
      severity: 'high',
      service: { nb: 'phishing-siden', nn: 'phishing-sida', en: 'the phishing page' },
      principles: ['2.8.1', '2.6.7', '4.3.2'],
      nb: {
        name: 'En phishing-side ligger hos dere',
        what: 'En falsk side prøver å lure til seg passord eller kortnummer.',
        doNow: [
          'Slett siden, og se etter flere kopier i samme mappe og på samme server.',
          'Finn i loggen hvem som skrev inn noe, og be dem bytte passord.',
        ],
      },
      nn: {
        name: 'Ei phishing-side ligg hos dykk',
        what: 'Ei falsk side prøver å lure til seg passord eller kortnummer.',
        doNow: [
          'Slett sida, og sjå etter fleire kopiar i same mappe og på same tenar.',
          'Finn i loggen kven som skreiv inn noko, og be dei byte passord.',
        ],
      },
      en: {
        name: 'A phishing page lies at your place',
        what: 'A false page tries to trick people out of passwords or card numbers.',
        doNow: [
          'Delete the page, and look for more copies in the same folder and server.',
          'Find in the log who typed something in, and ask them to change passwords.',
        ],
      },
    },
  ],
}
