import type { Id } from '#domain/id.ts'
import { idOf } from '#domain/id.ts'
import { useCall } from '#ui/api.ts'
import { useAddress } from '#ui/kit/address.ts'
import { TextLink } from '#ui/kit/Button.tsx'
import { SeverityMark, TlpChip } from '#ui/kit/marks.tsx'
import { FaultNotice, Notice } from '#ui/kit/Notice.tsx'
import { Page, PageAwaited, Section } from '#ui/kit/Page.tsx'
import { TimeText } from '#ui/kit/TimeText.tsx'
import { usePlace } from '#ui/pages.ts'
import { useLocale, useText } from '#ui/text/text.ts'
import { type AskWhole, repliesApi } from '../contract.ts'
import { AnswerPart } from './AnswerPart.tsx'
import { ReplyList } from './ReplyList.tsx'
import { repliesTexts } from './texts.ts'

/** One warning about what we supply: what is wrong, what we have answered, and what we answer now. */
export function AskedOnePage() {
  const t = useText(repliesTexts)
  const id = usePlace('id') as Id<'adv'>
  const [params] = useAddress()
  const organisation = idOf('org').safeParse(params.organisation).data
  const { data, error, refetch } = useCall(repliesApi.askedOne, { id, ...(organisation && { organisation }) })
  if (error && !data)
    return (
      <Page title={t(error.status === 404 ? 'asked.missing' : 'asked.title')}>
        {error.status === 404 ? (
          <TextLink to="/supplier-warnings">{t('asked.back')}</TextLink>
        ) : (
          <FaultNotice fault={error} onRetry={() => void refetch()} />
        )}
      </Page>
    )
  return data ? <One ask={data.ask} /> : <PageAwaited />
}

function One({ ask }: { ask: AskWhole }) {
  const t = useText(repliesTexts)
  const locale = useLocale()
  const said = (words: Readonly<Record<string, string>>) => words[locale] || words.nb || words.nn || words.en
  return (
    <Page
      title={ask.title}
      lead={
        <>
          {ask.trackingId} · {ask.organisation.name} · <TimeText at={ask.shown.publishedAt} />
        </>
      }
    >
      <p className="reply-marks">
        <SeverityMark severity={ask.severity} /> <TlpChip tlp={ask.tlp} pap={ask.pap} />
      </p>
      {ask.overAt ? (
        <Notice>{t('asked.over')}</Notice>
      ) : (
        <Notice tone={ask.missing > 0 ? 'warning' : 'success'}>
          {t(ask.missing > 0 ? 'asked.missingCount' : 'asked.allAnswered', { missing: ask.missing, cells: ask.cells })}
        </Notice>
      )}
      <Section title={t('asked.what')}>
        <p className="reply-words">{said(ask.shown.summary)}</p>
        <p className="reply-words">{said(ask.shown.what)}</p>
      </Section>
      <Section title={t('column.products')}>
        <ul className="ds-list">
          {ask.products.map(({ key, name, versions }) => (
            <li key={key}>{[name, versions].filter(Boolean).join(' ')}</li>
          ))}
        </ul>
        {ask.shown.cves.length > 0 && <p>{ask.shown.cves.join(', ')}</p>}
      </Section>
      <Section title={t('asked.answers')}>
        <ReplyList replies={ask.replies} />
      </Section>
      {ask.mayAnswer && <AnswerPart ask={ask} />}
    </Page>
  )
}
