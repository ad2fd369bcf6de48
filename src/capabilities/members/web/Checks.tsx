import '#ui/kit/picker.css'

/** Several of some choices. */
export function Checks<Value extends string>({
  label,
  choices,
  chosen,
  onChoose,
  error,
}: {
  label: string
  choices: readonly { value: Value; label: string }[]
  chosen: readonly Value[]
  onChoose: (chosen: Value[]) => void
  error?: string | undefined
}) {
  return (
    <fieldset className="field fieldset">
      <legend className="ds-label">{label}</legend>
      {choices.map((choice) => (
        <label key={choice.value} className="check">
          <input
            type="checkbox"
            className="ds-input"
            checked={chosen.includes(choice.value)}
            onChange={({ target }) =>
              onChoose(
                choices
                  .map(({ value }) => value)
                  .filter((value) => (value === choice.value ? target.checked : chosen.includes(value))),
              )
            }
          />
          {choice.label}
        </label>
      ))}
      {error && <p className="ds-validation-message">{error}</p>}
    </fieldset>
  )
}
