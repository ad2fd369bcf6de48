import { useState } from 'react'
import { membersApi } from '#capabilities/members/contract.ts'
import { type Id, idOf } from '#domain/id.ts'
import { useCall } from '#ui/api.ts'
import { type AddressParams, useAddress } from '#ui/kit/address.ts'
import { Button, ButtonLink } from '#ui/kit/Button.tsx'
import { CountText } from '#ui/kit/CountText.tsx'
import { type Column, DataTable, nothing, type Selection } from '#ui/kit/DataTable.tsx'
import { TableDownloads } from '#ui/kit/Downloads.tsx'
import { type Filter, Filters, readMany } from '#ui/kit/Filters.tsx'
import { Lookup, type Search } from '#ui/kit/Lookup.tsx'
import { Empty } from '#ui/kit/Notice.tsx'
import { Page } from '#ui/kit/Page.tsx'
import { Pager } from '#ui/kit/Pager.tsx'
import { useText } from '#ui/text/text.ts'
import { type LineFilter, LineSource, lineSources, type ProductLine, productsApi } from '../contract.ts'
import { type Chosen, EndDialog } from './EndDialog.tsx'
import { LineDialog } from './LineDialog.tsx'
import { ProductName, SeenText } from './LineWords.tsx'
import { useReader } from './reader.ts'
import { productsTexts } from './texts.ts'

type Wanted = Omit<LineFilter, 'ended'> & { ended?: 'yes' | 'all' }

/** What the address asks for; what it says wrongly is left out. */
function wantedOf(params: AddressParams): Wanted {
  const source = readMany(params.source).flatMap((one) => LineSource.safeParse(one).data ?? [])
  const organisation = idOf('org').safeParse(params.organisation).data
  const { q, vendor, product, ended } = params
  return {
    ...(q?.trim() && { q: q.trim().slice(0, 200) }),
    ...(vendor && { vendor: vendor.slice(0, 200) }),
    ...(product && { product: product.slice(0, 300) }),
    ...(source.length > 0 && { source }),
    ...(organisation && { organisation }),
    ...((ended === 'yes' || ended === 'all') && { ended }),
  }
}

/** What organisations run: a member's own, which it keeps here, or all for the team. */
export function ProductsPage() {
  const t = useText(productsTexts)
  const { team, mayWrite } = useReader()
  const [params] = useAddress()
  const [adding, setAdding] = useState(false)
  const filter = wantedOf(params)
  const importAt = filter.organisation ? `/products/import?organisation=${filter.organisation}` : '/products/import'
  return (
    <Page
      title={t(team ? 'list.title' : 'list.title.member')}
      lead={t(team ? 'list.lead' : 'list.lead.member')}
      actions={
        <>
          {mayWrite && <Button onClick={() => setAdding(true)}>{t('add.title')}</Button>}
          {mayWrite && <ButtonLink to={importAt}>{t('import.open')}</ButtonLink>}
          {team && <ButtonLink to="/products/who">{t('who.title')}</ButtonLink>}
          <TableDownloads csv={productsApi.export} xlsx={productsApi.exportXlsx} input={filter} />
        </>
      }
    >
      <LineFilters />
      <List key={JSON.stringify(filter)} filter={filter} after={params.after} />
      {adding && <LineDialog onClose={() => setAdding(false)} />}
    </Page>
  )
}

function LineFilters() {
  const t = useText(productsTexts)
  const { team, organisations } = useReader()
  const [{ organisation }] = useAddress()
  const filters: Filter[] = [
    { kind: 'search', name: 'q', label: t(team ? 'filter.q' : 'filter.q.member') },
    {
      kind: 'many',
      name: 'source',
      label: t('column.source'),
      choices: lineSources.map((value) => ({ value, label: t(`source.${value}`) })),
    },
    {
      kind: 'one',
      name: 'ended',
      label: t('filter.ended'),
      choices: (['yes', 'all'] as const).map((value) => ({ value, label: t(`filter.ended.${value}`) })),
    },
  ]
  if (!team && organisations.length > 1)
    filters.push({
      kind: 'one',
      name: 'organisation',
      label: t('column.organisation'),
      choices: organisations.map(({ id, name }) => ({ value: id, label: name })),
    })
  return (
    <Filters filters={filters} childrenSet={team && organisation ? 1 : 0}>
      {team && <OrganisationFilter />}
    </Filters>
  )
}

/** Finds organisations by a part of the name; the number tells apart those of the same name. */
const useOrganisations: Search = (typed) => {
  const { data } = useCall(membersApi.list, { q: typed, limit: 10 }, { enabled: typed !== '' })
  return typed === ''
    ? undefined
    : data?.rows.map(({ id, name, number }) => ({ value: id, label: number ? `${name} (${number})` : name }))
}

function OrganisationFilter() {
  const t = useText(productsTexts)
  const [{ organisation }, change] = useAddress()
  const id = idOf('org').safeParse(organisation).data
  const { data } = useCall(membersApi.get, { id: id as Id<'org'> }, { enabled: id !== undefined })
  const known = id ? data?.organisation : undefined
  return (
    <Lookup
      label={t('column.organisation')}
      chosen={known && { value: known.id, label: known.name }}
      useSearch={useOrganisations}
      onChoose={(found) => change({ organisation: found?.value })}
    />
  )
}

const isKey = (text: string | undefined): text is string => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text ?? '')

function List({ filter, after }: { filter: Wanted; after: string | undefined }) {
  const t = useText(productsTexts)
  const { team, mayWrite, organisations, writesFor } = useReader()
  const list = useCall(productsApi.list, { ...filter, ...(isKey(after) && { after }) })
  const [selection, setSelection] = useState<Selection>(nothing)
  const [ending, setEnding] = useState<Chosen>()
  const rows = list.data?.rows
  // All that a filter finds are ended of one organisation at a time, so that it is clear whose word it is.
  const only = filter.organisation ?? (!team && organisations.length === 1 ? writesFor[0]?.id : undefined)
  const choose = (): Chosen | undefined => {
    if (selection.kind === 'all') {
      const { ended: _, ...rest } = filter
      return only && list.data
        ? { filter: { ...rest, organisation: only }, count: list.data.count.value, more: list.data.count.more }
        : undefined
    }
    const chosen = rows?.filter(({ id }) => selection.keys.has(id)) ?? []
    return { ids: chosen.map(({ id }) => id), names: chosen.map(({ product, version }) => [product, version].join(' ').trim()) }
  }
  const columns: Column<ProductLine>[] = [
    { key: 'product', title: t('column.product'), cell: (line) => <ProductName line={line} /> },
    { key: 'system', title: t('column.system'), cell: ({ system }) => system },
    ...(team || organisations.length > 1
      ? [{ key: 'organisation', title: t('column.organisation'), cell: (line: ProductLine) => line.organisation.name }]
      : []),
    { key: 'seen', title: t('column.seen'), cell: (line) => <SeenText line={line} /> },
  ]
  const isFiltered = Object.keys(filter).length > 0
  return (
    <>
      {list.data && rows && rows.length > 0 && (
        <p>
          <CountText parts={[{ value: rows.length, what: t('count.shown'), of: list.data.count }]} />
        </p>
      )}
      <DataTable<ProductLine>
        caption={t('list.caption')}
        columns={columns}
        rows={rows}
        rowKey={({ id }) => id}
        rowName={({ product, version }) => [product, version].join(' ').trim()}
        rowLink={({ id }) => `/products/${id}`}
        rowNote={({ vendor, quantity }) => [vendor, quantity && t('list.many', { quantity })].filter(Boolean).join(' · ')}
        {...(mayWrite &&
          filter.ended === undefined && {
            selection,
            onSelect: setSelection,
            ...(only && list.data && { total: list.data.count }),
            bulk: (
              <Button look="secondary" onClick={() => setEnding(choose())}>
                {t('end.open')}
              </Button>
            ),
          })}
        empty={
          <Empty
            title={t(isFiltered ? 'empty.filtered' : team ? 'empty.none' : 'empty.none.member')}
            {...(!isFiltered && mayWrite && { actions: <ButtonLink to="/products/import">{t('import.open')}</ButtonLink> })}
          >
            <p>{t(isFiltered ? 'empty.filtered.why' : team ? 'empty.none.why' : 'empty.none.member.why')}</p>
          </Empty>
        }
        fault={list.error}
        onRetry={() => void list.refetch()}
        busy={list.isFetching}
      />
      <Pager next={list.data?.next} />
      {ending && <EndDialog chosen={ending} onClose={() => setEnding(undefined)} onDone={() => setSelection(nothing)} />}
    </>
  )
}
