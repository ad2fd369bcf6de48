import type { Id } from '#domain/id.ts'
import { useCall } from '#ui/api.ts'
import { ForColleague } from '#ui/kit/Desk.tsx'
import { FaultNotice, Notice } from '#ui/kit/Notice.tsx'
import { Page, Section } from '#ui/kit/Page.tsx'
import { useText } from '#ui/text/text.ts'
import { type Contact, membersApi } from '../contract.ts'
import { Contacts } from './Contacts.tsx'
import { useReader } from './reader.ts'
import { membersTexts } from './texts.ts'

/** Whom we reach at a member when something is wrong; what is missing is said first, and loudly. */
export function ContactsPage() {
  const t = useText(membersTexts)
  const { organisations } = useReader()
  return (
    <Page title={t('contacts.title')} lead={t('contacts.lead')}>
      {organisations.length === 1
        ? organisations.map(({ id }) => <Of key={id} id={id} />)
        : organisations.map(({ id, name }) => (
            <Section key={id} title={name}>
              <Of id={id} />
            </Section>
          ))}
      <ForColleague organisation={organisations.map(({ name }) => name).join(', ')} />
    </Page>
  )
}

function Of({ id }: { id: Id<'org'> }) {
  const { data, error, refetch } = useCall(membersApi.get, { id })
  if (error && !data) return <FaultNotice fault={error} onRetry={() => void refetch()} />
  if (!data) return null
  return (
    <>
      <Missing contacts={data.contacts} />
      <Contacts organisation={data.organisation} contacts={data.contacts} />
    </>
  )
}

/** Who of those that must be reachable is not there, or has not been confirmed for long. */
function Missing({ contacts }: { contacts: readonly Contact[] }) {
  const t = useText(membersTexts)
  const has = (role: Contact['role'], way: 'email' | 'telephone') =>
    contacts.some((contact) => contact.role === role && contact[way])
  const stale = contacts.filter(({ confirmation }) => confirmation.state !== 'confirmed')
  if (!has('security', 'email'))
    return (
      <Notice tone="danger" title={t('contacts.noSecurity')}>
        <p>{t('contacts.noSecurity.why')}</p>
      </Notice>
    )
  return (
    <>
      {!has('operations-24/7', 'telephone') && (
        <Notice tone="warning" title={t('contacts.noNight')}>
          <p>{t('contacts.noNight.why')}</p>
        </Notice>
      )}
      {stale.length > 0 ? (
        <Notice title={t('contacts.stale', { count: stale.length })}>
          <p>{t('contacts.stale.why')}</p>
        </Notice>
      ) : (
        <Notice tone="success">{t('contacts.well')}</Notice>
      )}
    </>
  )
}
