import { useEffect, useRef, useState } from 'react'
import type { ApiFault } from '#ui/api.ts'
import { Button } from '#ui/kit/Button.tsx'
import { Form, TextAreaField, TextField } from '#ui/kit/Form.tsx'
import { FaultNotice } from '#ui/kit/Notice.tsx'
import { useText } from '#ui/text/text.ts'
import type { AnswerState, Instead, MeasureState } from '../contract.ts'
import { InsteadFields, UntilField } from './InsteadFields.tsx'
import { measuresTexts } from './texts.ts'

/** An answer as it is said by the link in a mail. */
export interface Said {
  state: AnswerState
  instead?: string
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
  choices,
  busy,
  fault,
  onSay,
}: {
  /** What is answered, for whoever meets a button alone. */
  name: string
  /** How it was answered before: that button is not offered again. */
  current?: MeasureState
  /** What the warning names to do instead. */
  choices: readonly Instead[]
  busy: boolean
  /** What was wrong with the answer that was just given here. */
  fault: ApiFault | null
  onSay: (said: Said) => void
}) {
  const t = useText(measuresTexts)
  const [more, setMore] = useState<(typeof withMore)[number]>()
  const form = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (more) form.current?.querySelector<HTMLElement>('input:checked, textarea')?.focus()
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
            onSubmit={({ words = '', until = '', by = '', instead = '' }) =>
              onSay({
                state: more,
                ...(instead && { instead }),
                ...(words.trim() && { words: words.trim() }),
                ...(until && { until }),
                ...(by.trim() && { by: by.trim() }),
              })
            }
          >
            {more === 'compensated' ? (
              <InsteadFields choices={choices} />
            ) : (
              <TextAreaField
                name="words"
                label={t(`answer.words.${more}`)}
                hint={t('answer.words.hint')}
                rows={2}
                maxLength={2_000}
              />
            )}
            {more === 'accepted' && <TextField name="by" label={t('answer.by')} hint={t('answer.by.hint')} maxLength={200} />}
            <UntilField state={more} />
          </Form>
        </div>
      )}
    </>
  )
}
