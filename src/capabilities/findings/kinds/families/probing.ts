import type { Family } from '../kind.ts'

export const probing: Family = {
  id: 'probing',
  nature: 'event',
  proof: 'absent-from-source',
  principles: ['3.2.3', '3.3.4', '4.2.1'],
  words: {
    nb: {
      name: 'Tegn på {service}',
      what: 'Hendelsen gjelder en adresse eller en person hos dere.',
      why: 'Angripere leter etter en vei inn før de slår til. Den som stopper dem her, slipper det som kommer etter.',
      doNow: ['Ta vare på logger og meldinger som viser {service}, og noter tidspunktene.'],
      ifYouCannot: ['Send oss det dere har om {service}, så ser vi på det sammen.'],
    },
    nn: {
      name: 'Teikn på {service}',
      what: 'Hendinga gjeld ei adresse eller ein person hos dykk.',
      why: 'Angriparar leitar etter ein veg inn før dei slår til. Den som stoppar dei her, slepp det som kjem etter.',
      doNow: ['Ta vare på loggar og meldingar som viser {service}, og noter tidspunkta.'],
      ifYouCannot: ['Send oss det de har om {service}, så ser vi på det saman.'],
    },
    en: {
      name: 'Signs of {service}',
      what: 'The event concerns an address or a person at your place.',
      why: 'Attackers look for a way in before they strike. Whoever stops them here is spared what comes next.',
      doNow: ['Keep logs and messages that show {service}, and note the times.'],
      ifYouCannot: ['Send us what you have about {service}, and we look at it together.'],
    },
  },
  kinds: [
    {
      id: 'rsit-sniffing',
      type: 'sniffing',
      severity: 'high',
      service: { nb: 'avlyttingen', nn: 'avlyttinga', en: 'the eavesdropping' },
      principles: ['2.4.1', '2.4.2', '2.7.4'],
      nb: {
        name: 'Tegn på avlytting av nettverket',
        what: 'Noen kan ha lest trafikk i nettverket uten lov.',
        doNow: [
          'Finn og koble fra ukjent utstyr i nettverksskap, møterom og trådløse nett.',
          'Bytt passord som kan ha gått ukryptert gjennom nettet.',
        ],
      },
      nn: {
        name: 'Teikn på avlytting av nettverket',
        what: 'Nokon kan ha lese trafikk i nettverket utan lov.',
        doNow: [
          'Finn og kople frå ukjent utstyr i nettverksskap, møterom og trådlause nett.',
          'Byt passord som kan ha gått ukryptert gjennom nettet.',
        ],
      },
      en: {
        name: 'Signs of eavesdropping on the network',
        what: 'Somebody may have read network traffic without permission.',
        doNow: [
          'Find and unplug unknown equipment in network cabinets, meeting rooms and wireless networks.',
          'Change passwords that may have crossed the network unencrypted.',
        ],
      },
    },
    {
      id: 'rsit-social-engineering',
      type: 'social-engineering',
      severity: 'medium',
      service: { nb: 'den sosiale manipuleringen', nn: 'den sosiale manipuleringa', en: 'the social engineering' },
      principles: ['2.6.7', '2.8.1', '4.1.3'],
      nb: {
        name: 'Noen har prøvd å lure en ansatt',
        what: 'Noen har prøvd å lure en ansatt til å gi fra seg tilgang, penger eller opplysninger.',
        doNow: [
          'Spør den ansatte hva som ble sagt og gitt bort, uten å legge skyld på noen.',
          'Bytt passord og stans utbetalinger som kan være berørt.',
        ],
      },
      nn: {
        name: 'Nokon har prøvd å lure ein tilsett',
        what: 'Nokon har prøvd å lure ein tilsett til å gje frå seg tilgang, pengar eller opplysningar.',
        doNow: [
          'Spør den tilsette kva som vart sagt og gjeve bort, utan å leggje skuld på nokon.',
          'Byt passord og stans utbetalingar som kan vere råka.',
        ],
      },
      en: {
        name: 'Somebody has tried to trick a member of staff',
        what: 'Somebody has tried to trick a member of staff into giving away access, money or information.',
        doNow: [
          'Ask the person what was said and handed over, without laying blame.',
          'Change passwords and stop payments that may be affected.',
        ],
      },
    },
    {
      id: 'rsit-ids-alert',
      type: 'ids-alert',
      severity: 'medium',
      service: {
        nb: 'forsøket mot en kjent sårbarhet',
        nn: 'forsøket mot ei kjend sårbarheit',
        en: 'the attempt on a known vulnerability',
      },
      principles: ['2.3.1', '3.1.1', '3.3.4'],
      nb: {
        name: 'Forsøk mot en kjent sårbarhet',
        what: 'En sensor så trafikk som prøver å utnytte en kjent svakhet.',
        doNow: [
          'Kontroller om maskinen har oppdateringen som tetter svakheten.',
          'Se etter nye brukere, filer og utgående forbindelser på maskinen etter tidspunktet.',
        ],
      },
      nn: {
        name: 'Forsøk mot ei kjend sårbarheit',
        what: 'Ein sensor såg trafikk som prøver å utnytte ein kjend veikskap.',
        doNow: [
          'Kontroller om maskina har oppdateringa som tettar veikskapen.',
          'Sjå etter nye brukarar, filer og utgåande samband på maskina etter tidspunktet.',
        ],
      },
      en: {
        name: 'Attempt on a known vulnerability',
        what: 'A sensor saw traffic that tries to use a known weakness.',
        doNow: [
          'Check whether the machine has the update that closes the weakness.',
          'Look for new users, files and outgoing connections on the machine since then.',
        ],
      },
    },
    {
      id: 'rsit-exploit',
      type: 'exploit',
      severity: 'high',
      service: {
        nb: 'forsøket med et ukjent angrep',
        nn: 'forsøket med eit ukjent angrep',
        en: 'the attempt with an unknown attack',
      },
      principles: ['3.1.2', '3.3.4', '4.2.1'],
      nb: {
        name: 'Forsøk med et ukjent angrep',
        what: 'Trafikken ligner et angrep som ikke er beskrevet før.',
        doNow: [
          'Begrens hvem som når tjenesten mens saken undersøkes.',
          'Spør produsenten om det finnes råd eller en rettelse som ikke er offentlig ennå.',
        ],
      },
      nn: {
        name: 'Forsøk med eit ukjent angrep',
        what: 'Trafikken liknar eit angrep som ikkje er skildra før.',
        doNow: [
          'Avgrens kven som når tenesta medan saka blir undersøkt.',
          'Spør produsenten om det finst råd eller ei retting som ikkje er offentleg enno.',
        ],
      },
      en: {
        name: 'Attempt with an unknown attack',
        what: 'The traffic looks like an attack that nobody has described before.',
        doNow: [
          'Limit who can reach the service while the case is examined.',
          'Ask the vendor whether there is advice or a fix that is not yet public.',
        ],
      },
    },
  ],
}
