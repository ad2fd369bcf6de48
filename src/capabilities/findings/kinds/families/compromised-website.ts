import type { Family } from '../kind.ts'

export const compromisedWebsite: Family = {
  id: 'compromised-website',
  nature: 'event',
  proof: 'absent-from-source',
  principles: ['2.3.1', '2.5.5', '3.1.3', '4.3.1'],
  words: {
    nb: {
      name: 'Kapret nettsted: {service}',
      what: 'Nettstedet hører til dere eller ligger på en maskin dere har ansvar for.',
      why: 'Angriperen kan smitte besøkende, lese skjemaer innbyggere fyller ut, og bruke serveren til nye angrep.',
      doNow: ['Ta kopi av filer, database og logger før dere gjør noe med {service}.'],
      ifYouCannot: ['Vis en enkel side om vedlikehold i stedet, til dere er ferdige med {service}.'],
    },
    nn: {
      name: 'Kapra nettstad: {service}',
      what: 'Nettstaden høyrer til dykk eller ligg på ei maskin de har ansvar for.',
      why: 'Angriparen kan smitte dei som vitjar sida, lese skjema innbyggjarar fyller ut, og bruke tenaren til nye angrep.',
      doNow: ['Ta kopi av filer, database og loggar før de gjer noko med {service}.'],
      ifYouCannot: ['Vis ei enkel side om vedlikehald i staden, til de er ferdige med {service}.'],
    },
    en: {
      name: 'Hijacked website: {service}',
      what: 'The website is yours or lies on a machine you are responsible for.',
      why: 'The attacker can infect visitors, read the forms citizens fill in, and use the server for new attacks.',
      doNow: ['Copy files, database and logs before you do anything about {service}.'],
      ifYouCannot: ['Show a plain maintenance page instead, until you are done with {service}.'],
    },
  },
  kinds: [
    {
      id: 'compromised-website',
      type: 'system-compromise',
      severity: 'critical',
      service: { nb: 'bakdøren i nettstedet', nn: 'bakdøra i nettstaden', en: 'the backdoor in the website' },
      nature: 'exposure',
      report: 'compromised-website-report',
      nb: {
        name: 'Nettstedet er kapret',
        what: 'Noen har lagt inn egen kode på nettstedet, for eksempel et skjult styringspanel.',
        doNow: [
          'Gjenopprett fra en kopi fra før innbruddet, og oppdater publiseringsløsningen før den åpnes.',
          'Bytt passord for publisering, database og filoverføring.',
          'Finn i webloggen når filen ble lagt inn, og hvilken adresse det kom fra.',
        ],
      },
      nn: {
        name: 'Nettstaden er kapra',
        what: 'Nokon har lagt inn eigen kode på nettstaden, til dømes eit skjult styringspanel.',
        doNow: [
          'Gjenopprett frå ein kopi frå før innbrotet, og oppdater publiseringsløysinga før ho blir opna.',
          'Byt passord for publisering, database og filoverføring.',
          'Finn i webloggen når fila vart lagd inn, og kva adresse det kom frå.',
        ],
      },
      en: {
        name: 'The website is hijacked',
        what: 'Somebody has placed code of their own on the website, such as a hidden control panel.',
        doNow: [
          'Restore from a copy made before the break-in, and update the publishing system before opening it.',
          'Change the passwords for publishing, database and file transfer.',
          'Find in the web log when the file was placed, and from which address.',
        ],
      },
    },
    {
      id: 'sinkhole-http-referer',
      type: 'infected-system',
      severity: 'critical',
      service: { nb: 'lenken til en skadelig server', nn: 'lenkja til ein skadeleg tenar', en: 'the link to a harmful server' },
      report: 'sinkhole-http-referer-events-report',
      nb: {
        name: 'Nettstedet lenker til en skadelig server',
        what: 'Besøkende ble sendt fra siden deres til en server som forskere har overtatt fra kriminelle.',
        doNow: [
          'Søk i sidens kildekode og databasen etter domenet i saken.',
          'Kontroller skript, annonser og tillegg som hentes fra andre, for koden kan ligge der.',
          'Oppdater tilleggene, og fjern dem ingen bruker.',
        ],
      },
      nn: {
        name: 'Nettstaden lenkjer til ein skadeleg tenar',
        what: 'Dei som vitja sida dykkar, vart sende til ein tenar som forskarar har overteke frå kriminelle.',
        doNow: [
          'Søk i kjeldekoden til sida og i databasen etter domenet i saka.',
          'Kontroller skript, annonsar og tillegg som blir henta frå andre, for koden kan liggje der.',
          'Oppdater tillegga, og fjern dei som ingen bruker.',
        ],
      },
      en: {
        name: 'The website links to a harmful server',
        what: 'Visitors were sent from your page to a server that researchers took over from criminals.',
        doNow: [
          'Search the page’s source and the database for the domain in the case.',
          'Check scripts, advertisements and extensions fetched from others, since the code may lie there.',
          'Update the extensions, and remove those nobody uses.',
        ],
      },
    },
    {
      id: 'rsit-application-compromise',
      type: 'application-compromise',
      severity: 'critical',
      service: { nb: 'innbruddet i applikasjonen', nn: 'innbrotet i applikasjonen', en: 'the break-in to the application' },
      nb: {
        seen: 'Det gjelder et system virksomheten har ansvar for.',
        name: 'Noen har brutt seg inn i en applikasjon',
        what: 'Noen har tatt kontroll over en applikasjon gjennom en feil i den.',
        doNow: [
          'Steng applikasjonen mot internett, og installer rettelsen fra produsenten.',
          'Gå gjennom brukere og nøkler i applikasjonen, og bytt alle som angriperen kunne lese.',
        ],
      },
      nn: {
        seen: 'Det gjeld eit system verksemda har ansvar for.',
        name: 'Nokon har brote seg inn i ein applikasjon',
        what: 'Nokon har teke kontroll over ein applikasjon gjennom ein feil i han.',
        doNow: [
          'Steng applikasjonen mot internett, og installer rettinga frå produsenten.',
          'Gå gjennom brukarar og nøklar i applikasjonen, og byt alle som angriparen kunne lese.',
        ],
      },
      en: {
        seen: 'It concerns a system your organisation is responsible for.',
        name: 'Somebody has broken into an application',
        what: 'Somebody has taken control of an application through a flaw in it.',
        doNow: [
          'Close the application towards the internet, and install the vendor’s fix.',
          'Go through the application’s users and keys, and change all the attacker could read.',
        ],
      },
    },
  ],
}
