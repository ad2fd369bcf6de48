import { useMutation } from '@tanstack/react-query'
import { accessApi, type Me } from '#capabilities/access/contract.ts'
import { type Locale, locales } from '#domain/locale.ts'
import { answers, call } from '#ui/api.ts'
import { setLocale, useLocale, useText } from '#ui/text/text.ts'
import { type Scheme, schemes, useScheme } from './scheme.ts'
import { shellTexts } from './texts.ts'

const languages: Record<Locale, string> = { nb: 'Bokmål', nn: 'Nynorsk', en: 'English' }

/** Language and light or dark: how the page looks for this reader. */
export function View({ me }: { me: Me | null }) {
  const t = useText(shellTexts)
  const shown = useLocale()
  const [scheme, choose] = useScheme()
  const remember = useMutation({
    mutationFn: (locale: Locale) => call(accessApi.setLocale, { locale }),
    // What the server worded is asked for anew.
    onSuccess: () => answers.invalidateQueries(),
  })
  const speak = (locale: Locale) => {
    setLocale(locale)
    if (me) remember.mutate(locale)
  }
  return (
    <>
      <label className="view">
        <span className="ds-sr-only">{t('language')}</span>
        <select className="ds-input" value={shown} onChange={({ target }) => speak(target.value as Locale)}>
          {locales.map((locale) => (
            <option key={locale} value={locale} lang={locale}>
              {languages[locale]}
            </option>
          ))}
        </select>
      </label>
      <label className="view">
        <span className="ds-sr-only">{t('scheme.label')}</span>
        <select className="ds-input" value={scheme} onChange={({ target }) => choose(target.value as Scheme)}>
          {schemes.map((each) => (
            <option key={each} value={each}>
              {t(`scheme.${each}`)}
            </option>
          ))}
        </select>
      </label>
    </>
  )
}
