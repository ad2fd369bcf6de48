import type { Id } from '#domain/id.ts'
import type { Locale } from '#domain/locale.ts'
import { useAction, useCall } from '#ui/api.ts'
import { Button } from '#ui/kit/Button.tsx'
import { FaultNotice, Notice } from '#ui/kit/Notice.tsx'
import { useText } from '#ui/text/text.ts'
import { advisoriesApi } from '../contract.ts'
import { Failures } from './Failures.tsx'
import { advisoriesTexts } from './texts.ts'

/** The mail as it is saved, in one language. */
export function MailPreview({ id, language }: { id: Id<'adv'>; language: Locale }) {
  const { data, error, refetch } = useCall(advisoriesApi.preview, { id, locale: language })
  if (error) return <FaultNotice fault={error} onRetry={() => void refetch()} />
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
    <pre className="advisory-file" tabIndex={0} lang={language}>
      {data && `${data.mail.subject}\n\n${data.mail.text}`}
    </pre>
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
