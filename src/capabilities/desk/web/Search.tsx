import { MagnifyingGlassIcon } from '@navikt/aksel-icons'
import { useRouterState } from '@tanstack/react-router'
import { lazy, Suspense, useEffect, useRef, useState } from 'react'
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
  useNotedPlaces()
  useShortcut('Ctrl+K', t('search.open'), () => setOpen(true))
  return (
    <>
      <button
        type="button"
        className="search-open"
        aria-haspopup="dialog"
        aria-keyshortcuts="Control+K Meta+K"
        onPointerEnter={() => void loadPalette()}
        onFocus={() => void loadPalette()}
        onClick={() => setOpen(true)}
      >
        <MagnifyingGlassIcon aria-hidden="true" />
        <span className="search-says">{t('search.open')}</span>
        <span aria-hidden="true">
          <kbd>{keyName('Ctrl+K')}</kbd>
        </span>
      </button>
      {open && (
        <Suspense>
          <Palette pages={pages} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
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
