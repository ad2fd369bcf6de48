import type { Me } from '#capabilities/access/contract.ts'
import { answers, useCall } from '#ui/api.ts'
import { FrontNotes } from '#ui/front.tsx'
import { ButtonLink, Spinner, TextLink } from '#ui/kit/Button.tsx'
import { useCountWords } from '#ui/kit/CountText.tsx'
import { FaultNotice } from '#ui/kit/Notice.tsx'
import { Page } from '#ui/kit/Page.tsx'
import { TimeText } from '#ui/kit/TimeText.tsx'
import { useText } from '#ui/text/text.ts'
import { type Finding, findingsApi } from '../../contract.ts'
import { isLit } from '../Due.tsx'
import { NewsOfFindings } from '../live.tsx'
import { Reachable } from '../Reachable.tsx'
import { findingsTexts } from '../texts.ts'
import { Calm } from './Calm.tsx'
import { FaceSwitch } from './FaceSwitch.tsx'
import { useWaiting } from './first.ts'
import { portalTexts } from './texts.ts'
import './portal.css'

/** The front page for whoever has nobody for IT: how are we doing, what must we do, what changed, and one button. */
export function SimpleNow({ organisation }: { organisation: Me['organisations'][number] }) {
  const t = useText(portalTexts)
  const page = useText(findingsTexts)
  const waiting = useWaiting()
  const answered = useCall(findingsApi.count, { state: ['answered'] })
  const working = useCall(findingsApi.list, { state: [...inHand.state], answer: [...inHand.answer], order: 'due', limit: 1 })
  const first = waiting.own?.[0]
  return (
    <Page title={organisation.name}>
      <Reachable id={organisation.id} />
      <FrontNotes />
      {waiting.error && <FaultNotice fault={waiting.error} onRetry={() => void waiting.refetch()} />}
      {!waiting.own && !waiting.error && (
        <p className="loading" role="status">
          <Spinner /> {page('story.loading')}
        </p>
      )}
      {waiting.own && waiting.handled && (
        <div className="simple">
          <HowAreWe own={waiting.own} handled={waiting.handled} />
          <p className="simple-say">
            {first ? (
              <>
                {t('simple.first')} <b>{first.kindName}</b>. {t(first.overdue ? 'first.passed' : 'first.due')}{' '}
                <TimeText at={first.dueAt} only="day" />.
              </>
            ) : (
              working.data && working.data.rows.length === 0 && t('simple.nothing')
            )}
            <InHand worst={working.data?.rows[0]} />
          </p>
          <WhatIsNew />
          {first ? (
            <div className="simple-do">
              <ButtonLink to="/now/first" look="primary">
                {t('simple.do')}
              </ButtonLink>
            </div>
          ) : (
            <Calm organisation={organisation.id} waits={waiting.handled.length > 0 || answered.data?.count.value !== 0} />
          )}
        </div>
      )}
      <p>
        <TextLink to="/findings?state=all">{t('simple.all')}</TextLink>
      </p>
      <NewsOfFindings onShow={() => void answers.invalidateQueries()} />
      <FaceSwitch organisation={organisation} simple />
    </Page>
  )
}

/** One sentence on how things are: what must be fixed, else who fixes it, else what is being waited for, else that nothing is known. */
function HowAreWe({ own, handled }: { own: readonly Finding[]; handled: readonly { operator: string }[] }) {
  const t = useText(portalTexts)
  const words = useCountWords()
  const all = useCall(findingsApi.count, {})
  const todo = useCall(findingsApi.count, { state: ['open', 'told'] })
  const answered = useCall(findingsApi.count, { state: ['answered'] })
  if (!all.data || !todo.data || !answered.data) return null
  const count = todo.data.count.value - handled.length
  const [operated] = handled
  const said =
    own.length > 0
      ? t('simple.todo', { count, total: words(all.data.count) })
      : operated
        ? t('simple.operated', { operator: operated.operator, count: handled.length })
        : answered.data.count.value > 0
          ? t('simple.waiting', { count: answered.data.count.value })
          : t('simple.clear')
  const lit = own.some(isLit)
  return (
    <p className="now-first simple-say" data-lit={lit || undefined}>
      {said} {lit && t('simple.urgent')}
    </p>
  )
}

/** What they said they are working on: it is still there, so it is never passed over. */
const inHand = { state: ['answered'], answer: ['working'] } as const

/** How much is in hand, and what of it is wanted first. */
function InHand({ worst }: { worst: Finding | undefined }) {
  const t = useText(portalTexts)
  const { data } = useCall(findingsApi.count, { state: [...inHand.state], answer: [...inHand.answer] })
  if (!worst || !data) return null
  return (
    <>
      {' '}
      {t('simple.inHand', { count: data.count.value })} <TextLink to={`/findings/${worst.id}`}>{worst.kindName}</TextLink>
      {worst.answerUntil && (
        <>
          , {t('simple.inHand.until')} <TimeText at={worst.answerUntil} only="day" />
        </>
      )}
      .
    </>
  )
}

function WhatIsNew() {
  const t = useText(portalTexts)
  const { data } = useCall(findingsApi.list, { order: 'newest', limit: 1 })
  const newest = data?.rows[0]
  if (!data) return null
  return (
    <p className="simple-say">
      {newest ? (
        <>
          {t('simple.newest')} <TimeText at={newest.openedAt} only="distance" />.
          {newest.closedBy === 'absence' && ` ${t('simple.gone')}`}
        </>
      ) : (
        t('simple.noNews')
      )}
    </p>
  )
}
