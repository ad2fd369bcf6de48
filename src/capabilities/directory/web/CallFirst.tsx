import { type ReactNode, useState } from 'react'
import type { Id } from '#domain/id.ts'
import { useAction, useCall } from '#ui/api.ts'
import { AddressText } from '#ui/kit/AddressText.tsx'
import { Button, TextLink } from '#ui/kit/Button.tsx'
import { Definition } from '#ui/kit/Definition.tsx'
import { Dialog } from '#ui/kit/Dialog.tsx'
import { Form, SelectField, TextField } from '#ui/kit/Form.tsx'
import { FaultNotice, Notice } from '#ui/kit/Notice.tsx'
import { tell } from '#ui/kit/Toast.tsx'
import { worded } from '#ui/kit/worded.ts'
import { useText } from '#ui/text/text.ts'
import { directoryApi, type Teams } from '../contract.ts'
import { DayText } from './Days.tsx'
import { directoryTexts } from './texts.ts'

/** Which teams an organisation has, who leads, and whom to call first. One that only we serve needs no words, unless somebody asked. */
export function CallFirst({ id, asked = false }: { id: Id<'org'>; asked?: boolean }) {
  const t = useText(directoryTexts)
  const { data, error, refetch } = useCall(directoryApi.teams, { id })
  const [agrees, setAgrees] = useState(false)
  if (error && !data) return <FaultNotice fault={error} onRetry={() => void refetch()} />
  if (!data || (!asked && data.peers.length === 0)) return null
  const { organisation, first, lead, peers } = data
  const names = { name: organisation.name, peer: (lead?.peer ?? peers[0])?.name ?? '' }
  return (
    <Notice tone={first === 'not-agreed' ? 'warning' : 'info'} title={t(`first.${first}`, names)}>
      {lead && (
        <p>
          {t('first.agreed', { who: lead.agreedWith })}, {t('first.from')} <DayText day={lead.since} />
        </p>
      )}
      {first !== 'us' && peers.map((peer) => <Ways key={peer.id} peer={peer} />)}
      <p className="actions">
        <TextLink to={`/organisations/${id}`}>{t('first.contacts')}</TextLink>
        {data.ours && peers.length > 0 && (
          <Button look="secondary" onClick={() => setAgrees(true)}>
            {t('peer.lead.title')}
          </Button>
        )}
      </p>
      {agrees && <LeadDialog teams={data} onClose={() => setAgrees(false)} />}
    </Notice>
  )
}

function Ways({ peer }: { peer: Teams['peers'][number] }): ReactNode {
  const t = useText(directoryTexts)
  return (
    <Definition
      items={[
        [peer.name, peer.contact],
        [
          t('peers.telephone'),
          peer.telephone && (
            <a className="ds-link" href={`tel:${peer.telephone.replaceAll(' ', '')}`}>
              {peer.telephone}
            </a>
          ),
        ],
        [t('peers.email'), peer.email && <AddressText address={peer.email} />],
        [t('peers.sharing'), peer.sharingGroup],
      ]}
    />
  )
}

/** Says who leads from a day on. */
export function LeadDialog({
  teams: { organisation, peers },
  onClose,
}: {
  teams: Pick<Teams, 'organisation'> & { peers: readonly Pick<Teams['peers'][number], 'id' | 'name'>[] }
  onClose: () => void
}) {
  const t = useText(directoryTexts)
  const agree = useAction(directoryApi.agreeLead, {
    onDone: () => {
      tell(t('peer.lead.saved'))
      onClose()
    },
  })
  const words = { from: t('field.day.wrong'), agreedWith: t('field.name.wrong') }
  return (
    <Dialog title={t('peer.lead.title')} onClose={onClose}>
      <p>{organisation.name}</p>
      <Form
        action={t('save')}
        busy={agree.isPending}
        fault={worded(agree.error, words, t('field.wrong'))}
        onSubmit={({ peer, from, agreedWith }) =>
          agree.mutate({
            id: organisation.id,
            peerId: (peer === 'us' ? null : peer) as Id<'crt'> | null,
            from: from ?? '',
            agreedWith: agreedWith ?? '',
          })
        }
      >
        <SelectField
          name="peer"
          label={t('peer.lead.who')}
          choices={[{ value: 'us', label: t('peers.us') }, ...peers.map(({ id, name }) => ({ value: id, label: name }))]}
        />
        <TextField name="from" type="date" label={t('field.from')} defaultValue={new Date().toISOString().slice(0, 10)} />
        <TextField name="agreedWith" label={t('peer.lead.with')} hint={t('peer.lead.with.hint')} maxLength={200} />
      </Form>
    </Dialog>
  )
}
