import type { Locale, Texts } from '#domain/locale.ts'
import { severityWords } from '#domain/severity.ts'
import { type AdvisoryContent, type AdvisorySource, measureGroups } from './contract.ts'
import { inLocale } from './rules.ts'
import { likelihoodWords } from './rules-lint.ts'
import { confidenceWords, groupWords, typeWords } from './words.ts'

const t = (nb: string, nn: string, en: string): Texts => ({ nb, nn, en })

const heads = {
  measures: t('Dette skal dere gjøre', 'Dette skal de gjere', 'What you are to do'),
  within: t('innen {{hours}} timer', 'innan {{hours}} timar', 'within {{hours}} hours'),
  withinDays: t('innen {{days}} dager', 'innan {{days}} dagar', 'within {{days}} days'),
  what: t('Hva er galt', 'Kva er gale', 'What is wrong'),
  who: t('Hvem er berørt', 'Kven er råka', 'Who is affected'),
  products: t('Berørte produkter', 'Råka produkt', 'Affected products'),
  likelihood: t('Vår vurdering', 'Vår vurdering', 'Our judgement'),
  clinical: t('Betydning for pasienter', 'Verknad for pasientar', 'What it means for patients'),
  compensations: t('Når utstyret ikke kan oppdateres', 'Når utstyret ikkje kan oppdaterast', 'Where nothing can be patched'),
  noMeasures: t('Hvorfor det ikke er noe å gjøre', 'Kvifor det ikkje er noko å gjere', 'Why there is nothing to do'),
  sources: t('Kilder', 'Kjelder', 'Sources'),
  from: t('Bygger på', 'Byggjer på', 'Based on'),
} satisfies Record<string, Texts>

/** A deadline as people say it: in hours up to two days, then in days. */
export const deadlineInWords = (hours: number, locale: Locale): string =>
  hours <= 48
    ? heads.within[locale].replace('{{hours}}', String(hours))
    : heads.withinDays[locale].replace('{{days}}', String(Math.round(hours / 24)))

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
      { heading: head('noMeasures'), text: about.noMeasures ?? '' },
      { heading: head('compensations'), points: (content.medical?.compensations ?? []).map(({ text }) => said(text)) },
      { heading: head('clinical'), text: content.medical ? said(content.medical.clinicalRisk) : '' },
      { heading: head('what'), text: said(content.what) },
      { heading: head('who'), text: said(content.who) },
      { heading: head('products'), points: productLines(content) },
      { heading: head('likelihood'), text: judgement(content, locale) },
      { heading: head('sources'), points: content.references.map(({ summary, url }) => `${summary}: ${url}`) },
      {
        heading: head('from'),
        text: about.source
          ? `${about.source.publisher}, ${about.source.reference} (${about.source.tlp}, ${about.source.pap})`
          : '',
      },
    ],
  }
}

/** What a mail says of a warning: what is wrong and what to do first; the same words as on the page. Plain text, a line a thought. */
export function mailOf(
  content: AdvisoryContent,
  about: { trackingId: string; source: AdvisorySource | null; noMeasures: string | null },
  locale: Locale,
): { subject: string; text: string } {
  const said = (words: AdvisoryContent['title']) => inLocale(words, locale)
  const severity = severityWords[content.severity][locale]
  const part = (head: keyof typeof heads, text: string) => (text ? [`${heads[head][locale]}\n\n${text}`] : [])
  const blocks = [
    `${content.tlp}${content.pap.slice(4) === content.tlp.slice(4) ? '' : ` ${content.pap}`}`,
    said(content.summary) || said(content.title),
    ...measureBlocks(content, locale),
    ...part('noMeasures', about.noMeasures ?? ''),
    ...part('compensations', (content.medical?.compensations ?? []).map(({ text }) => `- ${said(text)}`).join('\n')),
    ...part('clinical', content.medical ? said(content.medical.clinicalRisk) : ''),
    ...content.advice.map(({ title, text }) => `${said(title)}\n\n${said(text)}`),
    ...part('what', said(content.what)),
    ...part('who', said(content.who)),
    ...part(
      'products',
      productLines(content)
        .map((one) => `- ${one}`)
        .join('\n'),
    ),
    ...part('likelihood', judgement(content, locale)),
    ...part('sources', content.references.map(({ summary, url }) => `- ${summary}: ${url}`).join('\n')),
    ...part(
      'from',
      about.source ? `${about.source.publisher}, ${about.source.reference} (${about.source.tlp}, ${about.source.pap})` : '',
    ),
    `${about.trackingId} · ${typeWords[content.type][locale]} · ${severity}`,
  ]
  return {
    subject: oneLine(`[${content.tlp}] ${severity}: ${said(content.title)} (${about.trackingId})`),
    text: `${blocks.filter(Boolean).join('\n\n')}\n`,
  }
}

/** A subject has no line breaks, whatever a title holds. */
const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim()

function measureBlocks({ measures }: AdvisoryContent, locale: Locale): string[] {
  const blocks = measureGroups.flatMap((group) => {
    const lines = measures
      .filter((one) => one.group === group)
      .map(({ text, hours }) => `- ${inLocale(text, locale)} (${deadlineInWords(hours, locale)})`)
    return lines.length > 0 ? [`${groupWords[group][locale]}:\n${lines.join('\n')}`] : []
  })
  return blocks.length > 0 ? [heads.measures[locale], ...blocks] : []
}

const mostProducts = 10

function productLines({ products }: AdvisoryContent): string[] {
  const lines = products
    .slice(0, mostProducts)
    .map(({ vendor, product, versions }) => [vendor, product, versions].filter(Boolean).join(' '))
  return [...lines, ...(products.length > mostProducts ? [`… + ${products.length - mostProducts}`] : [])]
}

const judgement = ({ likelihood, confidence }: AdvisoryContent, locale: Locale): string =>
  likelihood === null
    ? ''
    : [likelihoodWords[likelihood].words[locale], confidence && confidenceWords[confidence][locale]].filter(Boolean).join(', ')
