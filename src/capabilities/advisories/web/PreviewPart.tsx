import { useState } from 'react'
import type { Id } from '#domain/id.ts'
import type { Locale } from '#domain/locale.ts'
import { useAction, useCall } from '#ui/api.ts'
import { Button } from '#ui/kit/Button.tsx'
import { MailFrame, MailText } from '#ui/kit/MailFrame.tsx'
import { FaultNotice, Notice } from '#ui/kit/Notice.tsx'
import { useText } from '#ui/text/text.ts'
import { advisoriesApi } from '../contract.ts'
import { Failures } from './Failures.tsx'
import { advisoriesTexts } from './texts.ts'

/** Where each copy has its own answer link, which belongs to its recipient alone. */
const answerPlace = '{{answer}}'

/** The mail as it is saved, in one language: exactly what is sent, as mail and as text. */
export function MailPreview({ id, language }: { id: Id<'adv'>; language: Locale }) {
  const t = useText(advisoriesTexts)
  const { data, error, refetch } = useCall(advisoriesApi.preview, { id, locale: language })
  const [asText, setAsText] = useState(false)
  if (error) return <FaultNotice fault={error} onRetry={() => void refetch()} />
  const shown = (text: string) => text.replaceAll(answerPlace, t('preview.link'))
  return (
    <>
      <div className="actions">
        <Button look="secondary" aria-pressed={!asText} onClick={() => setAsText(false)}>
          {t('preview.asMail')}
        </Button>
        <Button look="secondary" aria-pressed={asText} onClick={() => setAsText(true)}>
          {t('preview.asText')}
        </Button>
      </div>
      {data && (
        <div lang={language}>
          <p>
            <b>{data.mail.subject}</b>
          </p>
          {asText ? (
            <MailText text={shown(data.mail.text)} />
          ) : (
            <MailFrame title={data.mail.subject} html={shown(data.mail.html)} />
          )}
        </div>
      )}
    </>
  )
}

/** The CSAF as it is saved, and what its tests say. */
export function CsafPreview({ id, language }: { id: Id<'adv'>; language: Locale }) {
  const t = useText(advisoriesTexts)
  const { data, error, refetch } = useCall(advisoriesApi.preview, { id, locale: language })
  const test = useAction(advisoriesApi.test)
  if (error) return <FaultNotice fault={error} onRetry={() => void refetch()} />
  return (
    <>
      <div className="actions">
        <Button look="secondary" busy={test.isPending} onClick={() => test.mutate({ id })}>
          {t('preview.test')}
        </Button>
      </div>
      {test.error && <FaultNotice fault={test.error} />}
      {test.data && (
        <Notice tone={test.data.valid ? 'success' : 'danger'} title={t(test.data.valid ? 'preview.valid' : 'preview.invalid')}>
          {test.data.failures.length > 0 && <Failures failures={test.data.failures} />}
        </Notice>
      )}
      {data && data.lost.length > 0 && <p className="field-hint">{t('preview.lost', { places: data.lost.join(', ') })}</p>}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard */}
      <pre className="advisory-file" tabIndex={0}>
        {data?.csaf}
      </pre>
    </>
  )
}
