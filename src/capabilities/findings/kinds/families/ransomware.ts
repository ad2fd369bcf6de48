import type { Family } from '../kind.ts'

export const ransomware: Family = {
  id: 'ransomware',
  nature: 'event',
  proof: 'answer-only',
  principles: ['2.9.3', '2.9.4', '4.1.1', '4.3.4'],
  words: {
    nb: {
      name: 'Mulig digital utpressing: {service}',
      what: 'Noen kan ha tatt seg inn og endret eller stjålet data.',
      why: 'Slike angrep har stanset sykehus og kommuner i uker. Jo før dere handler, desto mindre går tapt.',
      doNow: ['Samle ledelse og driftsleverandør nå, og avklar hva dere vet om {service}.'],
      ifYouCannot: ['Ring oss dersom dere mangler folk til å undersøke {service}.'],
    },
    nn: {
      name: 'Mogleg digital utpressing: {service}',
      what: 'Nokon kan ha teke seg inn og endra eller stole data.',
      why: 'Slike angrep har stansa sjukehus og kommunar i veker. Dess før de handlar, dess mindre går tapt.',
      doNow: ['Samle leiing og driftsleverandør no, og avklar kva de veit om {service}.'],
      ifYouCannot: ['Ring oss dersom de manglar folk til å undersøkje {service}.'],
    },
    en: {
      name: 'Possible digital extortion: {service}',
      what: 'Somebody may have got in and changed or stolen data.',
      why: 'Such attacks have stopped hospitals and municipalities for weeks. The sooner you act, the less is lost.',
      doNow: ['Gather management and your operator now, and clarify what you know about {service}.'],
      ifYouCannot: ['Call us if you lack the people to examine {service}.'],
    },
  },
  kinds: [
    {
      id: 'ransomware-victim',
      type: 'system-compromise',
      severity: 'info',
      service: {
        nb: 'omtalen på utpressernes nettsted',
        nn: 'omtalen på nettstaden til utpressarane',
        en: 'the mention on the extortionists’ site',
      },
      report: 'ransomware-victim-report',
      nb: {
        name: 'Utpressere hevder at dere er et offer',
        what: 'En utpressergruppe hevder på sin egen nettside at virksomheten er et offer.',
        doNow: [
          'Koble ut en sikkerhetskopi fra nettet, så den ikke kan krypteres.',
          'Se etter stor utgående trafikk og nye administratorer de siste ukene.',
          'Ta ikke kontakt med utpresserne uten å ha snakket med politiet.',
        ],
      },
      nn: {
        name: 'Utpressarar hevdar at de er eit offer',
        what: 'Ei utpressargruppe hevdar på si eiga nettside at verksemda er eit offer.',
        doNow: [
          'Kople ut ein tryggingskopi frå nettet, så han ikkje kan krypterast.',
          'Sjå etter stor utgåande trafikk og nye administratorar dei siste vekene.',
          'Ta ikkje kontakt med utpressarane utan å ha snakka med politiet.',
        ],
      },
      en: {
        name: 'Extortionists claim that you are a victim',
        what: 'A group of extortionists claims on its own site that your organisation is a victim.',
        doNow: [
          'Unplug one backup from the network, so it cannot be encrypted.',
          'Look for large outgoing traffic and new administrators in recent weeks.',
          'Do not contact the extortionists before you have spoken with the police.',
        ],
      },
    },
    {
      id: 'rsit-unauthorised-information-modification',
      type: 'unauthorised-information-modification',
      severity: 'critical',
      service: { nb: 'den uautoriserte endringen', nn: 'den uautoriserte endringa', en: 'the unauthorised change' },
      nb: {
        name: 'Data er endret eller kryptert av uvedkommende',
        what: 'Data er endret eller kryptert av noen uten rett til det.',
        doNow: [
          'Koble de rammede maskinene fra nettet, men la dem stå på.',
          'Steng fjerntilgang og bytt passord på administratorkontoene fra en ren maskin.',
          'Anmeld forholdet, og vurder melding til Datatilsynet innen 72 timer.',
        ],
      },
      nn: {
        name: 'Data er endra eller krypterte av uvedkomande',
        what: 'Data er endra eller krypterte av nokon utan rett til det.',
        doNow: [
          'Kople dei ramma maskinene frå nettet, men la dei stå på.',
          'Steng fjerntilgang og byt passord på administratorkontoane frå ei rein maskin.',
          'Meld forholdet til politiet, og vurder melding til Datatilsynet innan 72 timar.',
        ],
      },
      en: {
        name: 'Data was changed or encrypted by outsiders',
        what: 'Data was changed or encrypted by someone without the right to do so.',
        doNow: [
          'Disconnect the affected machines from the network, but leave them powered on.',
          'Close remote access and change administrator passwords from a clean machine.',
          'Report it to the police, and consider notice to the Data Protection Authority within 72 hours.',
        ],
      },
    },
  ],
}
