import { dayText } from '#domain/dates.ts'
import type { Locale, Texts } from '#domain/locale.ts'
import type { Utc } from '#domain/time.ts'
import type { KnownHolding } from './contract.ts'
import type { Asked } from './rules.ts'
import { proofWords, shownHolding } from './words.ts'

const t = (nb: string, nn: string, en: string): Texts => ({ nb, nn, en })

/** Where what the register says of a holding came from, in words. */
export function sourceInWords(source: string, locale: Locale): string {
  if (source.startsWith('list:')) {
    const name = source.slice('list:'.length)
    return t(`listen «${name}»`, `lista «${name}»`, `the list “${name}”`)[locale]
  }
  if (source.startsWith('claim:'))
    return t(
      'et krav fra virksomheten selv, bevist i portalen',
      'eit krav frå verksemda sjølv, prova i portalen',
      'a claim by the organisation itself, proven in the portal',
    )[locale]
  return t('teamet, som skrev det inn', 'teamet, som skreiv det inn', 'the team, who entered it')[locale]
}

type Found = KnownHolding | 'several' | undefined

/** Whose something was on a day, in words: as the register knew it on another day, and whether it says otherwise now. */
export function knownWords(
  asked: Asked,
  answer: { at: Utc; known: Utc; owner: Found; operator: Found },
  today: Found,
  { isPast, locale }: { isPast: boolean; locale: Locale },
): string {
  const { at, known, owner, operator } = answer
  const sentences = [ownerThen(asked, owner, at, locale), operatorThen(operator, locale)]
  if (isPast) sentences.push(asKnown(known, locale))
  const presumed = [owner, operator].some((found) => found && found !== 'several' && found.presumed)
  if (presumed)
    sentences.push(
      t(
        'Endringer før registeret begynte å huske, er ikke kjent.',
        'Endringar før registeret byrja å hugse, er ikkje kjende.',
        'Changes from before the register began to remember are not known.',
      )[locale],
    )
  if (isPast && idOf(today) !== idOf(owner)) sentences.push(nowOtherwise(today, locale))
  return sentences.filter(Boolean).join(' ')
}

const idOf = (found: Found): string => (found === undefined || found === 'several' ? String(found) : found.organisation.id)

function ownerThen({ text }: Asked, owner: Found, at: Utc, locale: Locale): string {
  const day = dayText(at, locale)
  if (owner === undefined)
    return t(
      `${day} kjente registeret ingen eier av ${text}.`,
      `${day} kjende registeret ingen eigar av ${text}.`,
      `On ${day} the register knew no owner of ${text}.`,
    )[locale]
  if (owner === 'several')
    return t(
      `${day} sa flere virksomheter at de eide ${text}.`,
      `${day} sa fleire verksemder at dei eigde ${text}.`,
      `On ${day} several organisations said that they owned ${text}.`,
    )[locale]
  const { organisation, from, to } = owner
  const [name, held] = [organisation.name, shownHolding(owner)]
  const until =
    to === null ? '' : t(` til ${dayText(to, locale)}`, ` til ${dayText(to, locale)}`, ` until ${dayText(to, locale)}`)[locale]
  const since = dayText(from, locale)
  return `${
    t(
      `${day} var ${text} i ${held}, som ${name} eide fra ${since}${until}.`,
      `${day} var ${text} i ${held}, som ${name} eigde frå ${since}${until}.`,
      `On ${day} ${text} was in ${held}, owned by ${name} from ${since}${until}.`,
    )[locale]
  } ${reasonOf(owner, locale)}`
}

function reasonOf(holding: KnownHolding, locale: Locale): string {
  const [proof, source, confirmed] = [
    proofWords[holding.proof][locale],
    holding.sourceWords,
    dayText(holding.confirmedAt, locale),
  ]
  return t(
    `Det er ${proof}, bekreftet ${confirmed}. Kilden er ${source}.`,
    `Det er ${proof}, stadfest ${confirmed}. Kjelda er ${source}.`,
    `That is ${proof}, confirmed ${confirmed}. The source is ${source}.`,
  )[locale]
}

function operatorThen(operator: Found, locale: Locale): string {
  if (operator === undefined) return ''
  if (operator === 'several')
    return t(
      'Flere virksomheter sa at de driftet det.',
      'Fleire verksemder sa at dei drifta det.',
      'Several organisations said that they operated it.',
    )[locale]
  const [name, held] = [operator.organisation.name, shownHolding(operator)]
  return `${t(`${name} driftet ${held}.`, `${name} drifta ${held}.`, `${name} operated ${held}.`)[locale]} ${reasonOf(operator, locale)}`
}

const asKnown = (known: Utc, locale: Locale): string =>
  t(
    `Slik visste registeret det ${dayText(known, locale)}.`,
    `Slik visste registeret det ${dayText(known, locale)}.`,
    `So the register knew it on ${dayText(known, locale)}.`,
  )[locale]

function nowOtherwise(today: Found, locale: Locale): string {
  if (today === undefined)
    return t(
      'I dag kjenner registeret ingen eier på den dagen.',
      'I dag kjenner registeret ingen eigar på den dagen.',
      'Today the register knows no owner on that day.',
    )[locale]
  if (today === 'several')
    return t(
      'I dag sier registeret at flere eide det den dagen.',
      'I dag seier registeret at fleire eigde det den dagen.',
      'Today the register says that several owned it on that day.',
    )[locale]
  const { name } = today.organisation
  return t(
    `I dag sier registeret at det var ${name} den dagen.`,
    `I dag seier registeret at det var ${name} den dagen.`,
    `Today the register says that it was ${name} on that day.`,
  )[locale]
}
