import { useState } from 'react'
import { SelectField } from '#ui/kit/Form.tsx'
import { useText } from '#ui/text/text.ts'
import { type ConcernState, concernStates } from '../contract.ts'
import { affectedBy, statesOf, withState } from '../rules-concerns.ts'
import type { PartProps } from './edited.ts'
import { advisoriesTexts } from './texts.ts'

/**
 * Which vulnerabilities a product is affected by, and what else is said of it for each. Closed until somebody looks: a warning may have
 * hundreds of both.
 */
export default function ConcernsPart({ content, change, place }: PartProps & { place: number }) {
  const t = useText(advisoriesTexts)
  const [isOpen, setOpen] = useState(false)
  const of = content.vulnerabilities.length
  if (of === 0) return null
  const count = affectedBy(content, place)
  return (
    <details className="advisory-more" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>{count === of ? t('concern.all') : t('concern.some', { count, of })}</summary>
      {isOpen && (
        <fieldset className="advisory-group">
          <legend>{t('concern.legend')}</legend>
          <div className="advisory-fields">
            {content.vulnerabilities.map((one, at) => (
              <SelectField
                // biome-ignore lint/suspicious/noArrayIndexKey: a row has nothing but its place while it is written
                key={at}
                name={`concern-${place}-${at}`}
                label={one.cve || t('vulnerability.of', { number: at + 1 })}
                choices={[
                  ...concernStates.map((value) => ({ value, label: t(`concern.${value}`) })),
                  { value: 'none', label: t('concern.none') },
                ]}
                value={statesOf(content, one).get(place) ?? 'none'}
                onChange={({ target }) => {
                  const state = target.value === 'none' ? undefined : (target.value as ConcernState)
                  change(withState(content, { place, at }, state))
                }}
              />
            ))}
          </div>
        </fieldset>
      )}
    </details>
  )
}
