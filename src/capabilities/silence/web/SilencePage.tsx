import { useNavigate } from '@tanstack/react-router'
import { useId, useMemo, useState } from 'react'
import { organisationKinds } from '#capabilities/members/contract.ts'
import { counties } from '#domain/county.ts'
import { dayText } from '#domain/dates.ts'
import type { Id } from '#domain/id.ts'
import { rank } from '#domain/severity.ts'
import type { Utc } from '#domain/time.ts'
import { useAction, useCall } from '#ui/api.ts'
import { placeOf, useAddress } from '#ui/kit/address.ts'
import { Button, TextLink } from '#ui/kit/Button.tsx'
import { CountText } from '#ui/kit/CountText.tsx'
import { type Column, DataTable, nothing, type Selection, sortText } from '#ui/kit/DataTable.tsx'
import { TableDownloads } from '#ui/kit/Downloads.tsx'
import { Filters } from '#ui/kit/Filters.tsx'
import { Empty, FaultNotice } from '#ui/kit/Notice.tsx'
import { Pager } from '#ui/kit/Pager.tsx'
import { TimeText } from '#ui/kit/TimeText.tsx'
import { tell } from '#ui/kit/Toast.tsx'
import { Views } from '#ui/kit/Views.tsx'
import { LazyMapOf } from '#ui/map/LazyMap.tsx'
import type { DrawnPlace } from '#ui/map/place.ts'
import type { Says } from '#ui/map/says.ts'
import { usePlace } from '#ui/pages.ts'
import { numberForm, numberText } from '#ui/text/dates.ts'
import { useLocale, useText } from '#ui/text/text.ts'
import {
  type Escalation,
  type SilenceFilter,
  type SilencePlace,
  type SilenceRow,
  silenceApi,
  silentStages,
  stages,
  type Totals,
} from '../contract.ts'
import { Frame } from './Frame.tsx'
import { askedIn, quietChoices, readFilter, readSilenceSort } from './filter.ts'
import { RemindDialog, useReminding } from './RemindDialog.tsx'
import { useReader } from './reader.ts'
import { silenceTexts } from './texts.ts'

const perPage = 50

/** Who has answered a warning and who is silent: a table, a map, and what is done about it. */
export function SilencePage() {
  const t = useText(silenceTexts)
  const locale = useLocale()
  const id = usePlace('id') as Id<'adv'>
  const [params] = useAddress()
  const filter = readFilter(params)
  const order = readSilenceSort(params.sort)
  const asked = { id, ...askedIn(filter), ...(order && { sort: order.sort }) }
  const list = useCall(silenceApi.silence, { ...asked, limit: perPage, ...(params.after && { after: params.after }) })
  const { data } = list
  const isMap = params.look === 'map'
  return (
    <Frame
      id={id}
      here="silence"
      title={t('title')}
      warning={data?.warning}
      fault={list.error}
      onRetry={() => void list.refetch()}
      actions={<TableDownloads csv={silenceApi.csv} xlsx={silenceApi.xlsx} input={{ ...asked, locale }} />}
    >
      {data && <Strip totals={data.totals} />}
      <FilterRow />
      <StageViews totals={data?.totals} />
      <Views
        label={t('looks')}
        views={[
          { key: 'table', title: t('look.table'), sets: { look: undefined }, current: !isMap },
          { key: 'map', title: t('look.map'), sets: { look: 'map' }, current: isMap },
        ]}
      />
      {isMap ? <Places id={id} filter={filter} /> : <Table id={id} filter={filter} list={list} />}
      {data && <Ladder escalation={data.escalation} />}
    </Frame>
  )
}

/** A number never stands alone: everything is of all that the warning went to. */
function Strip({ totals }: { totals: Totals }) {
  const t = useText(silenceTexts)
  const of = totals.addressed
  return (
    <section className="silence-strip" aria-label={t('strip')}>
      <Bar totals={totals} />
      <p role="status">
        <CountText
          parts={[
            { value: totals.silent, what: t('strip.silent'), of },
            { value: totals.told, what: t('strip.told'), of },
            { value: totals.read, what: t('strip.read'), of },
            { value: totals.answered, what: t('strip.answered'), of },
            { value: totals.claimed, what: t('strip.claimed'), of },
            { value: totals.proved, what: t('strip.proved'), of },
            { value: totals.notRelevant, what: t('strip.not-relevant'), of },
            ...(totals.disputed > 0 ? [{ value: totals.disputed, what: t('strip.disputed'), of }] : []),
            { value: totals.overdue, what: t('strip.overdue'), of },
            {
              value: totals.measures.claimed + totals.measures.compensated + totals.measures.proved,
              what: t('strip.measures'),
              of: totals.measures.asked - totals.measures.notRelevant,
            },
          ]}
        />
      </p>
    </section>
  )
}

/** How many are how far, as one bar; the same stands as figures in the views below. */
function Bar({ totals }: { totals: Totals }) {
  let from = 0
  return (
    <svg className="silence-bar" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
      {stages.toReversed().map((stage) => {
        const width = totals.addressed === 0 ? 0 : (totals.byStage[stage] / totals.addressed) * 100
        const x = from
        from += width
        return <rect key={stage} x={x} y="0" width={width} height="6" data-stage={stage} />
      })}
    </svg>
  )
}

function StageViews({ totals }: { totals: Totals | undefined }) {
  const t = useText(silenceTexts)
  const [params] = useAddress()
  const { stage, silent } = readFilter(params)
  const only = stage?.length === 1 ? stage[0] : undefined
  return (
    <Views
      label={t('views')}
      views={[
        {
          key: 'all',
          title: t('view.all'),
          sets: { stage: undefined, silent: undefined },
          current: !stage && !silent,
          count: totals?.addressed,
        },
        {
          key: 'silent',
          title: t('view.silent'),
          sets: { stage: undefined, silent: 'true' },
          current: Boolean(silent),
          count: totals?.silent,
        },
        ...stages.map((each) => ({
          key: each,
          title: t(`stage.${each}`),
          sets: { stage: each, silent: undefined },
          current: only === each,
          count: totals?.byStage[each],
        })),
      ]}
    />
  )
}

function FilterRow() {
  const t = useText(silenceTexts)
  return (
    <Filters
      filters={[
        { kind: 'search', name: 'q', label: t('filter.q') },
        {
          kind: 'many',
          name: 'kind',
          label: t('filter.kind'),
          choices: organisationKinds.map((value) => ({ value, label: t(`kind.${value}`) })),
        },
        {
          kind: 'one',
          name: 'county',
          label: t('filter.county'),
          choices: Object.entries(counties).map(([value, label]) => ({ value, label })),
        },
        {
          kind: 'one',
          name: 'overdue',
          label: t('filter.overdue'),
          choices: [{ value: 'true', label: t('filter.overdue.yes') }],
        },
        {
          kind: 'one',
          name: 'quiet',
          label: t('filter.quiet'),
          choices: quietChoices.map((hours) => ({ value: String(hours), label: t('filter.quiet.hours', { count: hours }) })),
        },
      ]}
    />
  )
}

type List = ReturnType<typeof useCall<typeof silenceApi.silence>>

function Table({ id, filter, list: { data, error, refetch, isFetching } }: { id: Id<'adv'>; filter: SilenceFilter; list: List }) {
  const t = useText(silenceTexts)
  const { mayAct } = useReader()
  const [params, change] = useAddress()
  const [selection, setSelection] = useState<Selection>(nothing)
  const [asking, setAsking] = useState<{ organisations?: Id<'org'>[]; count: number }>()
  const order = readSilenceSort(params.sort)
  const isFiltered = Object.keys(filter).length > 0
  const onlySilent = filter.silent && Object.keys(filter).length === 1
  const chosen = selection.kind === 'some' ? ([...selection.keys] as Id<'org'>[]) : undefined
  const columns = useColumns(id, mayAct, (organisation) => setAsking({ organisations: [organisation], count: 1 }))
  return (
    <>
      {data && data.rows.length > 0 && (
        <p>
          <CountText parts={[{ value: data.rows.length, what: t('shown'), of: data.count }]} />
        </p>
      )}
      <div className="silence-table">
        <DataTable<SilenceRow>
          caption={t('title')}
          columns={columns}
          rows={data?.rows}
          rowKey={({ organisation }) => organisation.id}
          rowName={({ organisation }) => organisation.name}
          rowNote={(row) => <Note row={row} />}
          isLit={({ stage }) =>
            silentStages.includes(stage) && data !== undefined && rank(data.warning.severity) === rank('critical')
          }
          {...(order && { sort: order.shown })}
          onSort={(to) => change({ sort: sortText(to), after: undefined })}
          {...(mayAct && {
            selection,
            onSelect: setSelection,
            total: data?.count ?? 0,
            bulk: (
              <Button
                onClick={() => setAsking({ ...(chosen && { organisations: chosen }), count: chosen?.length ?? data?.count ?? 0 })}
              >
                {t('remind.many')}
              </Button>
            ),
          })}
          empty={
            <Empty title={t(onlySilent ? 'empty.silent' : 'empty')}>
              <p>{t(onlySilent ? 'empty.silent.next' : isFiltered ? 'empty.next' : 'missing.next')}</p>
            </Empty>
          }
          fault={error}
          onRetry={() => void refetch()}
          busy={isFetching}
        />
      </div>
      <Pager next={data?.next} />
      {asking && (
        <RemindDialog
          id={id}
          {...asking}
          filter={filter}
          onClose={() => setAsking(undefined)}
          onDone={() => setSelection(nothing)}
        />
      )}
    </>
  )
}

/** What it answered beside that something is done, why it was addressed, and the way to the notice. */
function Note({ row: { why, notice, overdue, answers } }: { row: SilenceRow }) {
  const t = useText(silenceTexts)
  const locale = useLocale()
  return (
    <>
      {answers.map(({ state, what, words, until, judged }) => (
        <div key={state + what} className="silence-answer">
          <b>{t(`cell.${state}`)}</b> ({what}): {[words, judged].filter(Boolean).join(' ')}
          {until && ` (${t('cell.until', { day: dayText(until, locale) })})`}
        </div>
      ))}
      {overdue > 0 && <div className="silence-overdue">{t('cell.overdue', { count: overdue })}</div>}
      {why.length > 0 && <div>{t('cell.why', { reasons: why.join('; ') })}</div>}
      {notice && <TextLink to={`/notices/${notice}`}>{t('to.notice')}</TextLink>}
    </>
  )
}

/** What is said, proved and not relevant is never one figure. */
const settledBy = [
  { state: 'claimed', words: 'column.claimed' },
  { state: 'compensated', words: 'cell.compensated' },
  { state: 'done', words: 'column.proved' },
  { state: 'not-relevant', words: 'column.notRelevant' },
] as const

function useColumns(id: Id<'adv'>, mayAct: boolean, onWhy: (organisation: Id<'org'>) => void): readonly Column<SilenceRow>[] {
  const t = useText(silenceTexts)
  return [
    { key: 'name', title: t('column.organisation'), sortable: true, cell: ({ organisation }) => organisation.name },
    {
      key: 'urgency',
      title: t('column.stage'),
      sortable: true,
      cell: ({ stage, quietHours, answered, asked }) => (
        <>
          <span className="silence-stage" data-stage={stage}>
            {t(`stage.${stage}`)}
          </span>
          {silentStages.includes(stage) ? (
            <div className="field-hint">
              {quietHours < 48 ? t('cell.hours', { count: quietHours }) : t('cell.days', { count: Math.floor(quietHours / 24) })}
            </div>
          ) : (
            stage === 'partly' && <div className="field-hint">{t('cell.of', { count: answered, of: asked })}</div>
          )}
        </>
      ),
    },
    { key: 'told', title: t('column.told'), sortable: true, cell: ({ toldAt }) => <When at={toldAt} blank={t('blank.told')} /> },
    {
      key: 'read',
      title: t('column.read'),
      sortable: true,
      cell: ({ readAt }) => <When at={readAt} blank={t('blank.read')} />,
    },
    {
      key: 'answered',
      title: t('column.answered'),
      sortable: true,
      cell: ({ answeredAt, answered, asked }) =>
        !answeredAt && answered > 0 ? (
          t('cell.of', { count: answered, of: asked })
        ) : (
          <When at={answeredAt} blank={t('blank.answered')} quiet={asked === 0} />
        ),
    },
    {
      key: 'settled',
      title: t('column.settled'),
      sortable: true,
      cell: ({ settledAt, answeredAt, asked, byState }) => (
        <>
          <When at={settledAt} blank={t('blank.settled')} quiet={asked === 0 || answeredAt !== null} />
          {settledBy.map(
            ({ state, words }) =>
              byState[state] !== undefined && (
                <div key={state} className="field-hint">
                  {t(words)}: {t('cell.of', { count: byState[state], of: asked })}
                </div>
              ),
          )}
        </>
      ),
    },
    {
      key: 'next',
      title: t('column.next'),
      cell: (row) => <Next id={id} row={row} mayAct={mayAct} onWhy={onWhy} />,
    },
  ]
}

/** Whom to try next, what was done already, and the one click that does it. */
function Next({
  id,
  row: { organisation, stage, next, noNext, ways, reminder, call },
  mayAct,
  onWhy,
}: {
  id: Id<'adv'>
  row: SilenceRow
  mayAct: boolean
  onWhy: (organisation: Id<'org'>) => void
}) {
  const t = useText(silenceTexts)
  const done = useReminding(id)
  const remind = useAction(silenceApi.remind, {
    onDone: (answer) => (answer.left.some(({ why }) => why === 'too-soon') ? onWhy(organisation.id) : done(answer)),
  })
  const undo = useAction(silenceApi.undo, { onDone: ({ undone }) => tell(t('undone', { count: undone })) })
  const tried = ways.filter(({ state }) => state !== 'cancelled').length
  // Whoever has answered what a measurement contradicts is asked, not reminded.
  const isAsked = stage === 'disputed' && next?.channel === 'telephone'
  return (
    <div className="silence-next whole">
      <div>
        {isAsked
          ? t('next.ask', { contact: next.contact })
          : next
            ? `${t(`channel.${next.channel}`)}: ${next.contact}`
            : noNext && t(`next.${noNext}`)}
      </div>
      {tried > 0 && <div className="field-hint">{t('next.tried', { count: tried })}</div>}
      {reminder && (
        <div className="field-hint">
          {reminder.channel
            ? t('reminded', { channel: t(`channel.${reminder.channel}`).toLowerCase(), contact: reminder.contact })
            : t('reminded.nobody')}{' '}
          <TimeText at={reminder.at} only="distance" />
        </div>
      )}
      {call && (
        <div className="field-hint">
          {t(`called.${call.outcome}`)} <TimeText at={call.at} only="distance" />
        </div>
      )}
      {mayAct && isAsked && <TextLink to={`/advisories/${id}/phone-list?stage=disputed`}>{t('next.ask.list')}</TextLink>}
      {mayAct && next && !isAsked && (
        <Button
          look="secondary"
          busy={remind.isPending}
          aria-label={`${t('remind')}: ${organisation.name}`}
          onClick={() => remind.mutate({ id, organisations: [organisation.id] })}
        >
          {t('remind')}
        </Button>
      )}
      {(remind.error ?? undo.error) && <FaultNotice fault={(remind.error ?? undo.error)!} />}
    </div>
  )
}

/** When it happened, or that it has not. */
function When({ at, blank, quiet = false }: { at: Utc | null; blank: string; quiet?: boolean }) {
  if (at) return <TimeText at={at} only="moment" />
  return (
    <span className="blank" data-quiet={quiet || undefined}>
      {blank}
    </span>
  )
}

function Ladder({ escalation: { patienceHours, againHours, undoMinutes, message } }: { escalation: Escalation }) {
  const t = useText(silenceTexts)
  const heading = useId()
  return (
    <section className="section" aria-labelledby={heading}>
      <h2 className="ds-heading" data-size="2xs" id={heading}>
        {t('ladder')}
      </h2>
      <ul className="silence-ladder">
        <li>{patienceHours === null ? t('ladder.never') : t('ladder.patience', { count: patienceHours })}</li>
        <li>{t(message ? 'ladder.order.sms' : 'ladder.order')}</li>
        <li>{t('ladder.again', { count: againHours })}</li>
        <li>{t('ladder.undo', { minutes: undoMinutes })}</li>
      </ul>
    </section>
  )
}

type Place = DrawnPlace & SilencePlace

const quarters = [0.25, 0.5, 0.75, 1]

/** Where they are silent: the share of the addressees of each municipality, hatched where the warning went to nobody. */
function Places({ id, filter }: { id: Id<'adv'>; filter: SilenceFilter }) {
  const t = useText(silenceTexts)
  const says = useSays()
  const navigate = useNavigate()
  const { data, error, refetch } = useCall(silenceApi.places, { id, ...askedIn(filter) })
  const places = useMemo(() => data?.rows.map(drawn), [data])
  if (error && !data) return <FaultNotice fault={error} onRetry={() => void refetch()} />
  const linkTo = (place: string) => `/map/${place}`
  return (
    <div className="silence-map">
      {places && (
        <LazyMapOf places={places} says={says} linkTo={linkTo} onOpen={(place) => void navigate(placeOf(linkTo(place)))} />
      )}
      {data && data.elsewhere.addressed > 0 && (
        <p>{t('map.elsewhere', { silent: data.elsewhere.silent, addressed: data.elsewhere.addressed })}</p>
      )}
    </div>
  )
}

const drawn = (row: SilencePlace): Place => ({
  ...row,
  lit: 0,
  rate: row.addressed > 0 ? row.silent / row.addressed : null,
  blind: row.addressed > 0 ? null : 'none',
})

function useSays(): Says<Place> {
  const t = useText(silenceTexts)
  const locale = useLocale()
  return useMemo(
    () => ({
      facts: ({ addressed, silent, answered, disputed, claimed, proved, notRelevant, overdue }) =>
        addressed === 0
          ? [t('map.blind')]
          : [
              t('map.silent', { silent: numberText(silent, locale), count: addressed }),
              t('map.done', { answered, claimed, proved, notRelevant }),
              ...(disputed > 0 ? [t('map.disputed', { count: disputed })] : []),
              ...(overdue > 0 ? [t('map.overdue', { count: overdue })] : []),
            ],
      legend: t('map.legend'),
      blind: t('map.blind'),
      rateText: (rate) => numberForm(locale, { style: 'percent' }).format(rate),
      endsOf: () => quarters,
    }),
    [t, locale],
  )
}
