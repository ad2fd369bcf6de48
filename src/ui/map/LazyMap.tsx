import { lazy, type ReactNode, Suspense } from 'react'
import { useText } from '#ui/text/text.ts'
import { useFindingsSaid } from './facts.ts'
import type { MapProps } from './NorwayMap.tsx'
import type { DrawnPlace, MapPlace } from './place.ts'
import { mapTexts } from './texts.ts'

const NorwayMap = lazy(async () => ({ default: (await import('./NorwayMap.tsx')).NorwayMap as (props: object) => ReactNode }))

/** A map with its geometry, fetched when it is to be seen; its room is kept until then, so that nothing moves. */
export function LazyMapOf<Place extends DrawnPlace>(props: MapProps<Place>) {
  const t = useText(mapTexts)
  return (
    <Suspense
      fallback={
        <div aria-busy="true">
          <p role="status">{t('loading')}</p>
        </div>
      }
    >
      <NorwayMap {...props} />
    </Suspense>
  )
}

/** The map of findings. */
export const LazyMap = (props: Omit<MapProps<MapPlace>, 'says'>) => <LazyMapOf {...props} says={useFindingsSaid()} />
