import type { Family } from '../kind.ts'

export const industrial: Family = {
  id: 'industrial',
  nature: 'exposure',
  proof: 'absent-from-source',
  principles: ['2.2.3', '2.2.4', '2.5.4', '2.5.6'],
  words: {
    nb: {
      name: '{service} kan nås fra internett',
      what: 'Utstyret svarer hvem som helst på {port}.',
      why: 'Vann, varme, ventilasjon og medisinske gasser avhenger av slikt utstyr. Feil bruk kan skade folk.',
      doNow: ['Snakk med driftspersonalet, og koble så {service} fra internett uten å endre noe annet.'],
      ifYouCannot: ['La bare leverandørens faste adresse nå {service}, og slå av tilgangen mellom oppdragene.'],
    },
    nn: {
      name: '{service} kan nåast frå internett',
      what: 'Utstyret svarer kven som helst på {port}.',
      why: 'Vatn, varme, ventilasjon og medisinske gassar er avhengige av slikt utstyr. Feil bruk kan skade folk.',
      doNow: ['Snakk med driftspersonalet, og kople så {service} frå internett utan å endre noko anna.'],
      ifYouCannot: ['La berre den faste adressa til leverandøren nå {service}, og slå av tilgangen mellom oppdraga.'],
    },
    en: {
      name: '{service} can be reached from the internet',
      what: 'The equipment answers anyone on {port}.',
      why: 'Water, heating, ventilation and medical gases depend on such equipment. Misuse may harm people.',
      doNow: ['Speak with operations staff, then disconnect {service} from the internet, changing nothing else.'],
      ifYouCannot: ['Let only the supplier’s fixed address reach {service}, and turn access off between jobs.'],
    },
  },
  kinds: [
    {
      id: 'open-ics',
      type: 'vulnerable-system',
      severity: 'high',
      service: { nb: 'styringssystemet', nn: 'styringssystemet', en: 'the control system' },
      report: 'accessible-ics-report',
      nb: {
        what: 'Et system for bygg, vann eller prosesser bruker et språk uten innlogging, som Modbus, BACnet eller S7.',
        doNow: [
          'Spør leverandøren hvem som trenger fjerntilgang, og flytt dem til VPN (kryptert fjerntilgang) med totrinns innlogging.',
          'Kontroller at program og grenseverdier i styringen er slik de skal være.',
        ],
      },
      nn: {
        what: 'Eit system for bygg, vatn eller prosessar bruker eit språk utan innlogging, som Modbus, BACnet eller S7.',
        doNow: [
          'Spør leverandøren kven som treng fjerntilgang, og flytt dei til VPN (kryptert fjerntilgang) med totrinns innlogging.',
          'Kontroller at program og grenseverdiar i styringa er slik dei skal vere.',
        ],
      },
      en: {
        what: 'A system for buildings, water or processes uses a language without sign-in, such as Modbus, BACnet or S7.',
        doNow: [
          'Ask the supplier who needs remote access, and move them to VPN (encrypted remote access).',
          'Check that programs and limits in the controller are as they should be.',
        ],
      },
    },
    {
      id: 'accessible-ntrip',
      type: 'other',
      severity: 'info',
      service: { nb: 'NTRIP-tjenesten', nn: 'NTRIP-tenesta', en: 'the NTRIP service' },
      port: 2101,
      proof: 'rescan',
      principles: ['2.5.2', '2.5.5', '2.6.6'],
      report: 'accessible-ntrip-report',
      nb: {
        first: 'Finn ut hvem som eier NTRIP-tjenesten på {port}, og hvem som bruker posisjonene.',
        what: 'NTRIP sender rettinger som gjør posisjon fra satellitt nøyaktig, for eksempel til landmåling.',
        why: 'Falske eller manglende rettinger gir feil posisjon i oppmåling og maskinstyring.',
        doNow: [
          'Avklar om tjenesten er ment for alle; hvis ikke, krev brukernavn og passord per mottaker.',
          'Bruk kryptert NTRIP versjon 2 over TLS, der mottakerne støtter det.',
        ],
      },
      nn: {
        first: 'Finn ut kven som eig NTRIP-tenesta på {port}, og kven som bruker posisjonane.',
        what: 'NTRIP sender rettingar som gjer posisjon frå satellitt nøyaktig, til dømes til landmåling.',
        why: 'Falske eller manglande rettingar gjev feil posisjon i oppmåling og maskinstyring.',
        doNow: [
          'Avklar om tenesta er meint for alle; om ikkje, krev brukarnamn og passord per mottakar.',
          'Bruk kryptert NTRIP versjon 2 over TLS, der mottakarane støttar det.',
        ],
      },
      en: {
        first: 'Find out who owns the NTRIP service on {port}, and who uses the positions.',
        what: 'NTRIP sends corrections that make satellite positions exact, for land surveying for instance.',
        why: 'False or missing corrections give wrong positions in surveying and machine control.',
        doNow: [
          'Clarify whether the service is meant for all; if not, require a user name and password.',
          'Use encrypted NTRIP version 2 over TLS, where the receivers support it.',
        ],
      },
    },
  ],
}
