import { useRouterState } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { useCall } from '#ui/api.ts'
import { servicesApi } from '../contract.ts'

const AgreementNotice = lazy(async () => ({ default: (await import('./AgreementNotice.tsx')).AgreementNotice }))

/** Above every page of a member, while terms that count are not accepted. The menu asks the same, so nothing more is fetched. */
export function AgreementBand() {
  const path = useRouterState({ select: (state) => state.location.pathname })
  const { data } = useCall(servicesApi.due, {}, { quiet: true })
  if (!data || data.count === 0 || path === '/our-services') return null
  return (
    <Suspense>
      <AgreementNotice what={[...new Set(data.due.map(({ words }) => words))].join(', ')} />
    </Suspense>
  )
}
