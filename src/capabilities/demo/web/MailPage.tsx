import { useCall } from '#ui/api.ts'
import { Definition } from '#ui/kit/Definition.tsx'
import { MailFrame, MailText } from '#ui/kit/MailFrame.tsx'
import { FaultNotice, Notice } from '#ui/kit/Notice.tsx'
import { Page } from '#ui/kit/Page.tsx'
import { Tabs } from '#ui/kit/Tabs.tsx'
import { TimeText } from '#ui/kit/TimeText.tsx'
import { usePlace } from '#ui/pages.ts'
import { useText } from '#ui/text/text.ts'
import { demoApi } from '../contract.ts'
import { demoTexts } from './texts.ts'

/** One mail of the demo, read as its recipient would: in a frame that runs nothing and reaches nothing. */
export function MailPage() {
  const t = useText(demoTexts)
  const { data: mail, error, refetch } = useCall(demoApi.mail, { id: usePlace('id') })
  const subject = mail?.subject || t('mail.noSubject')
  return (
    <Page title={mail ? subject : t('mails.title')}>
      {error && <FaultNotice fault={error} onRetry={() => void refetch()} />}
      {mail && (
        <>
          <Definition
            items={[
              [t('mail.to'), mail.to],
              [t('mail.from'), mail.from],
              [t('mail.at'), mail.at && <TimeText key="at" at={mail.at} />],
              [
                t('mail.attachments'),
                mail.attachments.map(({ name, bytes }) => `${name} (${t('mail.bytes', { count: bytes })})`).join(', '),
              ],
            ]}
          />
          {mail.encrypted ? (
            <Notice title={t('mail.encrypted')}>
              <p>{t('mail.encrypted.means')}</p>
            </Notice>
          ) : (
            <Tabs
              label={t('mail.views')}
              tabs={[
                ...(mail.html === null
                  ? []
                  : [
                      {
                        key: 'mail',
                        title: t('mail.seen'),
                        panel: () => <MailFrame title={subject} html={mail.html!} follows />,
                      },
                    ]),
                { key: 'text', title: t('mail.text'), panel: () => <MailText text={mail.text} /> },
              ]}
            />
          )}
        </>
      )}
    </Page>
  )
}
