import { PlusIcon } from '@navikt/aksel-icons'
import { useState } from 'react'
import { membersApi } from '#capabilities/members/contract.ts'
import type { Id } from '#domain/id.ts'
import { useAction, useCall } from '#ui/api.ts'
import { useAddress } from '#ui/kit/address.ts'
import { Button } from '#ui/kit/Button.tsx'
import { type Column, DataTable } from '#ui/kit/DataTable.tsx'
import { Dialog } from '#ui/kit/Dialog.tsx'
import { Form, TextAreaField, TextField } from '#ui/kit/Form.tsx'
import { Empty } from '#ui/kit/Notice.tsx'
import { Page, Section } from '#ui/kit/Page.tsx'
import { tell } from '#ui/kit/Toast.tsx'
import { worded } from '#ui/kit/worded.ts'
import { useText } from '#ui/text/text.ts'
import { directoryApi, type Peer } from '../contract.ts'
import { CallFirst } from './CallFirst.tsx'
import { OrganisationPicker } from './OrganisationPicker.tsx'
import { useReader } from './reader.ts'
import { directoryTexts } from './texts.ts'

/** Other response teams, and whom to call first about an organisation. */
export function PeersPage() {
  const t = useText(directoryTexts)
  const { mayKeep } = useReader()
  const [adds, setAdds] = useState(false)
  const { data, error, isFetching, refetch } = useCall(directoryApi.peers, {})
  const columns: Column<Peer>[] = [
    { key: 'name', title: t('field.name'), cell: ({ name }) => name },
    { key: 'constituency', title: t('peers.constituency'), cell: ({ constituency }) => constituency },
    {
      key: 'contact',
      title: t('peers.contact'),
      cell: ({ contact, telephone }) => (
        <div>
          {contact}
          {telephone && <div>{telephone}</div>}
        </div>
      ),
    },
    { key: 'both', title: t('peers.both'), cell: (row) => <Both peer={row} /> },
  ]
  return (
    <Page
      title={t('peers.title')}
      lead={t('peers.lead')}
      actions={
        mayKeep && (
          <Button icon={<PlusIcon aria-hidden="true" />} onClick={() => setAdds(true)}>
            {t('peers.add')}
          </Button>
        )
      }
    >
      <WhoFirst />
      <DataTable
        caption={t('peers.title')}
        columns={columns}
        rows={data?.rows}
        rowKey={({ id }) => id}
        rowName={({ name }) => name}
        rowLink={({ id }) => `/directory/peers/${id}`}
        empty={
          <Empty title={t('peers.none')}>
            <p>{t('peers.none.next')}</p>
          </Empty>
        }
        fault={error}
        onRetry={() => void refetch()}
        busy={isFetching}
      />
      {adds && <PeerDialog onClose={() => setAdds(false)} />}
    </Page>
  )
}

/** How many we share, and for how many it is agreed who leads. */
export function Both({ peer: { both, members, agreed } }: { peer: Peer }) {
  const t = useText(directoryTexts)
  return (
    <div>
      {both} {t('peers.both.of', { of: String(members) })}
      <div className="field-hint">{t('peers.agreedOf', { agreed: String(agreed), both: String(both) })}</div>
    </div>
  )
}

/** Asked for an organisation, says whom to call first; which one stands in the address. */
function WhoFirst() {
  const t = useText(directoryTexts)
  const [{ organisation }, change] = useAddress()
  const id = organisation as Id<'org'> | undefined
  const { data } = useCall(membersApi.get, { id: id! }, { enabled: id !== undefined })
  const chosen = id && { id, name: data?.organisation.name ?? '…' }
  return (
    <Section title={t('peers.first')}>
      <OrganisationPicker chosen={chosen} onChoose={(one) => change({ organisation: one?.id })} />
      {id && <CallFirst key={id} id={id} asked />}
    </Section>
  )
}

/** Records another team, or changes how it is reached. */
export function PeerDialog({ peer, onClose }: { peer?: Peer; onClose: () => void }) {
  const t = useText(directoryTexts)
  const onDone = () => {
    tell(t('peers.saved'))
    onClose()
  }
  const add = useAction(directoryApi.addPeer, { onDone })
  const change = useAction(directoryApi.changePeer, { onDone })
  const words = {
    name: t('field.name.wrong'),
    constituency: t('field.wrong'),
    contact: t('field.wrong'),
    email: t('field.wrong'),
    telephone: t('field.wrong'),
  }
  const send = (values: Record<string, string>) => {
    const said = {
      name: values.name ?? '',
      constituency: values.constituency ?? '',
      contact: values.contact ?? '',
      email: values.email || null,
      telephone: values.telephone || null,
      sharingGroup: values.sharingGroup || null,
    }
    if (peer) change.mutate({ ...said, id: peer.id, ended: values.ended || null })
    else add.mutate(said)
  }
  return (
    <Dialog title={t(peer ? 'peers.edit' : 'peers.add')} onClose={onClose}>
      <Form
        action={t('save')}
        busy={add.isPending || change.isPending}
        fault={worded(add.error ?? change.error, words, t('field.wrong'))}
        onSubmit={send}
      >
        <TextField name="name" label={t('field.name')} maxLength={200} defaultValue={peer?.name} />
        <TextAreaField
          name="constituency"
          label={t('peers.constituency')}
          rows={2}
          maxLength={500}
          defaultValue={peer?.constituency}
        />
        <TextField
          name="contact"
          label={t('peers.contact')}
          hint={t('peers.contact.hint')}
          maxLength={200}
          defaultValue={peer?.contact}
        />
        <TextField name="telephone" type="tel" label={t('peers.telephone')} optional defaultValue={peer?.telephone ?? ''} />
        <TextField name="email" type="email" label={t('peers.email')} optional defaultValue={peer?.email ?? ''} />
        <TextField name="sharingGroup" label={t('peers.sharing')} optional defaultValue={peer?.sharingGroup ?? ''} />
        {peer && <TextField name="ended" type="date" label={t('peers.ended')} optional defaultValue={peer.ended ?? ''} />}
      </Form>
    </Dialog>
  )
}
