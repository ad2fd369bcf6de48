import { membersApi } from '#capabilities/members/contract.ts'
import type { Id } from '#domain/id.ts'
import { useCall } from '#ui/api.ts'
import { ButtonLink } from '#ui/kit/Button.tsx'
import { FaultNotice } from '#ui/kit/Notice.tsx'
import { Page, PageAwaited, Section } from '#ui/kit/Page.tsx'
import { usePlace } from '#ui/pages.ts'
import { useText } from '#ui/text/text.ts'
import { useReader } from './reader.ts'
import { ToldHow } from './ToldHow.tsx'
import { noticesTexts } from './texts.ts'
import './notices.css'

/** How one organisation is told, as the team keeps it. */
export function ToldHowPage() {
  const t = useText(noticesTexts)
  const id = usePlace('id') as Id<'org'>
  const { data, error, refetch } = useCall(membersApi.get, { id })
  if (error && !data)
    return (
      <Page title={t('how.title.team')}>
        <FaultNotice fault={error} onRetry={() => void refetch()} />
      </Page>
    )
  if (!data) return <PageAwaited />
  const { name } = data.organisation
  return (
    <Page
      title={t('how.of', { name })}
      lead={t('how.lead.team')}
      actions={
        <>
          <ButtonLink to={`/organisations/${id}`}>{t('how.organisation')}</ButtonLink>
          <ButtonLink to={`/notices?organisation=${id}`}>{t('how.notices')}</ButtonLink>
        </>
      }
    >
      <ToldHow organisation={{ id, name }} />
    </Page>
  )
}

/** How we are told: the same choices, in a member's own words. */
export function OurToldHowPage() {
  const t = useText(noticesTexts)
  const { organisations } = useReader()
  const [only] = organisations
  return (
    <Page title={t('how.title')} lead={t('how.lead')}>
      {organisations.length === 1 && only ? (
        <ToldHow organisation={only} />
      ) : (
        organisations.map((organisation) => (
          <Section key={organisation.id} title={organisation.name}>
            <ToldHow organisation={organisation} />
          </Section>
        ))
      )}
    </Page>
  )
}
