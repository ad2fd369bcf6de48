import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { ApiFault } from '#ui/api.ts'
import { ButtonLink } from '#ui/kit/Button.tsx'
import { Empty, FaultNotice } from '#ui/kit/Notice.tsx'
import { Page } from '#ui/kit/Page.tsx'
import { useText } from '#ui/text/text.ts'
import type { WarningName } from '../contract.ts'
import { useReader } from './reader.ts'
import { silenceTexts } from './texts.ts'
import '#ui/kit/views.css'
import './silence.css'

/** A page about what came of one warning: its title stands while it loads, the way to the others below it. */
export function Frame({
  id,
  title,
  lead,
  warning,
  fault,
  onRetry,
  actions,
  here,
  children,
}: {
  id: string
  title: string
  lead?: string
  warning: WarningName | undefined
  fault: ApiFault | null
  onRetry: () => void
  actions?: ReactNode
  here: 'silence' | 'phone-list' | 'effect' | 'wordings'
  children: ReactNode
}) {
  const t = useText(silenceTexts)
  const { mayAct } = useReader()
  const places = (['silence', 'phone-list', 'effect'] as const).filter((place) => place !== 'phone-list' || mayAct)
  const words = { silence: t('to.silence'), 'phone-list': t('to.phone'), effect: t('to.effect') }
  const isMissing = fault?.status === 404 && !warning
  return (
    <Page
      title={title}
      lead={warning ? t('of', { number: warning.trackingId, title: warning.title }) : isMissing ? undefined : (lead ?? '…')}
      actions={
        <>
          {!isMissing && actions}
          <ButtonLink to={`/advisories/${id}`} look="secondary">
            {t('to.warning')}
          </ButtonLink>
        </>
      }
    >
      <nav className="views silence-places" aria-label={t('nav')}>
        <ul>
          {places.map((place) => (
            <li key={place}>
              <Link
                to={`/advisories/${id}/${place}`}
                className="view-link"
                activeProps={{}}
                aria-current={here === place ? 'page' : undefined}
              >
                {words[place]}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      {isMissing ? (
        <Empty title={t('missing')}>
          <p>{t('missing.next')}</p>
        </Empty>
      ) : fault && !warning ? (
        <FaultNotice fault={fault} onRetry={onRetry} />
      ) : (
        children
      )}
    </Page>
  )
}
