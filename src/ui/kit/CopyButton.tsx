import { CheckmarkIcon, FilesIcon } from '@navikt/aksel-icons'
import { useState } from 'react'
import { useText } from '#ui/text/text.ts'
import { kitTexts } from './texts.ts'

const shownMs = 2000

/** Puts a text on the clipboard; `what` names it (*the address*). */
export function CopyButton({ text, what }: { text: string; what: string }) {
  const t = useText(kitTexts)
  const [done, setDone] = useState(false)
  const copy = async () => {
    await navigator.clipboard.writeText(text)
    setDone(true)
    setTimeout(() => setDone(false), shownMs)
  }
  return (
    <span className="copy">
      <button
        type="button"
        className="ds-button"
        data-variant="tertiary"
        data-icon="true"
        aria-label={t('copy.do', { what })}
        title={t('copy.do', { what })}
        onClick={copy}
      >
        {done ? <CheckmarkIcon aria-hidden="true" /> : <FilesIcon aria-hidden="true" />}
      </button>
      <span role="status" className="ds-sr-only">
        {done && t('copy.done')}
      </span>
    </span>
  )
}
