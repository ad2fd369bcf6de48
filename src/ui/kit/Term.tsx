import { type ReactNode, useEffect, useId, useLayoutEffect, useRef, useState } from 'react'
import type { glossary, TermName } from '#domain/glossary.data.ts'
import type { Texts } from '#domain/locale.ts'
import { useLocale } from '#ui/text/text.ts'
import './term.css'

let loading: Promise<typeof glossary> | undefined
/** The glossary comes when the first term is on a page, not with the first load. */
const load = (): Promise<typeof glossary> => {
  loading ??= import('#domain/glossary.data.ts').then((room) => room.glossary)
  return loading
}

const leaveMs = 200
const edgePx = 8

/**
 * A word of the glossary where it stands: a short explanation on hover, focus or tap. Escape closes it, the pointer may go onto it, and it
 * stays until one leaves (WCAG 2.2, 1.4.13). Not inside a link or button.
 */
export function Term({ name, children }: { name: TermName; children: ReactNode }) {
  const locale = useLocale()
  const id = useId()
  const word = useRef<HTMLButtonElement>(null)
  const tip = useRef<HTMLSpanElement>(null)
  const leaving = useRef<ReturnType<typeof setTimeout>>(undefined)
  const [means, setMeans] = useState<Texts>()
  const [open, setOpen] = useState(false)
  useEffect(() => {
    let wanted = true
    void load().then((terms) => wanted && setMeans(terms[name].means))
    return () => {
      wanted = false
    }
  }, [name])
  useLayoutEffect(() => {
    const [said, shown] = [word.current, tip.current]
    if (!open || !said || !shown) return
    shown.showPopover()
    const place = () => putBeside(shown, said.getBoundingClientRect())
    const press = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return
      // A dialog around it stays.
      event.preventDefault()
      event.stopPropagation()
      setOpen(false)
    }
    place()
    addEventListener('scroll', place, true)
    addEventListener('resize', place)
    document.addEventListener('keydown', press, true)
    return () => {
      removeEventListener('scroll', place, true)
      removeEventListener('resize', place)
      document.removeEventListener('keydown', press, true)
      shown.hidePopover()
    }
  }, [open])
  const stay = () => clearTimeout(leaving.current)
  return (
    <span
      className="term"
      onPointerEnter={({ pointerType }) => {
        stay()
        if (pointerType === 'mouse') setOpen(true)
      }}
      onPointerLeave={() => {
        leaving.current = setTimeout(() => setOpen(false), leaveMs)
      }}
    >
      <button
        ref={word}
        type="button"
        className="term-word"
        aria-describedby={id}
        onFocus={() => setOpen(true)}
        onBlur={() => setOpen(false)}
        onClick={() => setOpen(true)}
      >
        {children}
      </button>
      <span ref={tip} id={id} role="tooltip" popover="manual" className="term-tip">
        {means?.[locale]}
      </span>
    </span>
  )
}

/** Below the word, or above where there is no room, and never beyond the edge of the window. */
function putBeside(tip: HTMLElement, word: DOMRect): void {
  const { width, height } = tip.getBoundingClientRect()
  const left = Math.max(edgePx, Math.min(word.left, innerWidth - width - edgePx))
  const top = word.bottom + height > innerHeight ? Math.max(edgePx, word.top - height) : word.bottom
  tip.style.left = `${left}px`
  tip.style.top = `${top}px`
}
