import type { AdvisoryType } from '#domain/advisory-type.ts'
import type { Locale, Texts } from '#domain/locale.ts'
import { type Severity, severities, severityWords } from '#domain/severity.ts'
import type { Choice, Way } from './contract.ts'
import { usualChoice } from './rules.ts'

const t = (nb: string, nn: string, en: string): Texts => ({ nb, nn, en })

/** The types of warnings as they stand in a sentence. */
const typeWords: Readonly<Record<AdvisoryType, Texts>> = {
  vulnerability: t('sårbarheter', 'sårbarheiter', 'vulnerabilities'),
  threat: t('trusler', 'truslar', 'threats'),
  campaign: t('kampanjer', 'kampanjar', 'campaigns'),
  'medical-device': t('medisinsk utstyr', 'medisinsk utstyr', 'medical devices'),
  'all-clear': t('faren over', 'faren over', 'all-clears'),
}

const wayWords: Readonly<Record<Way, Texts>> = {
  mail: t('e-post', 'e-post', 'e-mail'),
  sms: t('SMS', 'SMS', 'text message'),
  webhook: t('webhook', 'webhook', 'webhook'),
}

const and: Texts = t('og', 'og', 'and')
const or: Texts = t('eller', 'eller', 'or')

const listed = (parts: readonly string[], locale: Locale, word: Texts = and): string =>
  parts.length < 2 ? (parts[0] ?? '') : `${parts.slice(0, -1).join(', ')} ${word[locale]} ${parts.at(-1)}`

const mostNamed = 5

/** Names in a sentence; of many the first, and how many more. */
function named(names: readonly string[], locale: Locale): string {
  const more = names.length - mostNamed
  if (more <= 0) return listed(names, locale, or)
  const others = t(`${more} til`, `${more} til`, `${more} more`)[locale]
  return listed([...names.slice(0, mostNamed), others], locale, or)
}

const lower = (severity: Severity, locale: Locale): string => severityWords[severity][locale].toLowerCase()

/** The severities from one on, mildest first: «høyt og kritisk». */
function from(least: Severity, locale: Locale): string {
  const wanted = severities.slice(0, severities.indexOf(least) + 1).toReversed()
  return listed(
    wanted.map((one) => lower(one, locale)),
    locale,
  )
}

/** What is told at once, with by which ways; what is high or critical goes by all of them. */
function atOnceInWords({ atOnce, ways }: Choice, locale: Locale): string {
  const by = listed(
    [...new Set<Way>(['mail', ...ways])].map((way) => wayWords[way][locale]),
    locale,
  )
  const two = {
    nb: `med én gang, på ${by} og i portalen`,
    nn: `med ein gong, på ${by} og i portalen`,
    en: `at once, by ${by} and in the portal`,
  }[locale]
  const milder = {
    nb: ' Middels og lavt kommer bare på e-post og i portalen.',
    nn: ' Middels og lågt kjem berre på e-post og i portalen.',
    en: ' What is milder than high comes by e-mail and in the portal only.',
  }[locale]
  const hasMilder = atOnce === 'medium' || atOnce === 'low'
  return (
    {
      nb: `Dere får varsler med alvor ${from(atOnce, locale)} ${two}.`,
      nn: `De får varsel med alvor ${from(atOnce, locale)} ${two}.`,
      en: `You get warnings of severity ${from(atOnce, locale)} ${two}.`,
    }[locale] + (hasMilder ? milder : '')
  )
}

const always: Texts = t(
  'Det som er kritisk, eller som må gjøres nå, kommer alltid med én gang.',
  'Det som er kritisk, eller som må gjerast no, kjem alltid med ein gong.',
  'What is critical, or must be done now, always comes at once.',
)

const restWords: Readonly<Record<Choice['rest'], Texts>> = {
  weekly: t(
    'Resten kommer i ett brev mandag klokken 08.',
    'Resten kjem i eitt brev måndag klokka 08.',
    'The rest comes in one letter on Monday at 08:00.',
  ),
  daily: t(
    'Resten kommer samlet hver dag klokken 08.',
    'Resten kjem samla kvar dag klokka 08.',
    'The rest comes together every day at 08:00.',
  ),
  portal: t(
    'Resten sendes ikke. Dere finner det i portalen.',
    'Resten blir ikkje sendt. De finn det i portalen.',
    'The rest is not sent. You find it in the portal.',
  ),
}

/** What the letters are about, when not about everything; nothing when they are. */
function topicsInWords({ types, words, products, inventory, least, rest }: Choice, locale: Locale): string[] {
  const said: string[] = []
  if (rest !== 'portal' && types.length > 0) {
    const kinds = listed(
      types.map((type) => typeWords[type][locale]),
      locale,
    )
    said.push(
      t(`Brevene handler bare om ${kinds}.`, `Breva handlar berre om ${kinds}.`, `The letters are about ${kinds} only.`)[locale],
    )
  }
  if (rest !== 'portal' && least !== 'info')
    said.push(
      t(
        `Brevene har ikke med det som er mildere enn ${lower(least, 'nb')}.`,
        `Breva har ikkje med det som er mildare enn ${lower(least, 'nn')}.`,
        `The letters leave out what is milder than ${lower(least, 'en')}.`,
      )[locale],
    )
  const names = [
    ...products.map(({ vendor, product }) => [vendor, product].filter(Boolean).join(' ')),
    ...words.map((word) => `«${word}»`),
  ]
  const stock = t(
    'det som står i systemoversikten deres',
    'det som står i systemoversikta dykkar',
    'what stands in your inventory',
  )[locale]
  const about = [...(names.length > 0 ? [named(names, locale)] : []), ...(inventory ? [stock] : [])]
  if (names.length > 0 && rest !== 'portal')
    said.push(
      t(
        `Brevene handler om ${listed(about, 'nb')}.`,
        `Breva handlar om ${listed(about, 'nn')}.`,
        `The letters are about ${listed(about, 'en')}.`,
      )[locale],
    )
  if (about.length > 0)
    said.push(
      t(
        `Åpne varsler om ${listed(about, 'nb')} får dere til opplysning, også når de ikke er rettet til dere.`,
        `Opne varsel om ${listed(about, 'nn')} får de til opplysning, også når dei ikkje er retta til dykk.`,
        `Open warnings about ${listed(about, 'en')} come for your information, also when they are not addressed to you.`,
      )[locale],
    )
  return said
}

/** A choice in plain sentences. */
export function sayChoice(choice: Choice, locale: Locale): string[] {
  return [
    atOnceInWords(choice, locale),
    restWords[choice.rest][locale],
    ...(choice.atOnce === usualChoice.atOnce && choice.rest === usualChoice.rest && isAboutAll(choice) ? [] : [always[locale]]),
    ...topicsInWords(choice, locale),
  ]
}

const isAboutAll = ({ types, words, products }: Choice): boolean => types.length + words.length + products.length === 0

/** A change as the history tells it. */
export const stepWords: Readonly<Record<'set' | 'reset' | 'undone' | 'unsubscribed', Texts>> = {
  set: t('Endret hva som sendes', 'Endra kva som blir sendt', 'Changed what is sent'),
  reset: t('Gikk tilbake til det vanlige', 'Gjekk tilbake til det vanlege', 'Went back to the usual'),
  undone: t('Angret en endring', 'Angra ei endring', 'Undid a change'),
  unsubscribed: t(
    'Sluttet med brevet, fra lenken i det',
    'Slutta med brevet, frå lenkja i det',
    'Ended the letter, by the link in it',
  ),
}

const places: Readonly<Record<'organisation', Texts>> = {
  organisation: t('Hele virksomheten', 'Heile verksemda', 'The whole organisation'),
}

/** For whom a choice counts. */
export const placeInWords = (contact: string | undefined, locale: Locale): string => contact ?? places.organisation[locale]
