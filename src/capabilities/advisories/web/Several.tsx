import { useId } from 'react'

/** Some of several choices, each with a box. */
export function Several<Value extends string>({
  legend,
  choices,
  chosen,
  onChange,
}: {
  legend: string
  choices: readonly { value: Value; label: string }[]
  chosen: readonly Value[]
  onChange: (chosen: Value[]) => void
}) {
  const id = useId()
  return (
    <fieldset className="advisory-group">
      <legend>{legend}</legend>
      <div className="advisory-checks">
        {choices.map(({ value, label }) => (
          <label key={value} className="check" htmlFor={`${id}${value}`}>
            <input
              id={`${id}${value}`}
              type="checkbox"
              className="ds-input"
              checked={chosen.includes(value)}
              onChange={({ target }) => onChange(target.checked ? [...chosen, value] : chosen.filter((one) => one !== value))}
            />
            {label}
          </label>
        ))}
      </div>
    </fieldset>
  )
}
