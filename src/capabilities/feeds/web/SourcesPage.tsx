import { PlusIcon } from '@navikt/aksel-icons'
import { useCall } from '#ui/api.ts'
import { ButtonLink } from '#ui/kit/Button.tsx'
import { CountText } from '#ui/kit/CountText.tsx'
import { type Column, DataTable } from '#ui/kit/DataTable.tsx'
import { Empty } from '#ui/kit/Notice.tsx'
import { Page } from '#ui/kit/Page.tsx'
import { TimeText } from '#ui/kit/TimeText.tsx'
import { numberText } from '#ui/text/dates.ts'
import { useLocale, useText } from '#ui/text/text.ts'
import { feedsApi, type Source } from '../contract.ts'
import { Health, healths, isBlind } from './Health.tsx'
import { useMayKeep } from './reader.ts'
import { feedsTexts } from './texts.ts'

const refreshSeconds = 60

/** How every source is doing, what needs a human first. Nothing heard is not the same as nothing wrong. */
export function SourcesPage() {
  const t = useText(feedsTexts)
  const locale = useLocale()
  const mayKeep = useMayKeep()
  const { data, error, refetch } = useCall(feedsApi.sources, {}, { everySeconds: refreshSeconds })
  const number = (value: number) => numberText(value, locale)
  const columns: Column<Source>[] = [
    { key: 'title', title: t('source.title'), cell: ({ title }) => title },
    { key: 'health', title: t('source.health'), cell: ({ health }) => <Health health={health} />, tight: true },
    { key: 'means', title: t('source.means'), cell: (source) => <Means source={source} /> },
    {
      key: 'last',
      title: t('source.lastFile'),
      cell: ({ lastFileAt }) => (lastFileAt ? <TimeText at={lastFileAt} only="distance" /> : t('source.none')),
      tight: true,
    },
    {
      key: 'lag',
      title: t('source.lag'),
      cell: ({ lastSeenAt }) => (lastSeenAt ? <TimeText at={lastSeenAt} only="distance" /> : t('source.none')),
      tight: true,
    },
    { key: 'files', title: t('source.files30'), cell: ({ files30 }) => number(files30), align: 'end', tight: true },
    { key: 'rows', title: t('source.rows30'), cell: (source) => <Rows source={source} />, align: 'end', tight: true },
    {
      key: 'issues',
      title: t('source.issues30'),
      cell: ({ issues30, files30 }) => (files30 > 0 ? number(issues30) : t('source.unknown')),
      align: 'end',
      tight: true,
    },
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

/** Rows of the month; without a file there is no number, not even zero. */
function Rows({ source: { files30, rows30 } }: { source: Source }) {
  const t = useText(feedsTexts)
  const locale = useLocale()
  return files30 > 0 ? numberText(rows30, locale) : t('source.unknown')
}
