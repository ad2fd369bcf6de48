import type { Locale, Texts } from '#domain/locale.ts'
import type { AdvisoryContent, AdvisorySource } from './contract.ts'
import { inLocale, labelsOf } from './rules.ts'
import { likelihoodWords } from './rules-lint.ts'
import { actorWords, valueWords } from './rules-threat.ts'
import { confidenceWords, groupWords } from './words.ts'

const t = (nb: string, nn: string, en: string): Texts => ({ nb, nn, en })

const heads = {
  what: t('Hva er galt', 'Kva er gale', 'What is wrong'),
  who: t('Hvem er berørt', 'Kven er råka', 'Who is affected'),
  products: t('Berørte produkter', 'Råka produkt', 'Affected products'),
  likelihood: t('Vår vurdering', 'Vår vurdering', 'Our judgement'),
  noFix: t('Leverandøren om retting', 'Leverandøren om retting', 'What the vendor says of a fix'),
  clinical: t('Betydning for pasienter', 'Verknad for pasientar', 'What it means for patients'),
  compensations: t('Når utstyret ikke kan oppdateres', 'Når utstyret ikkje kan oppdaterast', 'Where nothing can be patched'),
  noMeasures: t('Hvorfor det ikke er noe å gjøre', 'Kvifor det ikkje er noko å gjere', 'Why there is nothing to do'),
  actor: t('Aktør', 'Aktør', 'Actor'),
  values: t('Berørte verdier', 'Råka verdiar', 'Affected values'),
  sources: t('Kilder', 'Kjelder', 'Sources'),
  from: t('Bygger på', 'Byggjer på', 'Based on'),
} satisfies Record<string, Texts>

/** What a warning says beside what is to be done, part by part as a mail has them. */
export function partsOf(
  content: AdvisoryContent,
  about: { source: AdvisorySource | null; noMeasures: string | null },
  locale: Locale,
): { summary: string; parts: { heading: string; text?: string; points?: string[] }[] } {
  const said = (words: AdvisoryContent['title']) => inLocale(words, locale)
  const head = (name: keyof typeof heads) => heads[name][locale]
  const cannot = content.measures.filter(({ group }) => group === 'cannot').map(({ text }) => said(text))
  return {
    summary: said(content.summary),
    parts: [
      { heading: groupWords.cannot[locale], points: cannot },
      { heading: head('noFix'), points: (content.noFix ?? []).map(({ text }) => said(text)) },
      { heading: head('noMeasures'), text: about.noMeasures ?? '' },
      { heading: head('compensations'), points: (content.medical?.compensations ?? []).map(({ text }) => said(text)) },
      { heading: head('clinical'), text: content.medical ? said(content.medical.clinicalRisk) : '' },
      ...content.advice.map(({ title, text }) => ({ heading: said(title), text: said(text) })),
      { heading: head('what'), text: said(content.what) },
      { heading: head('who'), text: said(content.who) },
      { heading: head('products'), points: productLines(content) },
      { heading: head('likelihood'), text: judgement(content, locale) },
      { heading: head('sources'), points: content.references.map(({ summary, url }) => `${summary}: ${url}`) },
      {
        heading: head('from'),
        text: about.source ? `${about.source.publisher}, ${about.source.reference} (${labelsOf(about.source)})` : '',
      },
    ],
  }
}

const mostProducts = 10

function productLines({ products }: AdvisoryContent): string[] {
  const lines = products
    .slice(0, mostProducts)
    .map(({ vendor, product, versions }) => [vendor, product, versions].filter(Boolean).join(' '))
  return [...lines, ...(products.length > mostProducts ? [`… + ${products.length - mostProducts}`] : [])]
}

/** How likely it is and how sure that is, who is behind it, and what it can harm. */
function judgement({ likelihood, confidence, threat }: AdvisoryContent, locale: Locale): string {
  const likely = likelihood && [likelihoodWords[likelihood].words[locale], confidence && confidenceWords[confidence][locale]]
  const values = (threat?.values ?? []).map((value) => valueWords[value][locale].toLowerCase())
  return [
    likely?.filter(Boolean).join(', '),
    threat?.actor && `${heads.actor[locale]}: ${actorWords[threat.actor][locale].toLowerCase()}`,
    values.length > 0 && `${heads.values[locale]}: ${values.join(', ')}`,
  ]
    .filter(Boolean)
    .join('. ')
}
