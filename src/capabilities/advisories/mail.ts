import type { Known } from '#capabilities/vulnerabilities/index.ts'
import type { Cve } from '#domain/cve.ts'
import { readCvss } from '#domain/cvss.ts'
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
  vulnerabilities: t('Sårbarheter', 'Sårbarheiter', 'Vulnerabilities'),
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

/** What is known elsewhere of the vulnerabilities that a warning names, as far as it is told beside them. */
export type KnownNow = ReadonlyMap<Cve, Pick<Known, 'score' | 'scoreVersion' | 'kevOn' | 'euKevOn'>>

/** What a warning says beside what is to be done, part by part as a mail has them. */
export function partsOf(
  content: AdvisoryContent,
  about: { source: AdvisorySource | null; noMeasures: string | null; known?: KnownNow },
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
      { heading: head('vulnerabilities'), points: vulnerabilityLines(content, about.known, locale) },
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

const mostVulnerabilities = 20
const exploited = t('utnyttes', 'blir utnytta', 'exploited')

/** The vulnerabilities by number, each with its highest score and whether it is known to be exploited; what is exploited first, then the worst. */
function vulnerabilityLines({ vulnerabilities }: AdvisoryContent, known: KnownNow | undefined, locale: Locale): string[] {
  const worst = vulnerabilities
    .map(({ cve, vectors }) => {
      const facts = known?.get(cve)
      return { cve, top: topScore(vectors, facts), isExploited: Boolean(facts?.kevOn ?? facts?.euKevOn) }
    })
    .sort((a, b) => Number(b.isExploited) - Number(a.isExploited) || (b.top?.score ?? -1) - (a.top?.score ?? -1))
  const lines = worst
    .slice(0, mostVulnerabilities)
    .map(({ cve, top, isExploited }) =>
      [cve, top && `CVSS ${top.version}: ${top.score.toFixed(1)}`, isExploited && exploited[locale]].filter(Boolean).join(', '),
    )
  return [...lines, ...(worst.length > mostVulnerabilities ? [`… + ${worst.length - mostVulnerabilities}`] : [])]
}

/** The highest score of those that a warning prints and the one that is known; of CVSS 2 only where nobody uses a newer one. */
function topScore(
  vectors: readonly string[],
  facts: { score: number | null; scoreVersion: string | null } | undefined,
): { version: string; score: number } | undefined {
  const printed = vectors.flatMap((vector) => {
    const found = readCvss(vector)
    return found.ok ? [{ version: found.value.version as string, score: found.value.score }] : []
  })
  const all = [
    ...printed,
    ...(facts?.score != null && facts.scoreVersion ? [{ version: facts.scoreVersion, score: facts.score }] : []),
  ]
  const newer = all.filter(({ version }) => !version.startsWith('2'))
  return (newer.length > 0 ? newer : all).toSorted((a, b) => b.score - a.score)[0]
}

/** How likely it is and how sure that is, who is behind it, and what it can harm. */
export function judgement({ likelihood, confidence, threat }: AdvisoryContent, locale: Locale): string {
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
