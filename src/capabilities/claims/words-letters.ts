import type { Locale, Texts } from '#domain/locale.ts'
import type { HoldingProof } from './contract.ts'
import type { Outcome } from './rules.ts'
import { levelWords } from './words.ts'

const t = (nb: string, nn: string, en: string): Texts => ({ nb, nn, en })

/** What became of one claim, as its organisation is told. */
export interface ToldOutcome {
  shown: string
  /** `text` is what the team wrote to the organisation, of a decision that it may write of. */
  step: { what: Outcome; text: string }
  level: HoldingProof
  next: string
}

const outcomeWords: Record<Outcome, Texts> = {
  proven: t('Kravet er godtatt.', 'Kravet er godteke.', 'The claim is accepted.'),
  allowed: t(
    'Teamet har sett på kravet. Nå er et vanlig bevis nok.',
    'Teamet har sett på kravet. No er eit vanleg prov nok.',
    'The team has looked at the claim. Now an ordinary proof is enough.',
  ),
  'proof-waits': t('Kravet gjelder ikke ennå.', 'Kravet gjeld ikkje enno.', 'The claim does not count yet.'),
  refused: t('Teamet har avslått kravet.', 'Teamet har avslått kravet.', 'The team has refused the claim.'),
  'not-upheld': t(
    'Teamet har sett på kravet og gav dere ikke medhold.',
    'Teamet har sett på kravet og gav dykk ikkje medhald.',
    'The team has looked at the claim and did not uphold it.',
  ),
  split: t(
    'Teamet har delt kravet. Delene som er deres, står som egne krav.',
    'Teamet har delt kravet. Delane som er dykkar, står som eigne krav.',
    'The team has split the claim. The parts that are yours stand as claims of their own.',
  ),
  'operates-now': t(
    'Teamet har ført dere som den som drifter dette, ikke som den som eier det.',
    'Teamet har ført dykk som den som driftar dette, ikkje som den som eig det.',
    'The team has entered you as the one who operates this, not as its owner.',
  ),
  'proof-expired': t(
    'Beviset er for gammelt. Registeret viser det nå bare som oppgitt av dere.',
    'Provet er for gammalt. Registeret viser det no berre som oppgjeve av dykk.',
    'The proof is too old. The register now shows it only as declared by you.',
  ),
  'claim-expired': t(
    'Kravet ble ikke bevist i tide og er utløpt.',
    'Kravet vart ikkje prova i tide og har gått ut.',
    'The claim was not proven in time and has expired.',
  ),
  'delegation-ended': t(
    'Eierens fullmakt til dere er over.',
    'Fullmakta frå eigaren til dykk er over.',
    'The owner’s word for you has ended.',
  ),
  'holding-ended': t(
    'Registeret viser ikke lenger at dette er deres.',
    'Registeret viser ikkje lenger at dette er dykkar.',
    'The register no longer shows this as yours.',
  ),
}

const proofIs = t('Beviset:', 'Provet:', 'The proof:')
const teamWrites = t('Teamet skriver:', 'Teamet skriv:', 'The team writes:')
const withText: readonly Outcome[] = ['refused', 'not-upheld', 'split']

/** What was decided, why, and what to do next, in one line. */
function lineOf({ shown, step, level, next }: ToldOutcome, locale: Locale): string {
  const why =
    step.what === 'proven'
      ? [`${proofIs[locale]} ${levelWords[level][locale].toLowerCase()}.`]
      : withText.includes(step.what) && step.text
        ? [`${teamWrites[locale]} ${step.text}`]
        : []
  return [`${shown}: ${outcomeWords[step.what][locale]}`, ...why, next].join(' ')
}

/** So many claims are told in one letter; the page has all. */
const mostLines = 50

const words = {
  nb: {
    subject: 'Nytt om krav på nett og domener',
    about: (organisation: string, count: number) =>
      `Det er nytt om ${count === 1 ? 'ett krav' : `${count} krav`} fra ${organisation}.`,
    bare: 'Nøkkelen dere har gitt oss kan ikke brukes, så vi skriver ikke mer her. Les det når du har logget inn.',
    rest: (more: number, count: number) => `Ytterligere ${more} av de ${count} kravene står på siden.`,
    label: 'Se kravene',
  },
  nn: {
    subject: 'Nytt om krav på nett og domene',
    about: (organisation: string, count: number) =>
      `Det er nytt om ${count === 1 ? 'eitt krav' : `${count} krav`} frå ${organisation}.`,
    bare: 'Nøkkelen de har gjeve oss kan ikkje brukast, så vi skriv ikkje meir her. Les det når du har logga inn.',
    rest: (more: number, count: number) => `${more} til av dei ${count} krava står på sida.`,
    label: 'Sjå krava',
  },
  en: {
    subject: 'News of claims to networks and domains',
    about: (organisation: string, count: number) =>
      `There is news of ${count === 1 ? 'one claim' : `${count} claims`} of ${organisation}.`,
    bare: 'The key that you gave us cannot be used, so we write no more here. Read it when you have signed in.',
    rest: (more: number, count: number) => `Another ${more} of the ${count} claims stand on the page.`,
    label: 'See the claims',
  },
} as const satisfies Record<Locale, object>

/** The letter about what became of claims. Its subject tells nothing of them: it is read by every server on the way. */
export function outcomeLetter(
  { organisation, told, isBare }: { organisation: string; told: readonly ToldOutcome[]; isBare: boolean },
  locale: Locale,
): { subject: string; lines: string[]; label: string } {
  const { subject, about, bare, rest, label } = words[locale]
  const more = told.length - mostLines
  const lines = isBare
    ? [bare]
    : [...told.slice(0, mostLines).map((one) => lineOf(one, locale)), ...(more > 0 ? [rest(more, told.length)] : [])]
  return { subject, lines: [about(organisation, told.length), ...lines], label }
}
