import type { z } from 'zod'
import { useCall } from '#ui/api.ts'
import { useAddress } from '#ui/kit/address.ts'
import { CountText } from '#ui/kit/CountText.tsx'
import { type Column, DataTable } from '#ui/kit/DataTable.tsx'
import { TableDownloads } from '#ui/kit/Downloads.tsx'
import { Filters } from '#ui/kit/Filters.tsx'
import { Empty } from '#ui/kit/Notice.tsx'
import { Page } from '#ui/kit/Page.tsx'
import { useLocale, useText } from '#ui/text/text.ts'
import { type Authority, AuthorityKind, directoryApi, type Edition } from '../contract.ts'
import { directoryTexts } from './texts.ts'

/** Public bodies, found by present and former names. */
export function AuthoritiesPage() {
  const t = useText(directoryTexts)
  const [{ q, kind, at }] = useAddress()
  const asked = { ...(q && { q }), ...(kind && { kind: kind as AuthorityKind }), ...(at && { at }) }
  const { data, error, isFetching, refetch } = useCall(directoryApi.authorities, asked)
  const { data: all } = useCall(directoryApi.authorities, {})
  const columns: Column<Authority>[] = [
    { key: 'name', title: t('authority.name'), cell: ({ name }) => name },
    { key: 'mandate', title: t('authority.mandate'), cell: ({ mandates }) => mandates[0]?.text },
    { key: 'contact', title: t('authority.contact'), cell: ({ contact }) => contact },
  ]
  return (
    <Page
      title={t('authorities.title')}
      lead={t('authorities.lead')}
      actions={<TableDownloads csv={directoryApi.authoritiesCsv} xlsx={directoryApi.authoritiesXlsx} input={asked} />}
    >
      <Filters
        filters={[
          { kind: 'search', name: 'q', label: t('authorities.q') },
          {
            kind: 'one',
            name: 'kind',
            label: t('authority.kind'),
            choices: AuthorityKind.options.map((value) => ({ value, label: t(`authority.kind.${value}`) })),
          },
          { kind: 'day', name: 'at', label: t('at') },
        ]}
      />
      {data && all && data.rows.length > 0 && (
        <p>
          <CountText parts={[{ value: data.count, what: t('count.shown'), of: all.count }]} />
        </p>
      )}
      <DataTable
        caption={t('authorities.title')}
        columns={columns}
        rows={data?.rows}
        rowKey={({ key }) => key}
        rowName={({ name }) => name}
        rowLink={({ key }) => `/directory/authorities/${key}${at ? `?at=${at}` : ''}`}
        rowNote={(row) => <StateText authority={row} />}
        empty={
          <Empty title={t('authorities.none')}>
            <p>{t('authorities.none.next')}</p>
          </Empty>
        }
        fault={error}
        onRetry={() => void refetch()}
        busy={isFetching}
      />
      {data && <EditionText edition={data.edition} />}
    </Page>
  )
}

/** What a body is, what became of it, and by which former name it was found. */
function StateText({ authority: { state, now, found, short, kind } }: { authority: Authority }) {
  const t = useText(directoryTexts)
  const said = [
    short,
    t(`authority.kind.${kind}`),
    found && t('authority.was', { name: found }),
    state === 'merged' && now && t('authority.merged', { name: now.name }),
    state === 'not-yet' && t('authority.not-yet'),
  ].filter(Boolean)
  return <span className="field-hint">{said.join(' · ')}</span>
}

/** Where the list is from and who answers for it. */
export function EditionText({ edition: { source, edition, reviewer } }: { edition: z.output<typeof Edition> }) {
  const t = useText(directoryTexts)
  const locale = useLocale()
  return (
    <p className="field-hint">
      {t('authorities.advice')} {t('authorities.edition', { source, edition, reviewer: reviewer[locale] })}
    </p>
  )
}
