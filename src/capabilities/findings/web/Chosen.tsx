import { useCountWords } from '#ui/kit/CountText.tsx'
import { useText } from '#ui/text/text.ts'
import { AssetText } from './AssetText.tsx'
import type { Chosen } from './NoteDialog.tsx'
import { findingsTexts } from './texts.ts'

const namedInPreview = 5
/** The server takes so many findings of a filter at once. */
const mostAtOnce = 10_000

/** What something is about to happen to: the first by name, then how many more. */
export function ChosenPreview({ chosen }: { chosen: Chosen }) {
  const t = useText(findingsTexts)
  const words = useCountWords()
  if (!('findings' in chosen)) {
    const { count } = chosen
    return (
      <p>
        {t('chosen.all', { total: count ? words(count) : '…' })}{' '}
        {count && (count.more || count.value > mostAtOnce) && t('chosen.most', { most: mostAtOnce })}
      </p>
    )
  }
  const { findings } = chosen
  return (
    <ul className="note-preview">
      {findings.slice(0, namedInPreview).map((finding) => (
        <li key={finding.id}>
          {finding.kindName}, <AssetText text={finding.assetText} />, {finding.organisation.name}
        </li>
      ))}
      {findings.length > namedInPreview && <li>{t('chosen.rest', { count: findings.length - namedInPreview })}</li>}
    </ul>
  )
}

/** The server takes so many names at once; more are done while the reader goes on. */
export const mostNamed = 500

/** Whether what is chosen is so much that the server goes on with it by itself. */
export const isLong = (chosen: Chosen): boolean =>
  !('findings' in chosen) && chosen.count !== undefined && (chosen.count.more || chosen.count.value > mostNamed)

/** How many findings are chosen by name; `undefined` when a filter chooses them. */
export const namedOf = (chosen: Chosen): number | undefined => ('findings' in chosen ? chosen.findings.length : undefined)
