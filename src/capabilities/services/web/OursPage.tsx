import type { Id } from '#domain/id.ts'
import { useCall } from '#ui/api.ts'
import { FaultNotice, Notice } from '#ui/kit/Notice.tsx'
import { Page, PageAwaited, Section } from '#ui/kit/Page.tsx'
import { usePlace } from '#ui/pages.ts'
import { useText } from '#ui/text/text.ts'
import { servicesApi } from '../contract.ts'
import { Assessments, SharedWithUs } from './Assessments.tsx'
import { Demands } from './Demands.tsx'
import { OneSubject } from './OneSubject.tsx'
import { useReader } from './reader.ts'
import { servicesTexts } from './texts.ts'
import './services.css'

/** What a member has said yes to, and what it may ask for. */
export function OursPage() {
  const t = useText(servicesTexts)
  const { organisations } = useReader()
  return (
    <Page title={t('ours.title')} lead={t('ours.lead')}>
      {organisations.length === 1
        ? organisations.map(({ id }) => <At key={id} id={id} />)
        : organisations.map(({ id, name }) => (
            <Section key={id} title={name}>
              <At id={id} />
            </Section>
          ))}
      <SharedWithUs />
    </Page>
  )
}

/** The same of one organisation, for the team, which decides what waits. */
export function OrganisationServicesPage() {
  const t = useText(servicesTexts)
  const id = usePlace('id') as Id<'org'>
  const { data, error, refetch } = useCall(servicesApi.ours, { id })
  if (error && !data)
    return (
      <Page title={t('list.title')}>
        <FaultNotice fault={error} onRetry={() => void refetch()} />
      </Page>
    )
  if (!data) return <PageAwaited />
  return (
    <Page title={t('ours.of', { name: data.organisation.name })} lead={t('ours.of.lead')}>
      <At id={data.organisation.id} />
    </Page>
  )
}

function At({ id }: { id: Id<'org'> }) {
  const t = useText(servicesTexts)
  const { team } = useReader()
  const { data, error, refetch } = useCall(servicesApi.ours, { id })
  if (error && !data) return <FaultNotice fault={error} onRetry={() => void refetch()} />
  if (!data) return null
  if (!data.isMember)
    return (
      <Notice title={t('ours.stranger')}>
        <p>{t('ours.stranger.next')}</p>
      </Notice>
    )
  const [agreement, ...services] = data.subjects
  const agreed = agreement?.state === 'on'
  return (
    <>
      {agreement?.terms && !agreed && !team && (
        <Notice tone="warning" title={t('ours.due')}>
          <p>{t('ours.due.why')}</p>
        </Notice>
      )}
      <Section title={t('ours.ground')}>
        {agreement && <OneSubject organisation={id} ours={agreement} agreed={agreed} />}
        <Demands organisation={id} />
      </Section>
      <Section title={t('ours.services')}>
        {services.map((ours) => (
          <OneSubject key={ours.subject} organisation={id} ours={ours} agreed={agreed} />
        ))}
      </Section>
      {!team && <Assessments organisation={id} />}
    </>
  )
}
