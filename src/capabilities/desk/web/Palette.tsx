import { XMarkIcon } from '@navikt/aksel-icons'
import { useNavigate } from '@tanstack/react-router'
import { type KeyboardEvent as KeyPress, type ReactNode, useEffect, useId, useMemo, useRef, useState } from 'react'
import { dayText } from '#domain/dates.ts'
import { useCall } from '#ui/api.ts'
import { placeOf } from '#ui/kit/address.ts'
import { Button } from '#ui/kit/Button.tsx'
import { keyName, useShortcuts } from '#ui/kit/keys.ts'
import { SeverityMark } from '#ui/kit/marks.tsx'
import { FaultNotice } from '#ui/kit/Notice.tsx'
import { useLocale, useText } from '#ui/text/text.ts'
import { deskApi, type Found, type Hit } from '../contract.ts'
import { fitting, type Group, moved, type Option } from './options.ts'
import { type Pages, recentPlaces } from './places.ts'
import { useReader } from './reader.ts'
import { deskTexts } from './texts.ts'
import './palette.css'

const typingPauseMs = 150
const shortest = 2

interface Shown extends Option {
  mark?: ReactNode
}

/**
 * Goes anywhere: pages, what the open page can do, saved views, recent places, and all that the search finds. A combobox with a list
 * (ARIA Authoring Practices): the text field keeps the focus, arrows choose, Enter opens. What is chosen stays chosen while results arrive.
 */
export function Palette({
  pages,
  typed,
  onType,
  onClose,
}: {
  pages: Pages
  typed: string
  onType: (text: string) => void
  onClose: () => void
}) {
  const t = useText(deskTexts)
  const id = useId()
  const [chosen, setChosen] = useState<string>()
  const dialog = useOpened()
  const go = useGo(onClose)
  const own = useOwn(pages, typed, go, onClose)
  const search = useSearched(typed)
  const groups = [...own, ...useFound(search.found, go)]
  const options = groups.flatMap((group) => group.options)
  const current = options.find(({ key }) => key === chosen) ?? options[0]
  const box = useRef<HTMLDivElement>(null)
  const optionId = (key: string) => `${id}${key}`
  useEnterBeforeAnswer(search, go)
  const at = current?.key
  useEffect(() => {
    if (at) box.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' })
  }, [at])

  const press = (event: KeyPress) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (by !== undefined) {
      event.preventDefault()
      setChosen(
        moved(
          options.map(({ key }) => key),
          at,
          by,
        ),
      )
    }
    if (event.key === 'Enter') {
      event.preventDefault()
      if (current) current.run()
      else search.waitForEnter()
    }
  }
  return (
    <dialog ref={dialog} className="palette" aria-label={t('search.open')} onCancel={onClose}>
      <div className="palette-field">
        <input
          autoFocus
          className="ds-input"
          type="text"
          role="combobox"
          aria-label={t('search.label')}
          aria-expanded={options.length > 0}
          aria-controls={`${id}list`}
          aria-autocomplete="list"
          aria-activedescendant={at && optionId(at)}
          placeholder={t('search.hint')}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={200}
          value={typed}
          onChange={({ target }) => {
            onType(target.value)
            setChosen(undefined)
          }}
          onKeyDown={press}
        />
        <Button look="tertiary" icon={<XMarkIcon aria-hidden="true" />} aria-label={t('search.close')} onClick={onClose} />
      </div>
      <div ref={box} className="palette-list" role="listbox" id={`${id}list`} aria-label={t('search.results')}>
        {groups.map((group) => (
          // biome-ignore lint/a11y/useSemanticElements: a group of options, not of form fields
          <div key={group.key} role="group" aria-labelledby={`${id}${group.key}`}>
            <div className="palette-group" id={`${id}${group.key}`} role="presentation">
              {group.title}
            </div>
            {group.options.map((option) => (
              // biome-ignore lint/a11y/useKeyWithClickEvents: keys are the field's
              <div
                key={option.key}
                id={optionId(option.key)}
                className="palette-option"
                role="option"
                tabIndex={-1}
                aria-selected={option.key === at}
                onPointerMove={() => setChosen(option.key)}
                onPointerDown={(event) => event.preventDefault()}
                onClick={option.run}
              >
                <span>{option.title}</span>
                {option.mark}
                {option.detail && <small>{option.detail}</small>}
              </div>
            ))}
          </div>
        ))}
      </div>
      <Says search={search} count={options.length} typed={typed} />
      <p className="palette-keys" aria-hidden="true">
        <span>
          <kbd>↑</kbd> <kbd>↓</kbd> {t('keys.choose')}
        </span>
        <span>
          <kbd>Enter</kbd> {t('keys.open')}
        </span>
        <span>
          <kbd>Esc</kbd> {t('keys.close')}
        </span>
      </p>
    </dialog>
  )
}

/** Opens the dialog above the page, and lets it go. */
function useOpened() {
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const opened = dialog.current
    opened?.showModal()
    return () => opened?.close()
  }, [])
  return dialog
}

function useGo(onClose: () => void): (link: string) => void {
  const navigate = useNavigate()
  return (link) => {
    onClose()
    void navigate(placeOf(link))
  }
}

type Search = ReturnType<typeof useSearched>

/** What the server finds, asked for when somebody pauses; an answer that is no longer wanted is not waited for. */
function useSearched(typed: string) {
  const text = typed.trim()
  const [asked, setAsked] = useState('')
  const [hasEntered, setEntered] = useState<string>()
  useEffect(() => {
    const timer = setTimeout(() => setAsked(text), typingPauseMs)
    return () => clearTimeout(timer)
  }, [text])
  const isAsked = asked.length >= shortest
  const { data, error, isFetching, isPlaceholderData, refetch } = useCall(deskApi.search, { q: asked }, { enabled: isAsked })
  const isLong = text.length >= shortest
  const isCurrent = text === asked && !isPlaceholderData && !isFetching
  return {
    found: isLong && isAsked ? data : undefined,
    fault: isLong && isAsked && !isFetching ? error : null,
    busy: isLong && !isCurrent,
    goTo: isCurrent && hasEntered === text ? data?.goTo : undefined,
    waitForEnter: () => setEntered(text),
    again: () => void refetch(),
  }
}

/** Whoever pastes an id and presses Enter at once goes there when the answer comes. */
function useEnterBeforeAnswer({ goTo }: Search, go: (link: string) => void): void {
  const latest = useRef(go)
  useEffect(() => {
    latest.current = go
  })
  useEffect(() => {
    if (goTo) latest.current(goTo)
  }, [goTo])
}

/** Keys that move in a list: nothing that anybody looks for by name. */
const moves = ['j', 'k', 'x', '/', 'Ctrl+K']
const mostOfEach = 6

/** What the browser knows by itself: at once, and always above what the server finds, so that nothing is pushed away. */
function useOwn(pages: Pages, typed: string, go: (link: string) => void, onClose: () => void): Group<Shown>[] {
  const t = useText(deskTexts)
  const { id } = useReader()
  const shortcuts = useShortcuts()
  const { data } = useCall(deskApi.views, {})
  const recent = useMemo(() => (id ? recentPlaces(id) : []), [id])
  const place = (kind: string, link: string, title: string, detail?: string): Shown => ({
    key: `${kind}${link}`,
    title,
    detail,
    run: () => go(link),
  })
  const deeds = [...new Map(shortcuts.filter(({ key }) => !moves.includes(key)).map((each) => [each.says, each])).values()]
  const groups: Group<Shown>[] = [
    {
      key: 'pages',
      title: t('group.pages'),
      options: pages.menu.map(({ link, title, group, words }) => ({ ...place('page', link, title, group), words })),
    },
    {
      key: 'deeds',
      title: t('group.deeds'),
      options: deeds.map(({ key, says, run }) => ({
        key: `deed${says}`,
        title: says,
        mark: <kbd>{keyName(key)}</kbd>,
        run: () => {
          onClose()
          // When the palette is closed and the keyboard is back where it was.
          setTimeout(() => run(new KeyboardEvent('keydown', { key })))
        },
      })),
    },
    {
      key: 'views',
      title: t('group.views'),
      options: (data?.views ?? [])
        .filter(({ path }) => pages.has(path))
        .map(({ id, path, query, name, own, by }) => ({
          ...place('view', `${path}?${query}`, name, own ? pageTitle(pages, path) : t('views.sharedBy', { who: by })),
          key: id,
        })),
    },
    { key: 'recent', title: t('group.recent'), options: recent.slice(1).map(({ link, title }) => place('recent', link, title)) },
  ]
  const order = typed.trim() === '' ? ['recent', 'deeds', 'views', 'pages'] : ['pages', 'deeds', 'views', 'recent']
  return order
    .flatMap((key) => groups.filter((group) => group.key === key))
    .map((group) => {
      const fit = fitting(group.options, typed)
      return { ...group, options: typed.trim() === '' && group.key === 'pages' ? fit : fit.slice(0, mostOfEach) }
    })
    .filter(({ options }) => options.length > 0)
}

const pageTitle = (pages: Pages, path: string): string | undefined => pages.menu.find(({ link }) => link === path)?.title

/** What the server found, each part with the way to all of it. */
function useFound(found: { parts: Found[] } | undefined, go: (link: string) => void): Group<Shown>[] {
  const t = useText(deskTexts)
  const locale = useLocale()
  const heldText = ({ held, detail }: Hit): string | undefined => {
    if (!held) return detail ?? undefined
    const values = { what: held.value, from: dayText(held.from, locale) }
    return held.to
      ? t(`held.${held.relation}.until`, { ...values, to: dayText(held.to, locale) })
      : t(`held.${held.relation}`, values)
  }
  return (found?.parts ?? []).map(({ part, hits, count, all }) => ({
    key: `found${part}`,
    title: t(`part.${part}`),
    options: [
      ...hits.map(
        (hit): Shown => ({
          key: `${part}${hit.id}`,
          title: hit.title,
          detail: heldText(hit),
          mark: hit.severity && <SeverityMark severity={hit.severity} />,
          run: () => go(hit.link),
        }),
      ),
      ...(all && part !== 'holders'
        ? [{ key: `all${part}`, title: t(count.more ? 'all.more' : 'all', { count: count.value }), run: () => go(all) }]
        : []),
      ...(all && part === 'holders' ? [{ key: `all${part}`, title: t('all.holders'), run: () => go(all) }] : []),
    ],
  }))
}

/** How the search stands, in words that are read aloud: how many, nothing, still asking, or what went wrong. */
function Says({ search, count, typed }: { search: Search; count: number; typed: string }) {
  const t = useText(deskTexts)
  const { busy, fault, found } = search
  const late = found?.late ?? []
  const statusOf = (): string => {
    if (busy) return t('says.busy')
    if (typed.trim().length < shortest) return t('says.type')
    if (count > 0) return t('says.count', { count })
    return fault ? '' : t('says.nothing')
  }
  return (
    <div className="palette-says">
      <div role="status">
        {statusOf()}
        {!busy &&
          late.length > 0 &&
          ` ${t('says.late', { parts: late.map((part) => t(`part.${part}`).toLowerCase()).join(', ') })}`}
      </div>
      {fault && <FaultNotice fault={fault} onRetry={search.again} />}
    </div>
  )
}
