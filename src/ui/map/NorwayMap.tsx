import { ExpandIcon, MinusIcon, PlusIcon } from '@navikt/aksel-icons'
import {
  type FocusEvent,
  type KeyboardEvent,
  memo,
  type PointerEvent,
  type ReactNode,
  type RefObject,
  useEffect,
  useId,
  useMemo,
  useRef,
  useState,
} from 'react'
import { Button, TextLink } from '#ui/kit/Button.tsx'
import { useText } from '#ui/text/text.ts'
import { type DrawnPlace, type Shade, shadeOf } from './place.ts'
import type { Says } from './says.ts'
import { type Box, countyBorders, insets, type Point, type Shape, shapes, whole } from './shapes.ts'
import { mapTexts } from './texts.ts'
import { directions, middleOf, moved, neighbour, showing, zoomed } from './walk.ts'
import './map.css'

export interface MapProps<Place extends DrawnPlace> {
  places: readonly Place[]
  says: Says<Place>
  /** Where the page of a place lies. */
  linkTo: (place: string) => string
  onOpen: (place: string) => void
  /** Beside something else: smaller, with fewer words. */
  compact?: boolean
}

/** Norway by municipality: a colour for how much, hatching where there is nothing to say, ember where the fire is lit. */
export function NorwayMap<Place extends DrawnPlace>({ places, says, linkTo, onOpen, compact = false }: MapProps<Place>) {
  const t = useText(mapTexts)
  const known = useMemo(() => new Map(places.map((place) => [place.place, place])), [places])
  const ends = useMemo(
    () => says.endsOf(places.flatMap(({ rate, blind }) => (rate === null || blind ? [] : [rate]))),
    [places, says],
  )
  const drawn = useMemo(() => drawnOf(known, ends, says), [known, ends, says])
  const [view, setView] = useState<Box>(whole)
  const [shown, setShown] = useState<string>()
  const [walked, setWalked] = useState('0301')
  const frame = useRef<HTMLDivElement>(null)
  const place = shown === undefined ? undefined : known.get(shown)
  const drag = useDrag(frame, view, setView)
  const open = useOpening(onOpen)
  useWheel(frame, setView)

  const go = (to: string) => {
    const shape = shapes.find((each) => each.place === to)
    if (shape) setView((before) => showing(before, whole, shape.centre))
    frame.current?.querySelector<SVGElement>(`.map-main [data-place="${to}"]`)?.focus()
  }
  /** Around the place that is shown, so that it stays in sight. */
  const zoomBy = (zoom: (typeof zooms)[string]) =>
    setView((before) => zoom(before, shapes.find((each) => each.place === shown)?.centre ?? middleOf(before)))
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const direction = directions.find((each) => each === event.key)
    const zoom = zooms[event.key]
    if (direction) go(neighbour(shapes, walked, direction))
    else if (zoom) zoomBy(zoom)
    else if (event.key === 'Enter' && placeAt(event.target)) onOpen(walked)
    else return
    event.preventDefault()
  }
  const show = (event: PointerEvent | FocusEvent) => {
    const at = placeAt(event.target)
    if (at) setShown(at)
    if (at && event.type === 'focus') setWalked(at)
  }
  return (
    <figure className="map" data-compact={compact || undefined}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the places inside are the links; the frame hears for all of them */}
      <div
        ref={frame}
        className="map-frame"
        data-near={view !== whole || undefined}
        onKeyDown={onKeyDown}
        onPointerOver={show}
        onFocus={show}
        onClick={(event) => !drag.hasMoved() && open(placeAt(event.target), event.nativeEvent)}
        {...drag.handlers}
      >
        <Part className="map-main" box={view} drawn={drawn} shown={shown} label={t('label')} walked={walked} />
        {Object.entries(insets).map(([name, box]) => (
          <div key={name} className="map-inset" data-inset={name} aria-hidden="true">
            <span>{t(`inset.${name as keyof typeof insets}`)}</span>
            <Part box={box} drawn={drawn} shown={shown} />
          </div>
        ))}
        {/* biome-ignore lint/a11y/useSemanticElements: not a form, only buttons that belong together */}
        <div className="map-zoom" role="group" aria-label={t('zoom.label')}>
          {Object.entries(buttons).map(([name, { key, icon }]) => (
            <Button
              key={name}
              look="secondary"
              icon={icon}
              aria-label={t(`zoom.${name as keyof typeof buttons}`)}
              title={t(`zoom.${name as keyof typeof buttons}`)}
              onClick={() => zoomBy(zooms[key]!)}
            />
          ))}
        </div>
      </div>
      <div className="map-facts">
        {place ? (
          <>
            <p className="map-name">
              <TextLink to={linkTo(place.place)}>{place.name}</TextLink>
              {place.county && place.county !== place.name && <span className="map-county"> {place.county}</span>}
            </p>
            <ul>
              {says.facts(place).map((line) => (
                <li key={line}>{line}</li>
              ))}
            </ul>
          </>
        ) : (
          <p>{t('facts.none')}</p>
        )}
      </div>
      <Legend drawn={drawn} ends={ends} says={says} />
      <figcaption>
        {!compact && <p>{t('help')}</p>}
        <p>{t('source')}</p>
      </figcaption>
    </figure>
  )
}

/** What a key does to the view; the point stays where it is. */
const zooms: Record<string, (view: Box, point: Point) => Box> = {
  '+': (view, point) => zoomed(view, whole, 1.6, point),
  '-': (view, point) => zoomed(view, whole, 1 / 1.6, point),
  '0': () => whole,
}

const buttons: Record<'in' | 'out' | 'whole', { key: string; icon: ReactNode }> = {
  in: { key: '+', icon: <PlusIcon aria-hidden="true" /> },
  out: { key: '-', icon: <MinusIcon aria-hidden="true" /> },
  whole: { key: '0', icon: <ExpandIcon aria-hidden="true" /> },
}

const placeAt = (target: EventTarget): string | undefined =>
  (target as Element).closest<SVGElement>('[data-place]')?.dataset.place

interface Drawn extends Shape {
  shade: Shade
  isLit: boolean
  /** Name and facts, for whoever cannot see the map. */
  said: string
}

function drawnOf<Place extends DrawnPlace>(
  known: ReadonlyMap<string, Place>,
  ends: readonly number[],
  { facts }: Says<Place>,
): Drawn[] {
  return shapes.map((shape) => {
    const place = known.get(shape.place)
    return {
      ...shape,
      shade: place ? shadeOf(place, ends) : 'blind',
      isLit: (place?.lit ?? 0) > 0,
      said: place ? `${place.name}: ${facts(place).join('. ')}` : shape.place,
    }
  })
}

const touches = ([west, north, east, south]: Box, box: Box): boolean =>
  box[0] < east && box[2] > west && box[1] < south && box[3] > north

/** A part of the map. With a label its places are links that the arrow keys walk between. */
function Part({
  box,
  drawn,
  shown,
  label,
  walked,
  className,
}: {
  box: Box
  drawn: readonly Drawn[]
  shown: string | undefined
  label?: string
  walked?: string
  className?: string
}) {
  const hatch = useId()
  const [west, north, east, south] = box
  const width = east - west
  const within = useMemo(() => (label ? drawn : drawn.filter((shape) => touches(box, shape.box))), [label, drawn, box])
  const outline = drawn.find(({ place }) => place === shown)?.path
  return (
    // biome-ignore lint/a11y/noSvgWithoutTitle: the label names it; a title would cover what is pointed at
    <svg
      className={className}
      viewBox={`${west} ${north} ${width} ${south - north}`}
      {...(label ? { role: 'group', 'aria-label': label } : { 'aria-hidden': true })}
    >
      <Hatch id={hatch} size={width / (label ? 90 : 24)} />
      <Places drawn={within} hatch={hatch} isLinked={label !== undefined} walked={walked} />
      <g className="map-borders">
        <path d={countyBorders} />
        <path d={countyBorders} />
      </g>
      <Lit drawn={within} size={width / (label ? 90 : 26)} />
      {outline && (
        <g className="map-shown">
          <path d={outline} />
          <path d={outline} />
        </g>
      )}
    </svg>
  )
}

function Hatch({ id, size }: { id: string; size: number }) {
  return (
    <defs>
      <pattern id={id} width={size} height={size} patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <rect className="map-blind" width={size} height={size} />
        <rect className="map-hatch" width={size * 0.28} height={size} />
      </pattern>
    </defs>
  )
}

const Places = memo(function Places({
  drawn,
  hatch,
  isLinked,
  walked,
}: {
  drawn: readonly Drawn[]
  hatch: string
  isLinked: boolean
  walked: string | undefined
}) {
  return drawn.map(({ place, path, shade, said }) => (
    <path
      key={place}
      className="map-place"
      data-place={place}
      data-shade={shade}
      d={path}
      {...(shade === 'blind' && { style: { fill: `url(#${hatch})` } })}
      {...(isLinked && { role: 'link', 'aria-label': said, tabIndex: place === walked ? 0 : -1 })}
    />
  ))
})

/** Ember where something critical is unanswered: a diamond, as everywhere. */
const Lit = memo(function Lit({ drawn, size }: { drawn: readonly Drawn[]; size: number }) {
  return (
    <g className="map-lit">
      {drawn
        .filter(({ isLit }) => isLit)
        .map(({ place, centre: [x, y] }) => (
          <path key={place} data-place={place} d={`M${x} ${y - size}L${x + size} ${y}L${x} ${y + size}L${x - size} ${y}Z`} />
        ))}
    </g>
  )
})

function Legend<Place extends DrawnPlace>({
  drawn,
  ends,
  says,
}: {
  drawn: readonly Drawn[]
  ends: readonly number[]
  says: Says<Place>
}) {
  const t = useText(mapTexts)
  const counts = Map.groupBy(drawn, ({ shade }) => shade)
  const first = 5 - ends.length
  const steps: { shade: Shade; words: string }[] = [
    { shade: 'blind', words: says.blind },
    { shade: 0, words: says.rateText(0) },
    ...ends.map((end, index) => ({
      shade: (first + index) as Shade,
      words: t('legend.step', { from: says.rateText(ends[index - 1] ?? 0), to: says.rateText(end) }),
    })),
  ]
  const lit = drawn.filter(({ isLit }) => isLit).length
  return (
    <div className="map-legend">
      <p>{says.legend}</p>
      <ul>
        {steps.map(({ shade, words }) => (
          <li key={shade}>
            <span className="map-swatch" data-shade={shade} />
            {words} <span className="map-count">{t('legend.places', { count: counts.get(shade)?.length ?? 0 })}</span>
          </li>
        ))}
        {lit > 0 && (
          <li>
            <svg className="map-swatch map-lit" viewBox="0 0 16 16" aria-hidden="true">
              <path d="M8 0.5 15.5 8 8 15.5 0.5 8Z" />
            </svg>
            {t('legend.lit')} <span className="map-count">{t('legend.places', { count: lit })}</span>
          </li>
        )}
      </ul>
    </div>
  )
}

/** A click opens a place. A finger shows it first, since it cannot point; once more opens it. */
function useOpening(onOpen: (place: string) => void) {
  const touched = useRef<string>(undefined)
  return (place: string | undefined, event: Event) => {
    if (!place) return
    const isTouch = event instanceof globalThis.PointerEvent && event.pointerType === 'touch'
    if (!isTouch || touched.current === place) onOpen(place)
    touched.current = place
  }
}

const dragBeginsPx = 4

/** Moves the view by dragging, when it is nearer than the whole. */
function useDrag(frame: RefObject<HTMLDivElement | null>, view: Box, setView: (to: Box) => void) {
  const from = useRef<{ x: number; y: number; view: Box }>(undefined)
  const wasMoved = useRef(false)
  const kilometresPerPixel = () => (view[2] - view[0]) / (frame.current?.clientWidth || 1)
  return {
    hasMoved: () => wasMoved.current,
    handlers: {
      onPointerDown: (event: PointerEvent) => {
        wasMoved.current = false
        from.current = event.button === 0 && view !== whole ? { x: event.clientX, y: event.clientY, view } : undefined
      },
      onPointerMove: (event: PointerEvent) => {
        if (!from.current || event.buttons === 0) return
        const [right, down] = [event.clientX - from.current.x, event.clientY - from.current.y]
        if (Math.hypot(right, down) < dragBeginsPx && !wasMoved.current) return
        wasMoved.current = true
        const scale = kilometresPerPixel()
        setView(moved(from.current.view, whole, [-right * scale, -down * scale]))
      },
    },
  }
}

/** The wheel goes nearer when the map has the focus or Ctrl is held; otherwise it scrolls the page as everywhere. */
function useWheel(frame: RefObject<HTMLDivElement | null>, setView: (change: (before: Box) => Box) => void): void {
  useEffect(() => {
    const element = frame.current
    if (!element) return
    const onWheel = (event: WheelEvent) => {
      if (!event.ctrlKey && !event.metaKey && !element.contains(document.activeElement)) return
      event.preventDefault()
      const { left, top, width, height } = element.getBoundingClientRect()
      const [right, down] = [(event.clientX - left) / width, (event.clientY - top) / height]
      setView((view) =>
        zoomed(view, whole, event.deltaY < 0 ? 1.25 : 0.8, [
          view[0] + right * (view[2] - view[0]),
          view[1] + down * (view[3] - view[1]),
        ]),
      )
    }
    element.addEventListener('wheel', onWheel, { passive: false })
    return () => element.removeEventListener('wheel', onWheel)
  }, [frame, setView])
}
