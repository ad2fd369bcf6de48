import type { Id } from '#domain/id.ts'
import { useCall } from '#ui/api.ts'
import { SeverityMark, TlpChip } from '#ui/kit/marks.tsx'
import { FaultNotice, Notice } from '#ui/kit/Notice.tsx'
import { Page, PageAwaited, Section } from '#ui/kit/Page.tsx'
import { TimeText } from '#ui/kit/TimeText.tsx'
import { usePlace } from '#ui/pages.ts'
import { useText } from '#ui/text/text.ts'
import { lettersApi } from '../contract.ts'
import { lettersTexts } from './texts.ts'
import './letters.css'

/** A warning for information: what it says, and why it came. It asks nothing. */
export function InformationPage() {
  const t = useText(lettersTexts)
  const id = usePlace('id') as Id<'adv'>
  const { data, error, refetch } = useCall(lettersApi.warning, { id })
  if (error && !data)
    return (
      <Page title={t('information.title')}>
        <FaultNotice fault={error} onRetry={() => void refetch()} />
      </Page>
    )
  if (!data) return <PageAwaited />
  const { title, trackingId, publishedAt, severity, tlp, why, ended, summary, what, who } = data
  return (
    <Page
      title={title}
      lead={
        <>
          {trackingId} · <TimeText at={publishedAt} />
        </>
      }
    >
      <p>
        <SeverityMark severity={severity} /> <TlpChip tlp={tlp} />
      </p>
      {ended && <Notice tone={ended === 'withdrawn' ? 'warning' : 'info'}>{t(`one.${ended}`)}</Notice>}
      <Notice title={why}>
        <p>{t('one.not-ours')}</p>
      </Notice>
      <p className="subscription-text">{summary}</p>
      <Text title={t('one.what')} text={what} />
      <Text title={t('one.who')} text={who} />
      <List title={t('one.measures')} items={data.measures} />
      <List title={t('one.vulnerabilities')} items={data.vulnerabilities} />
      {data.references.length > 0 && (
        <Section title={t('one.references')}>
          <ul className="ds-list">
            {data.references.map((reference) => (
              <li key={reference.url}>
                <a className="ds-link" href={reference.url} rel="noreferrer noopener" target="_blank">
                  {reference.summary}
                </a>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </Page>
  )
}

const Text = ({ title, text }: { title: string; text: string }) =>
  text ? (
    <Section title={title}>
      <p className="subscription-text">{text}</p>
    </Section>
  ) : null

const List = ({ title, items }: { title: string; items: readonly string[] }) =>
  items.length > 0 ? (
    <Section title={title}>
      <ul className="ds-list subscription-text">
        {items.map((item) => (
          <li key={item}>{item}</li>
        ))}
      </ul>
    </Section>
  ) : null
