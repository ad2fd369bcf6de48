import { useState } from 'react'
import { useAction } from '#ui/api.ts'
import { Dialog } from '#ui/kit/Dialog.tsx'
import { Form, SelectField, TextAreaField, TextField } from '#ui/kit/Form.tsx'
import { Notice } from '#ui/kit/Notice.tsx'
import { tell } from '#ui/kit/Toast.tsx'
import { worded } from '#ui/kit/worded.ts'
import { useText } from '#ui/text/text.ts'
import { AnswerState, answerStates, type Measure, measuresApi } from '../contract.ts'
import { measuresTexts } from './texts.ts'

/** Answers what warnings ask; those of the chosen measures that findings ask are left out. */
export function AnswerDialog({
  measures,
  onClose,
  onDone,
}: {
  measures: readonly Measure[]
  onClose: () => void
  onDone?: () => void
}) {
  const t = useText(measuresTexts)
  const asked = measures.filter(({ cause }) => cause === 'advisory')
  const [state, setState] = useState<AnswerState>('claimed')
  const answer = useAction(measuresApi.answer, {
    onDone: ({ answered }) => {
      tell(t('answer.done', { count: answered }))
      onDone?.()
      onClose()
    },
  })
  const dated = state === 'compensated' || state === 'accepted'
  const reasoned = dated || state === 'not-relevant'
  return (
    <Dialog title={t('answer.title', { count: asked.length })} onClose={onClose}>
      {asked.length === 0 ? (
        <Notice tone="info">{t('answer.none')}</Notice>
      ) : (
        <Form
          action={t('answer.action', { count: asked.length })}
          busy={answer.isPending}
          fault={worded(answer.error, {}, t('field.wrong'))}
          onSubmit={({ words, until, by }) =>
            answer.mutate({
              ids: asked.map(({ id }) => id),
              state,
              ...(words?.trim() && { words: words.trim() }),
              ...(dated && until && { until }),
              ...(by?.trim() && { by: by.trim() }),
            })
          }
        >
          <SelectField
            name="state"
            label={t('answer.state')}
            value={state}
            choices={answerStates.map((each) => ({ value: each, label: t(`answer.to.${each}`) }))}
            onChange={({ target }) => setState(AnswerState.parse(target.value))}
          />
          {state !== 'open' && (
            <TextAreaField
              name="words"
              label={reasoned ? t(`answer.words.${state}`) : t('answer.words')}
              hint={t('answer.words.hint')}
              optional={!reasoned}
              rows={3}
              maxLength={2_000}
            />
          )}
          {dated && <TextField name="until" type="date" label={t(`answer.until.${state}`)} hint={t('answer.until.hint')} />}
          {dated && <TextField name="by" label={t('answer.by')} hint={t('answer.by.hint')} optional maxLength={200} />}
        </Form>
      )}
    </Dialog>
  )
}
