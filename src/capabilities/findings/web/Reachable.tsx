import { membersApi } from '#capabilities/members/contract.ts'
import type { Id } from '#domain/id.ts'
import { useCall } from '#ui/api.ts'
import { ButtonLink } from '#ui/kit/Button.tsx'
import { Notice } from '#ui/kit/Notice.tsx'
import { useText } from '#ui/text/text.ts'
import { findingsTexts } from './texts.ts'

/** Whoever cannot be reached is told of nothing: that comes before everything else. */
export function Reachable({ id, name }: { id: Id<'org'>; name?: string }) {
  const t = useText(findingsTexts)
  const { data } = useCall(membersApi.get, { id })
  const reachable = data?.contacts.some(({ role, email }) => role === 'security' && email)
  if (!data || reachable) return null
  return (
    <Notice
      tone="danger"
      title={name ? t('now.unreachable.of', { name }) : t('now.unreachable')}
      actions={
        <ButtonLink to="/contacts" look="primary">
          {t('now.unreachable.add')}
        </ButtonLink>
      }
    >
      <p>{t('now.unreachable.why')}</p>
    </Notice>
  )
}
