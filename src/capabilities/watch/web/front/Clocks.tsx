import { type ReactNode, useMemo } from 'react'
import type { z } from 'zod'
import { type Closing, feedsApi, type Source } from '#capabilities/feeds/contract.ts'
import { type Finding, findingsApi, unsettled } from '#capabilities/findings/contract.ts'
import { useCall } from '#ui/api.ts'
import { TextLink } from '#ui/kit/Button.tsx'
import { CountText } from '#ui/kit/CountText.tsx'
import { FaultNotice } from '#ui/kit/Notice.tsx'
import { Section } from '#ui/kit/Page.tsx'
import { TimeText } from '#ui/kit/TimeText.tsx'
import { useText } from '#ui/text/text.ts'
import { watchApi } from '../../contract.ts'
import { useStill } from './still.ts'
import { frontTexts } from './texts.ts'

const refresh = { everySeconds: 60 }
const deadlinesShown = 5
const critical = { severity: ['critical' as const], state: [...unsettled] }

type Counts = z.output<(typeof watchApi)['count']['output']>
type CountsOfFindings = z.output<(typeof findingsApi)['count']['output']>

interface Running {
  tasks: Counts
  silent: Source[]
  closings: Closing[]
  findings: Finding[]
  criticals: CountsOfFindings
}

/** Everything with a clock, when all of it is known; the same as long as no answer is another. */
function useRunning() {
  const tasks = useCall(watchApi.count, {}, refresh)
  const sources = useCall(feedsApi.sources, {}, refresh)
  const closings = useCall(feedsApi.closings, { state: 'waiting', limit: 10 }, refresh)
  const findings = useCall(findingsApi.list, { ...critical, order: 'due', limit: deadlinesShown }, refresh)
  const criticals = useCall(findingsApi.count, critical, refresh)
  const all = [tasks, sources, closings, findings, criticals]
  const running = useMemo(
    (): Running | undefined =>
      tasks.data && sources.data && closings.data && findings.data && criticals.data
        ? {
            tasks: tasks.data,
            silent: sources.data.sources.filter(({ silentSince }) => silentSince !== null),
            closings: closings.data.rows,
            findings: findings.data.rows,
            criticals: criticals.data,
          }
        : undefined,
    [tasks.data, sources.data, closings.data, findings.data, criticals.data],
  )
  const refetch = () => {
    for (const each of all) void each.refetch()
  }
  return { running, error: all.find((each) => each.error)?.error ?? null, refetch }
}

/** What runs out: tasks, deadlines, sources that have fallen silent, and closings that wait for somebody to decide. */
export function Clocks() {
  const t = useText(frontTexts)
  const { running, error, refetch } = useRunning()
  const [shown, hands] = useStill(running)
  return (
    <Section title={t('clocks.title')}>
      {error && <FaultNotice fault={error} onRetry={refetch} />}
      {shown && (
        <div className="panel front-panel" {...hands}>
          <Standing running={shown} />
          <Deadlines findings={shown.findings} criticals={shown.criticals} />
        </div>
      )}
    </Section>
  )
}

function Clock({ to, words, children }: { to: string; words: string; children: ReactNode }) {
  return (
    <li>
      <p>
        <TextLink to={to}>{words}</TextLink>
      </p>
      <p className="faint">{children}</p>
    </li>
  )
}

function Standing({ running: { tasks, silent, closings, criticals } }: { running: Running }) {
  const t = useText(frontTexts)
  const awake = (tasks.byState.open ?? 0) + (tasks.byState.taken ?? 0)
  const isQuiet = tasks.overdue === 0 && silent.length === 0 && closings.length === 0
  if (isQuiet) return criticals.count.value === 0 ? <p>{t('clocks.none')}</p> : null
  return (
    <ul className="front-list">
      {tasks.overdue > 0 && (
        <li className="overdue">
          <CountText parts={[{ value: tasks.overdue, what: t('clocks.overdue'), of: awake }]} />
        </li>
      )}
      {silent.map(({ id, title, silentSince }) => (
        <Clock key={id} to={`/sources/${id}`} words={t('clocks.silent', { title })}>
          {t('clocks.silent.since')} <TimeText at={silentSince!} />
        </Clock>
      ))}
      {closings.map(({ id, kindName, findings, of, createdAt }) => (
        <Clock key={id} to={`/closings/${id}`} words={t('clocks.closing', { kind: kindName, findings, of })}>
          {t('clocks.closing.since')} <TimeText at={createdAt} />
        </Clock>
      ))}
    </ul>
  )
}

function Deadlines({ findings, criticals: { count } }: { findings: readonly Finding[]; criticals: CountsOfFindings }) {
  const t = useText(frontTexts)
  if (findings.length === 0) return null
  return (
    <>
      <h3 className="front-heading">{t('clocks.critical')}</h3>
      <ul className="front-list">
        {findings.map(({ id, kindName, organisation, dueAt, overdue }) => (
          <li key={id}>
            <p>
              <TextLink to={`/findings/${id}`}>{kindName}</TextLink>
            </p>
            <p>{organisation.name}</p>
            <p className={overdue ? 'overdue' : 'faint'}>
              {t(overdue ? 'clocks.passed' : 'clocks.due')} <TimeText at={dueAt} />
            </p>
          </li>
        ))}
      </ul>
      <p>
        <CountText parts={[{ value: findings.length, what: t('clocks.shown'), of: count }]} />{' '}
        <TextLink to="/findings?severity=critical&state=open,told,answered&order=due">{t('clocks.all')}</TextLink>
      </p>
    </>
  )
}
