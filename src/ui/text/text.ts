import i18next, { type FormatterModule } from 'i18next'
import { useCallback } from 'react'
import { initReactI18next, useTranslation } from 'react-i18next'
import { type Locale, locales } from '#domain/locale.ts'
import type { Catalogue, Say } from './catalogue.ts'
import { numberText } from './dates.ts'

const remembered = 'varde.locale'

/** The language of the reader: what was chosen here before, else what the browser asks for, else bokmål. */
export function firstLocale(saved: string | null, asked: readonly string[]): Locale {
  const known = (tag: string | null): Locale | undefined => {
    const language = tag?.toLowerCase().split('-')[0]
    return language === 'no' ? 'nb' : locales.find((locale) => locale === language)
  }
  return known(saved) ?? asked.map(known).find((locale) => locale !== undefined) ?? 'nb'
}

/** Numbers in a text are written the way of its language. */
const numbers: FormatterModule = {
  type: 'formatter',
  init() {},
  add() {},
  addCached() {},
  format: (value, _format, language) => (typeof value === 'number' ? numberText(value, language as Locale) : String(value)),
}

void i18next
  .use(initReactI18next)
  .use(numbers)
  .init({
    lng: firstLocale(globalThis.localStorage?.getItem(remembered) ?? null, globalThis.navigator?.languages ?? []),
    fallbackLng: false,
    initAsync: false,
    keySeparator: false,
    // No key has it. Without any, every text is searched for whether it looks like a key or a sentence: half the time of saying it.
    nsSeparator: '\u0000',
    resources: {},
    react: { useSuspense: false, bindI18n: 'languageChanged' },
    interpolation: { escapeValue: false, alwaysFormat: true },
  })

/** The language that is shown now. */
export const locale = (): Locale => i18next.language as Locale

/** Changes the language, remembers it in this browser and tells the document. */
export function setLocale(next: Locale): void {
  globalThis.localStorage?.setItem(remembered, next)
  void i18next.changeLanguage(next)
}

/** Changes the language of this page alone: for whoever passes by and wants nothing remembered. */
export const speak = (next: Locale): void => void i18next.changeLanguage(next)

const tellDocument = () => globalThis.document?.documentElement.setAttribute('lang', i18next.language)
i18next.on('languageChanged', tellDocument)
tellDocument()

function bring({ room, words }: Catalogue): void {
  if (i18next.hasResourceBundle('nb', room)) return
  for (const each of locales) i18next.addResourceBundle(each, room, words[each])
}

/** Says the texts of a room outside of pages. */
export function say<Nb extends Readonly<Record<string, string>>>(texts: Catalogue<Nb>): Say<Nb> {
  bring(texts as unknown as Catalogue)
  return ((key: string, values?: object) => i18next.t(key, { ns: texts.room, ...values })) as Say<Nb>
}

/** Says the texts of a room in a page, which is drawn anew when the language changes. */
export function useText<Nb extends Readonly<Record<string, string>>>(texts: Catalogue<Nb>): Say<Nb> {
  useTranslation()
  const { language } = i18next
  // biome-ignore lint/correctness/useExhaustiveDependencies: the language decides what the same key says
  return useCallback(say(texts), [texts, language])
}

/** The language that is shown now; the page is drawn anew when it changes. */
export function useLocale(): Locale {
  useTranslation()
  return locale()
}
