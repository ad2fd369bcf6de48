import type { ReactNode } from 'react'
import type { Utc } from '#domain/time.ts'
import { useText } from '#ui/text/text.ts'
import { TimeText } from './TimeText.tsx'
import { kitTexts } from './texts.ts'

export interface StoryStep {
  key: string
  at: Utc
  /** Somebody says so, something measured it, or it simply happened. */
  side: 'claim' | 'proof' | 'note'
  title: ReactNode
  /** Who did or said it. */
  who?: ReactNode
  source?: string
  reason?: ReactNode
  /** What came as it came; shown when asked for. */
  evidence?: ReactNode
}

/** One vertical line, newest at the bottom; claims left, proofs right, so that disagreement is seen. */
export function Story({ label, steps }: { label: string; steps: readonly StoryStep[] }) {
  const t = useText(kitTexts)
  return (
    <ol className="story" aria-label={label}>
      {steps.map((step) => (
        <li key={step.key} className="story-step" data-side={step.side}>
          <div className="story-body">
            <p className="story-head">
              <span className="story-side">{t(`story.${step.side}`)}</span>
              <TimeText at={step.at} />
            </p>
            <p className="story-title">{step.title}</p>
            {(step.who || step.source) && (
              <p className="story-who">
                {step.who}
                {step.who && step.source && ' · '}
                {step.source && t('story.source', { source: step.source })}
              </p>
            )}
            {step.reason && <div className="story-reason">{step.reason}</div>}
            {step.evidence && (
              <details className="evidence">
                <summary>{t('story.evidence')}</summary>
                {step.evidence}
              </details>
            )}
          </div>
        </li>
      ))}
    </ol>
  )
}
