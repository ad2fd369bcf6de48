import { useCall } from '#ui/api.ts'
import { Dialog } from '#ui/kit/Dialog.tsx'
import { FaultNotice } from '#ui/kit/Notice.tsx'
import { TimeText } from '#ui/kit/TimeText.tsx'
import { useText } from '#ui/text/text.ts'
import { type Contact, membersApi } from '../contract.ts'
import { TestCallText } from './TestCall.tsx'
import { contactsTexts } from './texts-contacts.ts'

/** Who confirmed a contact and how, who answered when we rang, and what came back. */
export function ContactHistory({
  contact,
  onClose,
}: {
  contact: Pick<Contact, 'id' | 'name' | 'confirmedAt'>
  onClose: () => void
}) {
  const t = useText(contactsTexts)
  const { data, error, refetch } = useCall(membersApi.contactHistory, { id: contact.id })
  return (
    <Dialog title={t('history.of', { name: contact.name })} onClose={onClose}>
      {error && <FaultNotice fault={error} onRetry={() => void refetch()} />}
      {data && (
        <div className="contact-history">
          <section>
            <h3>{t('history.confirmations')}</h3>
            {data.confirmations.length === 0 &&
              (contact.confirmedAt ? (
                <p>
                  {t('history.confirmations.before')} <TimeText at={contact.confirmedAt} />
                </p>
              ) : (
                <p>{t('history.confirmations.none')}</p>
              ))}
            <ul>
              {data.confirmations.map(({ at, how, by }) => (
                <li key={at + how}>
                  <TimeText at={at} /> – {t(`how.${how}`)}
                  {by && `, ${t('history.by', { by })}`}
                </li>
              ))}
            </ul>
          </section>
          <section>
            <h3>{t('history.calls')}</h3>
            {data.calls.length === 0 && <p>{t('history.calls.none')}</p>}
            <ul>
              {data.calls.map((call) => (
                <li key={call.id}>
                  <TestCallText call={call} of={contact.name} />
                </li>
              ))}
            </ul>
          </section>
          <section>
            <h3>{t('history.bounces')}</h3>
            {data.bounces.length === 0 && <p>{t('history.bounces.none')}</p>}
            <ul>
              {data.bounces.map(({ at, address, reply }) => (
                <li key={at + address} className="whole">
                  <TimeText at={at} /> – {address}: {reply}
                </li>
              ))}
            </ul>
          </section>
        </div>
      )}
    </Dialog>
  )
}
