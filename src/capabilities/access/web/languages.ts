import type { Locale } from '#domain/locale.ts'

/** Each language by the name it has for itself. */
export const languages: Readonly<Record<Locale, string>> = { nb: 'Bokmål', nn: 'Nynorsk', en: 'English' }
