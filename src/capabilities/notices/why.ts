import { dayText } from '#domain/dates.ts'
import type { Locale, Texts } from '#domain/locale.ts'
import type { Because, WithdrawnWhy } from './rules.ts'

/** Who reads why: whoever was told, the owner whose operator was told, or the team. */
export type Reader = 'recipient' | 'owner' | 'team'

type Told = Omit<Because, 'cause'>

/** Proofs that somebody agreed to; of the others one knows only since when it is so. */
const agreed: readonly string[] = ['declared', 'delegated']

function sinceWhen({ holding }: Told, locale: Locale): string {
  if (!holding) return ''
  const isAgreed = holding.relation === 'operates' && agreed.includes(holding.proof)
  const word = isAgreed ? { nb: 'avtalt', nn: 'avtalt', en: 'agreed' }[locale] : { nb: 'siden', nn: 'sidan', en: 'since' }[locale]
  return `, ${word} ${dayText(holding.since, locale)}`
}

/** What binds the recipient to the finding, as the recipient is spoken to and as others speak of it. */
function bond(because: Told, reader: Reader, locale: Locale): string {
  const isOwn = reader === 'recipient'
  const place = because.holding?.value ?? { nb: 'dette', nn: 'dette', en: 'this' }[locale]
  if (because.role === 'owner') {
    const operates = because.holding?.relation === 'operates'
    return {
      nb: `${isOwn ? 'dere' : 'den'} ${operates ? 'drifter' : 'eier'} ${place}`,
      nn: `${isOwn ? 'de' : 'ho'} ${operates ? 'driftar' : 'eig'} ${place}`,
      en: `${isOwn ? 'you' : 'it'} ${operates ? 'operate' : 'own'}${isOwn ? '' : 's'} ${place}`,
    }[locale]
  }
  const whose = reader === 'owner' ? { nb: 'dere', nn: 'dykk', en: 'you' }[locale] : because.owner
  return {
    nb: `${isOwn ? 'dere' : 'den'} drifter ${place} for ${whose}`,
    nn: `${isOwn ? 'de' : 'ho'} driftar ${place} for ${whose}`,
    en: `${isOwn ? 'you operate' : 'it operates'} ${place} for ${whose}`,
  }[locale]
}

function ruleInWords({ rule }: Told, locale: Locale): string {
  if (!rule) return ''
  const day = dayText(rule.since, locale)
  return {
    nb: `; regel fra ${day}: ${rule.reason}`,
    nn: `; regel frå ${day}: ${rule.reason}`,
    en: `; rule of ${day}: ${rule.reason}`,
  }[locale]
}

/**
 * Why a recipient is told, in the reader's language: "you operate 198.18.64.0/18 for Fjordby, agreed 10 Jan 2025" to the recipient,
 * "to Hemit because it operates 198.18.64.0/18 for you, agreed 10 Jan 2025" to the owner. A sentence without its full stop.
 */
export function whyInWords(because: Told, reader: Reader, locale: Locale): string {
  const reason = `${bond(because, reader, locale)}${sinceWhen(because, locale)}${ruleInWords(because, locale)}`
  if (reader === 'recipient') return reason
  return {
    nb: `til ${because.recipient} fordi ${reason}`,
    nn: `til ${because.recipient} fordi ${reason}`,
    en: `to ${because.recipient} because ${reason}`,
  }[locale]
}

const withdrawn: Record<WithdrawnWhy, Texts> = {
  'report-withdrawn': {
    nb: 'Rapporten som varselet bygde på, var feil og er trukket tilbake.',
    nn: 'Rapporten som varselet bygde på, var feil og er trekt tilbake.',
    en: 'The report on which the notice was based was wrong and has been withdrawn.',
  },
  'not-yours-at-that-time': {
    nb: 'Adressen var ikke deres på det tidspunktet.',
    nn: 'Adressa var ikkje dykkar på det tidspunktet.',
    en: 'The address was not yours at that time.',
  },
  'dispute-upheld': {
    nb: 'Noen hos dere eller driftsleverandøren meldte at det var feil, og vi er enige.',
    nn: 'Nokon hos dykk eller driftsleverandøren melde at det var feil, og vi er samde.',
    en: 'Somebody at your place or your operator told us that it was wrong, and we agree.',
  },
  other: {
    nb: 'Vi har funnet ut at det ikke stemte.',
    nn: 'Vi har funne ut at det ikkje stemte.',
    en: 'We have found that it was not true.',
  },
}

/** Why something that was told is taken back, in a sentence. */
export const withdrawnInWords = (why: WithdrawnWhy, locale: Locale): string => withdrawn[why][locale]
