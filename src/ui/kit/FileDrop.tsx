import { UploadIcon } from '@navikt/aksel-icons'
import { type DragEvent, type ReactNode, useId, useState } from 'react'
import { ApiFault } from '#ui/api.ts'
import { bytesText } from '#ui/text/dates.ts'
import { useLocale, useText } from '#ui/text/text.ts'
import { FaultNotice } from './Notice.tsx'
import { kitTexts } from './texts.ts'

interface Sending {
  name: string
  sent: number
  total: number
}

/** Takes a file by choosing or dropping, and shows how much of it has been sent. */
export function FileDrop({
  label,
  hint,
  accept,
  send,
}: {
  label: string
  hint?: ReactNode
  /** Endings and types, as `<input accept>` wants them. */
  accept?: string
  send: (file: File, onProgress: (sent: number, total: number) => void) => Promise<unknown>
}) {
  const id = useId()
  const t = useText(kitTexts)
  const [sending, setSending] = useState<Sending>()
  const [fault, setFault] = useState<ApiFault>()
  const [over, setOver] = useState(false)
  const take = async (file: File | undefined) => {
    if (!file || sending) return
    setFault(undefined)
    setSending({ name: file.name, sent: 0, total: file.size })
    try {
      await send(file, (sent, total) => setSending({ name: file.name, sent, total }))
    } catch (cause) {
      if (!(cause instanceof ApiFault)) throw cause
      setFault(cause)
    } finally {
      setSending(undefined)
    }
  }
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    void take(event.dataTransfer.files[0])
  }
  return (
    <div className="field">
      {fault && <FaultNotice fault={fault} />}
      <span className="ds-label" id={`${id}-label`}>
        {label}
      </span>
      {hint && <p className="field-hint">{hint}</p>}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is a second way; the input below is the first */}
      <div
        className="drop"
        data-over={over || undefined}
        onDragOver={(event) => {
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        {sending ? (
          <Progress {...sending} />
        ) : (
          <>
            <input
              id={id}
              className="ds-sr-only"
              type="file"
              aria-labelledby={`${id}-label ${id}-choose`}
              accept={accept}
              onChange={({ target }) => {
                void take(target.files?.[0])
                target.value = ''
              }}
            />
            <label className="ds-button" data-variant="secondary" htmlFor={id} id={`${id}-choose`}>
              <UploadIcon aria-hidden="true" />
              {t('file.choose')}
            </label>
            <span>{t('file.drop')}</span>
          </>
        )}
      </div>
    </div>
  )
}

function Progress({ name, sent, total }: Sending) {
  const t = useText(kitTexts)
  const locale = useLocale()
  const id = useId()
  const isSent = total > 0 && sent >= total
  return (
    <div className="progress" role="status">
      <p id={id}>
        {isSent
          ? t('file.reading', { name })
          : t('file.sending', { name, sent: bytesText(sent, locale), total: bytesText(total, locale) })}
      </p>
      <progress aria-labelledby={id} max={total || 1} {...(!isSent && { value: sent })} />
    </div>
  )
}
