import { MagnifyingGlassIcon } from '@navikt/aksel-icons'
import { useRouterState } from '@tanstack/react-router'
import { lazy, Suspense, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { keyName, useShortcut } from '#ui/kit/keys.ts'
import { useText } from '#ui/text/text.ts'
import { forgetPlaces, notePlace, type Pages } from './places.ts'
import { useReader } from './reader.ts'
import { deskTexts } from './texts.ts'
import './search.css'

const loadPalette = () => import('./Palette.tsx')
const Palette = lazy(() => loadPalette().then((room) => ({ default: room.Palette })))

/** The search field in the header: opens the palette, which is fetched when somebody points at it. */
export function Search({ pages }: { pages: Pages }) {
  const t = useText(deskTexts)
  const [open, setOpen] = useState(false)
  const [typed, setTyped] = useState('')
  const before = useRef<Element>(null)
  const show = () => {
    before.current = document.activeElement
    setTyped('')
    setOpen(true)
  }
  // When it closes, the keyboard returns to where it was.
  useEffect(() => {
    if (!open) return
    return () => {
      if (before.current instanceof HTMLElement) before.current.focus()
    }
  }, [open])
  useNotedPlaces()
  useShortcut('Ctrl+K', t('search.open'), show)
  // A page with a search field of its own has the slash for it.
  useShortcut('/', t('search.open'), show)
  return (
    <>
      <button
        type="button"
        className="search-open"
        aria-haspopup="dialog"
        aria-keyshortcuts="Control+K Meta+K"
        onPointerEnter={() => void loadPalette()}
        onFocus={() => void loadPalette()}
        onClick={show}
      >
        <MagnifyingGlassIcon aria-hidden="true" />
        <span className="search-says">{t('search.open')}</span>
        <span aria-hidden="true">
          <kbd>{keyName('Ctrl+K')}</kbd>
        </span>
      </button>
      {open && (
        <Suspense fallback={<Awaiting typed={typed} onType={setTyped} onClose={() => setOpen(false)} />}>
          <Palette pages={pages} typed={typed} onType={setTyped} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  )
}

/** The field alone, until the palette is here: whoever opens the search types at once, and no key of theirs goes to the page. */
function Awaiting({ typed, onType, onClose }: { typed: string; onType: (text: string) => void; onClose: () => void }) {
  const t = useText(deskTexts)
  const dialog = useRef<HTMLDialogElement>(null)
  useLayoutEffect(() => dialog.current!.showModal(), [])
  return (
    <dialog ref={dialog} className="palette" aria-label={t('search.open')} onCancel={onClose}>
      <div className="palette-field">
        <input
          autoFocus
          className="ds-input"
          type="text"
          aria-label={t('search.label')}
          placeholder={t('search.hint')}
          autoComplete="off"
          value={typed}
          onChange={({ target }) => onType(target.value)}
        />
      </div>
    </dialog>
  )
}

const ownTitle = ' · Varde'

/** Notes each page that somebody sees, under the title that it gives itself; forgotten when they sign out. */
function useNotedPlaces(): void {
  const { id } = useReader()
  const link = useRouterState({ select: ({ location }) => location.pathname + location.searchStr })
  const here = useRef(link)
  useEffect(() => {
    here.current = link
  }, [link])
  useEffect(() => {
    const note = () => {
      if (id && document.title.endsWith(ownTitle))
        notePlace(id, { link: here.current, title: document.title.slice(0, -ownTitle.length) })
    }
    note()
    const watch = new MutationObserver(note)
    watch.observe(document.head, { subtree: true, childList: true, characterData: true })
    return () => watch.disconnect()
  }, [id])
  useEffect(() => forgetPlaces, [])
}
