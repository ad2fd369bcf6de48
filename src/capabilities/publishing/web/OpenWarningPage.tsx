import { DownloadIcon } from '@navikt/aksel-icons'
import { useCall } from '#ui/api.ts'
import { TextLink } from '#ui/kit/Button.tsx'
import { Languages } from '#ui/kit/Languages.tsx'
import { SeverityMark, TlpChip } from '#ui/kit/marks.tsx'
import { FaultNotice, Notice } from '#ui/kit/Notice.tsx'
import { Page, PageAwaited, Section } from '#ui/kit/Page.tsx'
import { TimeText } from '#ui/kit/TimeText.tsx'
import { usePlace } from '#ui/pages.ts'
import { useLocale, useText } from '#ui/text/text.ts'
import { type OpenWarning, publishingApi } from '../contract.ts'
import { publishingTexts } from './texts.ts'

/** One warning that everybody may read: what to do first, then what is wrong. */
export function OpenWarningPage() {
  const t = useText(publishingTexts)
  const locale = useLocale()
  const trackingId = usePlace('id')
  const { data, error, refetch } = useCall(publishingApi.openWarning, { trackingId, locale })
  const back = (
    <p>
      <TextLink to={`/warnings?lang=${locale}`}>{t('open.all')}</TextLink>
    </p>
  )
  if (error && !data)
    return (
      <Page title={error.status === 404 ? t('open.missing') : t('open.title')}>
        <Languages />
        <FaultNotice fault={error} onRetry={() => void refetch()} />
        {back}
      </Page>
    )
  if (!data) return <PageAwaited />
  const { warning } = data
  return (
    <Page
      title={warning.title}
      lead={
        <>
          {warning.trackingId} · {t('one.version', { version: warning.version })} · <TimeText at={warning.publishedAt} />
        </>
      }
      actions={
        warning.csaf && (
          <a className="ds-button" data-variant="secondary" href={warning.csaf} download>
            <DownloadIcon aria-hidden="true" />
            {t('one.csaf')}
          </a>
        )
      }
    >
      <Languages />
      {back}
      <div className="publishing-marks">
        <SeverityMark severity={warning.severity} />
        <span>{t(`type.${warning.type}`)}</span>
        <TlpChip tlp="TLP:CLEAR" pap={warning.pap} />
      </div>
      <Said warning={warning} />
      {warning.csaf && (
        <p className="faint">
          <a className="ds-link" href={`${warning.csaf}.asc`}>
            {t('one.signature')}
          </a>
          {' · '}
          <TextLink to={`/key?lang=${locale}`}>{t('one.key')}</TextLink>
        </p>
      )}
    </Page>
  )
}

function Said({ warning: { life, endedAt, news, summary, asks, parts } }: { warning: OpenWarning }) {
  const t = useText(publishingTexts)
  return (
    <div className="publishing-text">
      {life !== 'published' && (
        <Notice tone={life === 'withdrawn' ? 'warning' : 'success'} title={t(`life.${life}`)}>
          <p>
            {t(`one.${life}`)} {endedAt && <TimeText at={endedAt} />}
          </p>
        </Notice>
      )}
      {news && (
        <Notice title={t('one.news')}>
          <p>{news}</p>
        </Notice>
      )}
      {summary && <p className="publishing-paragraph">{summary}</p>}
      {asks.map(({ heading, steps }) => (
        <Section key={heading} title={heading}>
          <ul className="ds-list">
            {steps.map(({ text, dueAt }) => (
              <li key={text}>
                {text}{' '}
                {dueAt && life === 'published' && (
                  <span className="faint">
                    ({t('one.due')} <TimeText at={dueAt} />)
                  </span>
                )}
              </li>
            ))}
          </ul>
        </Section>
      ))}
      {parts.map(({ heading, text, points }) => (
        <Section key={`${heading} ${text.slice(0, 40)}`} title={heading}>
          {text && <p className="publishing-paragraph">{text}</p>}
          {points.length > 0 && (
            <ul className="ds-list">
              {points.map((point) => (
                <li key={point}>{point}</li>
              ))}
            </ul>
          )}
        </Section>
      ))}
    </div>
  )
}
