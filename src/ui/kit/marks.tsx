import {
  ArrowUndoIcon,
  ChatIcon,
  CheckmarkCircleIcon,
  CircleIcon,
  HandshakeIcon,
  PaperplaneIcon,
  QuestionmarkDiamondIcon,
} from '@navikt/aksel-icons'
import type { Pap } from '#domain/pap.ts'
import type { Severity } from '#domain/severity.ts'
import { type Tlp, tlpColours } from '#domain/tlp.ts'
import { useText } from '#ui/text/text.ts'
import { kitTexts } from './texts.ts'

const shapes: Record<Severity, React.ReactNode> = {
  critical: <path d="M8 0.5 15.5 8 8 15.5 0.5 8Z" fill="currentColor" />,
  high: <path d="M8 1.5 15.2 14.5H0.8Z" fill="currentColor" />,
  medium: <path d="M2 2h12v12H2Z M8 3.6v8.8h4.4V3.6Z" fill="currentColor" fillRule="evenodd" />,
  low: <path d="M3.5 3.5h9v9h-9Z" fill="none" stroke="currentColor" strokeWidth="2" />,
  info: <circle cx="8" cy="8" r="5" fill="none" stroke="currentColor" strokeWidth="2" />,
}

/** How bad: a shape and a word. `lit` is for what is critical and unanswered, the only place for ember. */
export function SeverityMark({
  severity,
  lit = false,
  wordless = false,
}: {
  severity: Severity
  lit?: boolean
  wordless?: boolean
}) {
  const t = useText(kitTexts)
  const word = t(`severity.${severity}`)
  return (
    <span className="severity" data-severity={severity} data-lit={lit || undefined}>
      <svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">
        {shapes[severity]}
      </svg>
      <span className={wordless ? 'ds-sr-only' : undefined}>{word}</span>
    </span>
  )
}

/** The states of a finding in the one order that they have everywhere. */
export const states = ['open', 'told', 'answered', 'fixed', 'accepted', 'disputed', 'withdrawn'] as const
export type State = (typeof states)[number]

const stateIcons: Record<State, typeof CircleIcon> = {
  open: CircleIcon,
  told: PaperplaneIcon,
  answered: ChatIcon,
  fixed: CheckmarkCircleIcon,
  accepted: HandshakeIcon,
  disputed: QuestionmarkDiamondIcon,
  withdrawn: ArrowUndoIcon,
}

/** Where a finding stands: a word with its icon. */
export function StateWord({ state }: { state: State }) {
  const t = useText(kitTexts)
  const Icon = stateIcons[state]
  return (
    <span className="state" data-state={state}>
      <Icon aria-hidden="true" />
      {t(`state.${state}`)}
    </span>
  )
}

/** Who may see it (TLP 2.0): official colour on black, never translated; PAP beside it when it says something else. */
export function TlpChip({ tlp, pap }: { tlp: Tlp; pap?: Pap }) {
  return (
    <span className="tlp" style={{ color: tlpColours[tlp] }}>
      {tlp}
      {pap && pap.slice(4) !== tlp.slice(4) && <span className="pap">{pap}</span>}
    </span>
  )
}
