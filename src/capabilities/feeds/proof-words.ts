import type { z } from 'zod'
import { dayText, momentText } from '#domain/dates.ts'
import type { Locale, Texts } from '#domain/locale.ts'
import type { Utc } from '#domain/time.ts'
import type { ProofBySource, ProofOutcome, Stretch } from './contract.ts'

const t = (nb: string, nn: string, en: string): Texts => ({ nb, nn, en })

const verdictWords: Record<z.infer<typeof Stretch>['verdict'], Texts> = {
  proves: t('Levert som vanlig.', 'Levert som vanleg.', 'Delivered as usual.'),
  'no-delivery': t(
    'Ingenting kom. Det beviser ikke noe.',
    'Ingenting kom. Det prover ikkje noko.',
    'Nothing came. That proves nothing.',
  ),
  'few-files': t(
    'Under halvparten av de vanlige filene kom.',
    'Under halvparten av dei vanlege filene kom.',
    'Fewer than half of the usual files came.',
  ),
  silent: t(
    'Kilden selv var taus for lenge. At andre leverer, beviser ikke noe.',
    'Kjelda sjølv var taus for lenge. At andre leverer, prover ikkje noko.',
    'The source itself was silent for too long. That others deliver proves nothing.',
  ),
  'not-listening': t(
    'Kilden var på pause, feilet eller var ikke lagt til.',
    'Kjelda var på pause, feila eller var ikkje lagd til.',
    'The source was paused, failing or not yet added.',
  ),
  broken: t(
    'En rapport om dette kunne ikke leses, var avkortet eller ble trukket tilbake.',
    'Ein rapport om dette kunne ikkje lesast, var avkorta eller vart trekt tilbake.',
    'A report about this could not be read, was cut off, or was withdrawn.',
  ),
  thin: t(
    'En rapport om dette hadde under halvparten av de vanlige radene.',
    'Ein rapport om dette hadde under halvparten av dei vanlege radene.',
    'A report about this had fewer than half of the usual rows.',
  ),
  'too-new': t('Filer kan fortsatt komme.', 'Filer kan framleis kome.', 'Files may still come.'),
}

export const verdictInWords = (verdict: z.infer<typeof Stretch>['verdict'], locale: Locale): string =>
  verdictWords[verdict][locale]

type Facts = Omit<z.infer<typeof ProofBySource>, 'words'>

const dayOf = (moment: Utc | null, locale: Locale): string => (moment ? dayText(moment, locale) : '')

const last = ({ lastDeliveryAt }: Facts): Texts =>
  lastDeliveryAt
    ? t(
        `Siste leveranse kom ${dayOf(lastDeliveryAt, 'nb')}.`,
        `Siste leveranse kom ${dayOf(lastDeliveryAt, 'nn')}.`,
        `The last delivery came on ${dayOf(lastDeliveryAt, 'en')}.`,
      )
    : t('Ingenting er levert ennå.', 'Ingenting er levert enno.', 'Nothing has been delivered yet.')

/** From when deliveries count: a stretch in which it was seen says nothing of its absence. */
const from = ({ since }: Facts): Texts =>
  since
    ? t(
        `Leveranser fra ${momentText(since, 'nb')} og senere teller.`,
        `Leveransar frå ${momentText(since, 'nn')} og seinare tel.`,
        `Deliveries from ${momentText(since, 'en')} on count.`,
      )
    : t('', '', '')

const sayings: Record<Facts['says'], (facts: Facts) => Texts> = {
  counts: (facts) => {
    const [since, { nb, nn, en }] = [from(facts), last(facts)]
    return t(
      `${facts.title} har levert uten å nevne dette ${facts.without} av ${facts.needed} ganger. ${since.nb} ${nb}`,
      `${facts.title} har levert utan å nemne dette ${facts.without} av ${facts.needed} gonger. ${since.nn} ${nn}`,
      `${facts.title} has delivered without naming this ${facts.without} of ${facts.needed} times. ${since.en} ${en}`,
    )
  },
  'no-rhythm': ({ title }) =>
    t(
      `${title} melder når det passer. At den er stille, beviser ikke noe.`,
      `${title} melder når det høver. At ho er stille, prover ikkje noko.`,
      `${title} reports when it happens to. That it is quiet proves nothing.`,
    ),
  paused: ({ title }) =>
    t(
      `${title} er satt på pause og måler ikke nå.`,
      `${title} er sett på pause og måler ikkje no.`,
      `${title} is paused and measures nothing now.`,
    ),
  failing: ({ title }) =>
    t(
      `${title} kan ikke hentes nå og måler derfor ikke.`,
      `${title} kan ikkje hentast no og måler difor ikkje.`,
      `${title} cannot be fetched now, so it measures nothing.`,
    ),
  silent: (facts) => {
    const { nb, nn, en } = last(facts)
    return t(
      `${facts.title} leverer ikke lenger og måler derfor ikke. ${nb}`,
      `${facts.title} leverer ikkje lenger og måler difor ikkje. ${nn}`,
      `${facts.title} no longer delivers, so it measures nothing. ${en}`,
    )
  },
  reading: ({ title }) =>
    t(
      `Filer venter på å bli lest. ${title} telles når de er lest.`,
      `Filer ventar på å bli lesne. ${title} vert talt når dei er lesne.`,
      `Files wait to be read. ${title} counts once they are read.`,
    ),
  'saw-it-before-another': ({ title }) =>
    t(
      `En annen kilde så dette senere enn ${title}, så at ${title} er stille, beviser ikke noe.`,
      `Ei anna kjelde såg dette seinare enn ${title}, så at ${title} er stille, prover ikkje noko.`,
      `Another source saw this later than ${title} did, so the silence of ${title} proves nothing.`,
    ),
  'kept-open': ({ title }) =>
    t(
      `${title} nevner ikke dette hos dere lenger, men det er ikke sikkert borte. Teamet avgjør det.`,
      `${title} nemner ikkje dette hos dykk lenger, men det er ikkje sikkert borte. Teamet avgjer det.`,
      `${title} no longer names this as yours, but it may not be gone. The team decides.`,
    ),
  unknown: ({ source }) =>
    t(`Kilden ${source} finnes ikke lenger.`, `Kjelda ${source} finst ikkje lenger.`, `The source ${source} is no longer there.`),
}

/** What a source's silence says of one finding, in the reader's language. */
export const sayingInWords = (facts: Facts, locale: Locale): string => sayings[facts.says](facts)[locale]

const outcomes: Record<z.infer<typeof ProofOutcome>, Texts> = {
  settled: t('Funnet er avsluttet.', 'Funnet er avslutta.', 'The finding is settled.'),
  accepted: t(
    'Det er svart at det kan leves med til {{until}}. Da åpnes det igjen.',
    'Det er svart at ein kan leve med det til {{until}}. Då blir det opna att.',
    'The answer is to live with it until {{until}}. Then it opens again.',
  ),
  disputed: t(
    'Svaret er at funnet ikke stemmer. Teamet ser på det og avgjør.',
    'Svaret er at funnet ikkje stemmer. Teamet ser på det og avgjer.',
    'The answer is that the finding is wrong. The team looks into it and decides.',
  ),
  'by-absence': t(
    'Funnet lukkes når en kilde har levert ofte nok uten å nevne det.',
    'Funnet vert lukka når ei kjelde har levert ofte nok utan å nemne det.',
    'The finding closes once a source has delivered often enough without naming it.',
  ),
  'waits-for-person': t(
    'Mange funn av samme slag forsvant på en gang. Teamet avgjør om de lukkes.',
    'Mange funn av same slag vart borte på ein gong. Teamet avgjer om dei vert lukka.',
    'Many findings of this kind vanished at once. The team decides whether they are closed.',
  ),
  'answer-only': t(
    'Ingen kan se utenfra om dette er over. Svaret deres står til teamet lukker det.',
    'Ingen kan sjå utanfrå om dette er over. Svaret dykkar står til teamet lukkar det.',
    'Nobody can see from outside whether this is over. Your answer stands until the team closes it.',
  ),
  unproven: t(
    'Ingen kilde som melder jevnlig, måler dette nå. Vi vet ikke om det er borte.',
    'Inga kjelde som melder jamleg, måler dette no. Vi veit ikkje om det er borte.',
    'No source that reports regularly measures this now. We do not know whether it is gone.',
  ),
}

/** What would close a finding; `until`: to which day an accepted one is let be. */
export const outcomeInWords = (outcome: z.infer<typeof ProofOutcome>, until: Utc | null, locale: Locale): string =>
  outcomes[outcome][locale].replace('{{until}}', dayOf(until, locale))
