import { XMarkIcon } from '@navikt/aksel-icons'
import { type ReactNode, useEffect, useId, useRef } from 'react'
import type { ApiFault } from '#ui/api.ts'
import { useText } from '#ui/text/text.ts'
import { Button } from './Button.tsx'
import { FaultNotice } from './Notice.tsx'
import { kitTexts } from './texts.ts'

const fields = ':is(input:not([type="hidden"], [readonly]), select, textarea):not(:disabled)'
const beginnings = [
  `.dialog-body ${fields}`,
  '.dialog-body [type="submit"]',
  '.dialog-foot button',
  '.dialog-body :is(a[href], button)',
]

/** Where the keyboard begins: in the first field, else on the main button; never on the cross. */
function begin(dialog: HTMLDialogElement): void {
  const seen = (each: string) => [...dialog.querySelectorAll<HTMLElement>(each)].find((one) => one.checkVisibility())
  const first = beginnings.map(seen).find(Boolean) ?? dialog
  const chosen = first instanceof HTMLInputElement && first.type === 'radio' && seen(`[name="${first.name}"]:checked`)
  ;(chosen || first).focus()
}

/** A window above the page; Escape and the cross close it, and the keyboard returns to where it was. */
export function Dialog({
  title,
  onClose,
  children,
  foot,
}: {
  title: string
  onClose: () => void
  children: ReactNode
  foot?: ReactNode
}) {
  const t = useText(kitTexts)
  const id = useId()
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const [opened, before] = [dialog.current, document.activeElement]
    opened?.showModal()
    if (opened) begin(opened)
    return () => {
      opened?.close()
      if (before instanceof HTMLElement) before.focus()
    }
  }, [])
  // What is asked may come later than the window: the keyboard waits for it.
  useEffect(() => {
    if (dialog.current && document.activeElement === dialog.current) begin(dialog.current)
  })
  return (
    <dialog ref={dialog} className="ds-dialog dialog" aria-labelledby={id} tabIndex={-1} onCancel={onClose}>
      <div className="dialog-head">
        <h2 className="ds-heading" data-size="xs" id={id}>
          {title}
        </h2>
        <Button look="tertiary" icon={<XMarkIcon aria-hidden="true" />} aria-label={t('dialog.close')} onClick={onClose} />
      </div>
      <div className="dialog-body">{children}</div>
      {foot && <footer className="actions dialog-foot">{foot}</footer>}
    </dialog>
  )
}

/** Asks before something is done: shows what will happen to what, and the button says it. */
export function ConfirmDialog({
  title,
  preview,
  action,
  danger = false,
  busy = false,
  fault,
  onConfirm,
  onClose,
}: {
  title: string
  preview: ReactNode
  /** The verb with its object: *Mark 12 as fixed*. */
  action: string
  danger?: boolean
  busy?: boolean
  fault?: ApiFault | null
  onConfirm: () => void
  onClose: () => void
}) {
  const t = useText(kitTexts)
  return (
    <Dialog
      title={title}
      onClose={onClose}
      foot={
        <>
          <Button danger={danger} busy={busy} onClick={onConfirm}>
            {action}
          </Button>
          <Button look="secondary" onClick={onClose}>
            {t('dialog.cancel')}
          </Button>
        </>
      }
    >
      {fault && <FaultNotice fault={fault} />}
      {preview}
    </Dialog>
  )
}
