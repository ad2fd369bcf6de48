import { dayText } from '#domain/dates.ts'
import type { Locale, Texts } from '#domain/locale.ts'
import { daysBetween, type Utc } from '#domain/time.ts'
import type { Consent } from './contract.ts'
import type { Reason } from './rules.ts'
import type { Labels } from './rules-labels.ts'

const proofs: Record<string, Texts> = {
  declared: { nb: 'oppgitt', nn: 'oppgjeve', en: 'declared' },
  mail: { nb: 'bevist med e-post', nn: 'prova med e-post', en: 'proved by mail' },
  team: { nb: 'kontrollert av teamet', nn: 'kontrollert av teamet', en: 'verified by the team' },
  'dns-token': { nb: 'bevist i DNS', nn: 'prova i DNS', en: 'proved in DNS' },
  registry: { nb: 'fra adresseregisteret', nn: 'frå adresseregisteret', en: 'from the registry' },
  delegated: { nb: 'gitt videre av eieren', nn: 'gjeve vidare av eigaren', en: 'delegated by the owner' },
}

/** Why a sighting is somebody's, in words: what lies in what, whose, since when, how it is known, and how old that knowledge is. */
export function reasonInWords(reason: Reason, seenAt: Utc, locale: Locale): string {
  const { asked, organisation, since } = reason
  const day = dayText(since, locale)
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

/** A step as the story tells it. */
interface Told {
  what: string
  who: string
  who_kind: string
  because: Because
}

const dayOf = (moment: unknown, locale: Locale): string =>
  moment ? dayText(new Date(String(moment)).toISOString() as Utc, locale) : ''

/** A sentence's end made of what somebody wrote, when they wrote something. */
const quoted = (text: unknown): string => (text ? ` «${String(text).replace(/[.\s]+$/, '')}».` : '.')

const answerWords: Record<string, (because: Because) => Texts> = {
  fixed: () => ({ nb: 'rettet', nn: 'retta', en: 'fixed' }),
  working: ({ until }) => ({
    nb: `arbeider med det til ${dayOf(until, 'nb')}`,
    nn: `arbeider med det til ${dayOf(until, 'nn')}`,
    en: `working on it until ${dayOf(until, 'en')}`,
  }),
  accepted: ({ until }) => ({
    nb: `akseptert til ${dayOf(until, 'nb')}`,
    nn: `akseptert til ${dayOf(until, 'nn')}`,
    en: `accepted until ${dayOf(until, 'en')}`,
  }),
  'not-ours': () => ({ nb: 'ikke vårt', nn: 'ikkje vårt', en: 'not ours' }),
  'false-alarm': () => ({ nb: 'falsk alarm', nn: 'falsk alarm', en: 'false alarm' }),
}

const answerOf = (because: Because, locale: Locale): string =>
  answerWords[String(because.answer)]?.(because)[locale] ?? String(because.answer)

/** Who answered, and for whom when it was for another. */
function answerer({ who, because: { side, actor, for: whom, channel } }: Told): Texts {
  const spoken = channel === 'telephone'
  switch (side) {
    case 'operator':
      return {
        nb: `${who} hos ${actor}, for ${whom}`,
        nn: `${who} hos ${actor}, for ${whom}`,
        en: `${who} at ${actor}, for ${whom}`,
      }
    case 'team':
      return {
        nb: `${who} i responsmiljøet, på vegne av ${whom}${spoken ? ' etter en telefonsamtale' : ''}`,
        nn: `${who} i responsmiljøet, på vegner av ${whom}${spoken ? ' etter ein telefonsamtale' : ''}`,
        en: `${who} of the response team, on behalf of ${whom}${spoken ? ' after a telephone call' : ''}`,
      }
    case 'link':
      return {
        nb: `${who}, med svarlenken til ${actor}`,
        nn: `${who}, med svarlenkja til ${actor}`,
        en: `${who}, by the answer link to ${actor}`,
      }
    default:
      return { nb: who, nn: who, en: who }
  }
}

function answeredIn(step: Told, locale: Locale): string {
  const said = `${answerOf(step.because, locale)}${quoted(step.because.reason)}`
  const whose = answerer(step)[locale]
  const who = whose === step.who ? whose : `${whose},`
  return { nb: `${who} svarte: ${said}`, nn: `${who} svara: ${said}`, en: `${who} answered: ${said}` }[locale]
}

const channels: Record<string, Texts> = {
  mail: { nb: 'e-post', nn: 'e-post', en: 'mail' },
  sms: { nb: 'SMS', nn: 'SMS', en: 'SMS' },
  telephone: { nb: 'telefon', nn: 'telefon', en: 'telephone' },
}

/** What the step says in one language. */
type Words = (step: Told, locale: Locale) => string

const inAll =
  (texts: (because: Because) => Texts): Words =>
  ({ because }, locale) =>
    texts(because)[locale]

const words: Record<string, Words> = {
  opened: inAll((b) => ({
    nb: `Åpnet: ${b.source} meldte om dette.`,
    nn: `Opna: ${b.source} melde om dette.`,
    en: `Opened: ${b.source} reported this.`,
  })),
  reopened: inAll((b) =>
    b.closedBy === 'absence'
      ? {
          nb: `Åpnet igjen: ${b.source} så det ${dayOf(b.seenAt, 'nb')}. Stillheten stemte ikke.`,
          nn: `Opna att: ${b.source} såg det ${dayOf(b.seenAt, 'nn')}. Stilla stemte ikkje.`,
          en: `Reopened: ${b.source} saw it on ${dayOf(b.seenAt, 'en')}. The silence did not hold.`,
        }
      : {
          nb: `Åpnet igjen: ${b.source} så det på nytt etter at det var lukket.`,
          nn: `Opna att: ${b.source} såg det på nytt etter at det var lukka.`,
          en: `Reopened: ${b.source} saw it again after it was closed.`,
        },
  ),
  contradicted: inAll((b) => ({
    nb: `Åpnet igjen: meldt rettet ${dayOf(b.claimedAt, 'nb')}, men ${b.source} så det ${dayOf(b.seenAt, 'nb')}.`,
    nn: `Opna att: meldt retta ${dayOf(b.claimedAt, 'nn')}, men ${b.source} såg det ${dayOf(b.seenAt, 'nn')}.`,
    en: `Reopened: said to be fixed on ${dayOf(b.claimedAt, 'en')}, but ${b.source} saw it on ${dayOf(b.seenAt, 'en')}.`,
  })),
  'severity-raised': inAll((b) => ({
    nb: `Mer alvorlig: ${b.source} gir nå høyere alvorlighet.`,
    nn: `Meir alvorleg: ${b.source} gjev no høgare alvorsgrad.`,
    en: `More severe: ${b.source} now rates it higher.`,
  })),
  told: ({ because: b }, locale) => {
    const by = channels[String(b.channel)]?.[locale] ?? String(b.channel)
    const told = { nb: 'Varslet', nn: 'Varsla', en: 'Told' }[locale]
    const joined = { nb: 'på', nn: 'på', en: 'by' }[locale]
    const at = { nb: 'hos', nn: 'hos', en: 'at' }[locale]
    return `${told}: ${b.contact} ${at} ${b.recipient} ${joined} ${by}.${b.why ? ` ${String(b.why)}` : ''}`
  },
  called: inAll(calledIn),
  read: ({ who, because }, locale) =>
    because.channel === 'telephone'
      ? {
          nb: `${who} hørte om dette på telefon.`,
          nn: `${who} høyrde om dette på telefon.`,
          en: `${who} heard of this on the telephone.`,
        }[locale]
      : { nb: `Lest av ${who}.`, nn: `Lese av ${who}.`, en: `Read by ${who}.` }[locale],
  answered: answeredIn,
  'taken-back': ({ who, because }, locale) =>
    ({
      nb: `${who} tok svaret tilbake: ${answerOf(because, locale)}.`,
      nn: `${who} tok svaret tilbake: ${answerOf(because, locale)}.`,
      en: `${who} took the answer back: ${answerOf(because, locale)}.`,
    })[locale],
  lapsed: ({ because }, locale) =>
    because.answer === 'accepted'
      ? {
          nb: `Åpent igjen: det var akseptert til ${dayOf(because.until, 'nb')}.`,
          nn: `Ope att: det var akseptert til ${dayOf(because.until, 'nn')}.`,
          en: `Open again: it was accepted until ${dayOf(because.until, 'en')}.`,
        }[locale]
      : {
          nb: `Åpent igjen: det skulle vært rettet innen ${dayOf(because.until, 'nb')}.`,
          nn: `Ope att: det skulle vore retta innan ${dayOf(because.until, 'nn')}.`,
          en: `Open again: it was to be mended by ${dayOf(because.until, 'en')}.`,
        }[locale],
  judged: ({ because }, locale) => judgedIn(because)[locale],
  restored: inAll(() => ({
    nb: 'Som før: rapporten som åpnet det igjen, var feil.',
    nn: 'Som før: rapporten som opna det att, var feil.',
    en: 'As before: the report that reopened it was wrong.',
  })),
  fixed: ({ who, because: b }, locale) =>
    b.by === 'absence'
      ? {
          nb: `Rettet, vist ved fravær i ${b.source} siden ${dayOf(b.since, 'nb')}.`,
          nn: `Retta, vist ved fråvær i ${b.source} sidan ${dayOf(b.since, 'nn')}.`,
          en: `Fixed, by absence in ${b.source} since ${dayOf(b.since, 'en')}.`,
        }[locale]
      : {
          nb: `Lukket av ${who} i responsmiljøet:${quoted(b.reason)}`,
          nn: `Lukka av ${who} i responsmiljøet:${quoted(b.reason)}`,
          en: `Closed by ${who} of the response team:${quoted(b.reason)}`,
        }[locale],
  withdrawn: inAll((b) =>
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
  ),
  moved: inAll((b) => {
    const to = (b.to as string[]).join(', ')
    return {
      nb: `${b.sightings} observasjoner gikk til: ${to}.`,
      nn: `${b.sightings} observasjonar gjekk til: ${to}.`,
      en: `${b.sightings} sightings went to: ${to}.`,
    }
  }),
  relabelled: inAll((b) => {
    const { from, to, reason, consents } = b as unknown as Relabelled
    const said = consents
      .map(({ source, givenBy, givenOn, reference }) => `${source}: ${givenBy}, ${givenOn}, ${reference}`)
      .join('; ')
    const change = `${from.tlp} ${from.pap} → ${to.tlp} ${to.pap}. ${reason}`
    return {
      nb: `Merket om: ${change}${said && ` Samtykke: ${said}`}`,
      nn: `Merka om: ${change}${said && ` Samtykke: ${said}`}`,
      en: `Marked anew: ${change}${said && ` Consent: ${said}`}`,
    }
  }),
  note: inAll((b) => ({ nb: `Notat: ${b.text}`, nn: `Notat: ${b.text}`, en: `Note: ${b.text}` })),
}

interface Relabelled {
  from: Labels
  to: Labels
  reason: string
  consents: readonly Consent[]
}

/** Whom somebody telephoned to, and whether anybody answered. */
function calledIn({ reached, contact, recipient }: Because): Texts {
  const whom = (at: string) => (contact ? `${contact} ${at} ${recipient}` : String(recipient))
  return reached
    ? {
        nb: `Snakket på telefon med ${whom('hos')}.`,
        nn: `Snakka på telefon med ${whom('hos')}.`,
        en: `Spoke by telephone with ${whom('at')}.`,
      }
    : {
        nb: `Ringte ${whom('hos')} uten å få svar.`,
        nn: `Ringde ${whom('hos')} utan å få svar.`,
        en: `Called ${whom('at')} without an answer.`,
      }
}

/** What the team decided about a dispute: what the member had said stands in it too. */
function judgedIn({ upheld, answer, said, reason, dueAt }: Because): Texts {
  const why = quoted(reason)
  const claim = quoted(said)
  if (upheld && answer === 'not-ours')
    return {
      nb: `Trukket tilbake: det var ikke deres. Dere skrev:${claim} Vi finner ut hvem som eier det:${why}`,
      nn: `Trekt tilbake: det var ikkje dykkar. De skreiv:${claim} Vi finn ut kven som eig det:${why}`,
      en: `Withdrawn: it was not yours. You wrote:${claim} We find out whose it is:${why}`,
    }
  if (upheld)
    return {
      nb: `Trukket tilbake: det var en falsk alarm. Dere skrev:${claim} Vår vurdering:${why}`,
      nn: `Trekt tilbake: det var ein falsk alarm. De skreiv:${claim} Vår vurdering:${why}`,
      en: `Withdrawn: it was a false alarm. You wrote:${claim} Our judgement:${why}`,
    }
  return {
    nb: `Åpent igjen. Dere skrev:${claim} Vår vurdering:${why} Ny frist er ${dayOf(dueAt, 'nb')}.`,
    nn: `Ope att. De skreiv:${claim} Vår vurdering:${why} Ny frist er ${dayOf(dueAt, 'nn')}.`,
    en: `Open again. You wrote:${claim} Our judgement:${why} It is now due ${dayOf(dueAt, 'en')}.`,
  }
}

/** One step of a story in the reader's language. */
export const stepInWords = (step: Told, locale: Locale): string => words[step.what]?.(step, locale) ?? step.what

/** Whether a step is what somebody says or what was measured; the rest is neither. */
export function sideOf(what: string, because: Because): 'claim' | 'proof' | null {
  if (what === 'answered' || what === 'taken-back') return 'claim'
  if (what === 'fixed') return because.by === 'absence' ? 'proof' : 'claim'
  return what === 'opened' || what === 'reopened' || what === 'contradicted' ? 'proof' : null
}
