import type { Locale, Texts } from '#domain/locale.ts'
import { daysBetween, type Utc } from '#domain/time.ts'
import type { Reason } from './rules.ts'

const proofs: Record<string, Texts> = {
  declared: { nb: 'oppgitt', nn: 'oppgjeve', en: 'declared' },
  'dns-token': { nb: 'bevist i DNS', nn: 'prova i DNS', en: 'proved in DNS' },
  registry: { nb: 'fra adresseregisteret', nn: 'frå adresseregisteret', en: 'from the registry' },
  delegated: { nb: 'gitt videre av eieren', nn: 'gjeve vidare av eigaren', en: 'delegated by the owner' },
}

/** Why a sighting is somebody's, in words: what lies in what, whose, since when, how it is known, and how old that knowledge is. */
export function reasonInWords(reason: Reason, seenAt: Utc, locale: Locale): string {
  const { asked, organisation, since } = reason
  const day = since.slice(0, 10)
  const place =
    asked === reason.within
      ? asked
      : {
          nb: `${asked} ligger i ${reason.within}`,
          nn: `${asked} ligg i ${reason.within}`,
          en: `${asked} is in ${reason.within}`,
        }[locale]
  const bond = {
    owns: {
      nb: `eid av ${organisation} siden ${day}`,
      nn: `eigd av ${organisation} sidan ${day}`,
      en: `owned by ${organisation} since ${day}`,
    },
    operates: {
      nb: `driftet av ${organisation} siden ${day}`,
      nn: `drifta av ${organisation} sidan ${day}`,
      en: `operated by ${organisation} since ${day}`,
    },
  }[reason.relation][locale]
  const age = daysBetween(reason.confirmedAt, seenAt)
  const confirmed =
    age <= 0
      ? { nb: 'bekreftet samme dag eller senere', nn: 'stadfesta same dag eller seinare', en: 'confirmed the same day or later' }[
          locale
        ]
      : { nb: `bekreftet ${age} dager før`, nn: `stadfesta ${age} dagar før`, en: `confirmed ${age} days before` }[locale]
  const operator = reason.operator
    ? { nb: `; driftet av ${reason.operator}`, nn: `; drifta av ${reason.operator}`, en: `; operated by ${reason.operator}` }[
        locale
      ]
    : ''
  return `${place}, ${bond}, ${proofs[reason.proof]?.[locale] ?? reason.proof}, ${confirmed}${operator}.`
}

type Because = Record<string, unknown>

const words: Record<string, (because: Because) => Texts> = {
  opened: (b) => ({
    nb: `Åpnet: ${b.source} meldte om dette.`,
    nn: `Opna: ${b.source} melde om dette.`,
    en: `Opened: ${b.source} reported this.`,
  }),
  reopened: (b) => ({
    nb: `Åpnet igjen: ${b.source} så det på nytt etter at det var lukket.`,
    nn: `Opna att: ${b.source} såg det på nytt etter at det var lukka.`,
    en: `Reopened: ${b.source} saw it again after it was closed.`,
  }),
  'severity-raised': (b) => ({
    nb: `Mer alvorlig: ${b.source} gir nå høyere alvorlighet.`,
    nn: `Meir alvorleg: ${b.source} gjev no høgare alvorsgrad.`,
    en: `More severe: ${b.source} now rates it higher.`,
  }),
  withdrawn: (b) =>
    b.cause === 'report-withdrawn'
      ? {
          nb: 'Trukket tilbake: rapporten var feil.',
          nn: 'Trekt tilbake: rapporten var feil.',
          en: 'Withdrawn: the report was wrong.',
        }
      : {
          nb: 'Trukket tilbake: dette var ikke deres på det tidspunktet.',
          nn: 'Trekt tilbake: dette var ikkje dykkar på det tidspunktet.',
          en: 'Withdrawn: this was not yours at that time.',
        },
  moved: (b) => {
    const to = (b.to as string[]).join(', ')
    return {
      nb: `${b.sightings} observasjoner gikk til: ${to}.`,
      nn: `${b.sightings} observasjonar gjekk til: ${to}.`,
      en: `${b.sightings} sightings went to: ${to}.`,
    }
  },
  note: (b) => ({ nb: `Notat: ${b.text}`, nn: `Notat: ${b.text}`, en: `Note: ${b.text}` }),
}

/** One step of a story in the reader's language. */
export const stepInWords = (what: string, because: Because, locale: Locale): string => words[what]?.(because)[locale] ?? what
