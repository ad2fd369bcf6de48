import type { Family } from '../kind.ts'

export const ddosTarget: Family = {
  id: 'ddos-target',
  nature: 'event',
  proof: 'absent-from-source',
  principles: ['2.2.7', '4.1.4', '4.3.2'],
  words: {
    nb: {
      name: 'Dere er mål for {service}',
      what: 'Angrepet retter seg mot en adresse virksomheten har ansvar for.',
      why: 'Innbyggere og samarbeidspartnere kan miste tilgangen til tjenestene mens angrepet varer.',
      doNow: ['Ring internettleverandøren, oppgi tidspunktet, og be dem filtrere {service}.'],
      ifYouCannot: ['Fortell brukerne hvordan de når dere mens {service} pågår, for eksempel på telefon.'],
    },
    nn: {
      name: 'De er mål for {service}',
      what: 'Angrepet rettar seg mot ei adresse verksemda har ansvar for.',
      why: 'Innbyggjarar og samarbeidspartnarar kan miste tilgangen til tenestene medan angrepet varer.',
      doNow: ['Ring internettleverandøren, gje opp tidspunktet, og be dei filtrere {service}.'],
      ifYouCannot: ['Fortel brukarane korleis dei når dykk medan {service} går føre seg, til dømes på telefon.'],
    },
    en: {
      name: 'You are the target of {service}',
      what: 'The attack is aimed at an address your organisation is responsible for.',
      why: 'Citizens and partners may lose access to your services while the attack lasts.',
      doNow: ['Call your internet provider, state the time, and ask them to filter {service}.'],
      ifYouCannot: ['Tell users how to reach you during {service}, by telephone for instance.'],
    },
  },
  kinds: [
    {
      id: 'amplification-ddos-victim',
      type: 'ddos',
      severity: 'info',
      service: {
        nb: 'det forsterkede tjenestenektangrepet',
        nn: 'det forsterka tenestenektangrepet',
        en: 'the amplified denial of service attack',
      },
      report: 'honeypot-amplification-ddos-events-report',
      nb: {
        name: 'Dere ble angrepet med forsterket trafikk (tjenestenekt)',
        what: 'Angriperen lar andres servere sende store svar til adressen deres.',
        doNow: [
          'Be leverandøren stanse UDP-trafikk fra avsenderporten i saken, for den er lik i alle pakkene.',
          'Kontroller at ingen tjeneste hos dere trenger svar fra den porten før dere sperrer.',
        ],
      },
      nn: {
        name: 'De vart angripne med forsterka trafikk (tenestenekt)',
        what: 'Angriparen lèt tenarane til andre sende store svar til adressa dykkar.',
        doNow: [
          'Be leverandøren stanse UDP-trafikk frå avsendarporten i saka, for han er lik i alle pakkane.',
          'Kontroller at inga teneste hos dykk treng svar frå den porten før de sperrar.',
        ],
      },
      en: {
        name: 'You were attacked with amplified traffic (denial of service)',
        what: 'The attacker makes other people’s servers send large answers to your address.',
        doNow: [
          'Ask the provider to stop UDP traffic from the source port in the case, common to all packets.',
          'Check that no service of yours needs answers from that port before you block.',
        ],
      },
    },
    {
      id: 'honeypot-ddos-target',
      type: 'ddos',
      severity: 'info',
      service: {
        nb: 'tjenestenektangrepet',
        nn: 'tenestenektangrepet',
        en: 'the denial of service attack',
      },
      report: 'honeypot-ddos-target-events-report',
      nb: {
        name: 'Et botnett fikk ordre om å angripe dere (tjenestenekt)',
        what: 'Lokkemaskiner hørte et botnett, et nett av kaprede maskiner, få ordre om å angripe dere.',
        doNow: [
          'Sammenlign tidspunktet med trafikkmålinger, og se om {port} ble utilgjengelig.',
          'Legg nettsteder som må virke, bak en tjeneste som tåler store trafikkmengder.',
        ],
      },
      nn: {
        name: 'Eit botnett fekk ordre om å angripe dykk (tenestenekt)',
        what: 'Lokkemaskiner høyrde eit botnett, eit nett av kapra maskiner, få ordre om å angripe dykk.',
        doNow: [
          'Samanlikn tidspunktet med trafikkmålingar, og sjå om {port} vart utilgjengeleg.',
          'Legg nettstader som må verke, bak ei teneste som toler store trafikkmengder.',
        ],
      },
      en: {
        name: 'A botnet was ordered to attack you (denial of service)',
        what: 'Decoy machines heard a botnet, a network of hijacked machines, being ordered to attack you.',
        doNow: [
          'Compare the time with traffic measurements, and see whether {port} became unreachable.',
          'Place sites that must work behind a service that withstands large volumes of traffic.',
        ],
      },
    },
    {
      id: 'rsit-ddos',
      type: 'ddos',
      severity: 'high',
      service: {
        nb: 'det distribuerte tjenestenektangrepet',
        nn: 'det distribuerte tenestenektangrepet',
        en: 'the distributed denial of service attack',
      },
      nb: {
        name: 'Dere er mål for et distribuert tjenestenektangrep',
        what: 'Mange maskiner sender trafikk samtidig for å stanse en tjeneste.',
        doNow: [
          'Slå av funksjoner som koster mye, for eksempel søk, mens trafikken er høy.',
          'Følg med på andre systemer, for angrepet kan være en avledning.',
        ],
      },
      nn: {
        name: 'De er mål for eit distribuert tenestenektangrep',
        what: 'Mange maskiner sender trafikk samstundes for å stanse ei teneste.',
        doNow: [
          'Slå av funksjonar som kostar mykje, til dømes søk, medan trafikken er høg.',
          'Følg med på andre system, for angrepet kan vere ei avleiing.',
        ],
      },
      en: {
        name: 'You are the target of a distributed denial of service attack',
        what: 'Many machines send traffic at once to stop a service.',
        doNow: [
          'Turn off costly functions, such as search, while traffic is high.',
          'Keep an eye on other systems, since the attack may be a diversion.',
        ],
      },
    },
    {
      id: 'rsit-dos',
      type: 'dos',
      severity: 'high',
      service: { nb: 'tjenestenektangrepet', nn: 'tenestenektangrepet', en: 'the denial of service attack' },
      nb: {
        name: 'Dere er mål for et tjenestenektangrep',
        what: 'Noen overbelaster eller krasjer en tjeneste med vilje.',
        doNow: [
          'Sperr avsenderadressen hvis den er én eller få.',
          'Oppdater programvaren, for enkelte pakker kan krasje gamle utgaver.',
        ],
      },
      nn: {
        name: 'De er mål for eit tenestenektangrep',
        what: 'Nokon overbelastar eller krasjar ei teneste med vilje.',
        doNow: [
          'Sperr avsendaradressa om ho er éi eller få.',
          'Oppdater programvara, for einskilde pakkar kan krasje gamle utgåver.',
        ],
      },
      en: {
        name: 'You are the target of a denial of service attack',
        what: 'Somebody overloads or crashes a service on purpose.',
        doNow: [
          'Block the sender’s address if there is one or only a few.',
          'Update the software, since single packets may crash old versions.',
        ],
      },
    },
  ],
}
