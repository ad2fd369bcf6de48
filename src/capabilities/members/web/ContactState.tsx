import { ExclamationmarkTriangleIcon } from '@navikt/aksel-icons'
import type { ReactNode } from 'react'
import { SureMark } from '#ui/kit/SureMark.tsx'
import { TimeText } from '#ui/kit/TimeText.tsx'
import { useText } from '#ui/text/text.ts'
import type { ConfirmationState, ConfirmedHow, Contact } from '../contract.ts'
import { contactsTexts } from './texts-contacts.ts'
import './contacts.css'

/** How sure a contact is: a shape and words, and how long ago somebody confirmed it and how. */
export function ContactState({
  confirmation: { state, how },
  confirmedAt,
}: {
  confirmation: { state: ConfirmationState; how: ConfirmedHow | null }
  confirmedAt: string | null
}) {
  const t = useText(contactsTexts)
  return (
    <SureMark state={state}>
      {confirmedAt ? (
        <>
          {t(`state.${state}`)} <TimeText at={confirmedAt} only="distance" />
          {how && state === 'confirmed' && ` ${t(`how.${how}`)}`}
        </>
      ) : (
        t('state.never')
      )}
    </SureMark>
  )
}

/** A word beside a contact about what is wrong with it, or good. */
function Note({ tone, children }: { tone?: 'warning'; children: ReactNode }) {
  return (
    <div className="contact-note" data-tone={tone}>
      {tone && <ExclamationmarkTriangleIcon aria-hidden="true" />}
      <span>{children}</span>
    </div>
  )
}

/** What is known of the mailbox of a contact: what came back, a key that ended, an address of one person. */
export function MailNotes({ contact: { bounces, keyProblem, personal } }: { contact: Contact }) {
  const t = useText(contactsTexts)
  return (
    <>
      {bounces && (
        <Note tone="warning">
          {bounces.lost && `${t('lost')}. `}
          {t('bounces', { count: bounces.count })} <TimeText at={bounces.lastAt} only="distance" />
        </Note>
      )}
      {keyProblem && (
        <Note tone="warning">{t(keyProblem === 'expired' || keyProblem === 'revoked' ? `key.${keyProblem}` : 'key.wrong')}</Note>
      )}
      {personal && <Note>{t('personal')}</Note>}
    </>
  )
}

/** Whether somebody answers at night. */
export function NightNote({ night }: { night: Contact['night'] }) {
  const t = useText(contactsTexts)
  if (!night || night.state === 'no-number') return null
  return night.state === 'tested' && night.testedAt ? (
    <Note>
      {t('night.tested')} <TimeText at={night.testedAt} only="distance" />
    </Note>
  ) : (
    <Note tone="warning">{t('night.not-tested')}</Note>
  )
}
