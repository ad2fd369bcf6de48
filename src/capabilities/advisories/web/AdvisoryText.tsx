import { readCvss } from '#domain/cvss.ts'
import type { Locale } from '#domain/locale.ts'
import { Section } from '#ui/kit/Page.tsx'
import { kitTexts } from '#ui/kit/texts.ts'
import { useText } from '#ui/text/text.ts'
import { type Advisory, type AdvisoryContent, type AdvisorySource, measureGroups, type Words } from '../contract.ts'
import { inLocale } from '../rules.ts'
import { likelihoodWords } from '../rules-lint.ts'
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
  /** What is known of its vulnerabilities elsewhere, for the team. */
  known?: Advisory['vulnerabilities']
  locale: Locale
}) {
  const t = useText(advisoriesTexts)
  const { likelihood, confidence, medical } = content
  return (
    <div className="advisory-text">
      <Paragraphs words={content.summary} locale={locale} />
      <Measures content={content} locale={locale} />
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
      <Facts content={content} source={source} known={known} />
    </div>
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
  known: Advisory['vulnerabilities']
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
                  <Score key={vector} vector={vector} />
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
              {t('text.source', { publisher: source.publisher, reference: source.reference })} ({source.tlp}, {source.pap})
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

/** A vector with what it comes to. */
function Score({ vector }: { vector: string }) {
  const t = useText(advisoriesTexts)
  const kit = useText(kitTexts)
  const found = readCvss(vector)
  const score = found.ok && {
    version: found.value.version,
    score: found.value.score.toFixed(1),
    severity: found.value.severity === 'none' ? '0' : kit(`severity.${found.value.severity}`),
  }
  return (
    <div>
      {score && t('vulnerability.score', score)} <code className="advisory-vector">{vector}</code>
    </div>
  )
}

const inPercent = 100

/** Whether it is exploited, and how likely that is, by those who tell of it. */
function Known({ of }: { of: Advisory['vulnerabilities'][number] | undefined }) {
  const t = useText(advisoriesTexts)
  if (!of) return null
  if (!of.known) return <div className="field-hint">{t('known.none')}</div>
  const { kevOn, ransomware, epss } = of.known
  const said = [
    kevOn && t('known.kev', { day: kevOn }),
    ransomware && t('known.ransomware'),
    epss && t('known.epss', { score: (epss.score * inPercent).toFixed(1) }),
  ].filter(Boolean)
  return <div>{said.join(' · ')}</div>
}
