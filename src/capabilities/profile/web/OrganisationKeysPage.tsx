import { membersApi } from '#capabilities/members/contract.ts'
import type { Id } from '#domain/id.ts'
import { useCall } from '#ui/api.ts'
import { FaultNotice } from '#ui/kit/Notice.tsx'
import { Page, PageAwaited } from '#ui/kit/Page.tsx'
import { usePlace } from '#ui/pages.ts'
import { useText } from '#ui/text/text.ts'
import { OrganisationKeys } from './OrganisationKeys.tsx'
import { keysTexts } from './texts.ts'

/** The keys of one organisation's contacts. */
export function OrganisationKeysPage() {
  const t = useText(keysTexts)
  const id = usePlace('id') as Id<'org'>
  const { data, error, refetch } = useCall(membersApi.get, { id })
  if (error && !data)
    return (
      <Page title={t('title')}>
        <FaultNotice fault={error} onRetry={() => void refetch()} />
      </Page>
    )
  if (!data) return <PageAwaited />
  return (
    <Page title={t('title.of', { name: data.organisation.name })} lead={t('lead')}>
      <OrganisationKeys id={id} />
    </Page>
  )
}
