import { XMarkIcon } from '@navikt/aksel-icons'
import { useSyncExternalStore } from 'react'
import { useText } from '#ui/text/text.ts'
import { Button } from './Button.tsx'
import { kitTexts } from './texts.ts'

interface Message {
  id: number
  text: string
  undo?: () => void
}

const shownSeconds = 10
let messages: readonly Message[] = []
let last = 0
const listeners = new Set<() => void>()

function show(next: readonly Message[]): void {
  messages = next
  for (const listener of listeners) listener()
}

const close = (id: number) => show(messages.filter((message) => message.id !== id))

/** Says what was done. A message that can be undone stays until it is closed; others go by themselves. */
export function tell(text: string, undo?: () => void): void {
  const id = ++last
  show([...messages.slice(-2), { id, text, ...(undo && { undo }) }])
  if (!undo) setTimeout(() => close(id), shownSeconds * 1000)
}

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Where messages appear; the shell has one. */
export function Toasts() {
  const t = useText(kitTexts)
  const shown = useSyncExternalStore(subscribe, () => messages)
  return (
    <div className="toasts" role="status">
      {shown.map(({ id, text, undo }) => (
        <div key={id} className="toast">
          <p>{text}</p>
          {undo && (
            <Button
              look="secondary"
              onClick={() => {
                undo()
                close(id)
              }}
            >
              {t('toast.undo')}
            </Button>
          )}
          <Button
            look="tertiary"
            icon={<XMarkIcon aria-hidden="true" />}
            aria-label={t('toast.close')}
            onClick={() => close(id)}
          />
        </div>
      ))}
    </div>
  )
}
