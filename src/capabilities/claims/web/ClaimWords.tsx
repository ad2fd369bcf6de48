import {
  ArrowUndoIcon,
  CheckmarkCircleIcon,
  CircleIcon,
  HourglassIcon,
  QuestionmarkDiamondIcon,
  XMarkOctagonIcon,
} from '@navikt/aksel-icons'
import { TimeText } from '#ui/kit/TimeText.tsx'
import { useText } from '#ui/text/text.ts'
import type { Claim, ClaimState } from '../contract.ts'
import { claimsTexts } from './texts.ts'

const icons: Record<ClaimState, typeof CircleIcon> = {
  open: CircleIcon,
  proven: CheckmarkCircleIcon,
  refused: XMarkOctagonIcon,
  withdrawn: ArrowUndoIcon,
  disputed: QuestionmarkDiamondIcon,
  expired: HourglassIcon,
}

/** Where a claim stands: a word with its icon. */
export function ClaimStateWord({ claim: { state } }: { claim: Pick<Claim, 'state'> }) {
  const t = useText(claimsTexts)
  const Icon = icons[state]
  return (
    <span className="state" data-state={state === 'proven' ? 'fixed' : state === 'refused' ? 'withdrawn' : state}>
      <Icon aria-hidden="true" />
      {t(`state.${state}`)}
    </span>
  )
}

/** How a claim is known, and since when. */
export function ProofText({ claim }: { claim: Pick<Claim, 'level' | 'provenAt'> }) {
  const t = useText(claimsTexts)
  return (
    <>
      {t(`level.${claim.level}`)}
      {claim.provenAt && claim.level !== 'declared' && (
        <div className="faint">
          <TimeText at={claim.provenAt} only="distance" />
        </div>
      )}
    </>
  )
}
