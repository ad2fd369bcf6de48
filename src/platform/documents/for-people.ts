import type { CsvValue } from '#domain/csv.ts'
import { asOnTheWall } from '#domain/dates.ts'
import type { Texts } from '#domain/locale.ts'
import type { CellForm, Column, Table } from './table.ts'

/** A table as it goes on a sheet: titles, forms and cells of the same number. */
export interface Sheet {
  name: string
  titles: readonly string[]
  forms: readonly CellForm[]
  pages: Table['pages']
}

const yes: Texts = { nb: 'ja', nn: 'ja', en: 'yes' }
const no: Texts = { nb: 'nei', nn: 'nei', en: 'no' }
const zone: Texts = { nb: 'norsk tid', nn: 'norsk tid', en: 'Norwegian time' }

/** A table in the words of its reader: headings, names instead of codes, and moments by the clock in Norway, which the heading says. */
export function forPeople({ name, columns, pages, locale }: Table): Sheet {
  const shown = Object.values(columns).flatMap((column, at) =>
    column.heading ? [{ ...column, heading: column.heading, at }] : [],
  )
  const cell = (value: CsvValue, { form, words }: Column): CsvValue => {
    if (form === 'moment' && typeof value === 'string') return asOnTheWall(value)
    if (form === 'yes-no' && typeof value === 'boolean') return (value ? yes : no)[locale]
    return words && typeof value === 'string' ? inWords(value, words) : value
  }
  const inWords = (text: string, words: NonNullable<Column['words']>) => {
    const codes = text.split(' ')
    return codes.every((code) => code in words) ? codes.map((code) => words[code]![locale]).join(', ') : text
  }
  return {
    name,
    titles: shown.map(({ heading, form }) => (form === 'moment' ? `${heading[locale]} (${zone[locale]})` : heading[locale])),
    forms: shown.map(({ form }) => (form === 'yes-no' ? 'text' : form)),
    pages: worded(),
  }

  async function* worded() {
    for await (const page of pages) yield page.map((row) => shown.map((column) => cell(row[column.at], column)))
  }
}
