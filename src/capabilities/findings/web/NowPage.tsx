import type { z } from 'zod'
import type { Me } from '#capabilities/access/contract.ts'
import { membersApi } from '#capabilities/members/contract.ts'
import { noticesApi } from '#capabilities/notices/contract.ts'
import { answers, useCall } from '#ui/api.ts'
import { FrontNotes } from '#ui/front.tsx'
import { ButtonLink, Spinner, TextLink } from '#ui/kit/Button.tsx'
import { useCountWords } from '#ui/kit/CountText.tsx'
import { SeverityMark, StateWord } from '#ui/kit/marks.tsx'
import { FaultNotice } from '#ui/kit/Notice.tsx'
import { Page, Section } from '#ui/kit/Page.tsx'
import { TimeText } from '#ui/kit/TimeText.tsx'
import { useText } from '#ui/text/text.ts'
import { type Finding, findingStates, findingsApi, unsettled } from '../contract.ts'
import { AssetText } from './AssetText.tsx'
import { Due, Handled, isLit } from './Due.tsx'
import { useHandled } from './handled.ts'
import { NewsOfFindings } from './live.tsx'
import { OperatedFor } from './OperatedFor.tsx'
import { Calm } from './portal/Calm.tsx'
import { FaceSwitch } from './portal/FaceSwitch.tsx'
import { useOperated } from './portal/operated.ts'
import { SimpleNow } from './portal/SimpleNow.tsx'
import { Reachable } from './Reachable.tsx'
import { useReader } from './reader.ts'
import { findingsTexts } from './texts.ts'
import './findings.css'
import './now.css'
import './portal/portal.css'

const shownFirst = 3
const shownNews = 5
/** What was withdrawn was never so: it is in no sentence. */
const heldTrue = findingStates.filter((state) => state !== 'withdrawn')

/** The front page of a member: the simple one for whoever is small or chose it, otherwise the full one. */
export function NowPage() {
  const t = useText(findingsTexts)
  const { organisations } = useReader()
  const [only] = organisations.length === 1 ? organisations : []
  const face = useCall(membersApi.face, { id: only?.id ?? 'org_' }, { enabled: only !== undefined })
  if (only && !face.data && !face.error)
    return (
      <p className="loading" role="status">
        <Spinner /> {t('story.loading')}
      </p>
    )
  return only && face.data?.simple ? <SimpleNow organisation={only} /> : <FullNow {...(only && { only })} />
}

/** How are we doing, what must we do, what changed; sentences first, then the list. */
function FullNow({ only }: { only?: Me['organisations'][number] }) {
  const t = useText(findingsTexts)
  const { organisations, several } = useReader()
  const todo = useCall(findingsApi.count, { state: [...unsettled] })
  const worst = useCall(findingsApi.list, { state: ['open', 'told'], order: 'severity', limit: shownFirst })
  const handledBy = useHandled()
  const operators = new Set(worst.data?.rows.map(handledBy))
  const [operator] = operators
  return (
    <Page
      title={t('now.title')}
      {...(only && { lead: only.name })}
      actions={<NewsOfFindings onShow={() => void answers.invalidateQueries()} />}
    >
      {organisations.map(({ id, name }) => (
        <Reachable key={id} id={id} {...(several && { name })} />
      ))}
      <FrontNotes />
      {todo.error && <FaultNotice fault={todo.error} onRetry={() => void todo.refetch()} />}
      <Section title={t('now.how')}>{todo.data && <HowWeAreDoing todo={todo.data} />}</Section>
      {only && todo.data?.count.value === 0 && <Calm organisation={only.id} />}
      <Section title={t('now.what')}>
        {worst.data &&
          (worst.data.rows.length > 0 ? (
            <>
              {operators.size === 1 && operator ? (
                <p className="prose">{t('list.lead.operated', { operator })}</p>
              ) : (
                todo.data && <WaitsForUs todo={todo.data} />
              )}
              <ul className="now-list">
                {worst.data.rows.map((finding) => (
                  <li key={finding.id}>
                    <ToDo finding={finding} several={several} />
                  </li>
                ))}
              </ul>
              <div className="actions">
                <ButtonLink to="/findings" look="primary">
                  {t(operators.size === 1 && operator ? 'empty.showAll' : 'now.what.all')}
                </ButtonLink>
              </div>
            </>
          ) : todo.data?.count.value ? (
            <>
              <p className="prose">{t('now.what.answered')}</p>
              <div className="actions">
                <ButtonLink to="/findings" look="secondary">
                  {t('now.what.all')}
                </ButtonLink>
              </div>
            </>
          ) : (
            <p className="prose">{t('now.what.nothing')}</p>
          ))}
      </Section>
      <OperatedFor />
      <Section title={t('now.changed')}>
        <Changed several={several} />
      </Section>
      {only && <FaceSwitch organisation={only} simple={false} />}
    </Page>
  )
}

type Counted = z.output<typeof findingsApi.count.output>

/** The state of things in sentences; what nobody measures stands apart from what is fixed. */
function HowWeAreDoing({ todo }: { todo: Counted }) {
  const t = useText(findingsTexts)
  const words = useCountWords()
  const operated = useOperated()
  const all = useCall(findingsApi.count, { state: [...heldTrue] })
  const overdue = useCall(findingsApi.count, { state: [...unsettled], overdue: 'true' })
  const claimed = useCall(findingsApi.count, { state: ['answered'], answer: ['fixed'] })
  const working = useCall(findingsApi.count, { state: ['answered'], answer: ['working'] })
  const unproven = useCall(findingsApi.count, { unproven: 'true' })
  if (!all.data) return null
  const { critical = 0 } = todo.bySeverity
  const waiting = (todo.byState.open ?? 0) + (todo.byState.told ?? 0)
  const [open, total] = [words(todo.count), words(all.data.count)]
  const { fixed = 0, accepted = 0, disputed = 0 } = all.data.byState
  const lines = [
    overdue.data?.count.value && t('now.overdue', { count: overdue.data.count.value, of: open }),
    claimed.data?.count.value && t('now.claimed', { count: claimed.data.count.value, of: open }),
    working.data?.count.value && t('now.working', { count: working.data.count.value, of: open }),
    accepted && t('now.accepted', { count: accepted, of: total }),
    disputed && t('now.disputed', { count: disputed, of: total }),
    fixed && t('now.fixed', { count: fixed, of: total }),
  ].filter((line) => typeof line === 'string')
  return (
    <>
      <p className="now-first" data-lit={critical > 0 || undefined}>
        {todo.count.value === 0
          ? t('now.clear')
          : t(waiting === 0 ? 'now.answered' : operated?.of ? 'now.todo.operated' : 'now.todo', { open, total })}
        {critical > 0 && ` ${t('now.critical', { count: critical })}`}
      </p>
      {lines.length > 0 && (
        <ul className="now-lines">
          {lines.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
      <p className="prose faint">
        {unproven.data &&
          unproven.data.count.value > 0 &&
          `${t('now.unproven', { count: unproven.data.count.value, of: open })} `}
        {t('now.limits')} <TextLink to="/organisations">{t('empty.holdings')}</TextLink>
      </p>
    </>
  )
}

/** How much of what must be followed up nobody has answered. */
function WaitsForUs({ todo: { count, byState } }: { todo: Counted }) {
  const t = useText(findingsTexts)
  const words = useCountWords()
  const waiting = (byState.open ?? 0) + (byState.told ?? 0)
  return <p className="prose">{t('now.waiting', { waiting: words(waiting), open: words(count) })}</p>
}

function ToDo({ finding, several }: { finding: Finding; several: boolean }) {
  const t = useText(findingsTexts)
  const { organisations } = useReader()
  const operator = useHandled()(finding)
  return (
    <div className="panel now-todo" data-lit={isLit(finding) || undefined}>
      <p>
        <b>
          <TextLink to={`/findings/${finding.id}`}>{finding.kindName}</TextLink>
        </b>
      </p>
      <p>
        <SeverityMark severity={finding.severity} lit={isLit(finding)} /> · <AssetText text={finding.assetText} />
        {(several || !organisations.some(({ id }) => id === finding.organisation.id)) && ` · ${finding.organisation.name}`}
      </p>
      <p>
        {!finding.overdue && (operator ? t('lead.operated', { operator }) : t('lead.due'))} <Due finding={finding} />
      </p>
      <Handled operator={operator} />
    </div>
  )
}

/** What came last: findings as they were opened, and what we wrote. */
function Changed({ several }: { several: boolean }) {
  const t = useText(findingsTexts)
  const newest = useCall(findingsApi.list, { order: 'newest', limit: shownNews })
  const messages = useCall(noticesApi.list, { limit: shownFirst })
  const lately = useCall(findingsApi.lately, {})
  return (
    <>
      {lately.data && lately.data.of > 0 && <p className="prose">{t('now.lately', lately.data)}</p>}
      <div className="now-changed">
        <div>
          <h3>{t('now.newest')}</h3>
          {newest.data?.rows.length === 0 && <p className="faint">{t('now.newest.none')}</p>}
          <ul className="now-news">
            {newest.data?.rows.map((finding) => (
              <li key={finding.id}>
                <TextLink to={`/findings/${finding.id}`}>{finding.kindName}</TextLink>
                <p className="faint">
                  <StateWord state={finding.state} /> · <TimeText at={finding.openedAt} only="distance" />
                  {several && ` · ${finding.organisation.name}`}
                </p>
              </li>
            ))}
          </ul>
        </div>
        <div>
          <h3>{t('now.messages')}</h3>
          {messages.error && <p className="faint">{messages.error.message}</p>}
          {messages.data?.rows.length === 0 && <p className="faint">{t('now.messages.none')}</p>}
          <ul className="now-news">
            {messages.data?.rows.map((notice) => (
              <li key={notice.id}>
                <TextLink to={`/notices/${notice.id}`}>{notice.subject}</TextLink>
                <p className="faint">
                  <TimeText at={notice.sentAt ?? notice.createdAt} only="distance" />
                </p>
              </li>
            ))}
          </ul>
          {messages.data && messages.data.rows.length > 0 && (
            <p>
              <TextLink to="/notices">{t('now.messages.all')}</TextLink>
            </p>
          )}
        </div>
      </div>
    </>
  )
}
