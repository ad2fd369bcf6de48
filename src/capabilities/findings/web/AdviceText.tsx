import type { z } from 'zod'
import { useText } from '#ui/text/text.ts'
import type { Advice } from '../contract.ts'
import { findingsTexts } from './texts.ts'

/** What it is, why it matters, what to do now, and what to do if that cannot be done. */
export function AdviceText({ advice }: { advice: z.output<typeof Advice> }) {
  const t = useText(findingsTexts)
  return (
    <div className="advice">
      <section className="advice-why">
        <h3>{t('advice.what')}</h3>
        <p>{advice.what}</p>
        <h3>{t('advice.why')}</h3>
        <p>{advice.why}</p>
      </section>
      <section className="advice-do panel">
        <h3>{t('advice.doNow')}</h3>
        <ol>
          {advice.doNow.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ol>
        <h3>{t('advice.ifYouCannot')}</h3>
        <ul>
          {advice.ifYouCannot.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      </section>
    </div>
  )
}
