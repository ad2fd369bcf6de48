import type { Family } from '../kind.ts'

export const abusiveContent: Family = {
  id: 'abusive-content',
  nature: 'event',
  proof: 'answer-only',
  principles: ['4.2.1', '4.3.5'],
  words: {
    nb: {
      name: '{service} på egne systemer',
      what: 'Innholdet ligger på eller kommer fra noe virksomheten har ansvar for.',
      why: 'Slikt innhold skader mennesker og tilliten til en offentlig tjeneste. Noe av det er straffbart å oppbevare.',
      doNow: ['Sperr innsynet til {service}, men slett ingenting før dere vet om politiet trenger det.'],
      ifYouCannot: ['Be leverandøren av nettstedet om å ta siden ned og bekrefte det skriftlig.'],
    },
    nn: {
      name: '{service} på eigne system',
      what: 'Innhaldet ligg på eller kjem frå noko verksemda har ansvar for.',
      why: 'Slikt innhald skader menneske og tilliten til ei offentleg teneste. Noko av det er straffbart å ha liggjande.',
      doNow: ['Sperr innsynet til {service}, men slett ingenting før de veit om politiet treng det.'],
      ifYouCannot: ['Be leverandøren av nettstaden om å ta sida ned og stadfeste det skriftleg.'],
    },
    en: {
      name: '{service} on your own systems',
      what: 'The content lies on, or comes from, something your organisation is responsible for.',
      why: 'Such content harms people and the trust in a public service. Some of it is a crime to keep.',
      doNow: ['Block access to {service}, but delete nothing until you know whether the police need it.'],
      ifYouCannot: ['Ask the supplier of the website to take the page down and confirm it in writing.'],
    },
  },
  kinds: [
    {
      id: 'rsit-harmful-speech',
      type: 'harmful-speech',
      severity: 'medium',
      service: { nb: 'det hetsende innholdet', nn: 'det hetsande innhaldet', en: 'the harassing content' },
      nb: {
        name: 'Hets eller trusler ligger på egne systemer',
        what: 'Noen har meldt om hets, trusler eller trakassering.',
        doNow: [
          'Finn ut hvilken konto som la det ut, og steng kontoen.',
          'Si fra til den som er rammet, og til nærmeste leder hvis en ansatt er innblandet.',
        ],
      },
      nn: {
        name: 'Hets eller truslar ligg på eigne system',
        what: 'Nokon har meldt om hets, truslar eller trakassering.',
        doNow: [
          'Finn ut kva konto som la det ut, og steng kontoen.',
          'Sei frå til den som er ramma, og til næraste leiar om ein tilsett er innblanda.',
        ],
      },
      en: {
        name: 'Harassment or threats on your own systems',
        what: 'Somebody has reported hate, threats or harassment.',
        doNow: [
          'Find out which account posted it, and close that account.',
          'Tell the person who was hit, and the line manager if a member of staff is involved.',
        ],
      },
    },
    {
      id: 'rsit-violence',
      type: 'violence',
      severity: 'critical',
      service: { nb: 'overgrepsmaterialet', nn: 'overgrepsmaterialet', en: 'the abuse material' },
      nb: {
        name: 'Overgrepsmateriale på egne systemer',
        ifYouCannot: ['Be politiet om råd før dere gjør noe med overgrepsmaterialet.'],
        what: 'Noen har meldt om bilder eller filmer av overgrep eller grov vold.',
        doNow: [
          'Ring politiet på 02800 med en gang, og følg rådene de gir.',
          'Ikke åpne, kopier eller send materialet til noen, heller ikke til oss.',
        ],
      },
      nn: {
        name: 'Overgrepsmateriale på eigne system',
        ifYouCannot: ['Be politiet om råd før de gjer noko med overgrepsmaterialet.'],
        what: 'Nokon har meldt om bilete eller filmar av overgrep eller grov vald.',
        doNow: [
          'Ring politiet på 02800 med ein gong, og følg råda dei gjev.',
          'Ikkje opne, kopier eller send materialet til nokon, heller ikkje til oss.',
        ],
      },
      en: {
        name: 'Abuse material on your own systems',
        ifYouCannot: ['Ask the police for advice before you do anything with the abuse material.'],
        what: 'Somebody has reported pictures or films of abuse or grave violence.',
        doNow: [
          'Call the police on 02800 at once and follow their advice.',
          'Do not open, copy or send the material to anyone, us included.',
        ],
      },
    },
  ],
}
