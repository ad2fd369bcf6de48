import { CheckmarkCircleIcon, CircleIcon, ExclamationmarkTriangleIcon } from '@navikt/aksel-icons'
import type { ReactNode } from 'react'
import './sure.css'

const icons = {
  confirmed: CheckmarkCircleIcon,
  'not-confirmed': CircleIcon,
  overdue: ExclamationmarkTriangleIcon,
}

/** How sure something is that people confirm now and then: a shape with the words that say it. */
export function SureMark({ state, children }: { state: keyof typeof icons; children: ReactNode }) {
  const Icon = icons[state]
  return (
    <span className="sure" data-state={state}>
      <Icon aria-hidden="true" />
      <span>{children}</span>
    </span>
  )
}
