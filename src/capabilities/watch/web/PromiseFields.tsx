import { useState } from 'react'
import { utc } from '#domain/time.ts'
import { ApiFault } from '#ui/api.ts'
import { TextAreaField, TextField, useDraft, useField } from '#ui/kit/Form.tsx'
import { useNow } from '#ui/kit/TimeText.tsx'
import { useText } from '#ui/text/text.ts'
import { choices, type Missing } from './promise.ts'
import { watchTexts } from './texts.ts'

/** What whoever answered the telephone promised; none of it is chosen before somebody does. */
export function PromiseFields({ unanswered }: { unanswered: number }) {
  const t = useText(watchTexts)
  const [chosen, choose] = useState<(typeof choices)[number]>()
  const [reason, keep] = useDraft('watch.promise')
  const now = utc(useNow())
  const field = useField({ name: 'promise', hint: 'unanswered' })
  return (
    <>
      <fieldset className="watch-promise" aria-describedby={field.attributes['aria-describedby']}>
        <legend className="ds-label">{t('promise.what')}</legend>
        <p className="field-hint" id={`${field.id}-hint`}>
          {t('promise.hint', { count: unanswered })}
        </p>
        {choices.map((each, place) => (
          <label key={each} className="check">
            <input
              type="radio"
              id={place === 0 ? field.id : undefined}
              className="ds-input"
              name="promise"
              value={each}
              checked={each === chosen}
              onChange={() => choose(each)}
            />
            {t(`promise.${each}`)}
          </label>
        ))}
        {field.error && (
          <p className="ds-validation-message" id={`${field.id}-error`}>
            {field.error}
          </p>
        )}
      </fieldset>
      {chosen === 'working' && <TextField name="until" type="date" label={t('promise.until')} min={now.slice(0, 10)} />}
      {chosen === 'not-ours' && (
        <TextAreaField
          name="reason"
          label={t('promise.reason')}
          hint={t('promise.reason.hint')}
          rows={2}
          maxLength={2_000}
          value={reason}
          onChange={({ target }) => keep(target.value)}
        />
      )}
    </>
  )
}

/** What is missing of it, as the form shows faults. */
export function useMissing(missing: readonly Missing[], fault: ApiFault | null): ApiFault | null {
  const t = useText(watchTexts)
  const [first] = missing
  if (!first) return fault
  const fields = Object.fromEntries(missing.map((each) => [each, t(`promise.missing.${each}`)]))
  return new ApiFault(422, { code: 'invalid', message: t(`promise.missing.${first}`), fields })
}
