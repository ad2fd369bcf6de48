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

/** What alone can be meant: the one of that name, or the only one that was found. A number in brackets after a name may be left out. */
export function meant(found: readonly Found[], typed: string): Found | undefined {
  const plain = (label: string) => label.replace(/ \([^)]*\)$/, '').toLowerCase()
  const named = found.filter(({ label }) => plain(label) === plain(typed))
  return named.length === 1 ? named[0] : found.length === 1 ? found[0] : undefined
}

/**
 * One thing out of many thousands, found by typing a part of its name. `useSearch` is a hook that asks for what was typed;
 * `chosen` is what is chosen now. An emptied field chooses nothing. Whoever leaves the field with words in it that name nothing, or
 * several, is told so, and a form around it is not sent: a rule for one must not become a rule for all.
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
  const [left, setLeft] = useState(false)
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
  const answer = useSearch(asked)
  const found = answer ?? []
  const wanted = typed.trim()
  const open = wanted !== '' && typed !== said
  const only = left && open && asked === wanted ? meant(found, wanted) : undefined
  useEffect(() => {
    box.current?.setCustomValidity(open ? t('lookup.choose') : '')
  }, [open, t])
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is found chooses once, not whenever the caller is drawn anew
  useEffect(() => {
    if (only) onChoose(only)
  }, [only?.value])
  const leave = () => {
    setLeft(true)
    if (open) setAsked(wanted)
  }
  const isWrong = left && open && asked === wanted && answer !== undefined && !only
  const described = [hint && `${id}-hint`, isWrong && `${id}-error`].filter(Boolean).join(' ')
  const type = (text: string) => {
    setTyped(text)
    setLeft(false)
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
        aria-describedby={described || undefined}
        aria-invalid={isWrong || undefined}
        autoComplete="off"
        spellCheck={false}
        onChange={({ target }) => type(target.value)}
        onBlur={leave}
        onKeyDown={(event) => {
          // Enter takes what alone fits, and never sends the form around it.
          if (event.key !== 'Enter' || !open) return
          event.preventDefault()
          leave()
        }}
      />
      <datalist id={`${id}-found`}>
        {found.map((each) => (
          <option key={each.value} value={each.label} />
        ))}
      </datalist>
      {isWrong && (
        <p className="ds-validation-message" id={`${id}-error`} role="alert">
          {t(found.length === 0 ? 'lookup.none' : 'lookup.choose')}
        </p>
      )}
    </div>
  )
}
