import type { Family } from '../kind.ts'

export const informationLoss: Family = {
  id: 'information-loss',
  nature: 'event',
  proof: 'answer-only',
  principles: ['2.6.4', '2.7.3', '4.3.1'],
  words: {
    nb: {
      name: 'Opplysninger er berørt av {service}',
      what: 'Det gjelder opplysninger virksomheten har ansvar for.',
      why: 'Helseopplysninger og saker om innbyggere kan ikke trekkes tilbake når de først er ute.',
      doNow: ['Avklar hvilke opplysninger og hvor mange personer {service} gjelder.'],
      ifYouCannot: ['Spør personvernombudet om råd, og noter hvorfor {service} ikke kan avklares nå.'],
    },
    nn: {
      name: 'Opplysningar er råka av {service}',
      what: 'Det gjeld opplysningar verksemda har ansvar for.',
      why: 'Helseopplysningar og saker om innbyggjarar kan ikkje trekkjast tilbake når dei først er ute.',
      doNow: ['Avklar kva opplysningar og kor mange personar {service} gjeld.'],
      ifYouCannot: ['Spør personvernombodet om råd, og noter kvifor {service} ikkje kan avklarast no.'],
    },
    en: {
      name: 'Information is affected by {service}',
      what: 'It concerns information your organisation is responsible for.',
      why: 'Health data and citizens’ cases cannot be taken back once they are out.',
      doNow: ['Establish which information and how many persons {service} concerns.'],
      ifYouCannot: ['Ask your data protection officer, and note why {service} cannot be clarified now.'],
    },
  },
  kinds: [
    {
      id: 'rsit-unauthorised-information-access',
      type: 'unauthorised-information-access',
      severity: 'high',
      service: { nb: 'det uautoriserte innsynet', nn: 'det uautoriserte innsynet', en: 'the unauthorised access' },
      nb: {
        name: 'Noen har sett opplysninger uten rett',
        what: 'Noen kan ha lest opplysninger de ikke hadde rett til å se.',
        doNow: [
          'Steng tilgangen som ble brukt, og ta vare på tilgangsloggen.',
          'Vurder melding til Datatilsynet innen 72 timer etter at dere ble kjent med det.',
        ],
      },
      nn: {
        name: 'Nokon har sett opplysningar utan rett',
        what: 'Nokon kan ha lese opplysningar dei ikkje hadde rett til å sjå.',
        doNow: [
          'Steng tilgangen som vart brukt, og ta vare på tilgangsloggen.',
          'Vurder melding til Datatilsynet innan 72 timar etter at de vart kjende med det.',
        ],
      },
      en: {
        name: 'Somebody has seen information without right',
        what: 'Somebody may have read information they had no right to see.',
        doNow: [
          'Close the access that was used, and keep the access log.',
          'Consider notice to the Norwegian Data Protection Authority within 72 hours of becoming aware.',
        ],
      },
    },
    {
      id: 'rsit-data-loss',
      type: 'data-loss',
      severity: 'high',
      service: { nb: 'datatapet', nn: 'datatapet', en: 'the data loss' },
      principles: ['2.9.1', '2.9.3', '2.9.4'],
      nb: {
        name: 'Data er gått tapt',
        what: 'Data er borte eller kan ikke leses lenger.',
        doNow: [
          'Stans skriving til lagringen, så det som er igjen, ikke blir overskrevet.',
          'Gjenopprett fra sikkerhetskopi på et annet sted, og kontroller innholdet før bruk.',
        ],
      },
      nn: {
        name: 'Data er gått tapt',
        what: 'Data er borte eller kan ikkje lesast lenger.',
        doNow: [
          'Stans skriving til lagringa, så det som er att, ikkje blir overskrive.',
          'Gjenopprett frå tryggingskopi på ein annan stad, og kontroller innhaldet før bruk.',
        ],
      },
      en: {
        name: 'Data is lost',
        what: 'Data is gone or can no longer be read.',
        doNow: [
          'Stop writing to the storage, so what is left is not overwritten.',
          'Restore from backup to another place, and check the content before use.',
        ],
      },
    },
    {
      id: 'rsit-data-leak',
      type: 'data-leak',
      severity: 'critical',
      service: { nb: 'datalekkasjen', nn: 'datalekkasjen', en: 'the data leak' },
      nb: {
        name: 'Opplysninger har lekket ut',
        what: 'Opplysninger fra virksomheten er funnet på et sted de ikke skulle være.',
        doNow: [
          'Tett hullet opplysningene kom ut gjennom, og be verten om å fjerne dem.',
          'Meld fra til Datatilsynet innen 72 timer hvis lekkasjen kan ramme personer.',
          'Gi råd til dem som er rammet, når risikoen for dem er høy.',
        ],
      },
      nn: {
        name: 'Opplysningar har kome ut',
        what: 'Opplysningar frå verksemda er funne på ein stad dei ikkje skulle vere.',
        doNow: [
          'Tett holet opplysningane kom ut gjennom, og be verten om å fjerne dei.',
          'Meld frå til Datatilsynet innan 72 timar om lekkasjen kan ramme personar.',
          'Gje råd til dei som er ramma, når risikoen for dei er høg.',
        ],
      },
      en: {
        name: 'Information has leaked',
        what: 'Information from your organisation was found in a place where it should not be.',
        doNow: [
          'Close the hole it came out through, and ask the host to remove it.',
          'Notify the Norwegian Data Protection Authority within 72 hours if the leak may harm persons.',
          'Advise those affected when the risk to them is high.',
        ],
      },
    },
  ],
}
