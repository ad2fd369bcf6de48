import { useId } from 'react'
import { day, later, type Utc, utc } from '#domain/time.ts'
import { useCall } from '#ui/api.ts'
import { useAddress } from '#ui/kit/address.ts'
import { CountText } from '#ui/kit/CountText.tsx'
import { Empty, FaultNotice } from '#ui/kit/Notice.tsx'
import { Page, Section } from '#ui/kit/Page.tsx'
import { TimeText, useNow } from '#ui/kit/TimeText.tsx'
import { Views } from '#ui/kit/Views.tsx'
import { useText } from '#ui/text/text.ts'
import { type EffectGroup, effectGroups, measuresApi } from '../contract.ts'
import { EffectPicture, EffectTable } from './Effect.tsx'
import { measuresTexts } from './texts.ts'
import './measures.css'

const periods = [30, 90, 365] as const
const usualDays = 90

/** How quickly what was told was read, answered and proved: as a picture, and the same as a table. */
export function EffectPage() {
  const t = useText(measuresTexts)
  const [params] = useAddress()
  const by = effectGroups.find((known) => known === params.by) ?? 'kind'
  const days = periods.find((known) => String(known) === params.days) ?? usualDays
  return (
    <Page title={t('effect.title')} lead={t('effect.lead')}>
      <Choices by={by} days={days} />
      <Effect key={`${by} ${days}`} by={by} days={days} />
    </Page>
  )
}

function Choices({ by, days }: { by: EffectGroup; days: number }) {
  const t = useText(measuresTexts)
  const id = useId()
  const [, change] = useAddress()
  return (
    <div className="effect-choices">
      <Views
        label={t('effect.by')}
        views={effectGroups.map((each) => ({
          key: each,
          title: t(`by.${each}`),
          sets: { by: each },
          current: each === by,
        }))}
      />
      <div className="filter">
        <label className="ds-label" htmlFor={id}>
          {t('effect.period')}
        </label>
        <select id={id} className="ds-input" value={days} onChange={({ target }) => change({ days: target.value })}>
          {periods.map((each) => (
            <option key={each} value={each}>
              {t('effect.days', { count: each })}
            </option>
          ))}
        </select>
      </div>
    </div>
  )
}

/** Asked for whole hours, so that the same question is asked once. */
const since = (now: number, days: number): { from: Utc; to: Utc } => {
  const hour = 3_600_000
  const to = utc(Math.ceil(now / hour) * hour)
  return { from: later(to, -days * day), to }
}

function Effect({ by, days }: { by: EffectGroup; days: number }) {
  const t = useText(measuresTexts)
  const { from, to } = since(useNow(), days)
  const { data, error, refetch } = useCall(measuresApi.effect, { by, from, to })
  if (error) return <FaultNotice fault={error} onRetry={() => void refetch()} />
  if (!data)
    return (
      <p className="faint" role="status">
        {t('measure.loading')}
      </p>
    )
  if (data.rows.length === 0)
    return (
      <Empty title={t('effect.none')}>
        <p>{t('effect.none.why')}</p>
      </Empty>
    )
  const told = data.rows.reduce((sum, row) => sum + row.told, 0)
  return (
    <>
      <p>
        {/* An organisation of two kinds counts in both, so the parts are more than the whole. */}
        {by !== 'organisation-kind' && <CountText parts={[{ value: told, what: t('effect.told') }]} />}{' '}
        <TimeText at={data.from} only="day" /> – <TimeText at={data.to} only="day" />
      </p>
      <Section title={t('effect.picture')}>
        <EffectPicture rows={data.rows} />
      </Section>
      <Section title={t('effect.table')}>
        <EffectTable rows={data.rows} by={by} />
      </Section>
    </>
  )
}
