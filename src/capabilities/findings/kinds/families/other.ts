import type { Family } from '../kind.ts'

export const other: Family = {
  id: 'other',
  nature: 'event',
  proof: 'absent-from-source',
  principles: ['3.1.1', '4.2.1'],
  words: {
    nb: {
      name: 'Melding om {service}',
      what: 'Kilden har sendt opplysninger som gjelder en adresse virksomheten har ansvar for.',
      why: 'Vi vet for lite til å si hvor alvorlig det er. Dere kjenner maskinen og kan avgjøre det raskt.',
      doNow: ['Finn maskinen bak adressen, og les opplysningene om {service} nøye.'],
      ifYouCannot: ['Svar at dere er usikre, så hjelper vi med å tolke {service}.'],
    },
    nn: {
      name: 'Melding om {service}',
      what: 'Kjelda har sendt opplysningar som gjeld ei adresse verksemda har ansvar for.',
      why: 'Vi veit for lite til å seie kor alvorleg det er. De kjenner maskina og kan avgjere det raskt.',
      doNow: ['Finn maskina bak adressa, og les opplysningane om {service} nøye.'],
      ifYouCannot: ['Svar at de er usikre, så hjelper vi med å tolke {service}.'],
    },
    en: {
      name: 'Report about {service}',
      what: 'The source has sent details about an address your organisation is responsible for.',
      why: 'We know too little to say how grave it is. You know the machine and can soon tell.',
      doNow: ['Find the machine behind the address, and read the details about {service} with care.'],
      ifYouCannot: ['Answer that you are unsure, and we help you to interpret {service}.'],
    },
  },
  kinds: [
    {
      id: 'rsit-other',
      type: 'other',
      severity: 'low',
      service: { nb: 'hendelsen uten kategori', nn: 'hendinga utan kategori', en: 'the uncategorised event' },
      nb: {
        name: 'En hendelse uten kategori',
        what: 'Meldingen passer ikke i noen av de vanlige gruppene.',
        doNow: [
          'Se i loggene om maskinen gjorde noe uvanlig på det oppgitte tidspunktet.',
          'Skriv til oss hva dere fant, så neste melding blir bedre.',
        ],
      },
      nn: {
        name: 'Ei hending utan kategori',
        what: 'Meldinga passar ikkje i nokon av dei vanlege gruppene.',
        doNow: [
          'Sjå i loggane om maskina gjorde noko uvanleg på det oppgjevne tidspunktet.',
          'Skriv til oss kva de fann, så neste melding blir betre.',
        ],
      },
      en: {
        name: 'An uncategorised event',
        what: 'The report fits none of the usual groups.',
        doNow: [
          'Look in the logs for anything unusual at the stated time.',
          'Write to us what you found, so the next report gets better.',
        ],
      },
    },
    {
      id: 'rsit-undetermined',
      type: 'undetermined',
      severity: 'low',
      service: { nb: 'det uavklarte funnet', nn: 'det uavklarte funnet', en: 'the undetermined observation' },
      nb: {
        name: 'Et uavklart funn',
        what: 'Kilden har ikke sagt hva slags hendelse det er.',
        doNow: [
          'Kontroller at maskinen er oppdatert og fortsatt er i bruk.',
          'Svar oss med hva maskinen brukes til, så kan vi plassere saken.',
        ],
      },
      nn: {
        name: 'Eit uavklart funn',
        what: 'Kjelda har ikkje sagt kva slags hending det er.',
        doNow: [
          'Kontroller at maskina er oppdatert og framleis er i bruk.',
          'Svar oss med kva maskina blir brukt til, så kan vi plassere saka.',
        ],
      },
      en: {
        name: 'An undetermined observation',
        what: 'The source has not said what kind of event it is.',
        doNow: [
          'Check that the machine is up to date and still in use.',
          'Tell us what the machine is used for, and we can place the case.',
        ],
      },
    },
    {
      id: 'rsit-test',
      type: 'test',
      severity: 'info',
      service: { nb: 'testmeldingen', nn: 'testmeldinga', en: 'the test message' },
      proof: 'answer-only',
      nb: {
        seen: 'Den krever ingen opprydding.',
        name: 'En testmelding',
        first: 'Sjekk at testmeldingen kom til riktig innboks.',
        ifYouCannot: ['Ring oss hvis testmeldingen ikke lar seg besvare.'],
        what: 'Dette er en prøve, og ingenting er galt.',
        why: 'Prøven viser om varsler når fram til rett person hos dere.',
        doNow: ['Bekreft at dere har fått meldingen.', 'Rett kontaktopplysningene hvis meldingen kom til feil person.'],
      },
      nn: {
        seen: 'Ho krev inga opprydding.',
        name: 'Ei testmelding',
        first: 'Sjekk at testmeldinga kom til rett innboks.',
        ifYouCannot: ['Ring oss om det ikkje går å svare på testmeldinga.'],
        what: 'Dette er ei prøve, og ingenting er gale.',
        why: 'Prøva viser om varsel når fram til rett person hos dykk.',
        doNow: ['Stadfest at de har fått meldinga.', 'Rett kontaktopplysningane om meldinga kom til feil person.'],
      },
      en: {
        seen: 'It calls for no cleaning up.',
        name: 'A test message',
        first: 'Check that the test message came to the right inbox.',
        ifYouCannot: ['Call us if the test message cannot be answered.'],
        what: 'This is a trial, and nothing is wrong.',
        why: 'The trial shows whether warnings reach the right person at your place.',
        doNow: ['Confirm that you have received the message.', 'Correct the contact details if it came to the wrong person.'],
      },
    },
  ],
}
