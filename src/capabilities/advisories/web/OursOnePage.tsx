import type { Id } from '#domain/id.ts'
import { fileAddress, useCall } from '#ui/api.ts'
import { ButtonLink } from '#ui/kit/Button.tsx'
import { Menu, MenuFile } from '#ui/kit/Menu.tsx'
import { FaultNotice, Notice } from '#ui/kit/Notice.tsx'
import { Page, PageAwaited, Section } from '#ui/kit/Page.tsx'
import { TimeText } from '#ui/kit/TimeText.tsx'
import { usePlace } from '#ui/pages.ts'
import { useLocale, useText } from '#ui/text/text.ts'
import { advisoriesApi, type Version } from '../contract.ts'
import { AdvisoryText } from './AdvisoryText.tsx'
import { AdvisoryMarks } from './marks.tsx'
import { OpenQuestion, Replies } from './Replies.tsx'
import { advisoriesTexts } from './texts.ts'
import './advisories.css'

/** One warning as we got it: what to do, what is wrong, and why it came to us. */
export function OursOnePage() {
  const t = useText(advisoriesTexts)
  const locale = useLocale()
  const id = usePlace('id') as Id<'adv'>
  const { data, error, refetch } = useCall(advisoriesApi.oursOne, { id })
  if (error && !data)
    return (
      <Page title={error.status === 404 ? t('one.missing') : t('ours.title')}>
        <FaultNotice fault={error} onRetry={() => void refetch()} />
      </Page>
    )
  if (!data) return <PageAwaited />
  const { advisory } = data
  return (
    <Page
      title={advisory.title}
      lead={
        <>
          {advisory.trackingId} · {t('version', { version: advisory.version })} · <TimeText at={advisory.publishedAt} />
        </>
      }
      actions={
        (advisory.content.measures.length > 0 || (advisory.content.medical?.compensations.length ?? 0) > 0) &&
        !advisory.ended && (
          <ButtonLink to={`/measures?advisory=${id}`} look="primary">
            {t('ours.answer')}
          </ButtonLink>
        )
      }
    >
      <AdvisoryMarks {...advisory} />
      <OpenQuestion id={id} />
      {advisory.ended && <Ended ended={advisory.ended} />}
      {advisory.news && (
        <Notice title={t('text.news')}>
          <p>{advisory.news}</p>
        </Notice>
      )}
      <AdvisoryText
        content={advisory.content}
        source={advisory.source}
        noMeasures={advisory.noMeasures}
        known={advisory.vulnerabilities}
        locale={locale}
      />
      <Replies id={id} />
      <Section
        title={t('card.title')}
        actions={
          <Menu label={t('card.download')}>
            <MenuFile href={fileAddress(advisoriesApi.card, { id, as: 'json' })}>{t('card.json')}</MenuFile>
            <MenuFile href={fileAddress(advisoriesApi.card, { id, as: 'csv' })}>{t('card.csv')}</MenuFile>
          </Menu>
        }
      >
        <p>{t('card.lead')}</p>
      </Section>
      <Section title={t('ours.why')}>
        <ul className="ds-list">
          {advisory.why.map(({ organisation, reasons }) => (
            <li key={organisation.id}>
              {organisation.name} {reasons.join('; ')}
            </li>
          ))}
        </ul>
      </Section>
    </Page>
  )
}

function Ended({ ended }: { ended: NonNullable<Version['ended']> }) {
  const t = useText(advisoriesTexts)
  if (ended.how === 'withdrawn') return <Notice tone="warning">{t('ours.ended', { words: ended.words })}</Notice>
  return (
    <Notice tone={ended.how === 'closed' ? 'success' : 'info'}>
      {t(ended.how === 'closed' ? 'ours.closed' : 'ours.replaced')}
    </Notice>
  )
}
