import type { Family } from '../kind.ts'

export const telephony: Family = {
  id: 'telephony',
  nature: 'exposure',
  proof: 'rescan',
  principles: ['2.2.3', '2.5.2', '2.5.5'],
  words: {
    nb: {
      name: 'Telefoni- og videotjenesten {service} svarer hvem som helst',
      what: 'Tjenesten er åpen for hele internett på {port}.',
      why: 'Misbruk kan gi store telefonregninger, og en legevakt kan miste linjene sine når de trengs.',
      doNow: ['Tillat {service} på {port} bare fra leverandøren av telefoni eller video.'],
      ifYouCannot: ['Be leverandøren om en sentral (SBC) som beskytter {service} mot internett.'],
    },
    nn: {
      name: 'Telefoni- og videotenesta {service} svarer kven som helst',
      what: 'Tenesta er open for heile internett på {port}.',
      why: 'Misbruk kan gje store telefonrekningar, og ei legevakt kan miste linjene sine når det trengst.',
      doNow: ['Tillat {service} på {port} berre frå leverandøren av telefoni eller video.'],
      ifYouCannot: ['Be leverandøren om ein sentral (SBC) som vernar {service} mot internett.'],
    },
    en: {
      name: 'The telephone and video service {service} answers anyone',
      what: 'The service is open to the whole internet on {port}.',
      why: 'Abuse may give large telephone bills, and an emergency clinic may lose its lines when needed.',
      doNow: ['Allow {service} on {port} only from your telephone or video provider.'],
      ifYouCannot: ['Ask the provider for a session border controller (SBC) to shield {service}.'],
    },
  },
  kinds: [
    {
      id: 'open-sip',
      type: 'vulnerable-system',
      severity: 'high',
      service: 'SIP',
      port: 5060,
      report: 'accessible-sip-report',
      nb: {
        what: 'SIP setter opp telefonsamtaler over internett.',
        doNow: [
          'Sett lange passord på alle linjer, og sperr utenlandssamtaler som ingen trenger.',
          'Slå av SIP i rutere og brannmurer (SIP ALG) som ikke er telefonsentraler.',
        ],
      },
      nn: {
        what: 'SIP set opp telefonsamtalar over internett.',
        doNow: [
          'Set lange passord på alle linjer, og sperr utanlandssamtalar som ingen treng.',
          'Slå av SIP i ruterar og brannmurar (SIP ALG) som ikkje er telefonsentralar.',
        ],
      },
      en: {
        what: 'SIP sets up telephone calls over the internet.',
        doNow: [
          'Set long passwords on every line, and bar calls abroad that nobody needs.',
          'Turn off SIP in routers and firewalls (SIP ALG) that are no telephone exchange.',
        ],
      },
    },
    {
      id: 'open-stun',
      type: 'other',
      severity: 'medium',
      service: 'STUN',
      port: 3478,
      report: 'accessible-stun-service-report',
      nb: {
        first: 'Avklar om STUN på {port} hører til en video- eller telefonløsning dere bruker.',
        ifYouCannot: ['Begrens hvor mange svar STUN kan sende til samme adresse per sekund.'],
        what: 'STUN hjelper videomøter å finne veien gjennom brannmurer, og UDP-svarene kan forsterke angrep.',
        doNow: [
          'Slå av STUN på servere der ingen bruker video eller telefoni.',
          'Oppdater programmet, for eksempel coturn, og krev innlogging for videresending (TURN).',
        ],
      },
      nn: {
        first: 'Avklar om STUN på {port} høyrer til ei video- eller telefonløysing de bruker.',
        ifYouCannot: ['Avgrens kor mange svar STUN kan sende til same adresse per sekund.'],
        what: 'STUN hjelper videomøte å finne vegen gjennom brannmurar, og UDP-svara kan forsterke angrep.',
        doNow: [
          'Slå av STUN på tenarar der ingen bruker video eller telefoni.',
          'Oppdater programmet, til dømes coturn, og krev innlogging for vidaresending (TURN).',
        ],
      },
      en: {
        first: 'Clarify whether STUN on {port} belongs to a video or telephone solution you use.',
        ifYouCannot: ['Limit how many answers STUN may send to one address per second.'],
        what: 'STUN helps video meetings find a way through firewalls, and its UDP answers can amplify attacks.',
        doNow: [
          'Turn STUN off on servers where nobody uses video or telephony.',
          'Update the program, such as coturn, and require sign-in for relaying (TURN).',
        ],
      },
    },
  ],
}
