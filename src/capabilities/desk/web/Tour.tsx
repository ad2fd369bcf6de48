import { useEffect, useId, useLayoutEffect, useRef, useState } from 'react'
import type { Role } from '#domain/endpoint.ts'
import { Button } from '#ui/kit/Button.tsx'
import { useText } from '#ui/text/text.ts'
import { tours } from './steps.ts'
import { deskTexts } from './texts.ts'

const edgePx = 8
const gapPx = 12

/** Points at one thing after the other and says what it is for. Escape ends it; the page can be used meanwhile. */
export function Tour({ role, onEnd }: { role: Role; onEnd: () => void }) {
  const t = useText(deskTexts)
  const id = useId()
  const steps = tours[role]
  const [at, setAt] = useState(0)
  const card = useRef<HTMLDivElement>(null)
  const ring = useRef<HTMLDivElement>(null)
  const { words, at: places } = steps[at]!
  useLayoutEffect(() => {
    const [shown, around] = [card.current, ring.current]
    if (!shown || !around) return
    const target = firstSeen(places)
    target?.scrollIntoView({ block: 'nearest' })
    const place = () => {
      const box = target?.getBoundingClientRect()
      around.hidden = !box
      if (box) putAround(around, box)
      putBeside(shown, box)
    }
    place()
    shown.focus({ preventScroll: true })
    addEventListener('scroll', place, true)
    addEventListener('resize', place)
    return () => {
      removeEventListener('scroll', place, true)
      removeEventListener('resize', place)
    }
  }, [places])
  useEffect(() => () => document.getElementById('content')?.focus(), [])
  const isLast = at === steps.length - 1
  return (
    <>
      <div ref={ring} className="tour-ring" />
      <div
        ref={card}
        role="dialog"
        aria-labelledby={`${id}title`}
        aria-describedby={`${id}says`}
        tabIndex={-1}
        className="tour-card"
        onKeyDown={({ key }) => key === 'Escape' && onEnd()}
      >
        <p className="faint">{t('tour.step', { number: at + 1, of: steps.length })}</p>
        <h2 className="ds-heading" data-size="2xs" id={`${id}title`}>
          {t(`tour.${words}`)}
        </h2>
        <p id={`${id}says`}>{t(`tour.${words}.says`)}</p>
        <div className="actions">
          <Button onClick={() => (isLast ? onEnd() : setAt(at + 1))}>{t(isLast ? 'tour.done' : 'tour.next')}</Button>
          {at > 0 && (
            <Button look="secondary" onClick={() => setAt(at - 1)}>
              {t('tour.back')}
            </Button>
          )}
          {!isLast && (
            <Button look="tertiary" onClick={onEnd}>
              {t('tour.end')}
            </Button>
          )}
        </div>
      </div>
    </>
  )
}

/** The first of these places that has a size on the screen. */
const firstSeen = (places: readonly string[]): HTMLElement | undefined =>
  places
    .map((selector) => document.querySelector<HTMLElement>(selector))
    .find((element): element is HTMLElement => element !== null && element.getClientRects().length > 0)

function putAround(ring: HTMLElement, box: DOMRect): void {
  const grow = 4
  ring.style.left = `${box.left - grow}px`
  ring.style.top = `${box.top - grow}px`
  ring.style.width = `${box.width + 2 * grow}px`
  ring.style.height = `${Math.min(box.height, innerHeight) + 2 * grow}px`
}

/** Below what it speaks of, else beside or above it; in the middle when there is nothing to point at. */
function putBeside(card: HTMLElement, box: DOMRect | undefined): void {
  const { width, height } = card.getBoundingClientRect()
  const within = (value: number, size: number, room: number) => Math.max(edgePx, Math.min(value, room - size - edgePx))
  const isBesides = box && box.height > innerHeight / 2 && box.right + gapPx + width < innerWidth
  const left = !box ? (innerWidth - width) / 2 : isBesides ? box.right + gapPx : box.left
  const below = box ? box.bottom + gapPx : (innerHeight - height) / 2
  const top = isBesides ? box.top : below + height > innerHeight && box ? box.top - gapPx - height : below
  card.style.left = `${within(left, width, innerWidth)}px`
  card.style.top = `${within(top, height, innerHeight)}px`
}
