import { feedsApi } from '#capabilities/feeds/contract.ts'
import { useCall } from '#ui/api.ts'
import { FaultNotice } from '#ui/kit/Notice.tsx'
import { Section } from '#ui/kit/Page.tsx'
import { Term } from '#ui/kit/Term.tsx'
import { TimeText } from '#ui/kit/TimeText.tsx'
import { useText } from '#ui/text/text.ts'
import { type Finding, type FindingState, unsettled } from '../contract.ts'
import { findingsTexts } from './texts.ts'

const measurable: readonly FindingState[] = [...unsettled, 'accepted']

/** What would close a finding: which source has to stop naming it, how far that has come, or why nothing measures it. */
export function Proof({ finding }: { finding: Finding }) {
  const t = useText(findingsTexts)
  // What is disputed waits for the team, and what is over for nobody.
  const isOver = !measurable.includes(finding.state)
  const { data, error, refetch } = useCall(feedsApi.proof, { id: finding.id }, { enabled: !isOver })
  if (isOver) return null
  return (
    <Section title={t('proof.title')}>
      {error && <FaultNotice fault={error} onRetry={() => void refetch()} />}
      {data && (
        <>
          <p className="prose">{data.words}</p>
          {data.unmeasuredSince && (
            <p className="prose faint">
              <Term name="unproven">{t('proof.unmeasured')}</Term> <TimeText at={data.unmeasuredSince} only="day" />
            </p>
          )}
          <ul className="told">
            {data.sources.map((source) => (
              <li key={source.source}>
                <b>{source.title}</b>
                {source.needed !== null && (
                  <span className="proof-so-far">
                    <progress value={Math.min(source.without, source.needed)} max={source.needed} aria-label={source.title} />
                    {t('proof.soFar', { without: source.without, needed: source.needed })}
                  </span>
                )}
                <p className="faint">{source.words}</p>
                {source.uncounted.length > 0 && (
                  <ul className="faint">
                    {source.uncounted.map(({ from, to, words }) => (
                      <li key={from}>
                        <TimeText at={from} only="moment" /> – <TimeText at={to} only="moment" />: {words}
                      </li>
                    ))}
                  </ul>
                )}
              </li>
            ))}
          </ul>
        </>
      )}
    </Section>
  )
}
