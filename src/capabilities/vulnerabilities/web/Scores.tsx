import { cvssSeverity } from '#domain/cvss-scale.ts'
import { Definition } from '#ui/kit/Definition.tsx'
import { SeverityMark } from '#ui/kit/marks.tsx'
import { useLocale, useText } from '#ui/text/text.ts'
import type { Fact, Score } from '../contract.ts'
import { metricsIn } from './cvss-words.data.ts'
import { useScore } from './Facts.tsx'
import { vulnerabilitiesTexts } from './texts.ts'

type Given = Score & { source: Fact['source'] }

/** Every score with who gave it, newest version first; one that does not agree with its vector says so. */
export function Scores({ facts }: { facts: readonly Fact[] }) {
  const t = useText(vulnerabilitiesTexts)
  const scores = facts
    .flatMap(({ source, said }) => (said.scores ?? []).map((score): Given => ({ ...score, source })))
    .toSorted((one, other) => other.version.localeCompare(one.version))
  if (scores.length === 0) return <p className="faint">{t('cvss.none')}</p>
  return (
    <ul className="scores">
      {scores.map((score) => (
        <li key={`${score.source} ${score.by} ${score.version} ${score.vector}`} className="panel">
          <OneScore score={score} />
        </li>
      ))}
    </ul>
  )
}

function OneScore({ score }: { score: Given }) {
  const t = useText(vulnerabilitiesTexts)
  const locale = useLocale()
  const written = useScore()
  const counts = score.score ?? score.said
  const metrics = metricsIn(score.vector, score.version)
  return (
    <>
      <p className="score-head">
        <b className="score-number">{counts === undefined ? '–' : written(counts)}</b>{' '}
        {counts !== undefined && <Word score={counts} version={score.version} />}{' '}
        <span>{t('cvss.version', { version: score.version })}</span>{' '}
        <span className="faint">{t('cvss.by', { by: score.by, source: t(`source.${score.source}`) })}</span>
      </p>
      {score.problems.map((problem) => (
        <p key={problem} className="score-problem">
          {problem === 'score-differs' || problem === 'score-not-base'
            ? t(`cvss.problem.${problem}`, { said: written(score.said ?? 0), score: written(score.score ?? 0) })
            : t(`cvss.problem.${problem}`)}
        </p>
      ))}
      {metrics.length > 0 && (
        <details>
          <summary>{t('cvss.words')}</summary>
          <Definition items={metrics.map(([name, value]) => [name[locale], value[locale]] as const)} />
        </details>
      )}
      {score.vector && (
        <p className="vulnerability-name faint">
          {t('cvss.vector')}: <code>{score.vector}</code>
        </p>
      )}
    </>
  )
}

function Word({ score, version }: { score: number; version: Score['version'] }) {
  const t = useText(vulnerabilitiesTexts)
  const word = cvssSeverity(score, version)
  return word === 'none' ? <span>{t('severity.none')}</span> : <SeverityMark severity={word} />
}
