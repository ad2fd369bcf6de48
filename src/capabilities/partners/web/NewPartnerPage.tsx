import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useAction } from '#ui/api.ts'
import { Button } from '#ui/kit/Button.tsx'
import { FaultNotice, Notice } from '#ui/kit/Notice.tsx'
import { Page } from '#ui/kit/Page.tsx'
import { useText } from '#ui/text/text.ts'
import { type PartnerInput, partnersApi, type Trial } from '../contract.ts'
import { PartnerForm } from './PartnerForm.tsx'
import { partnersTexts } from './texts.ts'
import './partners.css'

/** A new partner: its address is tried before it is added. */
export function NewPartnerPage() {
  const t = useText(partnersTexts)
  const navigate = useNavigate()
  const [given, setGiven] = useState<Pick<PartnerInput, 'kind' | 'address'>>({ kind: 'csaf', address: '' })
  const test = useAction(partnersApi.test)
  const add = useAction(partnersApi.add, { onDone: ({ id }) => void navigate({ to: `/partners/${id}` }) })
  return (
    <Page title={t('new.title')} lead={t('new.lead')}>
      <PartnerForm
        action={t('new.add')}
        busy={add.isPending}
        fault={add.error}
        onSave={(input) => add.mutate(input)}
        onAddress={setGiven}
        actions={
          <Button
            look="secondary"
            busy={test.isPending}
            disabled={given.address.trim() === ''}
            onClick={() => test.mutate({ ...given, takeUnsigned: true })}
          >
            {t('new.try')}
          </Button>
        }
      />
      <div role="status">
        {test.error && <FaultNotice fault={test.error} />}
        {test.data && <Found trial={test.data} />}
      </div>
    </Page>
  )
}

const roles = ['csaf_publisher', 'csaf_provider', 'csaf_trusted_provider', 'feed'] as const

/** What trying found, and what was wrong. */
export function Found({ trial: { found, problems } }: { trial: Trial }) {
  const t = useText(partnersTexts)
  const roleWords = (role: string) => {
    const known = roles.find((one) => one === role)
    return known ? t(`try.role.${known}`) : role
  }
  return (
    <>
      <Notice tone={found.length > 0 ? 'success' : 'warning'} title={t(found.length > 0 ? 'try.found' : 'try.nothing')}>
        <ul className="ds-list">
          {found.map(({ url, name, role, keys, listed, titles }) => (
            <li key={url}>
              <b>{name}</b>, {roleWords(role)}, {t('try.listed', { count: listed })}
              <div className="partner-place">{url}</div>
              {keys.length > 0 && <div className="partner-place">{t('try.keys', { keys: keys.join(', ') })}</div>}
              {titles.map((title) => (
                <div key={title}>«{title}»</div>
              ))}
            </li>
          ))}
        </ul>
      </Notice>
      {problems.length > 0 && (
        <Notice tone="warning" title={t('try.wrong')}>
          <ul className="ds-list">
            {problems.map(({ place, reason, words }) => (
              <li key={`${place} ${reason} ${words}`}>
                <span className="partner-place">{place}</span>: {words}
              </li>
            ))}
          </ul>
        </Notice>
      )}
    </>
  )
}
