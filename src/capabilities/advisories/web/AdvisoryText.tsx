import type { Locale } from '#domain/locale.ts'
import { severities } from '#domain/severity.ts'
import { Definition } from '#ui/kit/Definition.tsx'
import { Section } from '#ui/kit/Page.tsx'
import { kitTexts } from '#ui/kit/texts.ts'
import { useText } from '#ui/text/text.ts'
import { type AdvisoryContent, type AdvisorySource, type KnownVulnerability, measureGroups, type Words } from '../contract.ts'
import { inLocale, labelsOf } from '../rules.ts'
import { likelihoodWords } from '../rules-lint.ts'
import { actorWords, valueWords } from '../rules-threat.ts'
import { advisoriesTexts } from './texts.ts'
import './advisories.css'

const hoursInADay = 24
const longestInHours = 48

/** A deadline as people say it: in hours up to two days, then in days. */
export function useDeadline(): (hours: number) => string {
  const t = useText(advisoriesTexts)
  return (hours) =>
    hours <= longestInHours
      ? t('text.deadline.hours', { hours })
      : t('text.deadline.days', { days: Math.round(hours / hoursInADay) })
}

/** What a warning says, in one language: what to do first, then what is wrong and whom it concerns. */
export function AdvisoryText({
  content,
  source,
  noMeasures,
  known = [],
  locale,
}: {
  content: AdvisoryContent
  source: AdvisorySource | null
  noMeasures: string | null
  /** What its vectors come to, and what is known of its vulnerabilities elsewhere. */
  known?: readonly KnownVulnerability[]
  locale: Locale
}) {
  const t = useText(advisoriesTexts)
  const { likelihood, confidence, medical } = content
  return (
    <div className="advisory-text">
      <Paragraphs words={content.summary} locale={locale} />
      <Measures content={content} locale={locale} />
      {content.noFix && content.noFix.length > 0 && (
        <Section title={t('part.noFix')}>
          <ul className="ds-list">
            {content.noFix.map(({ remedy, text }) => (
              <li key={`${remedy} ${text.nb} ${text.nn} ${text.en}`}>
                <b>{t(`remedy.${remedy}`)}</b> {inLocale(text, locale)}
              </li>
            ))}
          </ul>
        </Section>
      )}
      {noMeasures && (
        <Section title={t('text.noMeasures')}>
          <p className="advisory-paragraph">{noMeasures}</p>
        </Section>
      )}
      {medical && medical.compensations.length > 0 && (
        <Section title={t('text.compensations')}>
          <ul className="ds-list">
            {medical.compensations.map(({ key, text }) => (
              <li key={key}>{inLocale(text, locale)}</li>
            ))}
          </ul>
        </Section>
      )}
      {medical && <Part title={t('field.clinicalRisk')} words={medical.clinicalRisk} locale={locale} />}
      {content.advice.map((one) => (
        <Part key={one.id} title={inLocale(one.title, locale)} words={one.text} locale={locale} />
      ))}
      <Part title={t('field.what')} words={content.what} locale={locale} />
      <Part title={t('field.who')} words={content.who} locale={locale} />
      {likelihood && (
        <Section title={t('text.judgement')}>
          <p>
            {likelihoodWords[likelihood].words[locale]} ({likelihoodWords[likelihood].bounds} %)
            {confidence && ` · ${t(`confidence.${confidence}`)}`}
          </p>
        </Section>
      )}
      <Threat content={content} locale={locale} />
      <Facts content={content} source={source} known={known} />
    </div>
  )
}

/** Who is behind it, and what it can harm; nothing where neither is judged. */
function Threat({ content: { threat }, locale }: { content: AdvisoryContent; locale: Locale }) {
  const t = useText(advisoriesTexts)
  if (!threat?.actor && !threat?.values.length) return null
  return (
    <Section title={t('text.threat')}>
      <Definition
        items={[
          [t('field.actor'), threat.actor && actorWords[threat.actor][locale]],
          [t('field.values'), threat.values.map((value) => valueWords[value][locale]).join(', ')],
        ]}
      />
    </Section>
  )
}

function Part({ title, words, locale }: { title: string; words: Words; locale: Locale }) {
  if (!inLocale(words, locale)) return null
  return (
    <Section title={title}>
      <Paragraphs words={words} locale={locale} />
    </Section>
  )
}

/** Text as it was written: line breaks stay, marks mean nothing. */
function Paragraphs({ words, locale }: { words: Words; locale: Locale }) {
  const text = inLocale(words, locale)
  return text ? <p className="advisory-paragraph">{text}</p> : null
}

function Measures({ content, locale }: { content: AdvisoryContent; locale: Locale }) {
  const t = useText(advisoriesTexts)
  const deadline = useDeadline()
  return measureGroups
    .map((group) => ({ group, measures: content.measures.filter((one) => one.group === group) }))
    .filter(({ measures }) => measures.length > 0)
    .map(({ group, measures }) => (
      <Section key={group} title={t(`group.${group}`)}>
        <ul className="ds-list">
          {measures.map(({ key, text, hours }) => (
            <li key={key}>
              {inLocale(text, locale) || t('text.empty')} <span className="field-hint">({deadline(hours)})</span>
            </li>
          ))}
        </ul>
      </Section>
    ))
}

function Facts({
  content,
  source,
  known,
}: {
  content: AdvisoryContent
  source: AdvisorySource | null
  known: readonly KnownVulnerability[]
}) {
  const t = useText(advisoriesTexts)
  const { products, vulnerabilities, references } = content
  return (
    <>
      {products.length > 0 && (
        <Section title={t('text.products')}>
          <ul className="ds-list">
            {products.map((one) => (
              <li key={JSON.stringify(one)}>{[one.vendor, one.product, one.versions].filter(Boolean).join(' ')}</li>
            ))}
          </ul>
        </Section>
      )}
      {vulnerabilities.length > 0 && (
        <Section title={t('part.vulnerabilities')}>
          <ul className="ds-list">
            {vulnerabilities.map(({ cve, vectors }) => (
              <li key={cve}>
                {cve}
                {vectors.map((vector) => (
                  <code key={vector} className="advisory-vector">
                    {vector}
                  </code>
                ))}
                <Known of={known.find((one) => one.cve === cve)} />
              </li>
            ))}
          </ul>
        </Section>
      )}
      {(references.length > 0 || source) && (
        <Section title={t('part.references')}>
          {source && (
            <p>
              {t('text.source', { publisher: source.publisher, reference: source.reference })} ({labelsOf(source)})
            </p>
          )}
          <ul className="ds-list">
            {references.map(({ summary, url }) => (
              <li key={url}>
                <a className="ds-link" href={url} rel="noopener noreferrer" target="_blank">
                  {summary}
                </a>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </>
  )
}

const inPercent = 100

/** What its vectors come to, whether it is exploited, and how likely that is. */
export function Known({ of }: { of: KnownVulnerability | undefined }) {
  const t = useText(advisoriesTexts)
  const kit = useText(kitTexts)
  if (!of) return null
  const { kevOn, euKevOn, ransomware, epss } = of.known ?? {}
  const word = (severity: string) => severities.find((one) => one === severity)
  const since = [kevOn, euKevOn].filter((day) => typeof day === 'string').sort()[0]
  const said = [
    ...of.scores.map(({ version, score, severity }) => {
      const known = word(severity)
      return t('vulnerability.score', { version, score: score.toFixed(1), severity: known ? kit(`severity.${known}`) : '0' })
    }),
    since && t('known.kev', { day: since }),
    ransomware && t('known.ransomware'),
    epss && t('known.epss', { score: (epss.score * inPercent).toFixed(1) }),
    !of.known && t('known.none'),
  ]
  return <div className="field-hint">{said.filter(Boolean).join(' · ')}</div>
}
