import { Notice } from '#ui/kit/Notice.tsx'
import { useText } from '#ui/text/text.ts'
import type { LeftOut } from '../contract.ts'
import { advisoriesTexts } from './texts.ts'

/** What of the imported document is not in the draft; nothing where all is. */
export function LeftOutPart({ leftOut }: { leftOut: readonly LeftOut[] }) {
  const t = useText(advisoriesTexts)
  if (leftOut.length === 0) return null
  return (
    <Notice tone="warning" title={t('leftOut.title', { count: leftOut.length })}>
      <p>{t('leftOut.lead')}</p>
      <details className="advisory-more">
        <summary>{t('leftOut.show')}</summary>
        <ul className="ds-list">
          {leftOut.map(({ place, why, found }) => (
            <li key={`${place} ${why} ${found}`}>
              {why}
              {found && `: ${found}`} <code className="advisory-vector">{place || '/'}</code>
            </li>
          ))}
        </ul>
      </details>
    </Notice>
  )
}
