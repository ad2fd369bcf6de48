import { CheckmarkCircleIcon, CircleIcon, ClockIcon, HandShakeHeartIcon, PauseIcon, XMarkOctagonIcon } from '@navikt/aksel-icons'
import type { ReactNode } from 'react'
import { useText } from '#ui/text/text.ts'
import type { EnrolmentState, StayReason } from '../contract.ts'
import { useReader } from './reader.ts'
import { servicesTexts } from './texts.ts'

const marks: Record<EnrolmentState, ReactNode> = {
  none: <CircleIcon aria-hidden="true" />,
  asked: <HandShakeHeartIcon aria-hidden="true" />,
  waiting: <ClockIcon aria-hidden="true" />,
  on: <CheckmarkCircleIcon aria-hidden="true" />,
  paused: <PauseIcon aria-hidden="true" />,
  ended: <XMarkOctagonIcon aria-hidden="true" />,
}

/** Where a member stands, in words and with a form of its own; and why, when it is neither on nor off. */
export function StateWords({ state, why }: { state: EnrolmentState; why: StayReason | null }) {
  const t = useText(servicesTexts)
  const side = useReader().team ? 'state' : 'ours.state'
  return (
    <span className="services-state" data-state={state}>
      {marks[state]} <span>{t(`${side}.${state}`)}</span>
      {why && <span className="services-why">{t(`why.${why}`)}</span>}
    </span>
  )
}
