import { type ReactNode, useState } from 'react'
import type { Id } from '#domain/id.ts'
import { useCall } from '#ui/api.ts'
import { useAddress } from '#ui/kit/address.ts'
import { Button, ButtonLink } from '#ui/kit/Button.tsx'
import { CountText } from '#ui/kit/CountText.tsx'
import { type Column, DataTable, nothing, type Selection } from '#ui/kit/DataTable.tsx'
import { TableDownloads } from '#ui/kit/Downloads.tsx'
import { useShortcut } from '#ui/kit/keys.ts'
import { SeverityMark, StateWord } from '#ui/kit/marks.tsx'
import { Empty, FaultNotice } from '#ui/kit/Notice.tsx'
import { Page } from '#ui/kit/Page.tsx'
import { Pager } from '#ui/kit/Pager.tsx'
import { TimeText } from '#ui/kit/TimeText.tsx'
import { useLocale, useText } from '#ui/text/text.ts'
import { type Finding, findingsApi } from '../contract.ts'
import { AnswerDialog } from './AnswerDialog.tsx'
import { AnswerWord, UnprovenMark } from './AnswerWord.tsx'
import { AssetText } from './AssetText.tsx'
import { DecideDialog, type Decision } from './DecideDialog.tsx'
import { Due, Handled, isLit } from './Due.tsx'
import { FindingFilters, StateViews } from './FindingFilters.tsx'
import { readWanted, type Wanted } from './filter.ts'
import { useHandled } from './handled.ts'
import { NewsOfFindings } from './live.tsx'
import { type Chosen, NoteDialog } from './NoteDialog.tsx'
import { useOperated } from './portal/operated.ts'
import { useReader } from './reader.ts'
import { findingsTexts } from './texts.ts'
import './findings.css'

/** The findings that the reader may see, worst first: the team's queue, and a member's list of what to do. */
export function FindingsPage() {
  const t = useText(findingsTexts)
  const locale = useLocale()
  const { team } = useReader()
  const [params] = useAddress()
  const wanted = readWanted(params)
  const heading = useHeading(wanted)
  return (
    <Page
      title={team ? t('list.title') : heading.title}
      lead={team ? t('list.lead') : heading.lead}
      actions={<TableDownloads csv={findingsApi.export} xlsx={findingsApi.exportXlsx} input={{ ...wanted.filter, locale }} />}
    >
      <WhereNeeded>
        <FindingFilters order={wanted.order} />
      </WhereNeeded>
      {!team && wanted.filter.organisation?.[0] && <OnlyOne id={wanted.filter.organisation[0]} />}
      <StateViews wanted={wanted} />
      <List key={JSON.stringify(wanted.filter)} wanted={wanted} />
    </Page>
  )
}

/** What an operator was told of is not the owner's to fix: then the list does not say so. */
function useHeading({ filter, order, after }: Wanted): { title: string; lead: string } {
  const t = useText(findingsTexts)
  const handledBy = useHandled()
  const { data } = useCall(findingsApi.list, { ...filter, order, ...(after && { after }) })
  const operators = new Set(data?.rows.map(handledBy))
  const [operator] = operators
  if (operators.size === 1 && operator) return { title: t('list.title.operated'), lead: t('list.lead.operated', { operator }) }
  const mixed = [...operators].some(Boolean)
  return { title: t(mixed ? 'list.title.mixed' : 'list.title.member'), lead: t('list.lead.member') }
}

/** A member that came from one of those it operates for sees that only that one's findings are listed. */
function OnlyOne({ id }: { id: Id<'org'> }) {
  const t = useText(findingsTexts)
  const [, change] = useAddress()
  const { data } = useCall(findingsApi.list, { organisation: id, limit: 1 })
  const name = data?.rows[0]?.organisation.name
  return (
    <p>
      {name && t('list.only', { name })}{' '}
      <Button look="tertiary" onClick={() => change({ organisation: undefined })}>
        {t('list.only.all')}
      </Button>
    </p>
  )
}

/** A short list needs no filters: on a telephone they would stand before the one thing that matters. */
const shortList = 10

function WhereNeeded({ children }: { children: ReactNode }) {
  const { team } = useReader()
  const [params] = useAddress()
  const { data } = useCall(findingsApi.count, {}, { enabled: !team })
  const operated = useOperated()
  const filtered = ['q', 'severity', 'overdue', 'order', 'organisation'].some((name) => params[name])
  return team || filtered || (operated && operated.of > 0) || (data && data.count.value > shortList) ? children : null
}

function List({ wanted }: { wanted: Wanted }) {
  const t = useText(findingsTexts)
  const { team, mayAnswer, several, organisations } = useReader()
  const { filter, order, after } = wanted
  const list = useCall(findingsApi.list, { ...filter, order, ...(after && { after }) })
  const { data: counted } = useCall(findingsApi.count, filter)
  const [selection, setSelection] = useState<Selection>(nothing)
  const [doing, setDoing] = useState<Doing>()
  const rows = list.data?.rows ?? []
  // An operator sees findings of others: then each line says whose it is.
  const isForeign = rows.some(({ organisation }) => !organisations.some(({ id }) => id === organisation.id))
  const chosen: Chosen =
    selection.kind === 'all' ? { filter, count: counted?.count } : { findings: rows.filter((row) => selection.keys.has(row.id)) }
  const isChosen = selection.kind === 'all' || selection.keys.size > 0
  useShortcut('e', t('answer.open'), () => isChosen && setDoing('answer'), mayAnswer)
  return (
    <>
      <div className="list-head">
        {counted && list.data && <Shown shown={list.data.rows.length} counted={counted} />}
        <NewsOfFindings onShow={() => void list.refetch()} />
      </div>
      <div className="findings-list" data-team={team || undefined}>
        <DataTable<Finding>
          caption={t('list.title')}
          columns={useColumns(team, several || isForeign)}
          rows={list.data?.rows}
          rowKey={(row) => row.id}
          rowName={(row) => `${row.kindName}, ${row.assetText}`}
          rowLink={(row) => `/findings/${row.id}`}
          isLit={isLit}
          {...(mayAnswer && { selection, onSelect: setSelection, bulk: <Bulk chosen={chosen} onDo={setDoing} /> })}
          {...(counted && { total: counted.count })}
          empty={<NothingFound />}
          fault={list.error}
          onRetry={() => void list.refetch()}
          busy={list.isFetching}
        />
      </div>
      <Pager next={list.data?.next} />
      {doing && (
        <Dialogs doing={doing} chosen={chosen} onClose={() => setDoing(undefined)} onDone={() => setSelection(nothing)} />
      )}
    </>
  )
}

/** What is being done with the chosen findings. */
type Doing = 'answer' | 'note' | Decision

/** What can be done with what is chosen. Only findings that are named can be judged: nobody judges a filter unseen. */
function Bulk({ chosen, onDo }: { chosen: Chosen; onDo: (doing: Doing) => void }) {
  const t = useText(findingsTexts)
  const { team, mayDecide } = useReader()
  const named = 'findings' in chosen ? chosen.findings : []
  const disputed = named.length > 0 && named.every(({ state }) => state === 'disputed')
  return (
    <>
      <Button look={team ? 'secondary' : 'primary'} onClick={() => onDo('answer')}>
        {t(team ? 'answer.open.team' : 'answer.open')}
      </Button>
      {mayDecide && (
        <>
          <Button look="secondary" onClick={() => onDo('note')}>
            {t('note.open')}
          </Button>
          {disputed && (
            <>
              <Button look="secondary" onClick={() => onDo('uphold')}>
                {t('decide.uphold')}
              </Button>
              <Button look="secondary" onClick={() => onDo('reject')}>
                {t('decide.reject')}
              </Button>
            </>
          )}
          {!disputed && (
            <Button look="secondary" onClick={() => onDo('close')}>
              {t('decide.close')}
            </Button>
          )}
        </>
      )}
    </>
  )
}

function Dialogs({ doing, chosen, ...rest }: { doing: Doing; chosen: Chosen; onClose: () => void; onDone: () => void }) {
  if (doing === 'answer') return <AnswerDialog chosen={chosen} {...rest} />
  if (doing === 'note') return <NoteDialog chosen={chosen} {...rest} />
  return <DecideDialog decision={doing} chosen={chosen} {...rest} />
}

function useColumns(team: boolean, several: boolean): Column<Finding>[] {
  const t = useText(findingsTexts)
  const handledBy = useHandled()
  const columns: (Column<Finding> | false)[] = [
    { key: 'what', title: t('column.what'), cell: (row) => row.kindName },
    {
      key: 'severity',
      title: t('column.severity'),
      tight: true,
      cell: (row) => <SeverityMark severity={row.severity} lit={isLit(row)} />,
    },
    {
      key: 'where',
      title: t(several ? 'column.whoseWhere' : 'column.where'),
      cell: (row) => (
        <>
          {several && <span className="whose">{row.organisation.name}</span>}
          <AssetText text={row.assetText} />
        </>
      ),
    },
    {
      key: 'state',
      title: t('column.state'),
      tight: true,
      cell: (row) => (
        <div>
          <StateWord state={row.state} />
          <Handled operator={handledBy(row)} />
          <AnswerWord finding={row} />
          <UnprovenMark finding={row} />
        </div>
      ),
    },
    { key: 'due', title: t('column.due'), tight: true, cell: (row) => <Due finding={row} /> },
    team && {
      key: 'seen',
      title: t('column.seen'),
      tight: true,
      cell: (row) => <TimeText at={row.lastSeen} only="distance" />,
    },
  ]
  return columns.filter((column) => column !== false)
}

function Shown({ shown, counted: { count, bySeverity } }: { shown: number; counted: Counted }) {
  const t = useText(findingsTexts)
  const grave = (['critical', 'high'] as const).filter((each) => bySeverity[each])
  return (
    <p>
      <CountText parts={[{ value: shown, what: t('count.shown'), of: count }]} />
      {/* Beyond the limit of counting only a part has been looked at: then a severity is known to be at least so many. */}
      {grave.map((each) => (
        <span key={each}>
          {' · '}
          {count.more && t('count.atLeast')} {t(`count.${each}`, { count: bySeverity[each]! })}
        </span>
      ))}
    </p>
  )
}
type Counted = { count: { value: number; more: boolean }; bySeverity: Record<string, number> }

/** Why the list is empty: nothing fits, everything is settled, or nothing has been reported. */
function NothingFound() {
  const t = useText(findingsTexts)
  const { team } = useReader()
  const [params, change] = useAddress()
  const { data, error, refetch } = useCall(findingsApi.count, {})
  const filtered = Object.keys(params).some((name) => !['order', 'after', 'trail'].includes(name))
  if (error) return <FaultNotice fault={error} onRetry={() => void refetch()} />
  if (!data) return null
  if (data.count.value > 0)
    return (
      <Empty
        title={t(filtered ? 'empty.filtered' : 'empty.settled')}
        actions={
          <Button
            look="secondary"
            onClick={() => change({ ...Object.fromEntries(Object.keys(params).map((name) => [name, undefined])), state: 'all' })}
          >
            {t('empty.showAll')}
          </Button>
        }
      >
        <p>
          <CountText parts={[{ value: data.count, what: t('empty.inAll') }]} />
        </p>
      </Empty>
    )
  return (
    <Empty
      title={t(team ? 'empty.none' : 'empty.none.member')}
      actions={<ButtonLink to={team ? '/sources' : '/organisations'}>{t(team ? 'empty.sources' : 'empty.holdings')}</ButtonLink>}
    >
      <p>{t(team ? 'empty.none.why' : 'empty.none.member.why')}</p>
    </Empty>
  )
}
