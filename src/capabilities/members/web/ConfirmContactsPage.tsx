import { useEffect, useState } from 'react'
import type { z } from 'zod'
import { type Locale, locales } from '#domain/locale.ts'
import { useAction, useCall } from '#ui/api.ts'
import { Button, ButtonLink } from '#ui/kit/Button.tsx'
import { FaultNotice, Notice } from '#ui/kit/Notice.tsx'
import { Page, Section } from '#ui/kit/Page.tsx'
import { TimeText } from '#ui/kit/TimeText.tsx'
import { speak, useLocale, useText } from '#ui/text/text.ts'
import { membersApi } from '../contract.ts'
import { ContactState } from './ContactState.tsx'
import { membersTexts } from './texts.ts'
import { contactsTexts } from './texts-contacts.ts'

type Linked = z.output<typeof membersApi.readConfirmLink.output>

const shortestToken = 20

/**
 * Confirms the contacts of an organisation by the link of a letter. The token stands after `#`, so that it comes into no log; opening the
 * page changes nothing, so that whoever checks links confirms nothing; only the button does.
 */
export function ConfirmContactsPage() {
  const t = useText(contactsTexts)
  const [token, setToken] = useState(() => location.hash.slice(1))
  useEffect(() => {
    const changed = () => setToken(location.hash.slice(1))
    addEventListener('hashchange', changed)
    return () => removeEventListener('hashchange', changed)
  }, [])
  if (token.length >= shortestToken) return <ByToken key={token} token={token} />
  return (
    <Page title={t('link.title')}>
      <Notice tone="warning" title={t('link.none')}>
        <p>{t('link.none.next')}</p>
      </Notice>
    </Page>
  )
}

function ByToken({ token }: { token: string }) {
  const t = useText(contactsTexts)
  const { data, error, refetch } = useCall(membersApi.readConfirmLink, { token })
  const language = data?.language
  useEffect(() => {
    if (language) speak(language)
  }, [language])
  if (data) return <Asked token={token} linked={data} />
  return (
    <Page title={t('link.title')}>
      {error ? (
        <FaultNotice fault={error} {...(error.status === 0 && { onRetry: () => void refetch() })} />
      ) : (
        <p className="faint" role="status">
          {t('link.loading')}
        </p>
      )}
    </Page>
  )
}

const languages: Record<Locale, string> = { nb: 'Bokmål', nn: 'Nynorsk', en: 'English' }

function Asked({ token, linked: { organisation, contacts, answeredAt, expiresAt } }: { token: string; linked: Linked }) {
  const t = useText(contactsTexts)
  const words = useText(membersTexts)
  const shown = useLocale()
  const [thanks, setThanks] = useState(false)
  const confirm = useAction(membersApi.confirmByLink, { onDone: () => setThanks(true) })
  const over = thanks || answeredAt !== null
  return (
    <Page title={t('link.title')} lead={t('link.lead', { organisation })}>
      <fieldset className="confirm-languages">
        <legend className="ds-sr-only">{t('link.language')}</legend>
        {locales.map((each) => (
          <Button key={each} look="tertiary" lang={each} aria-pressed={each === shown} onClick={() => speak(each)}>
            {languages[each]}
          </Button>
        ))}
      </fieldset>
      {over && (
        <Notice tone="success" title={t(thanks ? 'link.thanks' : 'link.already')}>
          <p>{t(thanks ? 'link.thanks.next' : 'link.already.next')}</p>
        </Notice>
      )}
      <ul className="confirm-contacts">
        {contacts.map(({ id, role, name, email, telephone, confirmation, confirmedAt }) => (
          <li key={id}>
            <b>{name}</b>
            <div className="field-hint">{words(`role.${role}`)}</div>
            <div className="whole">{email ?? words('contact.email.none')}</div>
            <div>{telephone ?? words('contact.telephone.none')}</div>
            <ContactState confirmation={confirmation} confirmedAt={confirmedAt} />
          </li>
        ))}
      </ul>
      {confirm.error && <FaultNotice fault={confirm.error} />}
      {!over && (
        <div className="actions">
          <Button disabled={confirm.isPending} onClick={() => confirm.mutate({ token, ids: contacts.map(({ id }) => id) })}>
            {t('link.confirm')}
          </Button>
        </div>
      )}
      <Section title={t('link.wrong')}>
        <p>{t('link.wrong.next')}</p>
        <div className="actions">
          <ButtonLink to="/contacts">{t('link.signIn')}</ButtonLink>
        </div>
        <p className="faint">
          {t('link.expires')} <TimeText at={expiresAt} only="day" />
        </p>
      </Section>
    </Page>
  )
}
