import { useRouterState } from '@tanstack/react-router'
import { lazy, type ReactNode, Suspense } from 'react'
import { useCall } from '#ui/api.ts'
import { PageAwaited } from '#ui/kit/Page.tsx'
import { servicesApi } from '../contract.ts'

const AgreementNotice = lazy(async () => ({ default: (await import('./AgreementNotice.tsx')).AgreementNotice }))

/**
 * Above every page of a member, while terms that count are not accepted. The menu asks the same, so nothing more is fetched; the page is
 * not shown before it is known, so that the band pushes nothing.
 */
export function AgreementBand({ children }: { children: ReactNode }) {
  const path = useRouterState({ select: (state) => state.location.pathname })
  const { data, isPending } = useCall(servicesApi.due, {}, { quiet: true })
  const isDue = data !== undefined && data.count > 0 && path !== '/our-services'
  return (
    <Suspense fallback={<PageAwaited />}>
      {isPending && <PageAwaited />}
      {isDue && <AgreementNotice what={[...new Set(data.due.map(({ words }) => words))].join(', ')} />}
      <div hidden={isPending}>{children}</div>
    </Suspense>
  )
}
