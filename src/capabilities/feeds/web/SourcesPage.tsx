import { PlusIcon } from '@navikt/aksel-icons'
import { useCall } from '#ui/api.ts'
import { ButtonLink } from '#ui/kit/Button.tsx'
import { CountText } from '#ui/kit/CountText.tsx'
import { type Column, DataTable } from '#ui/kit/DataTable.tsx'
import { Empty } from '#ui/kit/Notice.tsx'
import { Page } from '#ui/kit/Page.tsx'
import { TimeText } from '#ui/kit/TimeText.tsx'
import { useText } from '#ui/text/text.ts'
import { feedsApi, type Source } from '../contract.ts'
import { Health, healths, isBlind } from './Health.tsx'
import { useMayKeep } from './reader.ts'
import { feedsTexts } from './texts.ts'

const refreshSeconds = 60

/** How every source is doing, what needs a human first. Nothing heard is not the same as nothing wrong. */
export function SourcesPage() {
  const t = useText(feedsTexts)
  const mayKeep = useMayKeep()
  const { data, error, refetch } = useCall(feedsApi.sources, {}, { everySeconds: refreshSeconds })
  const columns: Column<Source>[] = [
    { key: 'title', title: t('source.title'), cell: ({ title }) => title },
    { key: 'health', title: t('source.health'), cell: ({ health }) => <Health health={health} />, tight: true },
    { key: 'means', title: t('source.means'), cell: (source) => <Means source={source} /> },
    { key: 'last', title: t('source.heard'), cell: (source) => <Heard source={source} /> },
    { key: 'month', title: t('source.month'), cell: (source) => <Month source={source} /> },
  ]
  const rows = data?.sources.toSorted((one, other) => healths.indexOf(one.health) - healths.indexOf(other.health))
  return (
    <Page
      title={t('sources.title')}
      lead={t('sources.lead')}
      actions={
        mayKeep && (
          <ButtonLink to="/sources/new" look="primary" icon={<PlusIcon aria-hidden="true" />}>
            {t('sources.add')}
          </ButtonLink>
        )
      }
    >
      {rows && <Glance sources={rows} />}
      <DataTable
        caption={t('sources.title')}
        columns={columns}
        rows={rows}
        rowKey={({ id }) => id}
        rowName={({ title }) => title}
        rowLink={({ id }) => `/sources/${id}`}
        empty={
          <Empty title={t('sources.none')}>
            <p>{t('sources.none.next')}</p>
          </Empty>
        }
        fault={error}
        onRetry={() => void refetch()}
      />
    </Page>
  )
}

/** How many are heard, and how many of the rest are in which trouble. */
function Glance({ sources }: { sources: readonly Source[] }) {
  const t = useText(feedsTexts)
  const heard = sources.filter(({ health }) => !isBlind(health)).length
  const trouble = (['failing', 'silent', 'late', 'never', 'paused'] as const).flatMap((health) => {
    const value = sources.filter((source) => source.health === health).length
    return value > 0 ? [{ value, what: t(`glance.${health}`) }] : []
  })
  return (
    <p>
      <CountText parts={[{ value: heard, what: t('glance.heard'), of: sources.length }, ...trouble]} />
    </p>
  )
}

/** What the health means for what we know. */
function Means({ source }: { source: Source }) {
  const t = useText(feedsTexts)
  const { health, rows30, lastError } = source
  if (health === 'failing') return lastError ?? t('means.failing')
  if (health === 'on-time' && rows30 === 0) return t('means.quiet')
  return t(`means.${health}`)
}

/** When something was last heard, and how old the newest of it is. */
function Heard({ source: { lastFileAt, lastSeenAt } }: { source: Source }) {
  const t = useText(feedsTexts)
  if (!lastFileAt) return t('source.none')
  return (
    <div>
      <TimeText at={lastFileAt} only="distance" />
      {lastSeenAt && (
        <div className="field-hint">
          {t('source.lag')} <TimeText at={lastSeenAt} only="distance" />
        </div>
      )}
    </div>
  )
}

/** What came in a month; without a file there is no number, not even zero. */
function Month({ source: { files30, rows30, issues30 } }: { source: Source }) {
  const t = useText(feedsTexts)
  if (files30 === 0) return t('source.unknown')
  return (
    <CountText
      parts={[
        { value: files30, what: t('month.files') },
        { value: rows30, what: t('month.rows') },
        { value: issues30, what: t('month.issues') },
      ]}
    />
  )
}
