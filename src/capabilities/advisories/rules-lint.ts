import { type Locale, locales } from '#domain/locale.ts'
import type { AdvisoryContent, Likelihood, LintMark } from './contract.ts'
import { textsOf } from './rules.ts'

/**
 * The words of the national standard for how likely something is, with their bounds in percent. No other word says it: a reader who
 * meets two words for one thing reads two things.
 */
export const likelihoodWords: Readonly<Record<Likelihood, { bounds: string; words: Record<Locale, string> }>> = {
  'very-unlikely': { bounds: '< 10', words: { nb: 'svært lite sannsynlig', nn: 'svært lite sannsynleg', en: 'very unlikely' } },
  unlikely: { bounds: '10–40', words: { nb: 'lite sannsynlig', nn: 'lite sannsynleg', en: 'unlikely' } },
  possible: { bounds: '40–60', words: { nb: 'mulig', nn: 'mogleg', en: 'possible' } },
  likely: { bounds: '60–90', words: { nb: 'sannsynlig', nn: 'sannsynleg', en: 'likely' } },
  'very-likely': { bounds: '> 90', words: { nb: 'meget sannsynlig', nn: 'svært sannsynleg', en: 'very likely' } },
}

/** Loose words by language, each with the step of the list that it most often stands for. Longer ones stand before what they hold. */
const loose: Readonly<Record<Locale, readonly (readonly [string, Likelihood])[]>> = {
  nb: [
    ['mest sannsynlig', 'likely'],
    ['høyst sannsynlig', 'very-likely'],
    ['svært sannsynlig', 'very-likely'],
    ['ganske sannsynlig', 'likely'],
    ['usannsynlig', 'unlikely'],
    ['med stor sannsynlighet', 'likely'],
    ['kan muligens', 'possible'],
    ['kan kanskje', 'possible'],
    ['kan tenkes', 'possible'],
    ['muligens', 'possible'],
    ['kanskje', 'possible'],
    ['trolig', 'likely'],
    ['antagelig', 'likely'],
    ['antakelig', 'likely'],
    ['sannsynligvis', 'likely'],
    ['formodentlig', 'likely'],
    ['neppe', 'unlikely'],
    ['ikke utenkelig', 'possible'],
  ],
  nn: [
    ['mest sannsynleg', 'likely'],
    ['høgst sannsynleg', 'very-likely'],
    ['usannsynleg', 'unlikely'],
    ['kan kanskje', 'possible'],
    ['kan tenkjast', 'possible'],
    ['moglegvis', 'possible'],
    ['kanskje', 'possible'],
    ['truleg', 'likely'],
    ['sannsynlegvis', 'likely'],
    ['visstnok', 'possible'],
    ['neppe', 'unlikely'],
    ['ikkje utenkjeleg', 'possible'],
  ],
  en: [
    ['most likely', 'likely'],
    ['highly likely', 'very-likely'],
    ['may possibly', 'possible'],
    ['might possibly', 'possible'],
    ['could possibly', 'possible'],
    ['probably', 'likely'],
    ['possibly', 'possible'],
    ['presumably', 'likely'],
    ['perhaps', 'possible'],
    ['maybe', 'possible'],
    ['conceivably', 'unlikely'],
  ],
}

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** Whole words of any case; letters of all languages are letters, which `\b` does not know. */
const patterns = new Map(
  locales.map((locale) => [
    locale,
    new RegExp(`(?<![\\p{L}\\p{N}])(?:${loose[locale].map(([word]) => escaped(word)).join('|')})(?![\\p{L}\\p{N}])`, 'giu'),
  ]),
)

/** Words in a text that say how likely something is without being of the controlled list, each with what the list has instead. */
export const looseWordsIn = (text: string, locale: Locale): { word: string; instead: string }[] =>
  [...text.matchAll(patterns.get(locale)!)].map(([word]) => {
    const meant = loose[locale].find(([known]) => known === word.toLowerCase())!
    return { word, instead: likelihoodWords[meant[1]].words[locale] }
  })

/** All loose words of a warning, by field and language. */
export const lint = (content: AdvisoryContent): LintMark[] =>
  textsOf(content).flatMap(({ field, words }) =>
    locales.flatMap((locale) => looseWordsIn(words[locale], locale).map((found) => ({ field, locale, ...found }))),
  )
