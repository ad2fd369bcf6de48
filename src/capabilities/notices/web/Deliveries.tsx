import type { z } from 'zod'
import { CopyButton } from '#ui/kit/CopyButton.tsx'
import { Definition } from '#ui/kit/Definition.tsx'
import { Notice as Warning } from '#ui/kit/Notice.tsx'
import { Story, type StoryStep } from '#ui/kit/Story.tsx'
import { TimeText } from '#ui/kit/TimeText.tsx'
import { useText } from '#ui/text/text.ts'
import type { Delivery, NoticeStep } from '../contract.ts'
import { DeliveryStateWord } from './marks.tsx'
import { noticesTexts } from './texts.ts'

type Step = z.output<typeof NoticeStep>

/** To whom a notice went and by which way, with what the other side said. */
export function Deliveries({ deliveries }: { deliveries: readonly Delivery[] }) {
  const t = useText(noticesTexts)
  if (deliveries.length === 0)
    return (
      <Warning tone="warning" title={t('deliveries.none')}>
        <p>{t('deliveries.none.why')}</p>
      </Warning>
    )
  return (
    <ul className="deliveries">
      {deliveries.map((delivery) => (
        <li key={delivery.id} className="panel delivery">
          <p className="delivery-head">
            <b>{delivery.contactName}</b>
            <DeliveryStateWord state={delivery.state} />
          </p>
          <p>
            {t(`channel.${delivery.channel}`)} · {delivery.address}
          </p>
          {delivery.sentAt && (
            <p>
              {t('delivery.at')} <TimeText at={delivery.sentAt} />
            </p>
          )}
          {delivery.nextTryAt && ['queued', 'deferred'].includes(delivery.state) && (
            <p>
              {t('delivery.next', { tries: delivery.tries })} <TimeText at={delivery.nextTryAt} />
            </p>
          )}
          {delivery.sentAgainAt && (
            <Warning tone="warning" title={t('delivery.again')}>
              <p>
                {t('delivery.again.why')} <TimeText at={delivery.sentAgainAt} />
              </p>
            </Warning>
          )}
          <details className="evidence">
            <summary>{t('delivery.proof')}</summary>
            <Proof delivery={delivery} />
          </details>
        </li>
      ))}
    </ul>
  )
}

/** What shows that it went: the words of the other server, and the name under which any mail log knows it. */
function Proof({ delivery }: { delivery: Delivery }) {
  const t = useText(noticesTexts)
  return (
    <Definition
      items={[
        [t('proof.reply'), delivery.reply && <span className="server-said">{delivery.reply}</span>],
        [
          'Message-ID',
          delivery.messageId && (
            <span key="id">
              <code>{delivery.messageId}</code> <CopyButton text={delivery.messageId} what="Message-ID" />
            </span>
          ),
        ],
        [t('proof.tries'), String(delivery.tries)],
        [t('proof.role'), delivery.contactRole],
        [
          t('proof.pgp'),
          [
            delivery.signed ? t('proof.signed') : t('proof.unsigned'),
            delivery.encrypted ? t('proof.encrypted') : t('proof.plain'),
          ].join(' · '),
        ],
        [t('proof.made'), <TimeText key="made" at={delivery.createdAt} />],
        [t('proof.opened'), delivery.openedAt && <TimeText key="opened" at={delivery.openedAt} />],
      ]}
    />
  )
}

const measured = ['sent', 'unsure', 'sent-again', 'deferred', 'bounced', 'failed', 'delayed', 'opened']
const claimed = ['auto-reply', 'reply', 'answered', 'called']

/** The steps of a notice: what machines proved to the right, what people said to the left. */
export function DeliveryStory({ steps, deliveries }: { steps: readonly Step[]; deliveries: readonly Delivery[] }) {
  const t = useText(noticesTexts)
  const of = new Map(deliveries.map((delivery) => [delivery.id, delivery]))
  return (
    <Story
      label={t('story.title')}
      steps={steps.map((step): StoryStep => {
        const delivery = step.deliveryId && of.get(step.deliveryId)
        return {
          key: String(step.number),
          at: step.at,
          side: measured.includes(step.what) ? 'proof' : claimed.includes(step.what) ? 'claim' : 'note',
          title: step.words,
          who: step.who.kind === 'system' ? 'Varde' : step.who.name,
          ...(delivery && { reason: `${t(`channel.${delivery.channel}`)} · ${delivery.address}` }),
        }
      })}
    />
  )
}
