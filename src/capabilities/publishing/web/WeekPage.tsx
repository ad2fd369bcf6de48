import { ChevronLeftIcon, ChevronRightIcon } from '@navikt/aksel-icons'
import { useState } from 'react'
import { dayText } from '#domain/dates.ts'
import { day, later, utc } from '#domain/time.ts'
import { useCall } from '#ui/api.ts'
import { ButtonLink, TextLink } from '#ui/kit/Button.tsx'
import { Languages } from '#ui/kit/Languages.tsx'
import { SeverityMark } from '#ui/kit/marks.tsx'
import { Empty, FaultNotice, Notice } from '#ui/kit/Notice.tsx'
import { Page, PageAwaited, Section } from '#ui/kit/Page.tsx'
import { TimeText } from '#ui/kit/TimeText.tsx'
import { usePlace } from '#ui/pages.ts'
import { useLocale, useText } from '#ui/text/text.ts'
import { type Digest, type DigestLine, publishingApi, type Week, weekDeeds } from '../contract.ts'
import { weekBeside, weekOf } from '../rules-week.ts'
import { Follow } from './Feeds.tsx'
import { publishingTexts } from './texts.ts'

/** The letter of the week that runs now. */
export function ThisWeekPage() {
  const [week] = useState(() => weekOf(utc(Date.now())))
  return <Letter week={week} />
}

/** The letter of a week, open to everybody. */
export const WeekPage = () => <Letter week={usePlace('week')} />

function Letter({ week }: { week: Week }) {
  const t = useText(publishingTexts)
  const locale = useLocale()
  const { data, error, refetch } = useCall(publishingApi.openWeek, { week, locale })
  const [year = '', number = ''] = week.split('-W')
  const title = /^\d{4}-W\d\d$/.test(week) ? t('week.title', { number: String(Number(number)), year }) : t('open.weeks')
  if (error && !data)
    return (
      <Page title={error.status === 404 || error.status === 422 ? t('week.missing') : title}>
        <Languages />
        <FaultNotice fault={error} onRetry={() => void refetch()} />
        <All />
      </Page>
    )
  if (!data) return <PageAwaited />
  const { digest } = data
  const lastDay = later(digest.until, -day / 2)
  return (
    <Page
      title={title}
      lead={t('week.lead', { from: dayText(digest.from, locale), until: dayText(lastDay, locale) })}
      actions={<Beside digest={digest} />}
    >
      <Languages />
      <All />
      {!digest.isOver && <Notice>{t('week.running')}</Notice>}
      {digest.lines.length === 0 && (
        <Empty title={t('week.none')}>
          <p>{t('week.none.next')}</p>
        </Empty>
      )}
      {weekDeeds.map((what) => (
        <Part key={what} title={t(`what.${what}`)} lines={digest.lines.filter((line) => line.what === what)} />
      ))}
      {digest.more && <p>{t('week.more', { count: digest.lines.length })}</p>}
      <Follow feed="weeks" />
    </Page>
  )
}

function All() {
  const t = useText(publishingTexts)
  const locale = useLocale()
  return (
    <p>
      <TextLink to={`/warnings?lang=${locale}`}>{t('open.all')}</TextLink>
    </p>
  )
}

function Beside({ digest: { week, isOver } }: { digest: Digest }) {
  const t = useText(publishingTexts)
  const locale = useLocale()
  const to = (weeks: number) => `/weeks/${weekBeside(week, weeks) ?? week}?lang=${locale}`
  return (
    <>
      <ButtonLink to={to(-1)} look="secondary">
        <ChevronLeftIcon aria-hidden="true" />
        {t('week.before')}
      </ButtonLink>
      {isOver && (
        <ButtonLink to={to(1)} look="secondary">
          {t('week.after')}
          <ChevronRightIcon aria-hidden="true" />
        </ButtonLink>
      )}
    </>
  )
}

function Part({ title, lines }: { title: string; lines: readonly DigestLine[] }) {
  const locale = useLocale()
  if (lines.length === 0) return null
  return (
    <Section title={title}>
      <ul className="publishing-lines">
        {lines.map(({ trackingId, title: named, summary, severity, at }) => (
          <li key={`${trackingId} ${at}`}>
            <div className="publishing-marks">
              <SeverityMark severity={severity} />
              <TextLink to={`/warnings/${trackingId}?lang=${locale}`}>{named}</TextLink>
            </div>
            {summary && <p className="publishing-paragraph">{summary}</p>}
            <p className="faint">
              {trackingId} · <TimeText at={at} />
            </p>
          </li>
        ))}
      </ul>
    </Section>
  )
}
