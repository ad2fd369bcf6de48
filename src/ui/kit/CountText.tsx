import { Fragment } from 'react'
import type { Count } from '#domain/endpoint.ts'
import { numberText } from '#ui/text/dates.ts'
import { useLocale, useText } from '#ui/text/text.ts'
import { kitTexts } from './texts.ts'

/** How many as text: *1 204*, or *more than 10 000* when counting stopped there. */
export function useCountWords(): (count: number | Count) => string {
  const locale = useLocale()
  const t = useText(kitTexts)
  return (count) =>
    typeof count === 'number' || !count.more
      ? numberText(typeof count === 'number' ? count : count.value, locale)
      : t('table.more', { value: numberText(count.value, locale) })
}

interface Part {
  value: number | Count
  /** What is counted: *told*, *without contact*. */
  what: string
  /** Of how many. */
  of?: number | Count
}

/** A number never stands alone: *312 told of 357 · 9 without contact · 36 not asked*. */
export function CountText({ parts }: { parts: readonly Part[] }) {
  const words = useCountWords()
  const t = useText(kitTexts)
  return (
    <span className="count">
      {parts.map(({ value, what, of }, index) => (
        <Fragment key={what}>
          {index > 0 && ' · '}
          <b>{words(value)}</b> {what}
          {of !== undefined && ` ${t('count.of', { total: words(of) })}`}
        </Fragment>
      ))}
    </span>
  )
}
