import type { Family } from '../kind.ts'

export const reputation: Family = {
  id: 'reputation',
  nature: 'event',
  proof: 'absent-from-source',
  principles: ['2.8.1', '3.2.3', '3.3.4'],
  words: {
    nb: {
      name: 'Dårlig rykte: {service}',
      what: 'Det gjelder en adresse virksomheten har ansvar for.',
      why: 'E-post fra dere kan bli avvist. En liste som dette er ofte det første tegnet på en overtatt maskin.',
      doNow: ['Finn maskinen eller kontoen som er årsak til {service}, og stans trafikken.'],
      ifYouCannot: ['Send e-post gjennom leverandørens server til {service} er ryddet opp i.'],
    },
    nn: {
      name: 'Dårleg rykte: {service}',
      what: 'Det gjeld ei adresse verksemda har ansvar for.',
      why: 'E-post frå dykk kan bli avvist. Ei liste som denne er ofte det første teiknet på ei overteken maskin.',
      doNow: ['Finn maskina eller kontoen som er årsak til {service}, og stans trafikken.'],
      ifYouCannot: ['Send e-post gjennom tenaren til leverandøren til {service} er rydda opp i.'],
    },
    en: {
      name: 'Poor reputation: {service}',
      what: 'It concerns an address your organisation is responsible for.',
      why: 'Mail from you may be refused. Such a listing is often the first sign of a machine taken over.',
      doNow: ['Find the machine or account that causes {service}, and stop the traffic.'],
      ifYouCannot: ['Send mail through your provider’s server until {service} is dealt with.'],
    },
  },
  kinds: [
    {
      id: 'blacklisted-ip',
      type: 'other',
      severity: 'low',
      service: { nb: 'sperrelistingen', nn: 'sperrelistinga', en: 'the blocklisting' },
      nature: 'exposure',
      report: 'blocklist-report',
      nb: {
        name: 'Adressen står på en sperreliste',
        what: 'Adressen står på en sperreliste som andre bruker for å avvise trafikk eller e-post.',
        doNow: [
          'Les hos den som eier listen, hvorfor adressen står der.',
          'Be om å bli strøket fra listen når årsaken er fjernet.',
        ],
      },
      nn: {
        name: 'Adressa står på ei sperreliste',
        what: 'Adressa står på ei sperreliste som andre bruker for å avvise trafikk eller e-post.',
        doNow: ['Les hos den som eig lista, kvifor adressa står der.', 'Be om å bli stroken frå lista når årsaka er fjerna.'],
      },
      en: {
        name: 'The address is on a blocklist',
        what: 'The address is on a blocklist that others use to refuse traffic or mail.',
        doNow: ['Read at the list’s owner why the address is there.', 'Ask to be taken off the list when the cause is gone.'],
      },
    },
    {
      id: 'rsit-spam',
      type: 'spam',
      severity: 'low',
      service: { nb: 'søppelposten', nn: 'søppelposten', en: 'the spam' },
      nb: {
        name: 'Adressen sender søppelpost',
        what: 'Noen har meldt om uønsket e-post som kommer fra adressen.',
        doNow: [
          'Se i e-postloggen hvilken konto eller maskin som sender uvanlig mye.',
          'Tillat utgående e-post på port 25 bare fra e-postserveren.',
        ],
      },
      nn: {
        name: 'Adressa sender søppelpost',
        what: 'Nokon har meldt om uønskt e-post som kjem frå adressa.',
        doNow: [
          'Sjå i e-postloggen kva konto eller maskin som sender uvanleg mykje.',
          'Tillat utgåande e-post på port 25 berre frå e-posttenaren.',
        ],
      },
      en: {
        name: 'The address sends spam',
        what: 'Somebody has reported unwanted mail that comes from the address.',
        doNow: [
          'See in the mail log which account or machine sends unusually much.',
          'Allow outgoing mail on port 25 only from the mail server.',
        ],
      },
    },
  ],
}
