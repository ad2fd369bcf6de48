import type { Role } from '#domain/endpoint.ts'
import '#ui/kit/picker.css'
import { useText } from '#ui/text/text.ts'
import { accessTexts } from './texts.ts'

/** Several roles to choose from. */
export function RoleChecks({
  label,
  hint,
  choices,
  chosen,
  onChoose,
  error,
}: {
  label: string
  hint?: string
  choices: readonly Role[]
  chosen: readonly Role[]
  onChoose: (roles: Role[]) => void
  error?: string | undefined
}) {
  const t = useText(accessTexts)
  return (
    <fieldset className="field fieldset">
      <legend className="ds-label">{label}</legend>
      {hint && <p className="field-hint">{hint}</p>}
      {choices.map((role) => (
        <label key={role} className="check">
          <input
            type="checkbox"
            className="ds-input"
            checked={chosen.includes(role)}
            onChange={({ target }) =>
              onChoose(choices.filter((each) => (each === role ? target.checked : chosen.includes(each))))
            }
          />
          {t(`role.${role}`)}
        </label>
      ))}
      {error && <p className="ds-validation-message">{error}</p>}
    </fieldset>
  )
}
