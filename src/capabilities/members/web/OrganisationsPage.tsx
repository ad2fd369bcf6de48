import { PlusIcon, UploadIcon } from '@navikt/aksel-icons'
import { lazy, Suspense, useState } from 'react'
import { counties } from '#domain/county.ts'
import { useCall } from '#ui/api.ts'
import { useAddress } from '#ui/kit/address.ts'
import { Button, ButtonLink } from '#ui/kit/Button.tsx'
import { CountText } from '#ui/kit/CountText.tsx'
import { type Column, DataTable } from '#ui/kit/DataTable.tsx'
import { TableDownloads } from '#ui/kit/Downloads.tsx'
import { type Filter, Filters, readMany } from '#ui/kit/Filters.tsx'
import { Empty, Notice } from '#ui/kit/Notice.tsx'
import { Page, PageAwaited } from '#ui/kit/Page.tsx'
import { Pager } from '#ui/kit/Pager.tsx'
import { useText } from '#ui/text/text.ts'
import {
  type Constituency,
  constituencies,
  Membership,
  membersApi,
  type OrganisationKind,
  organisationKinds,
} from '../contract.ts'
import { OrganisationDialog } from './OrganisationDialog.tsx'
import { useReader } from './reader.ts'
import { membersTexts } from './texts.ts'
import type { Listed } from './types.ts'

/** Of one organisation alone: the team looks at many. */
const OrganisationView = lazy(() => import('./OrganisationPage.tsx').then((room) => ({ default: room.OrganisationView })))

/** The register: everybody the sector knows. A member with one organisation sees that one. */
export function OrganisationsPage() {
  const { team, organisations } = useReader()
  const [only, ...others] = organisations
  if (team) return <Register />
  return only && others.length === 0 ? (
    <Suspense fallback={<PageAwaited />}>
      <OrganisationView id={only.id} />
    </Suspense>
  ) : (
    <Ours />
  )
}

/** Somebody who acts for several organisations chooses one. */
function Ours() {
  const t = useText(membersTexts)
  const { data, error, refetch } = useCall(membersApi.list, { limit: 200 })
  return (
    <Page title={t('ours.title')} lead={t('ours.lead')}>
      <DataTable
        caption={t('ours.title')}
        columns={[{ key: 'name', title: t('list.name'), cell: ({ name }) => name }]}
        rows={data?.rows}
        rowKey={({ id }) => id}
        rowName={({ name }) => name}
        rowLink={({ id }) => `/organisations/${id}`}
        empty={<Empty title={t('ours.none')} />}
        fault={error}
        onRetry={() => void refetch()}
      />
    </Page>
  )
}

function useFilters(): readonly Filter[] {
  const t = useText(membersTexts)
  return [
    { kind: 'search', name: 'q', label: t('list.search') },
    {
      kind: 'many',
      name: 'kind',
      label: t('list.kinds'),
      choices: organisationKinds.map((value) => ({ value, label: t(`kind.${value}`) })),
    },
    {
      kind: 'one',
      name: 'constituency',
      label: t('list.constituency'),
      choices: constituencies.map((value) => ({ value, label: t(`constituency.${value}`) })),
    },
    {
      kind: 'one',
      name: 'membership',
      label: t('list.membership'),
      choices: Membership.options.map((value) => ({ value, label: t(`membership.${value}`) })),
    },
    {
      kind: 'one',
      name: 'county',
      label: t('list.county'),
      choices: Object.entries(counties).map(([value, label]) => ({ value, label })),
    },
    { kind: 'one', name: 'gone', label: t('list.gone'), choices: [{ value: 'true', label: t('list.gone.only') }] },
  ]
}

function useColumns(): readonly Column<Listed>[] {
  const t = useText(membersTexts)
  return [
    { key: 'name', title: t('list.name'), cell: ({ name }) => name },
    {
      key: 'kinds',
      title: t('list.kinds'),
      cell: ({ kinds, number, county }) => (
        <div>
          {kinds.map((kind) => t(`kind.${kind}`)).join(', ')}
          <div className="field-hint">
            {[number ?? t('list.number.none'), county && (counties[county] ?? county)].filter(Boolean).join(' · ')}
          </div>
        </div>
      ),
    },
    {
      key: 'membership',
      title: t('list.membership'),
      cell: ({ membership, gone }) => (gone ? t('list.gone.only') : t(`membership.${membership}`)),
      tight: true,
    },
    {
      key: 'holdings',
      title: t('list.holdings'),
      cell: ({ holdings }) => (holdings > 0 ? holdings : t('list.none')),
      align: 'end',
      tight: true,
    },
    {
      key: 'contacts',
      title: t('list.contacts'),
      cell: ({ contacts }) => (contacts > 0 ? contacts : <b>{t('list.none')}</b>),
      align: 'end',
      tight: true,
    },
  ]
}

function Register() {
  const t = useText(membersTexts)
  const [params] = useAddress()
  const { mayKeep, mayImport } = useReader()
  const [adds, setAdds] = useState(false)
  const { q, kind, constituency, membership, county, gone, after, add } = params
  const filter = {
    ...(q && { q }),
    ...(kind && { kind: readMany(kind) as OrganisationKind[] }),
    ...(constituency && { constituency: constituency as Constituency }),
    ...(membership && { membership: membership as Membership }),
    ...(county && { county }),
  }
  const { data, error, refetch, isFetching } = useCall(membersApi.list, {
    ...filter,
    ...(gone && { gone }),
    ...(after && { after }),
  })
  const isPart = Boolean(gone) || Object.keys(filter).length > 0
  const { data: everybody } = useCall(membersApi.list, { limit: 1 }, { enabled: isPart })
  const filtered = [q, kind, constituency, membership, county, gone, after].some(Boolean)
  const toHolding = add && mayKeep ? `?add=${encodeURIComponent(add)}` : ''
  return (
    <Page
      title={t('list.title')}
      lead={t('list.lead')}
      actions={
        <>
          {mayKeep && (
            <Button icon={<PlusIcon aria-hidden="true" />} onClick={() => setAdds(true)}>
              {t('list.add')}
            </Button>
          )}
          {mayImport && (
            <ButtonLink to="/organisations/import" icon={<UploadIcon aria-hidden="true" />}>
              {t('list.import')}
            </ButtonLink>
          )}
          <TableDownloads csv={membersApi.export} xlsx={membersApi.exportXlsx} input={filter} />
        </>
      }
    >
      {toHolding && (
        <Notice tone="info" title={t('list.choose', { what: add ?? '' })}>
          <p>{t('list.choose.next')}</p>
        </Notice>
      )}
      <Filters filters={useFilters()} />
      {data && (
        <p role="status">
          <CountText
            parts={[{ value: data.count, what: t('list.found'), ...(isPart && everybody && { of: everybody.count }) }]}
          />
        </p>
      )}
      <DataTable
        caption={t('list.title')}
        columns={useColumns()}
        rows={data?.rows}
        rowKey={({ id }) => id}
        rowName={({ name }) => name}
        rowLink={({ id }) => (toHolding ? `/organisations/${id}${toHolding}` : `/organisations/${id}/overview`)}
        empty={filtered ? <NoneFits /> : <NoneYet mayImport={mayImport} />}
        fault={error}
        onRetry={() => void refetch()}
        busy={isFetching}
      />
      <Pager next={data?.next} />
      {adds && <OrganisationDialog onClose={() => setAdds(false)} />}
    </Page>
  )
}

function NoneFits() {
  const t = useText(membersTexts)
  return (
    <Empty title={t('list.empty')}>
      <p>{t('list.empty.next')}</p>
    </Empty>
  )
}

/** The register of a house that has just been started. */
function NoneYet({ mayImport }: { mayImport: boolean }) {
  const t = useText(membersTexts)
  return (
    <Empty title={t('list.blank')} actions={mayImport && <ButtonLink to="/organisations/import">{t('list.import')}</ButtonLink>}>
      <p>{t('list.blank.next')}</p>
    </Empty>
  )
}
