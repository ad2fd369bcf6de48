import {
  CheckmarkCircleIcon,
  CircleSlashIcon,
  ClockIcon,
  EarIcon,
  ExclamationmarkTriangleIcon,
  PauseIcon,
  QuestionmarkIcon,
} from '@navikt/aksel-icons'
import { useText } from '#ui/text/text.ts'
import type { Source } from '../contract.ts'
import { feedsTexts } from './texts.ts'
import './feeds.css'

type State = Source['health']

/** The healths of a source, what needs a human first. */
export const healths = [
  'failing',
  'silent',
  'late',
  'never',
  'no-rhythm',
  'on-time',
  'paused',
] as const satisfies readonly State[]

/** Where we hear nothing, and therefore know nothing. */
export const isBlind = (health: State): boolean => ['failing', 'silent', 'never', 'paused'].includes(health)

const icons: Record<State, typeof ClockIcon> = {
  failing: ExclamationmarkTriangleIcon,
  silent: CircleSlashIcon,
  late: ClockIcon,
  never: EarIcon,
  'no-rhythm': QuestionmarkIcon,
  'on-time': CheckmarkCircleIcon,
  paused: PauseIcon,
}

/** How a source is doing: an icon and a word; hatched where we are blind. */
export function Health({ health }: { health: State }) {
  const t = useText(feedsTexts)
  const Icon = icons[health]
  return (
    <span className="health" data-health={health} data-blind={isBlind(health) || undefined}>
      <Icon aria-hidden="true" />
      {t(`health.${health}`)}
    </span>
  )
}
