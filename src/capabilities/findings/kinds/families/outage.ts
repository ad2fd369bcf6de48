import type { Family } from '../kind.ts'

export const outage: Family = {
  id: 'outage',
  nature: 'event',
  proof: 'answer-only',
  principles: ['2.2.7', '2.9.1', '4.3.4'],
  words: {
    nb: {
      name: 'Driften er rammet av {service}',
      what: 'Noe dere har ansvar for, er nede eller ustabilt.',
      why: 'Når systemer faller ut, må klinikk og kommune gå over på papir. Det tar tid fra pasienter og innbyggere.',
      doNow: ['Avklar hvilke tjenester {service} rammer, og varsle dem som bruker tjenestene.'],
      ifYouCannot: ['Følg reserverutinen for drift uten systemet til følgene av {service} er rettet.'],
    },
    nn: {
      name: 'Drifta er ramma av {service}',
      what: 'Noko de har ansvar for, er nede eller ustabilt.',
      why: 'Når system fell ut, må klinikk og kommune gå over på papir. Det tek tid frå pasientar og innbyggjarar.',
      doNow: ['Avklar kva tenester {service} rammar, og varsle dei som bruker tenestene.'],
      ifYouCannot: ['Følg reserverutinen for drift utan systemet til følgjene av {service} er retta.'],
    },
    en: {
      name: 'Operations are hit by {service}',
      what: 'Something you are responsible for is down or unstable.',
      why: 'When systems fail, clinics and municipalities fall back on paper. That takes time from patients and citizens.',
      doNow: ['Clarify which services {service} affects, and tell those who use them.'],
      ifYouCannot: ['Follow the fallback routine for work without the system until the effects of {service} are repaired.'],
    },
  },
  kinds: [
    {
      id: 'rsit-misconfiguration',
      type: 'misconfiguration',
      severity: 'medium',
      service: { nb: 'feiloppsettet', nn: 'feiloppsettet', en: 'the misconfiguration' },
      nature: 'exposure',
      proof: 'absent-from-source',
      principles: ['2.3.4', '2.3.5', '2.10.3'],
      nb: {
        name: 'Et feil oppsett rammer driften',
        what: 'En innstilling er feil, slik at en tjeneste ikke virker som den skal.',
        doNow: ['Gå tilbake til det siste oppsettet som virket.', 'Prøv endringen utenfor drift før den innføres på nytt.'],
      },
      nn: {
        name: 'Eit feil oppsett rammar drifta',
        what: 'Ei innstilling er feil, slik at ei teneste ikkje verkar som ho skal.',
        doNow: ['Gå tilbake til det siste oppsettet som verka.', 'Prøv endringa utanfor drift før ho blir innført på nytt.'],
      },
      en: {
        name: 'A misconfiguration hits operations',
        what: 'A setting is wrong, so a service does not work as it should.',
        doNow: ['Return to the last configuration that worked.', 'Try the change outside production before it goes in again.'],
      },
    },
    {
      id: 'rsit-sabotage',
      type: 'sabotage',
      severity: 'critical',
      service: { nb: 'sabotasjen', nn: 'sabotasjen', en: 'the sabotage' },
      nb: {
        name: 'Sabotasje rammer driften',
        what: 'Noen har ødelagt utstyr, data eller forbindelser med vilje.',
        doNow: [
          'Sikre stedet og loggene, og anmeld forholdet til politiet.',
          'Kontroller at sikkerhetskopiene er hele før dere begynner å gjenopprette.',
        ],
      },
      nn: {
        name: 'Sabotasje rammar drifta',
        what: 'Nokon har øydelagt utstyr, data eller samband med vilje.',
        doNow: [
          'Sikre staden og loggane, og meld forholdet til politiet.',
          'Kontroller at tryggingskopiane er heile før de byrjar å gjenopprette.',
        ],
      },
      en: {
        name: 'Sabotage hits operations',
        what: 'Somebody has destroyed equipment, data or connections on purpose.',
        doNow: [
          'Secure the place and the logs, and report the matter to the police.',
          'Check that the backups are whole before you begin to restore.',
        ],
      },
    },
    {
      id: 'rsit-outage',
      type: 'outage',
      severity: 'high',
      service: { nb: 'driftsavbruddet', nn: 'driftsavbrotet', en: 'the outage' },
      nb: {
        name: 'Et driftsavbrudd',
        what: 'En tjeneste har falt ut, uten at noen kjent angriper står bak.',
        doNow: [
          'Spør leverandøren om årsak og ventet tid til tjenesten er tilbake.',
          'Noter når avbruddet begynte og sluttet, og hva som hjalp.',
        ],
      },
      nn: {
        name: 'Eit driftsavbrot',
        what: 'Ei teneste har falle ut, utan at nokon kjend angripar står bak.',
        doNow: [
          'Spør leverandøren om årsak og venta tid til tenesta er tilbake.',
          'Noter når avbrotet byrja og slutta, og kva som hjelpte.',
        ],
      },
      en: {
        name: 'An outage',
        what: 'A service has failed, with no known attacker behind it.',
        doNow: [
          'Ask the supplier about the cause and when the service will be back.',
          'Note when the outage began and ended, and what helped.',
        ],
      },
    },
  ],
}
