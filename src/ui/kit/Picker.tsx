import { type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { Button } from './Button.tsx'
import './picker.css'

export interface Picked {
  id: string
  name: string
}

const typingPauseMs = 200

/**
 * Chooses one thing out of many by a part of its name: `search` is asked while somebody types, and each answer is a
 * button, so that the keyboard needs nothing but Tab and Enter.
 */
export function Picker({
  label,
  hint,
  change,
  none,
  chosen,
  onChoose,
  search,
  error,
}: {
  label: string
  hint?: ReactNode
  /** What the button says that lets go of what is chosen. */
  change: string
  /** Said when nothing fits. */
  none: string
  chosen: Picked | undefined
  onChoose: (picked: Picked | undefined) => void
  search: (text: string) => Promise<readonly Picked[]>
  error?: string | undefined
}) {
  const id = useId()
  const box = useRef<HTMLInputElement>(null)
  const [typed, setTyped] = useState('')
  const [found, setFound] = useState<readonly Picked[]>()
  const [returns, setReturns] = useState(false)
  useEffect(() => {
    if (typed.trim() === '') return setFound(undefined)
    let wanted = true
    const timer = setTimeout(() => {
      void search(typed.trim()).then((rows) => wanted && setFound(rows))
    }, typingPauseMs)
    return () => {
      wanted = false
      clearTimeout(timer)
    }
  }, [typed, search])
  useEffect(() => {
    // Whoever lets go of a choice wants to type another one.
    if (returns && !chosen) box.current?.focus()
  }, [returns, chosen])
  const choose = (picked: Picked) => {
    setTyped('')
    onChoose(picked)
  }
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ') || undefined
  return (
    <div className="field">
      {chosen ? (
        <>
          <span className="ds-label">{label}</span>
          <p className="picked">
            <b>{chosen.name}</b>
            <Button
              look="tertiary"
              onClick={() => {
                setReturns(true)
                onChoose(undefined)
              }}
            >
              {change}
            </Button>
          </p>
        </>
      ) : (
        <>
          <label className="ds-label" htmlFor={id}>
            {label}
          </label>
          {hint && (
            <p className="field-hint" id={`${id}-hint`}>
              {hint}
            </p>
          )}
          <input
            id={id}
            ref={box}
            className="ds-input"
            type="text"
            value={typed}
            autoComplete="off"
            spellCheck={false}
            aria-describedby={described}
            aria-invalid={Boolean(error) || undefined}
            onChange={({ target }) => setTyped(target.value)}
            onKeyDown={(event) => {
              // Enter takes what alone fits, and never sends the form around it.
              if (event.key !== 'Enter') return
              event.preventDefault()
              if (found?.length === 1) choose(found[0]!)
            }}
          />
          <div role="status">
            {found?.length === 0 && <p className="field-hint">{none}</p>}
            {found && found.length > 0 && (
              <ul className="picks">
                {found.map((picked) => (
                  <li key={picked.id}>
                    <button type="button" onClick={() => choose(picked)}>
                      {picked.name}
                    </button>
                  </li>
                ))}
              </ul>
            )}
          </div>
          {error && (
            <p className="ds-validation-message" id={`${id}-error`}>
              {error}
            </p>
          )}
        </>
      )}
    </div>
  )
}
