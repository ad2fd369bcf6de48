import { type Locale, locales, type Texts } from '#domain/locale.ts'
import { catalogue } from './catalogue.data.ts'
import type { ServiceId, Subject, TermsBody, TermsText } from './contract.ts'

const membership: TermsBody = {
  nb: {
    text: [
      'Avtalen gjelder mellom teamet og virksomheten som medlem av beskyttelsesprogrammet.',
      'Formålet er at alle i sektoren skal kunne stole på hverandre når de deler informasjon og systemer.',
      'Hver tjeneste har egne vilkår. De gjelder bare når denne avtalen er godtatt.',
    ].join('\n'),
    ours: [
      'Vi varsler dere når vi ser noe alvorlig hos dere, hele døgnet.',
      'Vi viser ingen andre hva som er galt hos dere, uten at dere sier ja.',
      'Vi følger merkingen TLP på alt dere gir oss.',
      'Vi viser dere hvem hos oss som har lest om dere.',
    ],
    yours: [
      'Dere holder kontaktene oppdatert og svarer på varsler.',
      'Dere svarer ærlig på minstekravene og sier når det som mangler er på plass.',
      'Dere følger merkingen TLP på alt vi gir dere.',
      'Dere sier fra til oss når noe alvorlig skjer hos dere.',
    ],
  },
  nn: {
    text: [
      'Avtalen gjeld mellom teamet og verksemda som medlem av vernet.',
      'Føremålet er at alle i sektoren skal kunne lite på kvarandre når dei deler informasjon og system.',
      'Kvar teneste har eigne vilkår. Dei gjeld berre når denne avtalen er godteken.',
    ].join('\n'),
    ours: [
      'Vi varslar dykk når vi ser noko alvorleg hos dykk, heile døgnet.',
      'Vi viser ingen andre kva som er gale hos dykk, utan at de seier ja.',
      'Vi følgjer merkinga TLP på alt de gjev oss.',
      'Vi viser dykk kven hos oss som har lese om dykk.',
    ],
    yours: [
      'De held kontaktane oppdaterte og svarar på varsel.',
      'De svarar ærleg på minstekrava og seier når det som manglar er på plass.',
      'De følgjer merkinga TLP på alt vi gjev dykk.',
      'De seier frå til oss når noko alvorleg hender hos dykk.',
    ],
  },
  en: {
    text: [
      'The agreement is between the team and the organisation as a member of the protection programme.',
      'Its purpose is that all of the sector can trust each other when they share information and systems.',
      'Every service has terms of its own. They count only when this agreement is accepted.',
    ].join('\n'),
    ours: [
      'We warn you of whatever is severe at your site, at any hour.',
      'We show nobody else what is wrong at your site, unless you say yes.',
      'We keep to TLP on all you give us.',
      'We show you who of us has read about you.',
    ],
    yours: [
      'You keep your contacts up to date and answer warnings.',
      'You answer the minimum demands honestly, and say when what is missing will be there.',
      'You keep to TLP on all we give you.',
      'You tell us when something severe happens at your site.',
    ],
  },
}

const t = (nb: string, nn: string, en: string): Texts => ({ nb, nn, en })
const handled = t('Dette behandler vi', 'Dette handsamar vi', 'This is what we handle')
const kept = t('Så lenge', 'Så lenge', 'For so long')
const noMore = t(
  'Vi bruker opplysningene til dette og ikke til noe annet.',
  'Vi bruker opplysningane til dette og ikkje til noko anna.',
  'We use what we learn for this and for nothing else.',
)
const stops = t(
  'Vi stanser med en gang dere trekker samtykket.',
  'Vi stansar med ein gong de trekkjer samtykket.',
  'We stop at once when you take your consent back.',
)
const tells = t(
  'Dere sier fra når noe i dette endrer seg.',
  'De seier frå når noko i dette endrar seg.',
  'You tell us when any of this changes.',
)

function serviceText(service: ServiceId, locale: Locale): TermsText {
  const { what, asks, handles } = catalogue[service]
  const { categories, purpose, basis, retention } = handles
  return {
    text: [
      what[locale],
      `${handled[locale]}: ${categories[locale]}`,
      purpose[locale],
      basis[locale],
      `${kept[locale]}: ${retention[locale]}`,
    ].join('\n'),
    ours: [noMore[locale], stops[locale]],
    yours: [asks[locale], tells[locale]],
  }
}

/** Where the first version of terms may begin. Nothing counts before somebody who leads the team has published it. */
export const proposalOf = (subject: Subject): TermsBody =>
  subject === 'membership'
    ? membership
    : (Object.fromEntries(locales.map((locale) => [locale, serviceText(subject, locale)])) as TermsBody)
