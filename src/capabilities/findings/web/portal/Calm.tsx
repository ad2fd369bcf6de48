import { feedsApi } from '#capabilities/feeds/contract.ts'
import { membersApi } from '#capabilities/members/contract.ts'
import type { Id } from '#domain/id.ts'
import { useCall } from '#ui/api.ts'
import { TextLink } from '#ui/kit/Button.tsx'
import { Section } from '#ui/kit/Page.tsx'
import { TimeText } from '#ui/kit/TimeText.tsx'
import { useText } from '#ui/text/text.ts'
import { findingsApi } from '../../contract.ts'
import { portalTexts } from './texts.ts'

/**
 * When there is nothing to do: who looks and when they last did, at what, and what nobody sees; and since when, unless something is
 * still being waited for.
 */
export function Calm({ organisation, waits = false }: { organisation: Id<'org'>; waits?: boolean }) {
  const t = useText(portalTexts)
  const lately = useCall(findingsApi.lately, {})
  const watching = useCall(feedsApi.watching, {})
  if (!lately.data || !watching.data) return null
  const { sources } = watching.data
  return (
    <Section title={t('calm.title')}>
      {!waits && (
        <p className="prose">
          {lately.data.settledAt ? (
            <>
              {t('calm.since')} <TimeText at={lately.data.settledAt} only="day" />.
            </>
          ) : (
            t('calm.never')
          )}
        </p>
      )}
      <div className="prose">
        <p>{sources.length > 0 ? t('calm.sources', { count: sources.length }) : t('calm.sources.none')}</p>
        <ul className="now-lines">
          {sources.map(({ title, inTime, lastDeliveryAt }) => (
            <li key={title}>
              <b>{title}</b>{' '}
              {lastDeliveryAt && (
                <span className="faint">
                  ({t('calm.last')} <TimeText at={lastDeliveryAt} only="distance" />)
                </span>
              )}{' '}
              {!inTime && t('calm.late')}
            </li>
          ))}
        </ul>
      </div>
      <Where organisation={organisation} />
      <p className="prose">{t('calm.blind')}</p>
    </Section>
  )
}

const namedFirst = 3

/** What of an organisation is looked at: the first by name, so that somebody who knows sees what is missing. */
function Where({ organisation }: { organisation: Id<'org'> }) {
  const t = useText(portalTexts)
  const { data } = useCall(membersApi.holdings, { id: organisation, limit: 200 })
  if (!data) return null
  const values = [...new Set(data.rows.map(({ value }) => value))]
  if (values.length === 0) return <p className="prose overdue">{t('calm.where.none')}</p>
  return (
    <div className="prose">
      <p>{t('calm.where')}</p>
      <ul className="now-lines">
        {values.slice(0, namedFirst).map((value) => (
          <li key={value} className="asset">
            {value}
          </li>
        ))}
        {values.length > namedFirst && <li>{t('calm.where.more')}</li>}
      </ul>
      <p>
        <TextLink to="/organisations">{t('calm.where.all')}</TextLink>
      </p>
    </div>
  )
}
