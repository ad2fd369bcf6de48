import { useNavigate, useRouterState } from '@tanstack/react-router'
import { lazy, Suspense, useEffect, useState } from 'react'
import type { Role } from '#domain/endpoint.ts'
import { useAction, useCall } from '#ui/api.ts'
import { useAddress } from '#ui/kit/address.ts'
import { Button } from '#ui/kit/Button.tsx'
import { useText } from '#ui/text/text.ts'
import { deskApi } from '../contract.ts'
import { tourOf } from './steps.ts'
import { deskTexts } from './texts.ts'
import './guide.css'

const Tour = lazy(() => import('./Tour.tsx').then((room) => ({ default: room.Tour })))

/** Offers the tour of one's role on the front page until it is taken or skipped; `?tour=again` begins it anew from any page. */
export function Guide({ roles, front }: { roles: readonly Role[]; front: string | undefined }) {
  const t = useText(deskTexts)
  const navigate = useNavigate()
  const path = useRouterState({ select: ({ location }) => location.pathname })
  const [{ tour: asked }] = useAddress()
  const tour = tourOf(roles)
  const isFront = path === front
  const { data } = useCall(deskApi.tours, {}, { enabled: isFront })
  const end = useAction(deskApi.endTour)
  const [running, setRunning] = useState(false)
  const again = asked === 'again'
  useEffect(() => {
    if (!again || !front) return
    setRunning(true)
    void navigate({ to: front, replace: true })
  }, [again, front, navigate])
  if (!tour) return null
  const stop = () => {
    setRunning(false)
    end.mutate({ tour })
  }
  if (running)
    return (
      isFront && (
        <Suspense>
          <Tour role={tour} onEnd={stop} />
        </Suspense>
      )
    )
  if (!isFront || !data || data.taken.includes(tour) || end.isPending || end.isSuccess) return null
  return (
    <section className="guide" aria-label={t('tour.label')}>
      <p>{t('tour.offer')}</p>
      <div className="actions">
        <Button look="secondary" onClick={() => setRunning(true)}>
          {t('tour.begin')}
        </Button>
        <Button look="tertiary" onClick={stop}>
          {t('tour.skip')}
        </Button>
      </div>
    </section>
  )
}
