import type { SourceChecked } from '#domain/checked.ts'
import { useText } from '#ui/text/text.ts'
import { advisoriesTexts } from './texts.ts'

/** What was checked of the document that a warning was read from. */
export function CheckedPart({ hash, signedBy, keyOf }: SourceChecked) {
  const t = useText(advisoriesTexts)
  if (!hash && !signedBy) return <p>{t('source.checked.nothing')}</p>
  return (
    <>
      {hash && <p>{t('source.checked.hash', { hash: hash === 'sha512' ? 'SHA-512' : 'SHA-256' })}</p>}
      {signedBy && (
        <p>
          {keyOf ? t('source.checked.partner', { partner: keyOf }) : t('source.checked.unknown')} <code>{signedBy}</code>
        </p>
      )}
    </>
  )
}
