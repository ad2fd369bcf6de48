import { readCvss } from '#domain/cvss.ts'
import { kitTexts } from '#ui/kit/texts.ts'
import { useText } from '#ui/text/text.ts'
import { advisoriesTexts } from './texts.ts'

/** What the vectors come to; one that cannot be read is said. */
export default function Scores({ vectors }: { vectors: readonly string[] }) {
  const t = useText(advisoriesTexts)
  const kit = useText(kitTexts)
  return (
    <div role="status">
      {vectors
        .filter((vector) => vector.trim() !== '')
        .map((vector) => {
          const found = readCvss(vector)
          if (!found.ok)
            return (
              <p key={vector} className="ds-validation-message">
                {t('vulnerability.unread', { vector })}
              </p>
            )
          const { version, score, severity } = found.value
          const word = severity === 'none' ? '0' : kit(`severity.${severity}`)
          return <p key={vector}>{t('vulnerability.score', { version, score: score.toFixed(1), severity: word })}</p>
        })}
    </div>
  )
}
