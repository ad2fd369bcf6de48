import { type Locale, locales } from '#domain/locale.ts'
import { Button } from '#ui/kit/Button.tsx'
import { useText } from '#ui/text/text.ts'
import { advisoriesTexts } from './texts.ts'

/** In which of its languages a warning is written or read. */
export function LanguageChoice({ language, onChange }: { language: Locale; onChange: (language: Locale) => void }) {
  const t = useText(advisoriesTexts)
  return (
    <fieldset className="advisory-group advisory-language">
      <legend>{t('part.language')}</legend>
      <div className="actions">
        {locales.map((each) => (
          <Button
            key={each}
            look={each === language ? 'primary' : 'secondary'}
            aria-pressed={each === language}
            onClick={() => onChange(each)}
          >
            {t(`language.${each}`)}
          </Button>
        ))}
      </div>
    </fieldset>
  )
}
