import { ArrowCirclepathIcon, CircleSlashIcon, PaperplaneIcon, PhoneIcon } from '@navikt/aksel-icons'
import { useState } from 'react'
import type { z } from 'zod'
import { reportsApi } from '#capabilities/reports/contract.ts'
import type { Id } from '#domain/id.ts'
import { useCall } from '#ui/api.ts'
import { Button, ButtonLink, TextLink } from '#ui/kit/Button.tsx'
import { CountText } from '#ui/kit/CountText.tsx'
import { Definition } from '#ui/kit/Definition.tsx'
import { PrintMenu } from '#ui/kit/Downloads.tsx'
import { SeverityMark, TlpChip } from '#ui/kit/marks.tsx'
import { FaultNotice, Notice as Warning } from '#ui/kit/Notice.tsx'
import { Page, Section } from '#ui/kit/Page.tsx'
import { TimeText } from '#ui/kit/TimeText.tsx'
import { usePlace } from '#ui/pages.ts'
import { useText } from '#ui/text/text.ts'
import { type Notice, noticesApi } from '../contract.ts'
import { Deliveries, DeliveryStory } from './Deliveries.tsx'
import { Desk } from './Desk.tsx'
import { Mail } from './Inbound.tsx'
import { NoticeStateWord } from './marks.tsx'
import { AgainDialog, CallDialog, CancelDialog, ResendDialog } from './NoticeDialogs.tsx'
import { Preview } from './Preview.tsx'
import { useReader } from './reader.ts'
import { ToldFindings } from './ToldFindings.tsx'
import { noticesTexts } from './texts.ts'

export type Shown = z.output<typeof noticesApi.notice.output>

/** One notice: exactly as it was sent, of what it told and why them, and what became of it. */
export function NoticePage() {
  const t = useText(noticesTexts)
  const { team } = useReader()
  const { data, error, refetch } = useCall(noticesApi.notice, { id: usePlace('id') as Id<'ntc'> })
  if (error && !data)
    return (
      <Page title={t('one.missing')}>
        <FaultNotice fault={error} onRetry={() => void refetch()} />
      </Page>
    )
  if (!data)
    return (
      <p className="faint" role="status">
        {t('one.loading')}
      </p>
    )
  return team ? <ForTeam shown={data} /> : <ForMember shown={data} />
}

/** Nothing that is still on its way can be told to have arrived. */
const underWay = ['queued', 'deferred', 'sending', 'unsure']

function ForTeam({ shown }: { shown: Shown }) {
  const t = useText(noticesTexts)
  const { mayDecide } = useReader()
  const [doing, setDoing] = useState<'cancel' | 'again' | 'resend' | 'call'>()
  const { notice, deliveries, mails } = shown
  const close = () => setDoing(undefined)
  const last = deliveries.findLast(({ channel, state }) => channel === 'mail' && state !== 'cancelled')
  const unsent = deliveries.some(({ state }) => state === 'queued' || state === 'deferred')
  return (
    <Desk
      title={notice.subject}
      lead={t('one.lead', { recipient: notice.recipient.name })}
      actions={
        <>
          {mayDecide && (
            <>
              <Button look="secondary" icon={<PhoneIcon aria-hidden="true" />} onClick={() => setDoing('call')}>
                {t('call.open')}
              </Button>
              {last && notice.state !== 'cancelled' && (
                <Button look="secondary" icon={<ArrowCirclepathIcon aria-hidden="true" />} onClick={() => setDoing('again')}>
                  {t('again.open')}
                </Button>
              )}
              <Button look="secondary" icon={<PaperplaneIcon aria-hidden="true" />} onClick={() => setDoing('resend')}>
                {t('resend.open')}
              </Button>
              {unsent && (
                <Button look="secondary" danger icon={<CircleSlashIcon aria-hidden="true" />} onClick={() => setDoing('cancel')}>
                  {t('cancel.open')}
                </Button>
              )}
            </>
          )}
          <PrintMenu pdf={reportsApi.notice} input={{ id: notice.id }} />
        </>
      }
    >
      {notice.corrects && (
        <Warning>
          {t('one.corrects')} <TextLink to={`/notices/${notice.corrects}`}>{t('one.corrects.show')}</TextLink>
        </Warning>
      )}
      <div className="notice-page">
        <div>
          <Facts notice={notice} />
          <Section title={t('preview.title')}>
            <Preview sent={{ ...shown, subject: notice.subject }} fileName={notice.id} />
          </Section>
        </div>
        <div>
          <Section title={t('deliveries.title')}>
            <Deliveries deliveries={deliveries} />
          </Section>
          {mails.length > 0 && (
            <Section title={t('mails.title')}>
              <ul className="mails">
                {mails.map((mail) => (
                  <li key={mail.id} className="panel">
                    <Mail mail={mail} />
                  </li>
                ))}
              </ul>
            </Section>
          )}
        </div>
      </div>
      <Section title={t('story.title')}>
        <DeliveryStory steps={shown.steps} deliveries={deliveries} />
      </Section>
      {notice.about ? (
        <p>
          <TextLink to={`/advisories/${notice.about}`}>{t('one.warning')}</TextLink>
        </p>
      ) : (
        <ToldFindings notice={notice} />
      )}
      {doing === 'cancel' && (
        <CancelDialog notice={notice} count={deliveries.filter(({ state }) => underWay.includes(state)).length} onClose={close} />
      )}
      {doing === 'again' && last && <AgainDialog notice={notice} last={last} onClose={close} />}
      {doing === 'resend' && <ResendDialog notice={notice} onClose={close} />}
      {doing === 'call' && <CallDialog notice={notice} onClose={close} />}
    </Desk>
  )
}

function ForMember({ shown }: { shown: Shown }) {
  const t = useText(noticesTexts)
  const { organisations } = useReader()
  const { notice } = shown
  return (
    <Page
      title={notice.subject}
      lead={
        <>
          <TlpChip tlp={notice.tlp} pap={notice.pap} /> {organisations.length > 1 && `${notice.recipient.name} · `}
          <TimeText at={notice.sentAt ?? notice.createdAt} />
        </>
      }
      actions={
        <>
          <ButtonLink to={notice.about ? `/our-advisories/${notice.about}` : '/findings'} look="primary">
            {t(notice.about ? 'one.warning' : 'one.answer')}
          </ButtonLink>
          <PrintMenu pdf={reportsApi.notice} input={{ id: notice.id }} />
        </>
      }
    >
      <p>
        <CountText parts={[{ value: notice.answered, what: t('one.answered'), of: notice.findings }]} />
      </p>
      {!notice.about && <ToldFindings notice={notice} />}
      <Section title={t('preview.title')}>
        <Preview sent={{ ...shown, subject: notice.subject }} fileName={notice.id} />
      </Section>
    </Page>
  )
}

function Facts({ notice }: { notice: Notice }) {
  const t = useText(noticesTexts)
  return (
    <div className="panel">
      <Definition
        items={[
          [t('column.state'), <NoticeStateWord key="state" state={notice.state} />],
          [
            t('column.recipient'),
            <TextLink key="recipient" to={`/organisations/${notice.recipient.id}`}>
              {notice.recipient.name}
            </TextLink>,
          ],
          [
            t(notice.about ? 'fact.asked' : 'fact.about'),
            <CountText
              key="about"
              parts={[
                { value: notice.answered, what: t('one.answered'), of: notice.findings },
                ...(notice.organisations > 1 ? [{ value: notice.organisations, what: t('fact.organisations') }] : []),
              ]}
            />,
          ],
          [t('column.severity'), <SeverityMark key="severity" severity={notice.severity} />],
          [t('fact.schedule'), t(`schedule.${notice.schedule}`)],
          [t('fact.sent'), notice.sentAt ? <TimeText key="sent" at={notice.sentAt} /> : t('list.notSent')],
          [t('fact.opened'), notice.openedAt ? <TimeText key="opened" at={notice.openedAt} /> : t('fact.opened.not')],
          [t('fact.answered'), notice.answeredAt && <TimeText key="answered" at={notice.answeredAt} />],
          [t('fact.answerBy'), !notice.answeredAt && notice.answerBy && <TimeText key="by" at={notice.answerBy} />],
          [t('fact.sender'), t(`constituency.${notice.constituency}`)],
          [t('fact.language'), t(`language.${notice.language}`)],
          [t('fact.tlp'), <TlpChip key="tlp" tlp={notice.tlp} pap={notice.pap} />],
          [t('fact.id'), <code key="id">{notice.id}</code>],
        ].map(([term, value]) => [term as string, value || null] as const)}
      />
    </div>
  )
}
