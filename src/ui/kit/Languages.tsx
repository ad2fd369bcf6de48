import { useEffect } from 'react'
import { type Locale, locales } from '#domain/locale.ts'
import { speak, useLocale, useText } from '#ui/text/text.ts'
import { useAddress } from './address.ts'
import { Button } from './Button.tsx'
import { kitTexts } from './texts.ts'
import './languages.css'

/** Each in its own language. */
const languageNames: Readonly<Record<Locale, string>> = { nb: 'Bokmål', nn: 'Nynorsk', en: 'English' }

/** The language of an open page; it stands in the address, so that a link leads to the page in that language. */
export function Languages() {
  const t = useText(kitTexts)
  const shown = useLocale()
  const [{ lang }, change] = useAddress()
  const asked = locales.find((locale) => locale === lang)
  useEffect(() => {
    if (asked) speak(asked)
  }, [asked])
  return (
    <fieldset className="languages">
      <legend className="ds-sr-only">{t('languages.label')}</legend>
      {locales.map((locale: Locale) => (
        <Button
          key={locale}
          look="tertiary"
          lang={locale}
          aria-pressed={locale === shown}
          onClick={() => change({ lang: locale })}
        >
          {languageNames[locale]}
        </Button>
      ))}
    </fieldset>
  )
}
