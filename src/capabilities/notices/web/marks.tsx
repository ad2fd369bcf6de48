import {
  BellSlashIcon,
  ChatIcon,
  CheckmarkIcon,
  CircleSlashIcon,
  ClockDashedIcon,
  ClockIcon,
  EnvelopeOpenIcon,
  ExclamationmarkTriangleIcon,
  PaperplaneIcon,
  PhoneIcon,
  PhoneSlashIcon,
  QuestionmarkDiamondIcon,
} from '@navikt/aksel-icons'
import { useText } from '#ui/text/text.ts'
import type { DeliveryState, NoticeState } from '../contract.ts'
import { noticesTexts } from './texts.ts'

type Icon = typeof ClockIcon

const noticeIcons: Record<NoticeState, Icon> = {
  queued: ClockIcon,
  deferred: ClockDashedIcon,
  bounced: ExclamationmarkTriangleIcon,
  sent: PaperplaneIcon,
  silent: BellSlashIcon,
  opened: EnvelopeOpenIcon,
  answered: ChatIcon,
  cancelled: CircleSlashIcon,
}

/** Where a notice stands: a word with its icon. */
export function NoticeStateWord({ state }: { state: NoticeState }) {
  const t = useText(noticesTexts)
  const Icon = noticeIcons[state]
  return (
    <span className="state notice-state" data-state={state}>
      <Icon aria-hidden="true" />
      {t(`state.${state}`)}
    </span>
  )
}

const deliveryIcons: Record<DeliveryState, Icon> = {
  queued: ClockIcon,
  sending: PaperplaneIcon,
  unsure: QuestionmarkDiamondIcon,
  sent: CheckmarkIcon,
  deferred: ClockDashedIcon,
  bounced: ExclamationmarkTriangleIcon,
  failed: ExclamationmarkTriangleIcon,
  cancelled: CircleSlashIcon,
  reached: PhoneIcon,
  'not-reached': PhoneSlashIcon,
}

/** Where one delivery stands. */
export function DeliveryStateWord({ state }: { state: DeliveryState }) {
  const t = useText(noticesTexts)
  const Icon = deliveryIcons[state]
  return (
    <span className="state notice-state" data-state={state}>
      <Icon aria-hidden="true" />
      {t(`delivery.${state}`)}
    </span>
  )
}
