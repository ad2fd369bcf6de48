import { noticesApi } from '#capabilities/notices/contract.ts'
import { useCall } from '#ui/api.ts'
import { TextLink } from '#ui/kit/Button.tsx'
import { FaultNotice } from '#ui/kit/Notice.tsx'
import { Section } from '#ui/kit/Page.tsx'
import { TimeText } from '#ui/kit/TimeText.tsx'
import { useText } from '#ui/text/text.ts'
import type { Finding } from '../contract.ts'
import { useReader } from './reader.ts'
import { findingsTexts } from './texts.ts'

/** Whom we have told of a finding, and why them. An operator's mail is said to the member too, but not opened to it. */
export function ToldWhom({ finding }: { finding: Finding }) {
  const t = useText(findingsTexts)
  const { team, organisations } = useReader()
  const { data, error, refetch } = useCall(noticesApi.told, { id: finding.organisation.id, finding: finding.id })
  const mine = new Set(organisations.map(({ name }) => name))
  return (
    <Section title={t(team ? 'told.title' : 'told.title.member')}>
      {error && <FaultNotice fault={error} onRetry={() => void refetch()} />}
      {data?.rows.length === 0 && <p className="faint">{t(team ? 'told.nobody' : 'told.nobody.member')}</p>}
      <ul className="told">
        {data?.rows.map((row) => (
          <li key={row.noticeId}>
            <b>
              {team || mine.has(row.recipient) ? (
                <TextLink to={`/notices/${row.noticeId}`}>{row.recipient}</TextLink>
              ) : (
                row.recipient
              )}
            </b>
            {' · '}
            {row.toldAt ? <TimeText at={row.toldAt} /> : t('told.waiting')}
            <p className="faint">{row.why}</p>
          </li>
        ))}
      </ul>
    </Section>
  )
}
