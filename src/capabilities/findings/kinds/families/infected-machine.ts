import type { Family } from '../kind.ts'

export const infectedMachine: Family = {
  id: 'infected-machine',
  nature: 'event',
  proof: 'absent-from-source',
  portOf: 'other-side',
  principles: ['2.3.2', '3.1.3', '3.2.3', '4.3.2'],
  words: {
    nb: {
      name: 'En maskin er trolig infisert ({service})',
      what: 'Trafikken kom fra en adresse dere har ansvar for.',
      why: 'Skadevaren kan stjele passord og slippe inn utpressere. Andre maskiner i samme nett er også utsatt.',
      doNow: ['Koble den infiserte maskinen fra nettet når dere har funnet den.'],
      ifYouCannot: ['Sperr trafikken til {service} i brannmuren, og se hvem som fortsatt prøver.'],
    },
    nn: {
      name: 'Ei maskin er truleg infisert ({service})',
      what: 'Trafikken kom frå ei adresse de har ansvar for.',
      why: 'Skadevara kan stele passord og sleppe inn utpressarar. Andre maskiner i same nett er også utsette.',
      doNow: ['Kople den infiserte maskina frå nettet når de har funne ho.'],
      ifYouCannot: ['Sperr trafikken til {service} i brannmuren, og sjå kven som framleis prøver.'],
    },
    en: {
      name: 'A machine is probably infected ({service})',
      what: 'The traffic came from an address you are responsible for.',
      why: 'The malware can steal passwords and let extortionists in. Other machines on the same network are exposed too.',
      doNow: ['Disconnect the infected machine from the network once you have found it.'],
      ifYouCannot: ['Block the traffic to {service} in the firewall, and see who keeps trying.'],
    },
  },
  kinds: [
    {
      id: 'sinkhole',
      type: 'infected-system',
      severity: 'critical',
      service: { nb: 'fellen for skadevare', nn: 'fella for skadevare', en: 'the malware trap' },
      report: 'sinkhole-events-report',
      nb: {
        name: 'En maskin er trolig infisert: den kontaktet en felle',
        what: 'En maskin kontaktet en felle, en server som forskere har overtatt fra kriminelle (sinkhole).',
        doNow: [
          'Søk i brannmurloggen etter den oppgitte måladressen og {port}, så finner dere maskinen.',
          'Installer maskinen på nytt, og bytt passord for alle som har brukt den.',
        ],
      },
      nn: {
        name: 'Ei maskin er truleg infisert: ho kontakta ei felle',
        what: 'Ei maskin kontakta ei felle, ein tenar som forskarar har overteke frå kriminelle (sinkhole).',
        doNow: [
          'Søk i brannmurloggen etter den oppgjevne måladressa og {port}, så finn de maskina.',
          'Installer maskina på nytt, og byt passord for alle som har brukt ho.',
        ],
      },
      en: {
        name: 'A machine is probably infected: it contacted a trap',
        what: 'A machine contacted a trap, a server that researchers took over from criminals (a sinkhole).',
        doNow: [
          'Search the firewall log for the stated target address and {port} to find the machine.',
          'Reinstall the machine, and change passwords for everyone who has used it.',
        ],
      },
    },
    {
      id: 'sinkhole-http',
      type: 'infected-system',
      severity: 'critical',
      service: { nb: 'webfellen', nn: 'webfella', en: 'the web trap' },
      report: 'sinkhole-http-events-report',
      nb: {
        name: 'En maskin er trolig infisert: den hentet en side fra en felle',
        what: 'En maskin hentet en nettside fra en server som forskere har overtatt fra kriminelle (sinkhole).',
        doNow: [
          'Søk i proxy- eller brannmurloggen etter domenet og tidspunktet i saken.',
          'Kjør full undersøkelse av maskinen med antivirus, og installer den på nytt ved treff.',
        ],
      },
      nn: {
        name: 'Ei maskin er truleg infisert: ho henta ei side frå ei felle',
        what: 'Ei maskin henta ei nettside frå ein tenar som forskarar har overteke frå kriminelle (sinkhole).',
        doNow: [
          'Søk i proxy- eller brannmurloggen etter domenet og tidspunktet i saka.',
          'Køyr full undersøking av maskina med antivirus, og installer ho på nytt ved treff.',
        ],
      },
      en: {
        name: 'A machine is probably infected: it fetched a page from a trap',
        what: 'A machine fetched a web page from a server that researchers took over from criminals (a sinkhole).',
        doNow: [
          'Search the proxy or firewall log for the domain and the time in the case.',
          'Run a full antivirus examination, and reinstall the machine if anything is found.',
        ],
      },
    },
    {
      id: 'microsoft-sinkhole',
      type: 'infected-system',
      severity: 'critical',
      service: { nb: 'Microsofts felle', nn: 'fella til Microsoft', en: 'Microsoft’s trap' },
      report: 'microsoft-sinkhole-events-report',
      nb: {
        name: 'En maskin er trolig infisert: den kontaktet Microsofts felle',
        what: 'En maskin kontaktet en server som Microsoft har overtatt fra et botnett, et nett av kaprede maskiner.',
        doNow: [
          'Finn den interne adressen bak hendelsen i brannmurens logg over adresseoversetting.',
          'Kjør Microsoft Defender Offline, og se etter samme skadevare på nabomaskinene.',
        ],
      },
      nn: {
        name: 'Ei maskin er truleg infisert: ho kontakta fella til Microsoft',
        what: 'Ei maskin kontakta ein tenar som Microsoft har overteke frå eit botnett, eit nett av kapra maskiner.',
        doNow: [
          'Finn den interne adressa bak hendinga i loggen over adresseomsetjing i brannmuren.',
          'Køyr Microsoft Defender Offline, og sjå etter same skadevare på nabomaskinene.',
        ],
      },
      en: {
        name: 'A machine is probably infected: it contacted Microsoft’s trap',
        what: 'A machine contacted a server that Microsoft took over from a botnet, a network of hijacked machines.',
        doNow: [
          'Find the internal address behind the event in the firewall’s address translation log.',
          'Run Microsoft Defender Offline, and look for the same malware on neighbouring machines.',
        ],
      },
    },
    {
      id: 'microsoft-sinkhole-http',
      type: 'infected-system',
      severity: 'critical',
      service: { nb: 'Microsofts webfelle', nn: 'webfella til Microsoft', en: 'Microsoft’s web trap' },
      report: 'microsoft-sinkhole-http-events-report',
      nb: {
        name: 'En maskin er trolig infisert: den hentet en side fra Microsofts felle',
        what: 'En maskin sendte en webforespørsel til en server som Microsoft har overtatt fra et botnett.',
        doNow: [
          'Bruk nettadressen og nettleserteksten i saken til å kjenne igjen maskinen i proxyloggen.',
          'Fjern programmet som sendte forespørselen, også der det starter med Windows.',
        ],
      },
      nn: {
        name: 'Ei maskin er truleg infisert: ho henta ei side frå fella til Microsoft',
        what: 'Ei maskin sende ein webførespurnad til ein tenar som Microsoft har overteke frå eit botnett.',
        doNow: [
          'Bruk nettadressa og nettlesarteksten i saka til å kjenne att maskina i proxyloggen.',
          'Fjern programmet som sende førespurnaden, også der det startar med Windows.',
        ],
      },
      en: {
        name: 'A machine is probably infected: it fetched a page from Microsoft’s trap',
        what: 'A machine sent a web request to a server that Microsoft took over from a botnet.',
        doNow: [
          'Use the web address and browser text in the case to recognise the machine in the proxy log.',
          'Remove the program that sent the request, also where it starts with Windows.',
        ],
      },
    },
    {
      id: 'sinkholedns',
      type: 'other',
      severity: 'info',
      service: { nb: 'navnet som skadevare bruker', nn: 'namnet som skadevare bruker', en: 'the name that malware uses' },
      port: 53,
      report: 'sinkhole-dns-events-report',
      principles: ['3.2.3', '3.2.4', '3.3.4'],
      nb: {
        ifYouCannot: ['Sperr navnet som skadevare bruker, i navnetjeneren, og se hvem som fortsatt spør.'],
        name: 'Navnetjeneren slo opp {service}',
        what: 'Navnetjeneren deres spurte etter et navn som skadevare bruker, på vegne av en maskin i nettet.',
        doNow: [
          'Slå på logg over navneoppslag, og finn maskinen som spør etter navnet.',
          'Undersøk om det var et sikkerhetsverktøy som spurte, før dere renser noe.',
        ],
      },
      nn: {
        ifYouCannot: ['Sperr namnet som skadevare bruker, i namnetenaren, og sjå kven som framleis spør.'],
        name: 'Namnetenaren slo opp {service}',
        what: 'Namnetenaren dykkar spurde etter eit namn som skadevare bruker, på vegner av ei maskin i nettet.',
        doNow: [
          'Slå på logg over namneoppslag, og finn maskina som spør etter namnet.',
          'Undersøk om det var eit tryggleiksverktøy som spurde, før de reinsar noko.',
        ],
      },
      en: {
        ifYouCannot: ['Block the name that malware uses in the name server, and see who keeps asking.'],
        name: 'The name server looked up {service}',
        what: 'Your name server asked for a name that malware uses, on behalf of a machine on your network.',
        doNow: [
          'Turn on logging of name lookups, and find the machine that asks for the name.',
          'See whether a security tool did the asking before you clean anything.',
        ],
      },
    },
    {
      id: 'rsit-infected-system',
      type: 'infected-system',
      severity: 'critical',
      service: { nb: 'skadevarens servere', nn: 'tenarane til skadevara', en: 'the malware’s servers' },
      nb: {
        name: 'En maskin er trolig infisert',
        what: 'En maskin oppfører seg slik infiserte maskiner gjør.',
        doNow: [
          'Sammenlign tidspunktet i saken med loggene, og pek ut maskinen.',
          'Rens eller installer maskinen på nytt, og finn ut hvordan skadevaren kom inn.',
        ],
      },
      nn: {
        name: 'Ei maskin er truleg infisert',
        what: 'Ei maskin oppfører seg slik infiserte maskiner gjer.',
        doNow: [
          'Samanlikn tidspunktet i saka med loggane, og peik ut maskina.',
          'Reins eller installer maskina på nytt, og finn ut korleis skadevara kom inn.',
        ],
      },
      en: {
        name: 'A machine is probably infected',
        what: 'A machine behaves as infected machines do.',
        doNow: [
          'Compare the time in the case with your logs, and single out the machine.',
          'Clean or reinstall the machine, and find out how the malware came in.',
        ],
      },
    },
  ],
}
