import type { Family } from '../kind.ts'

export const fraud: Family = {
  id: 'fraud',
  nature: 'event',
  proof: 'answer-only',
  principles: ['2.6.3', '4.2.1', '4.3.5'],
  words: {
    nb: {
      name: 'Melding om {service}',
      what: 'Meldingen knytter det til navnet, nettet eller systemene deres.',
      why: 'Andre kan bli lurt eller skadet i virksomhetens navn, og tilliten er vanskelig å bygge opp igjen.',
      doNow: ['Ta vare på skjermbilder, adresser og logger som viser {service}.'],
      ifYouCannot: ['Be internettleverandøren om hjelp til å stanse {service}.'],
    },
    nn: {
      name: 'Melding om {service}',
      what: 'Meldinga knyter det til namnet, nettet eller systema dykkar.',
      why: 'Andre kan bli lurte eller skadde i namnet til verksemda, og tilliten er vanskeleg å byggje opp att.',
      doNow: ['Ta vare på skjermbilete, adresser og loggar som viser {service}.'],
      ifYouCannot: ['Be internettleverandøren om hjelp til å stanse {service}.'],
    },
    en: {
      name: 'Report about {service}',
      what: 'The report ties it to your name, your network or your systems.',
      why: 'Others may be deceived or harmed in your name, and trust is hard to build again.',
      doNow: ['Keep screenshots, addresses and logs that show {service}.'],
      ifYouCannot: ['Ask your internet provider to help stop {service}.'],
    },
  },
  kinds: [
    {
      id: 'rsit-unauthorised-use-of-resources',
      type: 'unauthorised-use-of-resources',
      severity: 'medium',
      service: { nb: 'misbruket av maskinkraft', nn: 'misbruket av maskinkraft', en: 'the misuse of computing power' },
      proof: 'absent-from-source',
      principles: ['2.3.2', '2.6.5', '3.2.3'],
      nb: {
        name: 'Noen misbruker maskinene deres',
        what: 'Noen bruker maskinene deres til egne formål, for eksempel å utvinne kryptovaluta.',
        doNow: [
          'Stans programmet og den planlagte oppgaven som starter det.',
          'Finn ut hvordan programmet kom inn, og tett den veien.',
        ],
      },
      nn: {
        name: 'Nokon misbruker maskinene dykkar',
        what: 'Nokon bruker maskinene dykkar til eigne føremål, til dømes å utvinne kryptovaluta.',
        doNow: [
          'Stans programmet og den planlagde oppgåva som startar det.',
          'Finn ut korleis programmet kom inn, og tett den vegen.',
        ],
      },
      en: {
        name: 'Somebody misuses your machines',
        what: 'Somebody uses your machines for their own ends, such as mining cryptocurrency.',
        doNow: [
          'Stop the program and the scheduled task that starts it.',
          'Find out how the program came in, and close that way.',
        ],
      },
    },
    {
      id: 'rsit-copyright',
      type: 'copyright',
      severity: 'low',
      service: { nb: 'bruddet på opphavsretten', nn: 'brotet på opphavsretten', en: 'the copyright infringement' },
      principles: ['1.2.2', '2.3.2'],
      nb: {
        name: 'Melding om brudd på opphavsrett',
        ifYouCannot: ['Be en jurist vurdere kravet hvis dere er uenige om bruddet på opphavsretten.'],
        what: 'En rettighetshaver sier at verk er delt ulovlig fra adressen deres.',
        doNow: [
          'Undersøk om adressen tilhører et gjestenett, og vurder å sperre fildeling der.',
          'Fjern materialet hvis det ligger hos dere, og svar rettighetshaveren saklig.',
        ],
      },
      nn: {
        name: 'Melding om brot på opphavsrett',
        ifYouCannot: ['Be ein jurist vurdere kravet om de er usamde om brotet på opphavsretten.'],
        what: 'Ein rettshavar seier at verk er delte ulovleg frå adressa dykkar.',
        doNow: [
          'Undersøk om adressa høyrer til eit gjestenett, og vurder å sperre fildeling der.',
          'Fjern materialet om det ligg hos dykk, og svar rettshavaren sakleg.',
        ],
      },
      en: {
        name: 'Report about copyright infringement',
        ifYouCannot: ['Ask a lawyer to assess the claim if you dispute the copyright infringement.'],
        what: 'A rights holder says that works are shared unlawfully from your address.',
        doNow: [
          'See whether the address belongs to a guest network, and consider blocking file sharing there.',
          'Remove the material if you host it, and give the rights holder a factual answer.',
        ],
      },
    },
    {
      id: 'rsit-masquerade',
      type: 'masquerade',
      severity: 'medium',
      service: { nb: 'den falske identiteten', nn: 'den falske identiteten', en: 'the false identity' },
      principles: ['2.8.1', '4.3.5'],
      nb: {
        name: 'Noen gir seg ut for å være dere',
        ifYouCannot: ['Meld den falske identiteten til plattformen eller domeneforhandleren der den ligger.'],
        what: 'Noen gir seg ut for å være virksomheten eller en som arbeider der.',
        doNow: [
          'Advar ansatte, innbyggere og samarbeidspartnere, og vis dem de ekte kanalene.',
          'Slå på DMARC, SPF og DKIM, som lar mottakere avvise falsk e-post i deres navn.',
        ],
      },
      nn: {
        name: 'Nokon gjev seg ut for å vere dykk',
        ifYouCannot: ['Meld den falske identiteten til plattforma eller domeneforhandlaren der han ligg.'],
        what: 'Nokon gjev seg ut for å vere verksemda eller ein som arbeider der.',
        doNow: [
          'Åtvar tilsette, innbyggjarar og samarbeidspartnarar, og vis dei dei ekte kanalane.',
          'Slå på DMARC, SPF og DKIM, som lèt mottakarar avvise falsk e-post i dykkar namn.',
        ],
      },
      en: {
        name: 'Somebody pretends to be you',
        ifYouCannot: ['Report the false identity to the platform or domain registrar that hosts it.'],
        what: 'Somebody pretends to be your organisation or one of its people.',
        doNow: [
          'Warn staff, citizens and partners, and show them the genuine channels.',
          'Turn on DMARC, SPF and DKIM, which let recipients reject false mail in your name.',
        ],
      },
    },
  ],
}
