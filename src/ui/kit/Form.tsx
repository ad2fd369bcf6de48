import {
  createContext,
  type FormEvent,
  type InputHTMLAttributes,
  type ReactNode,
  type RefObject,
  type SelectHTMLAttributes,
  type TextareaHTMLAttributes,
  useContext,
  useEffect,
  useId,
  useRef,
  useState,
} from 'react'
import type { ApiFault } from '#ui/api.ts'
import { useText } from '#ui/text/text.ts'
import { Button } from './Button.tsx'
import { FaultNotice } from './Notice.tsx'
import { kitTexts } from './texts.ts'

interface FormState {
  prefix: string
  errors: Readonly<Record<string, string>>
}

const FormContext = createContext<FormState>({ prefix: '', errors: {} })

/**
 * A form. What the server says about a field (`fault.fields`) is shown at the field and, with links, in a summary above
 * that takes the focus. Values are the form's own, so nothing that was typed is lost when sending fails.
 */
export function Form({
  onSubmit,
  fault,
  busy = false,
  action,
  actions,
  children,
}: {
  onSubmit: (values: Record<string, string>) => void
  fault?: ApiFault | null
  busy?: boolean
  /** The verb with its object. */
  action: string
  actions?: ReactNode
  children: ReactNode
}) {
  const prefix = useId()
  const isSent = useRef(false)
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    // A field that says itself what is missing in it is not sent away unread.
    const unfinished = [...event.currentTarget.elements].find(
      (control): control is HTMLInputElement => control instanceof HTMLInputElement && control.validity.customError,
    )
    if (unfinished) return unfinished.focus()
    isSent.current = true
    const entries = [...new FormData(event.currentTarget)].filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string',
    )
    if (!busy) onSubmit(Object.fromEntries(entries))
  }
  const errors = fault?.fields ?? {}
  return (
    <FormContext value={{ prefix, errors }}>
      <form className="form" onSubmit={submit} noValidate>
        {fault &&
          (Object.keys(errors).length > 0 ? (
            <Summary fault={fault} prefix={prefix} isSent={isSent} />
          ) : (
            <FaultNotice fault={fault} />
          ))}
        {children}
        <div className="actions">
          <Button type="submit" busy={busy}>
            {action}
          </Button>
          {actions}
        </div>
      </form>
    </FormContext>
  )
}

function Summary({ fault, prefix, isSent }: { fault: ApiFault; prefix: string; isSent: RefObject<boolean> }) {
  const t = useText(kitTexts)
  const box = useRef<HTMLDivElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is wrong takes the focus once each time the form was sent
  useEffect(() => {
    // Whoever types on while it stands there must not lose the place.
    if (isSent.current) box.current?.focus()
    isSent.current = false
  }, [fault])
  return (
    <div ref={box} className="ds-error-summary" tabIndex={-1} role="alert">
      <h2 className="ds-heading" data-size="2xs">
        {t('form.errors', { count: Object.keys(fault.fields).length })}
      </h2>
      <ul className="ds-list">
        {Object.entries(fault.fields).map(([name, message]) => (
          <li key={name}>
            <a className="ds-link" href={`#${prefix}${name}`}>
              {message}
            </a>
          </li>
        ))}
      </ul>
    </div>
  )
}

interface FieldProps {
  name: string
  label: string
  /** What to write and why; always visible, never only in the field. */
  hint?: ReactNode
  optional?: boolean
}

/** Id, fault and attributes of a field of this form, for a control that is none of those below. */
export function useField({ name, hint }: Pick<FieldProps, 'name' | 'hint'>) {
  const { prefix, errors } = useContext(FormContext)
  const own = useId()
  const id = `${prefix || own}${name}`
  const error = errors[name]
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ')
  return {
    id,
    error,
    attributes: { id, name, 'aria-invalid': Boolean(error) || undefined, 'aria-describedby': described || undefined },
  }
}

/** Label, hint and error around one control. */
function Frame({
  id,
  label,
  hint,
  optional,
  error,
  children,
}: FieldProps & { id: string; error: string | undefined; children: ReactNode }) {
  const t = useText(kitTexts)
  return (
    <div className="field">
      <label className="ds-label" htmlFor={id}>
        {label}
        {optional && <span className="field-optional"> ({t('form.optional')})</span>}
      </label>
      {hint && (
        <p className="field-hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {children}
      {error && (
        <p className="ds-validation-message" id={`${id}-error`}>
          {error}
        </p>
      )}
    </div>
  )
}

/** One line of text. */
export function TextField({
  name,
  label,
  hint,
  optional,
  ...rest
}: FieldProps & Omit<InputHTMLAttributes<HTMLInputElement>, 'name'>) {
  const props = { name, label, hint, ...(optional && { optional }) }
  const { id, error, attributes } = useField(props)
  return (
    <Frame {...props} id={id} error={error}>
      <input type="text" {...rest} {...attributes} required={!optional} className="ds-input" />
    </Frame>
  )
}

/** Several lines of text; grows with what is written. */
export function TextAreaField({
  name,
  label,
  hint,
  optional,
  ...rest
}: FieldProps & Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, 'name'>) {
  const props = { name, label, hint, ...(optional && { optional }) }
  const { id, error, attributes } = useField(props)
  return (
    <Frame {...props} id={id} error={error}>
      <textarea {...rest} {...attributes} required={!optional} className="ds-input" />
    </Frame>
  )
}

/** One of some choices. */
export function SelectField({
  name,
  label,
  hint,
  optional,
  choices,
  ...rest
}: FieldProps & { choices: readonly { value: string; label: string }[] } & Omit<
    SelectHTMLAttributes<HTMLSelectElement>,
    'name'
  >) {
  const props = { name, label, hint, ...(optional && { optional }) }
  const { id, error, attributes } = useField(props)
  return (
    <Frame {...props} id={id} error={error}>
      <select {...rest} {...attributes} className="ds-input">
        {optional && <option value="" />}
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
    </Frame>
  )
}

/** Yes or no. The form's value is `on`, or nothing. */
export function CheckField({ name, label, hint, ...rest }: FieldProps & Omit<InputHTMLAttributes<HTMLInputElement>, 'name'>) {
  const { id, error, attributes } = useField({ name, hint })
  return (
    <div className="field">
      <label className="check" htmlFor={id}>
        <input {...rest} {...attributes} type="checkbox" className="ds-input" />
        {label}
      </label>
      {hint && (
        <p className="field-hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {error && (
        <p className="ds-validation-message" id={`${id}-error`}>
          {error}
        </p>
      )}
    </div>
  )
}

/** A text that outlives a reload until it is sent: `[text, keep, forget]`. */
export function useDraft(key: string): [string, (text: string) => void, () => void] {
  const [text, setText] = useState(() => sessionStorage.getItem(key) ?? '')
  const keep = (next: string) => {
    sessionStorage.setItem(key, next)
    setText(next)
  }
  const forget = () => {
    sessionStorage.removeItem(key)
    setText('')
  }
  return [text, keep, forget]
}
