import { useState } from 'react'
import { severities } from '#domain/severity.ts'
import { useCall } from '#ui/api.ts'
import { useAddress } from '#ui/kit/address.ts'
import { Button, ButtonLink } from '#ui/kit/Button.tsx'
import { CountText } from '#ui/kit/CountText.tsx'
import { type Column, DataTable, nothing, type Selection } from '#ui/kit/DataTable.tsx'
import { Filters } from '#ui/kit/Filters.tsx'
import { useShortcut } from '#ui/kit/keys.ts'
import { Lookup } from '#ui/kit/Lookup.tsx'
import { Empty, FaultNotice } from '#ui/kit/Notice.tsx'
import { Page } from '#ui/kit/Page.tsx'
import { Pager } from '#ui/kit/Pager.tsx'
import { TimeText } from '#ui/kit/TimeText.tsx'
import { kitTexts } from '#ui/kit/texts.ts'
import { Views } from '#ui/kit/Views.tsx'
import { useText } from '#ui/text/text.ts'
import { type Task, taskKinds, watchApi } from '../contract.ts'
import { Deed } from './Deed.tsx'
import { type Doing, useDeeds, useNext } from './deeds.ts'
import { asks, readWanted, type ViewName, views, type Wanted } from './filter.ts'
import { Asleep } from './front/Asleep.tsx'
import { Front } from './front/Front.tsx'
import { Held } from './front/Held.tsx'
import { NewsOfQueue } from './live.tsx'
import { useNamed, useOrganisations } from './organisations.ts'
import { Clock, isLit, TaskSeverity, Who } from './TaskWords.tsx'
import { watchTexts } from './texts.ts'
import './watch.css'

/** The front page of the team: what needs a human now, oldest clock first. */
export function QueuePage() {
  const t = useText(watchTexts)
  const [params] = useAddress()
  const wanted = readWanted(params)
  const next = useNext()
  return (
    <Page
      title={t('queue.title')}
      lead={t('queue.lead')}
      actions={
        <>
          <Button busy={next.isPending} onClick={() => next.mutate({})}>
            {t('next.action')}
          </Button>
          <ButtonLink to="/watch/shift">{t('shift.open')}</ButtonLink>
        </>
      }
    >
      <Held />
      {next.error && <FaultNotice fault={next.error} />}
      <Front>
        <QueueFilters />
        <StateViews wanted={wanted} />
        {wanted.view === 'now' && <Asleep />}
        <List key={JSON.stringify([wanted.view, wanted.filter])} wanted={wanted} />
      </Front>
    </Page>
  )
}

function QueueFilters() {
  const t = useText(watchTexts)
  const kit = useText(kitTexts)
  const [{ organisation }, change] = useAddress()
  return (
    <Filters
      filters={[
        {
          kind: 'many',
          name: 'what',
          label: t('filter.what'),
          choices: taskKinds.map((value) => ({ value, label: t(`kind.${value}`) })),
        },
        {
          kind: 'many',
          name: 'severity',
          label: t('column.severity'),
          choices: severities.map((value) => ({ value, label: kit(`severity.${value}`) })),
        },
      ]}
      childrenSet={organisation ? 1 : 0}
    >
      <Lookup
        label={t('filter.organisation')}
        chosen={useNamed(organisation)}
        useSearch={useOrganisations}
        onChoose={(found) => change({ organisation: found?.value })}
      />
    </Filters>
  )
}

function StateViews({ wanted: { view, filter } }: { wanted: Wanted }) {
  const t = useText(watchTexts)
  const { data } = useCall(watchApi.count, filter)
  const { data: own } = useCall(watchApi.count, { ...filter, ...asks.mine })
  const counts: Partial<Record<ViewName, number | undefined>> = {
    now: data && (data.byState.open ?? 0) + (data.byState.taken ?? 0),
    free: data && (data.byState.open ?? 0),
    mine: own?.count.value,
    snoozed: data && (data.byState.snoozed ?? 0),
  }
  return (
    <Views
      label={t('view.label')}
      views={views.map((each) => ({
        key: each,
        title: t(`view.${each}`),
        sets: { view: each === 'now' ? undefined : each },
        current: each === view,
        count: counts[each],
      }))}
    />
  )
}

function List({ wanted: { view, filter, after } }: { wanted: Wanted }) {
  const t = useText(watchTexts)
  const list = useCall(watchApi.list, { ...filter, ...asks[view], ...(after && { after }) })
  const { data: counted } = useCall(watchApi.count, { ...filter, ...asks[view] })
  const [selection, setSelection] = useState<Selection>(nothing)
  const [doing, setDoing] = useState<Doing>()
  const rows = list.data?.rows
  const chosen = rows?.filter((row) => selection.kind === 'some' && selection.keys.has(row.id)) ?? []
  const past = view === 'done'
  const open = (what: Doing['what']) => (tasks: readonly Task[]) => setDoing({ what, tasks })
  const deeds = useDeeds()
  useTaskKeys(past ? [] : (rows ?? []), chosen, {
    take: deeds.take,
    snooze: open('snooze'),
    done: open('done'),
    give: open('give'),
  })
  return (
    <>
      <div className="list-head">
        {counted && rows && rows.length > 0 && (
          <p>
            <CountText parts={[{ value: rows.length, what: t('count.shown'), of: counted.count }]} />
            {counted.overdue > 0 && <span className="overdue"> · {t('count.overdue', { count: counted.overdue })}</span>}
          </p>
        )}
        <NewsOfQueue onShow={() => void list.refetch()} />
      </div>
      {deeds.fault && <FaultNotice fault={deeds.fault} />}
      <div className="watch-list">
        <DataTable<Task>
          caption={t('queue.title')}
          columns={useColumns(past)}
          rows={rows}
          rowKey={(row) => row.id}
          rowName={(row) => row.words}
          rowLink={(row) => `/watch/${row.id}`}
          rowNote={(row) => (past ? row.outcome : (row.snoozeReason ?? row.next))}
          isLit={isLit}
          selection={selection}
          onSelect={setSelection}
          bulk={
            past ? (
              <Button look="secondary" onClick={() => deeds.reopen(chosen)}>
                {t('reopen.action')}
              </Button>
            ) : (
              <>
                <Button look="secondary" onClick={() => deeds.take(chosen)}>
                  {t('take.action')}
                </Button>
                <Button look="secondary" onClick={() => open('give')(chosen)}>
                  {t('give.open')}
                </Button>
                <Button look="secondary" onClick={() => deeds.release(chosen)}>
                  {t('release.action')}
                </Button>
                <Button look="secondary" onClick={() => open('snooze')(chosen)}>
                  {t('snooze.open')}
                </Button>
                <Button look="secondary" onClick={() => open('done')(chosen)}>
                  {t('done.open')}
                </Button>
              </>
            )
          }
          empty={<Nothing view={view} filtered={Object.keys(filter).length > 0} />}
          fault={list.error}
          onRetry={() => void list.refetch()}
          busy={list.isFetching}
        />
      </div>
      <Pager next={list.data?.next} />
      <Deed
        doing={doing}
        onClose={() => setDoing(undefined)}
        onDone={() => {
          setSelection(nothing)
          setDoing(undefined)
        }}
      />
    </>
  )
}

/** Keys work on what is chosen, else on the row that has the focus. */
function useTaskKeys(
  rows: readonly Task[],
  chosen: readonly Task[],
  deeds: Record<'take' | 'snooze' | 'done' | 'give', (tasks: readonly Task[]) => void>,
) {
  const t = useText(watchTexts)
  const meant = (): readonly Task[] => {
    if (chosen.length > 0) return chosen
    const link = document.activeElement?.closest('tr')?.querySelector('a.table-link')?.getAttribute('href')
    return rows.filter(({ id }) => link?.endsWith(id))
  }
  const on = (deed: (tasks: readonly Task[]) => void) => () => {
    const tasks = meant()
    if (tasks.length > 0) deed(tasks)
  }
  useShortcut('t', t('take.action'), on(deeds.take))
  useShortcut('a', t('give.open'), on(deeds.give))
  useShortcut('z', t('snooze.open'), on(deeds.snooze))
  useShortcut('e', t('done.open'), on(deeds.done))
}

function useColumns(past: boolean): Column<Task>[] {
  const t = useText(watchTexts)
  return [
    { key: 'what', title: t('column.what'), cell: (row) => row.words },
    { key: 'severity', title: t('column.severity'), tight: true, cell: (row) => <TaskSeverity task={row} /> },
    { key: 'clock', title: t(past ? 'column.ended' : 'column.clock'), cell: (row) => <Clock task={row} /> },
    { key: 'who', title: t(past ? 'column.endedBy' : 'column.who'), cell: (row) => <Who task={row} /> },
  ]
}

/** Why nothing is shown: nothing fits, or all is quiet, and since when. */
function Nothing({ view, filtered }: { view: ViewName; filtered: boolean }) {
  const t = useText(watchTexts)
  const [, change] = useAddress()
  const { data, error, refetch } = useCall(watchApi.count, {})
  if (error) return <FaultNotice fault={error} onRetry={() => void refetch()} />
  if (!data) return null
  const awake = (data.byState.open ?? 0) + (data.byState.taken ?? 0)
  const sleeping = data.byState.snoozed ?? 0
  if (view === 'now' && !filtered)
    return (
      <Empty
        title={t('empty.quiet')}
        actions={sleeping > 0 && <ButtonLink to="/watch?view=snoozed">{t('empty.sleeping', { count: sleeping })}</ButtonLink>}
      >
        {data.quietSince ? (
          <p>
            {t('empty.quiet.since')} <TimeText at={data.quietSince} />
          </p>
        ) : (
          <p>{t('empty.quiet.never')}</p>
        )}
        <p>{t('empty.quiet.means')}</p>
      </Empty>
    )
  return (
    <Empty
      title={t(filtered ? 'empty.filtered' : `none.${view}`)}
      actions={
        <Button
          look="secondary"
          onClick={() => change({ view: undefined, what: undefined, severity: undefined, organisation: undefined })}
        >
          {t('empty.showAll')}
        </Button>
      }
    >
      <p>
        <CountText parts={[{ value: awake, what: t('empty.inQueue') }]} />
      </p>
    </Empty>
  )
}
