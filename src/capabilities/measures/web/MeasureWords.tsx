import {
  ArrowUndoIcon,
  ChatIcon,
  CheckmarkCircleIcon,
  CircleIcon,
  CogRotationIcon,
  HandshakeIcon,
  MinusCircleIcon,
  QuestionmarkDiamondIcon,
  ShieldCheckmarkIcon,
} from '@navikt/aksel-icons'
import { TimeText } from '#ui/kit/TimeText.tsx'
import { useText } from '#ui/text/text.ts'
import { type Measure, type MeasureState, undone } from '../contract.ts'
import { measuresTexts } from './texts.ts'

const icons: Record<MeasureState, typeof CircleIcon> = {
  open: CircleIcon,
  doing: CogRotationIcon,
  claimed: ChatIcon,
  done: CheckmarkCircleIcon,
  compensated: ShieldCheckmarkIcon,
  accepted: HandshakeIcon,
  'not-relevant': MinusCircleIcon,
  disputed: QuestionmarkDiamondIcon,
  withdrawn: ArrowUndoIcon,
}

/** Where a measure stands: a word with its icon. */
export function MeasureStateWord({ state }: { state: MeasureState }) {
  const t = useText(measuresTexts)
  const Icon = icons[state]
  return (
    <span className="state" data-state={state === 'done' ? 'fixed' : state}>
      <Icon aria-hidden="true" />
      {t(`state.${state}`)}
    </span>
  )
}

/** By when; a deadline that has passed says so in words. What is settled has none. */
export function Due({ measure }: { measure: Pick<Measure, 'state' | 'overdue' | 'dueAt'> }) {
  const t = useText(measuresTexts)
  if (!undone.includes(measure.state)) return <span className="faint">{t('due.none')}</span>
  return measure.overdue ? (
    <span className="overdue">
      {t('due.passed')} <TimeText at={measure.dueAt} only="distance" />
    </span>
  ) : (
    <TimeText at={measure.dueAt} only="due" />
  )
}
