import { useState } from 'react'
import type { Id } from '#domain/id.ts'
import { severities } from '#domain/severity.ts'
import { answers, call, useAction, useCall } from '#ui/api.ts'
import { useAddress } from '#ui/kit/address.ts'
import { Button, ButtonLink } from '#ui/kit/Button.tsx'
import { CountText } from '#ui/kit/CountText.tsx'
import { type Column, DataTable, nothing, type Selection } from '#ui/kit/DataTable.tsx'
import { Filters } from '#ui/kit/Filters.tsx'
import { SeverityMark, TlpChip } from '#ui/kit/marks.tsx'
import { Empty, FaultNotice } from '#ui/kit/Notice.tsx'
import { Page } from '#ui/kit/Page.tsx'
import { Pager } from '#ui/kit/Pager.tsx'
import { TimeText } from '#ui/kit/TimeText.tsx'
import { tell } from '#ui/kit/Toast.tsx'
import { kitTexts } from '#ui/kit/texts.ts'
import { Views } from '#ui/kit/Views.tsx'
import { useText } from '#ui/text/text.ts'
import { type ItemRow, itemStates, partnersApi } from '../contract.ts'
import { type Asked, readWanted } from './filter.ts'
import { partnersTexts } from './texts.ts'

const mostPartners = 200

/** What partners published, last come first; new unless something else is asked for. */
export function InboxPage() {
  const t = useText(partnersTexts)
  const kit = useText(kitTexts)
  const [params] = useAddress()
  const wanted = readWanted(params)
  const { data } = useCall(partnersApi.list, { limit: mostPartners })
  return (
    <Page title={t('inbox.title')} lead={t('inbox.lead')} actions={<ButtonLink to="/partners">{t('inbox.partners')}</ButtonLink>}>
      <Filters
        filters={[
          { kind: 'search', name: 'q', label: t('filter.q') },
          {
            kind: 'many',
            name: 'partner',
            label: t('filter.partner'),
            choices: (data?.rows ?? []).map(({ id, name }) => ({ value: id, label: name })),
          },
          {
            kind: 'many',
            name: 'severity',
            label: t('column.severity'),
            choices: severities.map((value) => ({ value, label: kit(`severity.${value}`) })),
          },
          { kind: 'one', name: 'newer', label: t('filter.newer'), choices: [{ value: 'true', label: t('filter.newer.true') }] },
        ]}
      />
      <StateViews wanted={wanted} />
      <List key={JSON.stringify(wanted)} wanted={wanted} after={params.after} />
    </Page>
  )
}

function StateViews({ wanted: { state: shown, ...others } }: { wanted: Asked }) {
  const t = useText(partnersTexts)
  const { data } = useCall(partnersApi.count, others)
  return (
    <Views
      label={t('state.label')}
      views={[
        ...itemStates.map((state) => ({
          key: state,
          title: t(`state.${state}`),
          sets: { state: state === 'new' ? undefined : state },
          current: shown?.length === 1 && shown[0] === state,
          count: data && { value: data.byState[state] ?? 0, more: data.count.more },
        })),
        { key: 'all', title: t('inbox.all'), sets: { state: 'all' }, current: !shown, count: data?.count },
      ]}
    />
  )
}

/** Puts items aside, and offers to take that back. */
export function useAside(onDone: () => void) {
  const t = useText(partnersTexts)
  return useAction(partnersApi.aside, {
    onDone: ({ batch, count }) => {
      const undo = async () => {
        await call(partnersApi.undo, { batch }).then(
          () => tell(t('inbox.undone')),
          (fault: Error) => tell(fault.message),
        )
        await answers.invalidateQueries()
      }
      tell(t('inbox.asideDone', { count }), () => void undo())
      onDone()
    },
  })
}

function List({ wanted, after }: { wanted: Asked; after: string | undefined }) {
  const t = useText(partnersTexts)
  const list = useCall(partnersApi.items, { ...wanted, ...(after && { after }) }, { everySeconds: 60 })
  const { data: counted } = useCall(partnersApi.count, wanted)
  const [selection, setSelection] = useState<Selection>(nothing)
  const aside = useAside(() => setSelection(nothing))
  const rows = list.data?.rows
  const mayPutAside = wanted.state?.length === 1 && wanted.state[0] === 'new'
  const { newer, ...filter } = wanted
  const put = () =>
    aside.mutate(
      selection.kind === 'all' ? { filter: { ...filter, ...(newer && { newer }) } } : { ids: [...selection.keys] as Id<'pit'>[] },
    )
  return (
    <>
      {counted && rows && rows.length > 0 && (
        <p>
          <CountText parts={[{ value: rows.length, what: t('inbox.shown'), of: counted.count }]} />
        </p>
      )}
      {aside.error && <FaultNotice fault={aside.error} />}
      <DataTable<ItemRow>
        caption={t('inbox.title')}
        columns={useColumns()}
        rows={rows}
        rowKey={({ id }) => id}
        rowName={({ title, key }) => title || key}
        rowLink={({ id }) => `/partner-items/${id}`}
        rowNote={(row) => <Note row={row} />}
        {...(mayPutAside && { selection, onSelect: setSelection })}
        {...(counted && { total: counted.count })}
        bulk={
          <Button look="secondary" busy={aside.isPending} onClick={put}>
            {t('inbox.aside')}
          </Button>
        }
        empty={<Nothing wanted={wanted} />}
        fault={list.error}
        onRetry={() => void list.refetch()}
        busy={list.isFetching}
      />
      <Pager next={list.data?.next} />
    </>
  )
}

/** Why nothing is shown: nothing was ever fetched, everything is done, or nothing fits. */
function Nothing({ wanted }: { wanted: Asked }) {
  const t = useText(partnersTexts)
  const { data } = useCall(partnersApi.count, {})
  const isOnlyNew = Object.keys(wanted).length === 1 && wanted.state?.join() === 'new'
  const why = data?.count.value === 0 ? 'none' : isOnlyNew ? 'done' : 'filtered'
  return (
    <Empty
      title={t(`inbox.${why}`)}
      {...(why === 'none' && { actions: <ButtonLink to="/partners">{t('inbox.partners')}</ButtonLink> })}
    >
      <p>{t(`inbox.${why}.next`)}</p>
    </Empty>
  )
}

function Note({ row }: { row: ItemRow }) {
  const t = useText(partnersTexts)
  const { key, form, cves, exploited, newerAt, valid, state } = row
  const said = [
    form === 'csaf' && key,
    cves.length > 0 && (cves.length === 1 ? cves[0] : t('row.cves', { count: cves.length })),
    !valid && t('row.fails'),
    state !== 'new' && t(`is.${state}`),
  ].filter(Boolean)
  return (
    <>
      {exploited && <b>{t('row.kev')} · </b>}
      {newerAt && <b>{t('row.newer')} · </b>}
      {said.join(' · ')}
    </>
  )
}

function useColumns(): Column<ItemRow>[] {
  const t = useText(partnersTexts)
  return [
    { key: 'title', title: t('column.title'), cell: ({ title, key }) => title || key },
    {
      key: 'severity',
      title: t('column.severity'),
      tight: true,
      cell: ({ severity, tlp, pap }) => (
        <div>
          {severity ? <SeverityMark severity={severity} /> : <span className="faint">{t('severity.none')}</span>}
          <div>
            <TlpChip tlp={tlp} pap={pap} />
          </div>
        </div>
      ),
    },
    { key: 'partner', title: t('column.partner'), cell: ({ partner }) => partner.name },
    { key: 'came', title: t('column.came'), cell: ({ cameAt }) => <TimeText at={cameAt} only="distance" /> },
  ]
}
