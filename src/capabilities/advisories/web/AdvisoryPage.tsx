import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { momentText } from '#domain/dates.ts'
import type { Id } from '#domain/id.ts'
import { type Locale, locales } from '#domain/locale.ts'
import { fileAddress, useAction, useCall } from '#ui/api.ts'
import { Button, ButtonLink } from '#ui/kit/Button.tsx'
import { Menu, MenuButton, MenuFile } from '#ui/kit/Menu.tsx'
import { FaultNotice, Notice } from '#ui/kit/Notice.tsx'
import { Page, PageAwaited } from '#ui/kit/Page.tsx'
import { Tabs } from '#ui/kit/Tabs.tsx'
import { tell } from '#ui/kit/Toast.tsx'
import { usePlace } from '#ui/pages.ts'
import { useLocale, useText } from '#ui/text/text.ts'
import { type Advisory, advisoriesApi } from '../contract.ts'
import { mayVary } from '../rules.ts'
import { AdvisoryText } from './AdvisoryText.tsx'
import { Addressees, AudiencePreview } from './AudienceList.tsx'
import { DiscardDialog, PublishDialog, ReviewDialog, SendDialog, useKeep, WithdrawDialog } from './deeds.tsx'
import { History } from './History.tsx'
import { LanguageChoice } from './LanguageChoice.tsx'
import { AdvisoryMarks, useStateWords } from './marks.tsx'
import { PartnerNews } from './PartnerNews.tsx'
import { CsafPreview, MailPreview } from './PreviewPart.tsx'
import { advisoriesTexts } from './texts.ts'
import './advisories.css'

/** One warning: what it says, whom it goes to, how it looks elsewhere, and its versions. */
export function AdvisoryPage() {
  const t = useText(advisoriesTexts)
  const id = usePlace('id') as Id<'adv'>
  const { data, error, refetch } = useCall(advisoriesApi.one, { id })
  if (error && !data)
    return (
      <Page title={error.status === 404 ? t('one.missing') : t('list.title')}>
        <FaultNotice fault={error} onRetry={() => void refetch()} />
      </Page>
    )
  return data ? <One advisory={data.advisory} /> : <PageAwaited />
}

function One({ advisory }: { advisory: Advisory }) {
  const t = useText(advisoriesTexts)
  const locale = useLocale()
  // Whoever reads a draft through reads it in every language that it goes out in.
  const [language, setLanguage] = useState<Locale>(locale)
  const stateWords = useStateWords()
  const { id, version, draft } = advisory
  return (
    <Page
      title={advisory.title || t('edit.nameless')}
      lead={[
        advisory.trackingId,
        stateWords(advisory),
        version > 0 && advisory.life !== 'unpublished' ? t('version', { version }) : '',
      ]
        .filter(Boolean)
        .join(' · ')}
      actions={<Deeds advisory={advisory} />}
    >
      <AdvisoryMarks {...advisory} />
      {advisory.withdrawal && <Withdrawal id={id} {...advisory.withdrawal} />}
      <Said advisory={advisory} />
      <Beside advisory={advisory} />
      <PartnerNews id={id} />
      <Tabs
        label={t('tab.label')}
        tabs={[
          {
            key: 'text',
            title: t('tab.text'),
            panel: () => (
              <>
                <LanguageChoice language={language} onChange={setLanguage} />
                <AdvisoryText
                  content={advisory.content}
                  source={advisory.sourceItem}
                  noMeasures={advisory.noMeasures}
                  known={advisory.vulnerabilities}
                  locale={language}
                />
              </>
            ),
          },
          {
            key: 'audience',
            title: t('tab.audience'),
            panel: () => (draft || version === 0 ? <AudiencePreview id={id} /> : <Addressees id={id} version={version} />),
          },
          {
            key: 'preview',
            title: t('tab.preview'),
            panel: () => (
              <>
                <LanguageChoice language={language} onChange={setLanguage} />
                <div className="advisory-sides">
                  <div>
                    <MailPreview id={id} language={language} />
                  </div>
                  <div>
                    <CsafPreview id={id} language={language} />
                  </div>
                </div>
              </>
            ),
          },
          { key: 'history', title: t('tab.history'), panel: () => <History advisory={advisory} /> },
        ]}
      />
    </Page>
  )
}

/** What stands in the way, what is only said, and how it ended. */
function Said({ advisory: { checks, ended, life, draft, mayReview, reviewedBy, adviceChanged } }: { advisory: Advisory }) {
  const t = useText(advisoriesTexts)
  return (
    <>
      {ended && life !== 'published' && ended.how !== 'replaced' && (
        <Notice tone="warning" title={t(`ended.${ended.how}`)}>
          <p>{ended.words}</p>
        </Notice>
      )}
      {draft === 'review' && !mayReview && <Notice>{t('one.waits')}</Notice>}
      {draft === 'approved' && reviewedBy && <Notice tone="success">{t('one.reviewed', { name: reviewedBy })}</Notice>}
      {adviceChanged && <Notice tone="warning">{t('advice.old.next')}</Notice>}
      {checks && checks.mustHave.length > 0 && (
        <Notice tone="warning" title={t('checks.must')}>
          <p>{checks.mustHave.join(', ')}</p>
        </Notice>
      )}
      {checks && (checks.needsReason || checks.couldHave.length > 0 || checks.loose.length > 0 || checks.unclear.length > 0) && (
        <Notice>
          {checks.needsReason && <p>{t('checks.reason')}</p>}
          {checks.couldHave.length > 0 && (
            <p>
              {t('checks.could')}: {checks.couldHave.join(', ')}
            </p>
          )}
          {checks.unclear.length > 0 && (
            <p>
              {t('checks.unclear')}: {checks.unclear.join(', ')}
            </p>
          )}
          {checks.loose.length > 0 && (
            <p>
              {t('checks.loose')}:{' '}
              {checks.loose.map(({ field, word, instead }) => `${field} «${word}» → «${instead}»`).join(', ')}
            </p>
          )}
        </Notice>
      )}
    </>
  )
}

/** A withdrawal that waits, with a way back until it is carried out. */
function Withdrawal({ id, at, reason, by }: { id: Id<'adv'> } & NonNullable<Advisory['withdrawal']>) {
  const t = useText(advisoriesTexts)
  const locale = useLocale()
  const keep = useKeep()
  return (
    <Notice
      tone="warning"
      title={t('one.withdraw.waits', { by, at: momentText(at, locale) })}
      actions={
        <Button look="secondary" busy={keep.isPending} onClick={() => keep.mutate({ id })}>
          {t('one.withdraw.keep')}
        </Button>
      }
    >
      <p>{reason}</p>
      {keep.error && <FaultNotice fault={keep.error} />}
    </Notice>
  )
}

/** What goes out beside the text of a draft: the second person reads it with the rest. */
function Beside({ advisory: { draft, noMeasures, news } }: { advisory: Advisory }) {
  const t = useText(advisoriesTexts)
  const locale = useLocale()
  const isNews = news !== null && locales.some((language) => news[language])
  if (!draft || (!noMeasures && !isNews)) return null
  return (
    <>
      {noMeasures && (
        <Notice title={t('one.read.noMeasures')}>
          <p className="advisory-paragraph">{noMeasures}</p>
        </Notice>
      )}
      {isNews && (
        <Notice title={t('one.read.news')}>
          {locales
            .filter((language) => news[language])
            .sort((one, other) => Number(other === locale) - Number(one === locale))
            .map((language) => (
              <p key={language} className="advisory-paragraph" lang={language}>
                {news[language]}
              </p>
            ))}
        </Notice>
      )}
    </>
  )
}

type Asking = 'send' | 'review' | 'publish' | 'withdraw' | 'discard'

/** What can be done with it now. */
function Deeds({ advisory }: { advisory: Advisory }) {
  const t = useText(advisoriesTexts)
  const navigate = useNavigate()
  const [asking, setAsking] = useState<Asking>()
  const { id, draft, life, version, mayReview } = advisory
  const begin = useAction(advisoriesApi.begin, { onDone: () => void navigate({ to: `/advisories/${id}/edit` }) })
  const copy = useAction(advisoriesApi.duplicate, {
    onDone: (made) => void navigate({ to: `/advisories/${made.id}/edit` }),
  })
  const close = () => setAsking(undefined)
  const isOver = life === 'withdrawn' || life === 'closed'
  const mayWithdraw = !isOver && !advisory.withdrawal
  const fault = begin.error ?? copy.error
  return (
    <>
      {draft === 'draft' && <Button onClick={() => setAsking('send')}>{t('one.send')}</Button>}
      {draft === 'review' && mayReview && <Button onClick={() => setAsking('review')}>{t('one.review')}</Button>}
      {draft === 'approved' && <Button onClick={() => setAsking('publish')}>{t('one.publish')}</Button>}
      {draft && <ButtonLink to={`/advisories/${id}/edit`}>{t('one.edit')}</ButtonLink>}
      {!draft && !isOver && (
        <Button look="secondary" busy={begin.isPending} onClick={() => begin.mutate({ id })}>
          {t('one.begin')}
        </Button>
      )}
      {version > 0 && (
        <ButtonLink to={`/advisories/${id}/silence`} look="secondary">
          {t('one.silence')}
        </ButtonLink>
      )}
      {draft === 'draft' && mayVary(advisory.content) && (
        <ButtonLink to={`/advisories/${id}/wordings`} look="secondary">
          {t('one.wordings')}
        </ButtonLink>
      )}
      <Menu label={t('one.more')}>
        {version > 0 && (
          <MenuButton onClick={() => void navigate({ to: `/advisories/${id}/effect` })}>{t('one.effect')}</MenuButton>
        )}
        {version > 0 && (
          <MenuButton onClick={() => void navigate({ to: `/advisories/${id}/suppliers` })}>{t('one.suppliers')}</MenuButton>
        )}
        {version > 0 && <MenuFile href={fileAddress(advisoriesApi.card, { id, as: 'json' })}>{t('card.json')}</MenuFile>}
        {version > 0 && <MenuFile href={fileAddress(advisoriesApi.card, { id, as: 'csv' })}>{t('card.csv')}</MenuFile>}
        {version > 0 && <MenuFile href={fileAddress(advisoriesApi.csaf, { id, version })}>{t('one.csaf')}</MenuFile>}
        <MenuButton onClick={() => copy.mutate({ id })}>{t('one.copy')}</MenuButton>
        {draft && version > 0 && <MenuButton onClick={() => setAsking('discard')}>{t('one.discard')}</MenuButton>}
        {mayWithdraw && <MenuButton onClick={() => setAsking('withdraw')}>{t('one.withdraw')}</MenuButton>}
      </Menu>
      {fault && <FaultNotice fault={fault} />}
      {asking === 'send' && <SendDialog advisory={advisory} onClose={close} onDone={() => tell(t('one.sent'))} />}
      {asking === 'review' && <ReviewDialog advisory={advisory} onClose={close} />}
      {asking === 'publish' && <PublishDialog advisory={advisory} onClose={close} />}
      {asking === 'discard' && <DiscardDialog advisory={advisory} onClose={close} />}
      {asking === 'withdraw' && <WithdrawDialog advisory={advisory} onClose={close} />}
    </>
  )
}
