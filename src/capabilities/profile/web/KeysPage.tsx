import { DownloadIcon } from '@navikt/aksel-icons'
import { inFours } from '#domain/fingerprint.ts'
import { fileAddress, useCall } from '#ui/api.ts'
import { useAddress } from '#ui/kit/address.ts'
import { type Column, DataTable } from '#ui/kit/DataTable.tsx'
import { Filters } from '#ui/kit/Filters.tsx'
import { Empty } from '#ui/kit/Notice.tsx'
import { Page, Section } from '#ui/kit/Page.tsx'
import { Pager } from '#ui/kit/Pager.tsx'
import { Views } from '#ui/kit/Views.tsx'
import { useText } from '#ui/text/text.ts'
import { type ContactKey, keyShows, profileApi } from '../contract.ts'
import { KeyEnd, KeyStand } from './KeyWords.tsx'
import { OrganisationKeys } from './OrganisationKeys.tsx'
import { useReader } from './reader.ts'
import { keysTexts } from './texts.ts'

/** Keys of contacts: all of them for the team, one's own for a member. */
export function KeysPage() {
  const { team } = useReader()
  return team ? <TeamKeys /> : <OwnKeys />
}

function OwnKeys() {
  const t = useText(keysTexts)
  const { organisations } = useReader()
  return (
    <Page title={t('title')} lead={t('lead.own')}>
      {organisations.length === 1
        ? organisations.map(({ id }) => <OrganisationKeys key={id} id={id} />)
        : organisations.map(({ id, name }) => (
            <Section key={id} title={name}>
              <OrganisationKeys id={id} />
            </Section>
          ))}
    </Page>
  )
}

function TeamKeys() {
  const t = useText(keysTexts)
  const [params] = useAddress()
  const show = keyShows.find((known) => known === params.show) ?? 'used'
  const filter = { show, ...(params.q && { q: params.q }) }
  const { data, error, refetch, isFetching } = useCall(profileApi.keys, {
    ...filter,
    ...(params.after && { after: params.after }),
  })
  const columns: readonly Column<ContactKey>[] = [
    { key: 'contact', title: t('contact'), cell: ({ contact }) => contact },
    { key: 'organisation', title: t('organisation'), cell: ({ organisation }) => organisation.name },
    { key: 'fingerprint', title: t('fingerprint'), cell: ({ fingerprint }) => <code>{inFours(fingerprint)}</code> },
    { key: 'expires', title: t('expires'), tight: true, cell: ({ expiresAt }) => <KeyEnd at={expiresAt} /> },
    { key: 'stands', title: t('stands'), tight: true, cell: (key) => <KeyStand value={key} /> },
  ]
  return (
    <Page
      title={t('title')}
      lead={t('lead')}
      actions={
        <a className="ds-button" data-variant="secondary" href={fileAddress(profileApi.exportKeys, { ...filter, for: 'excel' })}>
          <DownloadIcon aria-hidden="true" />
          {t('download')}
        </a>
      }
    >
      <Filters filters={[{ kind: 'search', name: 'q', label: t('search') }]} />
      <Views
        label={t('views')}
        views={keyShows.map((key) => ({
          key,
          title: t(`show.${key}`),
          sets: { show: key === 'used' ? undefined : key, after: undefined, trail: undefined },
          current: key === show,
          ...(key === show && { count: data?.count }),
        }))}
      />
      <DataTable
        caption={t('caption')}
        columns={columns}
        rows={data?.rows}
        rowKey={({ id }) => id}
        rowName={({ contact, organisation }) => `${contact}, ${organisation.name}`}
        rowLink={({ id }) => `/pgp-keys/${id}`}
        fault={error}
        onRetry={() => void refetch()}
        busy={isFetching}
        empty={
          <Empty title={t('none.title')}>
            <p>{t('none.text')}</p>
          </Empty>
        }
      />
      <Pager next={data?.next} />
    </Page>
  )
}
