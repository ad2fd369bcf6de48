import { severities } from '#domain/severity.ts'
import { useCall } from '#ui/api.ts'
import { useAddress } from '#ui/kit/address.ts'
import { Button, ButtonLink } from '#ui/kit/Button.tsx'
import { CountText } from '#ui/kit/CountText.tsx'
import { type Column, DataTable } from '#ui/kit/DataTable.tsx'
import { TableDownloads } from '#ui/kit/Downloads.tsx'
import { type Filter, Filters } from '#ui/kit/Filters.tsx'
import { Lookup } from '#ui/kit/Lookup.tsx'
import { SeverityMark } from '#ui/kit/marks.tsx'
import { Empty } from '#ui/kit/Notice.tsx'
import { Pager } from '#ui/kit/Pager.tsx'
import { TimeText } from '#ui/kit/TimeText.tsx'
import { kitTexts } from '#ui/kit/texts.ts'
import { Views } from '#ui/kit/Views.tsx'
import { useText } from '#ui/text/text.ts'
import { type Notice, noticeStates, noticesApi, Topic } from '../contract.ts'
import { Desk } from './Desk.tsx'
import { type Asked, readWanted } from './filter.ts'
import { HoldButton } from './Hold.tsx'
import { NewsOfNotices } from './live.tsx'
import { MessagesPage } from './MessagesPage.tsx'
import { NoticeStateWord } from './marks.tsx'
import { useNamed, useOrganisations } from './organisations.ts'
import { useReader } from './reader.ts'
import { noticesTexts } from './texts.ts'

/** The team sees every notice; a member its own messages. */
export function NoticesPage() {
  return useReader().team ? <Notices /> : <MessagesPage />
}

function Notices() {
  const t = useText(noticesTexts)
  const [params, change] = useAddress()
  const { filter, after } = readWanted(params)
  const list = useCall(noticesApi.list, { ...filter, ...(after && { after }) })
  const counted = useCall(noticesApi.count, filter)
  return (
    <Desk
      title={t('list.title')}
      lead={t('list.lead')}
      actions={
        <>
          <TableDownloads csv={noticesApi.export} xlsx={noticesApi.exportXlsx} input={filter} />
          <HoldButton />
        </>
      }
    >
      <Filters filters={useFilters()} childrenSet={params.organisation ? 1 : 0}>
        <Lookup
          label={t('column.recipient')}
          chosen={useNamed(params.organisation)}
          useSearch={useOrganisations}
          onChoose={(found) => change({ organisation: found?.value })}
        />
      </Filters>
      <StateViews filter={filter} />
      <div className="list-head">
        {counted.data && list.data && (
          <p role="status">
            <CountText parts={[{ value: list.data.rows.length, what: t('count.shown'), of: counted.data.count }]} />
          </p>
        )}
        <NewsOfNotices onShow={() => void Promise.all([list.refetch(), counted.refetch()])} />
      </div>
      <div className="times">
        <DataTable<Notice>
          caption={t('list.title')}
          columns={useColumns()}
          rows={list.data?.rows}
          rowKey={({ id }) => id}
          rowName={({ subject }) => subject}
          rowLink={({ id }) => `/notices/${id}`}
          isLit={({ severity, state }) => severity === 'critical' && (state === 'silent' || state === 'bounced')}
          empty={<Nothing filtered={Object.keys(filter).length > 0} />}
          fault={list.error}
          onRetry={() => void list.refetch()}
          busy={list.isFetching}
        />
      </div>
      <Pager next={list.data?.next} />
    </Desk>
  )
}

function useFilters(): readonly Filter[] {
  const t = useText(noticesTexts)
  const kit = useText(kitTexts)
  return [
    { kind: 'search', name: 'q', label: t('filter.q') },
    {
      kind: 'many',
      name: 'severity',
      label: t('column.severity'),
      choices: severities.map((value) => ({ value, label: kit(`severity.${value}`) })),
    },
    {
      kind: 'one',
      name: 'topic',
      label: t('filter.topic'),
      choices: Topic.options.map((value) => ({ value, label: t(`topic.${value}`) })),
    },
  ]
}

/** Where notices stand, each state with its number under the other filters. */
function StateViews({ filter: { state: shown, ...others } }: { filter: Asked }) {
  const t = useText(noticesTexts)
  const { data } = useCall(noticesApi.count, others)
  const present = noticeStates.filter((state) => data?.byState[state] || shown?.includes(state))
  return (
    <Views
      label={t('column.state')}
      views={[
        { key: 'all', title: t('view.all'), sets: { state: undefined }, current: !shown, count: data?.count },
        ...present.map((state) => ({
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

function useColumns(): readonly Column<Notice>[] {
  const t = useText(noticesTexts)
  return [
    {
      key: 'subject',
      title: t('column.subject'),
      cell: ({ subject }) => subject,
    },
    {
      key: 'recipient',
      title: t('column.recipient'),
      cell: ({ recipient, organisations, topic }) => (
        <div>
          {recipient.name}
          {(organisations > 1 || topic === 'correction') && (
            <div className="faint">
              {[organisations > 1 && t('list.for', { count: organisations }), topic === 'correction' && t('topic.correction')]
                .filter(Boolean)
                .join(' · ')}
            </div>
          )}
        </div>
      ),
    },
    { key: 'severity', title: t('column.severity'), tight: true, cell: ({ severity }) => <SeverityMark severity={severity} /> },
    {
      key: 'state',
      title: t('column.state'),
      tight: true,
      cell: ({ state, rung }) => (
        <div>
          <NoticeStateWord state={state} />
          {rung > 0 && <div className="faint">{t('list.rung', { rung })}</div>}
        </div>
      ),
    },
    {
      key: 'answered',
      title: t('column.answered'),
      tight: true,
      cell: ({ answered, findings }) => <CountText parts={[{ value: answered, what: '', of: findings }]} />,
    },
    {
      key: 'sent',
      title: t('column.sent'),
      cell: ({ sentAt }) => (sentAt ? <TimeText at={sentAt} /> : <span className="faint">{t('list.notSent')}</span>),
    },
  ]
}

function Nothing({ filtered }: { filtered: boolean }) {
  const t = useText(noticesTexts)
  const [params, change] = useAddress()
  if (filtered)
    return (
      <Empty
        title={t('list.none.filtered')}
        actions={
          <Button
            look="secondary"
            onClick={() => change(Object.fromEntries(Object.keys(params).map((name) => [name, undefined])))}
          >
            {t('list.showAll')}
          </Button>
        }
      />
    )
  return (
    <Empty title={t('list.none')} actions={<ButtonLink to="/notices/waiting">{t('list.none.waiting')}</ButtonLink>}>
      <p>{t('list.none.why')}</p>
    </Empty>
  )
}
