import { QuestionmarkCircleIcon } from '@navikt/aksel-icons'
import { useState } from 'react'
import { useText } from '#ui/text/text.ts'
import { Button } from './Button.tsx'
import { Dialog } from './Dialog.tsx'
import { keyName, useShortcut, useShortcuts } from './keys.ts'
import { kitTexts } from './texts.ts'

/** Shows the keys that do something on this page; `?` opens it. */
export function Help() {
  const t = useText(kitTexts)
  const [open, setOpen] = useState(false)
  useShortcut('?', t('help.open'), () => setOpen(true))
  return (
    <>
      <Button
        look="tertiary"
        icon={<QuestionmarkCircleIcon aria-hidden="true" />}
        aria-label={t('help.open')}
        title={t('help.open')}
        aria-keyshortcuts="?"
        onClick={() => setOpen(true)}
      />
      {open && (
        <Dialog title={t('help.title')} onClose={() => setOpen(false)}>
          <Keys />
        </Dialog>
      )}
    </>
  )
}

function Keys() {
  const t = useText(kitTexts)
  const known = useShortcuts()
  const says = Map.groupBy(
    known.filter((shortcut, at) => known.findLastIndex(({ key }) => key === shortcut.key) === at),
    (shortcut) => shortcut.says,
  )
  return (
    <dl className="facts keys">
      {[...says].map(([text, shortcuts]) => (
        <div key={text}>
          <dt>
            {[...new Set(shortcuts.map(({ key }) => key))].map((key) => (
              <kbd key={key}>{keyName(key)}</kbd>
            ))}
          </dt>
          <dd>{text}</dd>
        </div>
      ))}
      {says.has(t('help.move')) && (
        <div>
          <dt>
            <kbd>Enter</kbd>
          </dt>
          <dd>{t('help.enter')}</dd>
        </div>
      )}
    </dl>
  )
}

/** The first thing the keyboard meets: past the menu to the content. */
export function SkipLink() {
  const t = useText(kitTexts)
  return (
    <a className="ds-skip-link" href="#content">
      {t('skip.content')}
    </a>
  )
}
