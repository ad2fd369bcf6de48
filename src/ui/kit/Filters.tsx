import { ChevronDownIcon, FunnelIcon, XMarkIcon } from '@navikt/aksel-icons'
import { type ReactNode, useContext, useEffect, useId, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { dayText } from '#domain/dates.ts'
import { useLocale, useText } from '#ui/text/text.ts'
import { useAddress } from './address.ts'
import { Button } from './Button.tsx'
import { useShortcut } from './keys.ts'
import { ListTools } from './list-tools.ts'
import { kitTexts } from './texts.ts'

export interface Choice {
  value: string
  label: string
}

/** One filter of a list; its value stands in the address under `name`. */
export type Filter =
  | { kind: 'search'; name: string; label: string }
  | { kind: 'one'; name: string; label: string; choices: readonly Choice[] }
  | { kind: 'many'; name: string; label: string; choices: readonly Choice[] }
  | { kind: 'day'; name: string; label: string }

/** Several values of one filter, as they stand in the address: `open,told`. */
export const readMany = (text: string | undefined): readonly string[] => (text ? text.split(',') : [])

/**
 * The filters above a list and, as chips, those that are at work. Where it is narrow they fold under one button that says how many are
 * set, so that the list begins on the first screen; `childrenSet` says how many of the children are.
 */
export function Filters({
  filters,
  childrenSet = 0,
  children,
}: {
  filters: readonly Filter[]
  childrenSet?: number
  children?: ReactNode
}) {
  const t = useText(kitTexts)
  const Tools = useContext(ListTools)
  const id = useId()
  const [open, setOpen] = useState(false)
  const [params] = useAddress()
  const set = filters.filter(({ name }) => params[name]).length + childrenSet
  const folds = filters.length > 1 || Boolean(children)
  return (
    <search className="filters" aria-label={t('filters.label')}>
      {folds && (
        <div className="filters-fold">
          <Button
            look="secondary"
            icon={<FunnelIcon aria-hidden="true" />}
            aria-expanded={open}
            aria-controls={id}
            onClick={() => setOpen(!open)}
          >
            {set > 0 ? t('filters.set', { set: String(set) }) : t('filters.label')}
          </Button>
        </div>
      )}
      <div className="filters-row" id={id} data-folded={(folds && !open) || undefined}>
        {filters.map((filter) =>
          filter.kind === 'search' ? (
            <Search key={filter.name} {...filter} onWanted={() => setOpen(true)} />
          ) : filter.kind === 'one' ? (
            <One key={filter.name} {...filter} />
          ) : filter.kind === 'day' ? (
            <DayField key={filter.name} {...filter} />
          ) : (
            <Many key={filter.name} {...filter} />
          ),
        )}
        {children}
      </div>
      <Chips filters={filters} />
      {Tools && <Tools />}
    </search>
  )
}

const typingPauseMs = 250

function Search({ name, label, onWanted }: { name: string; label: string; onWanted: () => void }) {
  const t = useText(kitTexts)
  const id = useId()
  const [params, change] = useAddress()
  const wanted = params[name] ?? ''
  const [typed, setTyped] = useState(wanted)
  const box = useRef<HTMLInputElement>(null)
  useShortcut('/', t('help.search'), () => {
    // What is folded away takes no focus.
    flushSync(onWanted)
    box.current?.focus()
  })
  useEffect(() => {
    // The address may change from elsewhere (back, a chip); what is being typed wins.
    if (document.activeElement !== box.current) setTyped(wanted)
  }, [wanted])
  useEffect(() => {
    if (typed === wanted || document.activeElement !== box.current) return
    const timer = setTimeout(() => change({ [name]: typed || undefined }, { replace: true }), typingPauseMs)
    return () => clearTimeout(timer)
  }, [typed, wanted, name, change])
  return (
    <div className="filter filter-search">
      <label className="ds-label" htmlFor={id}>
        {label}
      </label>
      <input
        id={id}
        ref={box}
        className="ds-input"
        type="search"
        value={typed}
        onChange={({ target }) => setTyped(target.value)}
        autoComplete="off"
        spellCheck={false}
      />
    </div>
  )
}

function One({ name, label, choices }: { name: string; label: string; choices: readonly Choice[] }) {
  const t = useText(kitTexts)
  const id = useId()
  const [params, change] = useAddress()
  return (
    <div className="filter">
      <label className="ds-label" htmlFor={id}>
        {label}
      </label>
      <select
        id={id}
        className="ds-input"
        value={params[name] ?? ''}
        onChange={({ target }) => change({ [name]: target.value || undefined })}
      >
        <option value="">{t('filters.any')}</option>
        {choices.map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
    </div>
  )
}

function DayField({ name, label }: { name: string; label: string }) {
  const id = useId()
  const [params, change] = useAddress()
  return (
    <div className="filter">
      <label className="ds-label" htmlFor={id}>
        {label}
      </label>
      <input
        id={id}
        className="ds-input"
        type="date"
        value={params[name] ?? ''}
        onChange={({ target }) => change({ [name]: target.value || undefined })}
      />
    </div>
  )
}

function Many({ name, label, choices }: { name: string; label: string; choices: readonly Choice[] }) {
  const t = useText(kitTexts)
  const id = useId()
  const [params, change] = useAddress()
  const chosen = readMany(params[name])
  const toggle = (value: string) => {
    const wanted = choices
      .map((choice) => choice.value)
      .filter((each) => (each === value ? !chosen.includes(each) : chosen.includes(each)))
    change({ [name]: wanted.join(',') || undefined })
  }
  const said =
    chosen.length === 0
      ? t('filters.any')
      : choices
          .filter(({ value }) => chosen.includes(value))
          .map((choice) => choice.label)
          .join(', ')
  return (
    <div className="filter">
      <span className="ds-label" id={`${id}-label`}>
        {label}
      </span>
      <button
        type="button"
        id={id}
        className="ds-input filter-many"
        popoverTarget={`${id}-list`}
        aria-labelledby={`${id}-label ${id}`}
      >
        <span>{said}</span>
        <ChevronDownIcon aria-hidden="true" />
      </button>
      <fieldset id={`${id}-list`} popover="auto" className="filter-list" aria-labelledby={`${id}-label`}>
        {choices.map(({ value, label }) => (
          <label key={value} className="check">
            <input type="checkbox" className="ds-input" checked={chosen.includes(value)} onChange={() => toggle(value)} />
            {label}
          </label>
        ))}
      </fieldset>
    </div>
  )
}

interface Active {
  filter: Filter
  value: string
  said: string
  /** What the filter is when this one is taken away. */
  rest: string | undefined
}

function Chips({ filters }: { filters: readonly Filter[] }) {
  const t = useText(kitTexts)
  const locale = useLocale()
  const [params, change] = useAddress()
  const active = filters.flatMap((filter): Active[] => {
    const value = params[filter.name]
    if (!value) return []
    if (filter.kind === 'search') return [{ filter, value, said: `«${value}»`, rest: undefined }]
    if (filter.kind === 'day') return [{ filter, value, said: dayText(`${value}T12:00:00.000Z`, locale), rest: undefined }]
    const { choices } = filter
    const values = filter.kind === 'many' ? readMany(value) : [value]
    return values.map((each) => ({
      filter,
      value: each,
      said: choices.find((choice) => choice.value === each)?.label ?? each,
      rest: values.filter((other) => other !== each).join(',') || undefined,
    }))
  })
  if (active.length === 0) return null
  return (
    <ul className="chips">
      {active.map(({ filter, value, said, rest }) => (
        <li key={`${filter.name}=${value}`}>
          <button
            type="button"
            className="chip"
            aria-label={t('filters.remove', { filter: `${filter.label}: ${said}` })}
            onClick={() => change({ [filter.name]: rest })}
          >
            {filter.label}: {said}
            <XMarkIcon aria-hidden="true" />
          </button>
        </li>
      ))}
      {active.length > 1 && (
        <li>
          <Button look="tertiary" onClick={() => change(Object.fromEntries(filters.map(({ name }) => [name, undefined])))}>
            {t('filters.clear')}
          </Button>
        </li>
      )}
    </ul>
  )
}
