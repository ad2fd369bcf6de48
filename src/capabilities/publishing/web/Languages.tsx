import { useEffect } from 'react'
import { type Locale, locales } from '#domain/locale.ts'
import { useAddress } from '#ui/kit/address.ts'
import { Button } from '#ui/kit/Button.tsx'
import { speak, useLocale, useText } from '#ui/text/text.ts'
import { publishingTexts } from './texts.ts'
import './publishing.css'

/** The language of an open page; it stands in the address, so that a link leads to the page in that language. */
export function Languages() {
  const t = useText(publishingTexts)
  const shown = useLocale()
  const [{ lang }, change] = useAddress()
  const asked = locales.find((locale) => locale === lang)
  useEffect(() => {
    if (asked) speak(asked)
  }, [asked])
  return (
    <fieldset className="publishing-languages">
      <legend className="ds-sr-only">{t('language')}</legend>
      {locales.map((locale: Locale) => (
        <Button
          key={locale}
          look="tertiary"
          lang={locale}
          aria-pressed={locale === shown}
          onClick={() => change({ lang: locale })}
        >
          {t(`language.${locale}`)}
        </Button>
      ))}
    </fieldset>
  )
}
