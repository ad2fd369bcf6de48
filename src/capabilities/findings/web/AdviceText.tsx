import type { z } from 'zod'
import { useText } from '#ui/text/text.ts'
import type { Advice } from '../contract.ts'
import { findingsTexts } from './texts.ts'

/**
 * What it is, why it matters, what to do now, and what to do if that cannot be done. `within`: it stands in a section of its own.
 * `operator`: who does it for the reader.
 */
export function AdviceText({
  advice,
  within = false,
  operator,
}: {
  advice: z.output<typeof Advice>
  within?: boolean
  operator?: string | undefined
}) {
  const t = useText(findingsTexts)
  const Heading = within ? 'h3' : 'h2'
  return (
    <div className="advice">
      <section className="advice-why">
        <Heading>{t('advice.what')}</Heading>
        <p>{advice.what}</p>
        <Heading>{t('advice.why')}</Heading>
        <p>{advice.why}</p>
      </section>
      <section className="advice-do panel">
        <Heading>{operator ? t('advice.operated', { operator }) : t('advice.doNow')}</Heading>
        <ol>
          {advice.doNow.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ol>
        <Heading>{t('advice.ifYouCannot')}</Heading>
        <ul>
          {advice.ifYouCannot.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      </section>
    </div>
  )
}
