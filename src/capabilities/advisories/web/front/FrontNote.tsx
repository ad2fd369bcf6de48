import { useCall } from '#ui/api.ts'
import { ButtonLink } from '#ui/kit/Button.tsx'
import { FaultNotice, Notice } from '#ui/kit/Notice.tsx'
import { TimeText, useNow } from '#ui/kit/TimeText.tsx'
import { useText } from '#ui/text/text.ts'
import { advisoriesApi } from '../../contract.ts'
import { waitingTexts } from './texts.ts'

/** How many warnings wait for an answer, and until when; nothing when none does, and what failed when nobody knows. */
export function FrontNote() {
  const t = useText(waitingTexts)
  const now = useNow()
  const { data, error, refetch } = useCall(advisoriesApi.ours, { limit: 1 })
  if (error) return <FaultNotice fault={error} onRetry={() => void refetch()} />
  if (!data || data.count.warnings === 0) return null
  const { warnings, dueAt } = data.count
  return (
    <Notice
      tone="warning"
      title={t('waiting', { count: warnings })}
      actions={
        <ButtonLink to="/our-advisories?waiting=true" look="secondary">
          {t('answer')}
        </ButtonLink>
      }
    >
      {dueAt && (
        <p>
          {t(Date.parse(dueAt) < now ? 'passed' : 'due')} <TimeText at={dueAt} />
        </p>
      )}
    </Notice>
  )
}
