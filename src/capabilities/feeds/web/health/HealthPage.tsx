import { useCall } from '#ui/api.ts'
import { ButtonLink, TextLink } from '#ui/kit/Button.tsx'
import { CountText } from '#ui/kit/CountText.tsx'
import { Definition } from '#ui/kit/Definition.tsx'
import { Empty, FaultNotice } from '#ui/kit/Notice.tsx'
import { Page } from '#ui/kit/Page.tsx'
import { TimeText, useNow } from '#ui/kit/TimeText.tsx'
import { useText } from '#ui/text/text.ts'
import { feedsApi, type SourceHealth } from '../../contract.ts'
import { recentlyBad } from '../../rules-health.ts'
import { Health, isBlind } from '../Health.tsx'
import { DaysOf, Strip, StripLegend } from './Strip.tsx'
import { healthTexts } from './texts.ts'
import './health.css'

const refreshSeconds = 60

/** How every source delivers, what needs a look first, and what hangs on it. */
export function HealthPage() {
  const t = useText(healthTexts)
  const { data, error, refetch } = useCall(feedsApi.health, {}, { everySeconds: refreshSeconds })
  return (
    <Page title={t('page.title')} lead={t('page.lead')} actions={<ButtonLink to="/sources">{t('page.sources')}</ButtonLink>}>
      {error && <FaultNotice fault={error} onRetry={() => void refetch()} />}
      {!data && !error && (
        <p role="status" aria-busy="true">
          {t('page.loading')}
        </p>
      )}
      {data?.sources.length === 0 && (
        <Empty title={t('page.none')}>
          <p>{t('page.none.next')}</p>
        </Empty>
      )}
      {data && data.sources.length > 0 && <Sources sources={data.sources} unsettled={data.unsettled} />}
    </Page>
  )
}

const isWell = (health: SourceHealth): boolean =>
  !isBlind(health.source.health) && health.source.health !== 'late' && recentlyBad(health) === 0

function Sources({ sources, unsettled }: { sources: readonly SourceHealth[]; unsettled: number }) {
  const t = useText(healthTexts)
  return (
    <>
      <p>
        <CountText
          parts={[
            { value: sources.filter(isWell).length, what: t('glance.well'), of: sources.length },
            { value: sources.reduce((sum, { alone }) => sum + alone, 0), what: t('glance.alone'), of: unsettled },
          ]}
        />
      </p>
      <StripLegend />
      <ol className="source-health">
        {sources.map((health) => (
          <li key={health.source.id} className="panel">
            <One health={health} />
          </li>
        ))}
      </ol>
    </>
  )
}

function One({ health }: { health: SourceHealth }) {
  const { source, strip } = health
  return (
    <>
      <header className="source-health-head">
        <h2 className="ds-heading" data-size="2xs">
          <TextLink to={`/sources/${source.id}`}>{source.title}</TextLink>
        </h2>
        <Health health={source.health} />
      </header>
      {source.lastError && <p>{source.lastError}</p>}
      <div className="source-health-body">
        <div>
          <Strip title={source.title} days={strip} />
          <DaysOf title={source.title} days={strip} />
        </div>
        <Facts health={health} />
      </div>
    </>
  )
}

function Facts({
  health: { source, dueAt, usualRows, rows, refused, sightings, unattributed, proof, unsettled, alone },
}: {
  health: SourceHealth
}) {
  const t = useText(healthTexts)
  const isLate = useNow() > Date.parse(dueAt ?? '')
  return (
    <Definition
      items={[
        [t('fact.last'), source.lastFileAt ? <TimeText key="last" at={source.lastFileAt} /> : t('fact.last.never')],
        [t('fact.rhythm'), source.rhythmHours ? t('fact.rhythm.of', { count: source.rhythmHours }) : t('fact.due.none')],
        [t(isLate ? 'fact.due.late' : 'fact.due'), dueAt && <TimeText key="due" at={dueAt} />],
        [t('fact.rows'), <CountText key="rows" parts={[{ value: refused, what: t('fact.rows.refused'), of: rows }]} />],
        [
          t('fact.unattributed'),
          <CountText key="loose" parts={[{ value: unattributed, what: t('fact.unattributed.of'), of: sightings }]} />,
        ],
        [t('fact.usual'), usualRows === null ? t('fact.usual.none') : t('fact.usual.rows', { count: usualRows })],
        [
          t('fact.proof'),
          proof.says === 'counts'
            ? t('proof.counts', { proving: proof.proving, of: proof.of, needed: source.absenceExposure })
            : t(`proof.${proof.says}`),
        ],
        [
          t('fact.alone'),
          <span key="alone">
            <CountText parts={[{ value: alone, what: t('fact.alone.findings'), of: unsettled }]} /> ·{' '}
            <TextLink to={`/findings?source=${source.name}`}>{t('fact.alone.all')}</TextLink>
          </span>,
        ],
      ]}
    />
  )
}
