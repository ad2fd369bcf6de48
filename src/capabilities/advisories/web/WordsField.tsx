import type { ReactNode } from 'react'
import type { Locale } from '#domain/locale.ts'
import { Button } from '#ui/kit/Button.tsx'
import { TextAreaField } from '#ui/kit/Form.tsx'
import { useText } from '#ui/text/text.ts'
import type { Words } from '../contract.ts'
import { looseWordsIn } from '../rules-lint.ts'
import { advisoriesTexts } from './texts.ts'

/** A text in one language; below it what it says in bokmål where that is another, and words that say a likelihood loosely. */
export function WordsField({
  name,
  label,
  hint,
  words,
  language,
  rows,
  maxLength,
  onChange,
}: {
  name: string
  label: string
  hint?: ReactNode
  words: Words
  language: Locale
  rows: number
  maxLength: number
  onChange: (words: Words) => void
}) {
  const t = useText(advisoriesTexts)
  const loose = looseWordsIn(words[language], language)
  return (
    <div>
      <TextAreaField
        name={name}
        label={label}
        hint={hint}
        rows={rows}
        maxLength={maxLength}
        lang={language}
        value={words[language]}
        onChange={({ target }) => onChange({ ...words, [language]: target.value })}
      />
      {language !== 'nb' && words.nb && (
        <p className="field-hint advisory-paragraph" lang="nb">
          {t('field.inBokmal', { text: words.nb })}
        </p>
      )}
      {language === 'nn' && words.nb && !words.nn && (
        <Button
          look="tertiary"
          aria-label={t('field.fromBokmal.of', { label })}
          onClick={() => onChange({ ...words, nn: words.nb })}
        >
          {t('field.fromBokmal')}
        </Button>
      )}
      <div role="status">
        {loose.map(({ word, instead }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the same word may stand twice
          <p key={`${word}${index}`} className="ds-validation-message">
            {t('loose', { word, instead })}
          </p>
        ))}
      </div>
    </div>
  )
}
