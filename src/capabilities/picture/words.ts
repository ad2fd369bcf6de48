import type { Locale } from '#domain/locale.ts'
import type { Place } from './contract.ts'

const outside: Record<Exclude<Place['form'], 'municipality'>, Record<Locale, (name: string) => string>> = {
  county: {
    nb: (name) => `${name}, uten kommune`,
    nn: (name) => `${name}, utan kommune`,
    en: (name) => `${name}, no municipality`,
  },
  region: {
    nb: (name) => `${name}, uten kommune`,
    nn: (name) => `${name}, utan kommune`,
    en: (name) => `${name}, no municipality`,
  },
  none: { nb: () => 'Uten kjent sted', nn: () => 'Utan kjend stad', en: () => 'No known place' },
}

/** What the row of a place is called. */
export const nameInWords = ({ form, name }: Pick<Place, 'form' | 'name'>, locale: Locale): string =>
  form === 'municipality' ? name : outside[form][locale](name)
