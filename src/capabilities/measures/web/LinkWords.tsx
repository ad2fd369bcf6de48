import { useEffect, useRef, useState } from 'react'
import type { ApiFault } from '#ui/api.ts'
import { Button } from '#ui/kit/Button.tsx'
import { Form, TextAreaField, TextField } from '#ui/kit/Form.tsx'
import { FaultNotice } from '#ui/kit/Notice.tsx'
import { useText } from '#ui/text/text.ts'
import type { AnswerState, MeasureState } from '../contract.ts'
import { measuresTexts } from './texts.ts'

/** An answer as it is said by the link in a mail. */
export interface Said {
  state: AnswerState
  words?: string
  until?: string
  by?: string
}

const atOnce = ['claimed', 'doing', 'not-relevant'] as const
const withMore = ['compensated', 'accepted'] as const

/** The answers as buttons: three are given by one press; two ask until when, and what or why. */
export function Words({
  name,
  current,
  busy,
  fault,
  onSay,
}: {
  /** What is answered, for whoever meets a button alone. */
  name: string
  /** How it was answered before: that button is not offered again. */
  current?: MeasureState
  busy: boolean
  /** What was wrong with the answer that was just given here. */
  fault: ApiFault | null
  onSay: (said: Said) => void
}) {
  const t = useText(measuresTexts)
  const [more, setMore] = useState<(typeof withMore)[number]>()
  const form = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (more) form.current?.querySelector<HTMLElement>('textarea')?.focus()
  }, [more])
  return (
    <>
      <div className="link-words">
        {atOnce
          .filter((state) => state !== current)
          .map((state) => (
            <Button
              key={state}
              look={state === 'claimed' ? 'primary' : 'secondary'}
              disabled={busy}
              aria-label={`${t(`answer.to.${state}`)}: ${name}`}
              onClick={() => onSay({ state })}
            >
              {t(`answer.to.${state}`)}
            </Button>
          ))}
        {withMore.map((state) => (
          <Button
            key={state}
            look="secondary"
            disabled={busy}
            aria-expanded={more === state}
            aria-label={`${t(`answer.to.${state}`)} …: ${name}`}
            onClick={() => setMore(more === state ? undefined : state)}
          >
            {t(`answer.to.${state}`)} …
          </Button>
        ))}
      </div>
      {fault && !more && <FaultNotice fault={fault} />}
      {more && (
        <div ref={form} className="link-more">
          <Form
            key={more}
            action={t('link.say')}
            busy={busy}
            fault={fault}
            onSubmit={({ words = '', until = '', by = '' }) =>
              onSay({ state: more, words: words.trim(), ...(until && { until }), ...(by.trim() && { by: by.trim() }) })
            }
          >
            <TextAreaField
              name="words"
              label={t(`answer.words.${more}`)}
              hint={t('answer.words.hint')}
              rows={2}
              maxLength={2_000}
            />
            {more === 'accepted' && <TextField name="by" label={t('answer.by')} hint={t('answer.by.hint')} maxLength={200} />}
            <TextField name="until" type="date" label={t(`answer.until.${more}`)} hint={t('answer.until.hint')} />
          </Form>
        </div>
      )}
    </>
  )
}
