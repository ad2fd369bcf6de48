import { Link } from '@tanstack/react-router'
import { useCall } from '#ui/api.ts'
import { useAddress } from '#ui/kit/address.ts'
import { CountText } from '#ui/kit/CountText.tsx'
import { Definition } from '#ui/kit/Definition.tsx'
import { FaultNotice } from '#ui/kit/Notice.tsx'
import { Section } from '#ui/kit/Page.tsx'
import { Pager } from '#ui/kit/Pager.tsx'
import { TimeText } from '#ui/kit/TimeText.tsx'
import { useText } from '#ui/text/text.ts'
import { type Finding, findingsApi } from '../contract.ts'
import { findingsTexts } from './texts.ts'

const perPage = 10

/** What the sources sent, newest first, each as it came when it is opened. */
export function Sightings({ finding }: { finding: Finding }) {
  const t = useText(findingsTexts)
  const [{ after }] = useAddress()
  const { data, error, refetch } = useCall(findingsApi.sightings, { id: finding.id, limit: perPage, ...(after && { after }) })
  if (finding.state === 'withdrawn') return null
  return (
    <Section title={t('sightings.title')}>
      {error && <FaultNotice fault={error} onRetry={() => void refetch()} />}
      {data && (
        <p>
          <CountText parts={[{ value: data.rows.length, what: t('count.shown'), of: finding.sightings }]} />
        </p>
      )}
      <ul className="sightings">
        {data?.rows.map((row) => (
          <li key={`${row.importId}${row.seenAt}${row.line}`}>
            <details className="evidence">
              <summary>
                <TimeText at={row.seenAt} /> · {row.source}
              </summary>
              <div className="evidence-body">
                <Definition items={Object.entries(row.evidence)} />
                {row.importId && (
                  <p>
                    <Link className="ds-link" to={`/imports/${row.importId}`}>
                      {t('sightings.import', { line: row.line })}
                    </Link>
                  </p>
                )}
              </div>
            </details>
          </li>
        ))}
      </ul>
      <Pager next={data?.next} />
    </Section>
  )
}
