import { useEffect, useState } from 'react'
import type { z } from 'zod'
import { type Locale, locales } from '#domain/locale.ts'
import { useAction, useCall } from '#ui/api.ts'
import { Button } from '#ui/kit/Button.tsx'
import { FaultNotice, Notice } from '#ui/kit/Notice.tsx'
import { Page } from '#ui/kit/Page.tsx'
import { speak, useLocale, useText } from '#ui/text/text.ts'
import { subscriptionsApi } from '../contract.ts'
import { subscriptionsTexts } from './texts.ts'
import './subscriptions.css'

type Linked = z.output<typeof subscriptionsApi.readLink.output>

const shortestToken = 20

/**
 * Ends the letters to one contact by the link in them. The token stands after `#`, so that it comes into no log; opening the page changes
 * nothing, so that whoever checks links ends no letter; only the button does.
 */
export function UnsubscribePage() {
  const t = useText(subscriptionsTexts)
  const [token, setToken] = useState(() => location.hash.slice(1))
  useEffect(() => {
    const changed = () => setToken(location.hash.slice(1))
    addEventListener('hashchange', changed)
    return () => removeEventListener('hashchange', changed)
  }, [])
  if (token.length >= shortestToken) return <ByToken key={token} token={token} />
  return (
    <Page title={t('end.title')}>
      <Notice tone="warning" title={t('end.none')}>
        <p>{t('end.none.next')}</p>
      </Notice>
    </Page>
  )
}

function ByToken({ token }: { token: string }) {
  const t = useText(subscriptionsTexts)
  const { data, error, refetch } = useCall(subscriptionsApi.readLink, { token })
  const language = data?.language
  useEffect(() => {
    if (language) speak(language)
  }, [language])
  if (data) return <Ended token={token} linked={data} />
  return (
    <Page title={t('end.title')}>
      {error ? (
        <FaultNotice fault={error} {...(error.status === 0 && { onRetry: () => void refetch() })} />
      ) : (
        <p className="faint" role="status">
          {t('end.loading')}
        </p>
      )}
    </Page>
  )
}

const languages: Record<Locale, string> = { nb: 'Bokmål', nn: 'Nynorsk', en: 'English' }

function Ended({ token, linked: { organisation, contact, rest } }: { token: string; linked: Linked }) {
  const t = useText(subscriptionsTexts)
  const shown = useLocale()
  const [isDone, setDone] = useState(rest === 'portal')
  const end = useAction(subscriptionsApi.unsubscribe, { onDone: () => setDone(true) })
  return (
    <Page title={t('end.title')} lead={t('end.lead', { contact, organisation })}>
      <fieldset className="subscription-languages">
        <legend className="ds-sr-only">{t('end.language')}</legend>
        {locales.map((each) => (
          <Button key={each} look="tertiary" lang={each} aria-pressed={each === shown} onClick={() => speak(each)}>
            {languages[each]}
          </Button>
        ))}
      </fieldset>
      {isDone ? (
        <Notice tone="success" title={t('end.done')}>
          <p>{t('end.done.next')}</p>
        </Notice>
      ) : (
        <>
          <p>{t('end.still')}</p>
          <div className="actions">
            <Button busy={end.isPending} onClick={() => end.mutate({ token })}>
              {t('end.do')}
            </Button>
          </div>
        </>
      )}
      {end.error && <FaultNotice fault={end.error} />}
    </Page>
  )
}
