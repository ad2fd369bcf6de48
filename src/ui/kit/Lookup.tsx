import { useEffect, useId, useRef, useState } from 'react'
import { useText } from '#ui/text/text.ts'
import { kitTexts } from './texts.ts'

export interface Found {
  value: string
  label: string
}

/** What a search gives for what has been typed; `undefined` while nothing is typed. */
export type Search = (typed: string) => readonly Found[] | undefined

const typingPauseMs = 200

/**
 * One thing out of many thousands, found by typing a part of its name. `useSearch` is a hook that asks for what was typed;
 * `chosen` is what is chosen now. An emptied field chooses nothing.
 */
export function Lookup({
  label,
  hint,
  chosen,
  useSearch,
  onChoose,
}: {
  label: string
  hint?: string
  chosen: Found | undefined
  useSearch: Search
  onChoose: (found: Found | undefined) => void
}) {
  const t = useText(kitTexts)
  const id = useId()
  const [typed, setTyped] = useState(chosen?.label ?? '')
  const [asked, setAsked] = useState('')
  const box = useRef<HTMLInputElement>(null)
  const said = chosen?.label
  useEffect(() => {
    // What is chosen may change from elsewhere (back, a cleared filter); what is being typed wins.
    if (said !== undefined || document.activeElement !== box.current) setTyped(said ?? '')
  }, [said])
  useEffect(() => {
    const timer = setTimeout(() => setAsked(typed === said ? '' : typed.trim()), typingPauseMs)
    return () => clearTimeout(timer)
  }, [typed, said])
  const found = useSearch(asked) ?? []
  const type = (text: string) => {
    setTyped(text)
    const match = found.find((each) => each.label === text)
    if (match) onChoose(match)
    else if (chosen) onChoose(undefined)
  }
  return (
    <div className="filter lookup">
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
        type="search"
        list={`${id}-found`}
        value={typed}
        placeholder={t('filters.any')}
        aria-describedby={hint ? `${id}-hint` : undefined}
        autoComplete="off"
        spellCheck={false}
        onChange={({ target }) => type(target.value)}
      />
      <datalist id={`${id}-found`}>
        {found.map((each) => (
          <option key={each.value} value={each.label} />
        ))}
      </datalist>
    </div>
  )
}
