import { useState } from 'react'
import { TextAreaField, TextField, useField } from '#ui/kit/Form.tsx'
import { useNow } from '#ui/kit/TimeText.tsx'
import { useText } from '#ui/text/text.ts'
import { type Instead, mostReviewDays } from '../contract.ts'
import { measuresTexts } from './texts.ts'
import './instead.css'

/** What all of these may do instead: what each of their warnings names in the same words. */
export function insteadOfAll(measures: readonly { instead: readonly Instead[] }[]): readonly Instead[] {
  const [first, ...rest] = measures
  return (first?.instead ?? []).filter(({ key, text }) =>
    rest.every(({ instead }) => instead.some((other) => other.key === key && other.text === text)),
  )
}

/** What is done instead: one of what the warning names, or something else in own words. */
export function InsteadFields({ choices }: { choices: readonly Instead[] }) {
  const t = useText(measuresTexts)
  const [chosen, choose] = useState(choices[0]?.key ?? '')
  const field = useField({ name: 'instead' })
  const offered = [...choices, ...(choices.length > 0 ? [{ key: '', text: t('answer.instead.other') }] : [])]
  return (
    <>
      {offered.length > 0 && (
        <fieldset className="instead" aria-describedby={field.attributes['aria-describedby']}>
          <legend className="ds-label">{t('answer.words.compensated')}</legend>
          {offered.map(({ key, text }, place) => (
            <label key={key} className="instead-choice">
              <input
                type="radio"
                id={place === 0 ? field.id : undefined}
                className="ds-input"
                name="instead"
                value={key}
                checked={key === chosen}
                onChange={() => choose(key)}
              />
              <span>{text}</span>
            </label>
          ))}
        </fieldset>
      )}
      <TextAreaField
        key={chosen}
        name="words"
        label={t(chosen ? 'answer.words' : choices.length > 0 ? 'answer.instead.which' : 'answer.words.compensated')}
        hint={t(chosen ? 'answer.words.hint' : 'answer.instead.hint')}
        optional={chosen !== ''}
        rows={chosen ? 2 : 3}
        maxLength={2_000}
      />
    </>
  )
}

const dayMs = 86_400_000

/** When an answer is looked at again, or until when it holds. */
export function UntilField({ state }: { state: 'compensated' | 'accepted' }) {
  const t = useText(measuresTexts)
  const now = useNow()
  const last = new Date(now + mostReviewDays * dayMs).toISOString().slice(0, 10)
  return (
    <TextField
      name="until"
      type="date"
      label={t(`answer.until.${state}`)}
      hint={t(state === 'compensated' ? 'answer.until.hint.compensated' : 'answer.until.hint')}
      {...(state === 'compensated' && { max: last })}
    />
  )
}
