import { PlusIcon } from '@navikt/aksel-icons'
import { advisoryTypes } from '#domain/advisory-type.ts'
import { severities } from '#domain/severity.ts'
import { useCall } from '#ui/api.ts'
import { useAddress } from '#ui/kit/address.ts'
import { ButtonLink, TextLink } from '#ui/kit/Button.tsx'
import { CountText } from '#ui/kit/CountText.tsx'
import { type Column, DataTable } from '#ui/kit/DataTable.tsx'
import { Filters } from '#ui/kit/Filters.tsx'
import { SeverityMark, TlpChip } from '#ui/kit/marks.tsx'
import { Empty } from '#ui/kit/Notice.tsx'
import { Page } from '#ui/kit/Page.tsx'
import { Pager } from '#ui/kit/Pager.tsx'
import { TimeText } from '#ui/kit/TimeText.tsx'
import { kitTexts } from '#ui/kit/texts.ts'
import { Views } from '#ui/kit/Views.tsx'
import { useText } from '#ui/text/text.ts'
import { type AdvisoryRow, advisoriesApi, advisoryStates } from '../contract.ts'
import { type Asked, readWanted } from './filter.ts'
import { useStateWords } from './marks.tsx'
import { advisoriesTexts } from './texts.ts'

/** Warnings, last changed first. */
export function AdvisoriesPage() {
  const t = useText(advisoriesTexts)
  const kit = useText(kitTexts)
  const [params] = useAddress()
  const wanted = readWanted(params)
  return (
    <Page
      title={t('list.title')}
      lead={t('list.lead')}
      actions={
        <ButtonLink to="/advisories/new" look="primary" icon={<PlusIcon aria-hidden="true" />}>
          {t('list.new')}
        </ButtonLink>
      }
    >
      <Filters
        filters={[
          { kind: 'search', name: 'q', label: t('filter.q') },
          {
            kind: 'many',
            name: 'type',
            label: t('column.type'),
            choices: advisoryTypes.map((value) => ({ value, label: t(`type.${value}`) })),
          },
          {
            kind: 'many',
            name: 'severity',
            label: t('column.severity'),
            choices: severities.map((value) => ({ value, label: kit(`severity.${value}`) })),
          },
          {
            kind: 'one',
            name: 'adviceChanged',
            label: t('filter.advice'),
            choices: [{ value: 'true', label: t('filter.advice.changed') }],
          },
          { kind: 'one', name: 'mine', label: t('filter.mine'), choices: [{ value: 'true', label: t('filter.mine.mine') }] },
        ]}
      />
      <StateViews wanted={wanted} />
      <List wanted={wanted} after={params.after} />
    </Page>
  )
}

function StateViews({ wanted: { state: shown, ...others } }: { wanted: Asked }) {
  const t = useText(advisoriesTexts)
  const { data } = useCall(advisoriesApi.count, others)
  return (
    <Views
      label={t('column.state')}
      views={[
        { key: 'all', title: t('list.all'), sets: { state: undefined }, current: !shown, count: data?.count },
        ...advisoryStates
          .filter((state) => data?.byState[state] || shown?.includes(state))
          .map((state) => ({
            key: state,
            title: t(`state.${state}`),
            sets: { state },
            current: shown?.length === 1 && shown[0] === state,
            count: data && { value: data.byState[state] ?? 0, more: data.count.more },
          })),
      ]}
    />
  )
}

function List({ wanted, after }: { wanted: Asked; after: string | undefined }) {
  const t = useText(advisoriesTexts)
  const list = useCall(advisoriesApi.list, { ...wanted, ...(after && { after }) })
  const { data: counted } = useCall(advisoriesApi.count, wanted)
  const rows = list.data?.rows
  const isFiltered = Object.keys(wanted).length > 0
  return (
    <>
      {counted && rows && rows.length > 0 && (
        <p>
          <CountText parts={[{ value: rows.length, what: t('list.shown'), of: counted.count }]} />
        </p>
      )}
      <DataTable<AdvisoryRow>
        caption={t('list.title')}
        columns={useColumns()}
        rows={rows}
        rowKey={({ id }) => id}
        rowName={({ trackingId, title }) => `${trackingId} ${title}`}
        rowLink={({ id }) => `/advisories/${id}`}
        rowNote={({ trackingId, type, source, adviceChanged }) =>
          [trackingId, t(`type.${type}`), source, adviceChanged && t('advice.old')].filter(Boolean).join(' · ')
        }
        empty={
          <Empty title={t(isFiltered ? 'list.filtered' : 'list.none')}>
            <p>{t(isFiltered ? 'list.filtered.next' : 'list.none.next')}</p>
          </Empty>
        }
        fault={list.error}
        onRetry={() => void list.refetch()}
        busy={list.isFetching}
      />
      <Pager next={list.data?.next} />
    </>
  )
}

function useColumns(): Column<AdvisoryRow>[] {
  const t = useText(advisoriesTexts)
  const stateWords = useStateWords()
  return [
    { key: 'title', title: t('column.title'), cell: ({ title }) => title || t('edit.nameless') },
    {
      key: 'severity',
      title: t('column.severity'),
      tight: true,
      cell: ({ severity, tlp, pap }) => (
        <div>
          <SeverityMark severity={severity} />
          <div>
            <TlpChip tlp={tlp} pap={pap} />
          </div>
        </div>
      ),
    },
    { key: 'state', title: t('column.state'), cell: (row) => stateWords(row) },
    {
      key: 'addressed',
      title: t('column.addressed'),
      cell: ({ id, addressed, told, answered }) =>
        addressed === 0 ? (
          '0'
        ) : (
          <TextLink to={`/advisories/${id}/silence`}>{t('list.coverage', { told, answered, addressed })}</TextLink>
        ),
    },
    {
      key: 'changed',
      title: t('column.changed'),
      cell: ({ changedAt, changedBy }) => (
        <div>
          <TimeText at={changedAt} />
          <div className="field-hint">{changedBy}</div>
        </div>
      ),
    },
  ]
}
