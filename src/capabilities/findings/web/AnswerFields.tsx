import { useState } from 'react'
import { day, later, utc } from '#domain/time.ts'
import { ApiFault } from '#ui/api.ts'
import { TextAreaField, TextField, useField } from '#ui/kit/Form.tsx'
import { useNow } from '#ui/kit/TimeText.tsx'
import { useText } from '#ui/text/text.ts'
import { type Answer, answers, answersWithReason, answersWithUntil } from '../contract.ts'
import { type Missing, usualDays } from './answer.ts'
import { findingsTexts } from './texts.ts'
import './answer.css'

/** The five answers in plain words, each with what comes of it; then the day and the reason where the answer needs them. */
export function AnswerFields({ reason, onReason }: { reason: string; onReason: (text: string) => void }) {
  const t = useText(findingsTexts)
  const [chosen, choose] = useState<Answer>()
  const now = useNow()
  const field = useField({ name: 'answer' })
  const needsReason = chosen && answersWithReason.includes(chosen)
  return (
    <>
      <fieldset className="answers" aria-describedby={field.attributes['aria-describedby']}>
        <legend className="ds-label">{t('answer.what')}</legend>
        {answers.map((each, place) => (
          <label key={each} className="answer-choice" data-chosen={each === chosen || undefined}>
            <input
              type="radio"
              id={place === 0 ? field.id : undefined}
              className="ds-input"
              name="answer"
              value={each}
              checked={each === chosen}
              onChange={() => choose(each)}
            />
            <span>
              <b>{t(`answer.${each}`)}</b>
              <span className="field-hint">{t(`answer.${each}.means`)}</span>
            </span>
          </label>
        ))}
        {field.error && (
          <p className="ds-validation-message" id={`${field.id}-error`}>
            {field.error}
          </p>
        )}
      </fieldset>
      {chosen && answersWithUntil.includes(chosen) && (
        <TextField
          key={chosen}
          name="until"
          type="date"
          label={t(chosen === 'working' ? 'answer.until.working' : 'answer.until.accepted')}
          hint={t('answer.until.hint')}
          min={utc(now).slice(0, 10)}
          defaultValue={later(utc(now), usualDays[chosen]! * day).slice(0, 10)}
        />
      )}
      {chosen && (
        <TextAreaField
          name="reason"
          label={t(`answer.reason.${chosen}`)}
          hint={t('answer.reason.hint')}
          optional={!needsReason}
          rows={3}
          maxLength={2_000}
          value={reason}
          onChange={({ target }) => onReason(target.value)}
        />
      )}
    </>
  )
}

/** All that is missing, as the form shows faults. */
export function useMissing(missing: readonly Missing[], fault: ApiFault | null): ApiFault | null {
  const t = useText(findingsTexts)
  const fields = missing.map((each) => [each, t(`answer.missing.${each}`)] as const)
  if (fields.length === 0) return fault
  return new ApiFault(422, { code: 'invalid', message: fields[0]![1], fields: Object.fromEntries(fields) })
}
