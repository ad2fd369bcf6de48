import { lazy, Suspense } from 'react'
import { useText } from '#ui/text/text.ts'
import type { MapProps } from './NorwayMap.tsx'
import { mapTexts } from './texts.ts'

const NorwayMap = lazy(async () => ({ default: (await import('./NorwayMap.tsx')).NorwayMap }))

/** The map with its geometry, fetched when it is to be seen; its room is kept until then, so that nothing moves. */
export function LazyMap(props: MapProps) {
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
