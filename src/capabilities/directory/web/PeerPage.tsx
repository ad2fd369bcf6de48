import { PencilIcon, PlusIcon } from '@navikt/aksel-icons'
import { useState } from 'react'
import type { z } from 'zod'
import type { Id } from '#domain/id.ts'
import { useAction, useCall } from '#ui/api.ts'
import { AddressText } from '#ui/kit/AddressText.tsx'
import { useAddress } from '#ui/kit/address.ts'
import { Button, TextLink } from '#ui/kit/Button.tsx'
import { type Column, DataTable } from '#ui/kit/DataTable.tsx'
import { Definition } from '#ui/kit/Definition.tsx'
import { Dialog } from '#ui/kit/Dialog.tsx'
import { Filters } from '#ui/kit/Filters.tsx'
import { Form, TextAreaField, TextField } from '#ui/kit/Form.tsx'
import { Empty, FaultNotice } from '#ui/kit/Notice.tsx'
import { Page, PageAwaited, Section } from '#ui/kit/Page.tsx'
import { Pager } from '#ui/kit/Pager.tsx'
import { tell } from '#ui/kit/Toast.tsx'
import { worded } from '#ui/kit/worded.ts'
import { usePlace } from '#ui/pages.ts'
import { useText } from '#ui/text/text.ts'
import { directoryApi, type Peer } from '../contract.ts'
import { LeadDialog } from './CallFirst.tsx'
import { DayText } from './Days.tsx'
import { type Organisation, OrganisationPicker } from './OrganisationPicker.tsx'
import { Both, PeerDialog } from './PeersPage.tsx'
import { useReader } from './reader.ts'
import { directoryTexts } from './texts.ts'

const today = () => new Date().toISOString().slice(0, 10)

/** One other team: how it is reached, what is known of it, and whom it serves. */
export function PeerPage() {
  const t = useText(directoryTexts)
  const id = usePlace('id')
  const { data, error, refetch } = useCall(directoryApi.peers, {})
  const peer = data?.rows.find((row) => row.id === id)
  if (error && !data)
    return (
      <Page title={t('peers.title')}>
        <FaultNotice fault={error} onRetry={() => void refetch()} />
      </Page>
    )
  if (!data) return <PageAwaited />
  return peer ? (
    <One peer={peer} />
  ) : (
    <Page title={t('peer.missing')} lead={t('peer.missing.next')}>
      <TextLink to="/directory/peers">{t('peer.missing.list')}</TextLink>
    </Page>
  )
}

function One({ peer }: { peer: Peer }) {
  const t = useText(directoryTexts)
  const { mayKeep } = useReader()
  const [open, setOpen] = useState<'edit' | 'fact' | 'join'>()
  const close = () => setOpen(undefined)
  return (
    <Page
      title={peer.name}
      lead={peer.constituency}
      actions={
        mayKeep && (
          <>
            <Button look="secondary" icon={<PencilIcon aria-hidden="true" />} onClick={() => setOpen('edit')}>
              {t('peers.edit')}
            </Button>
            <Button icon={<PlusIcon aria-hidden="true" />} onClick={() => setOpen('join')}>
              {t('peer.join')}
            </Button>
          </>
        )
      }
    >
      <Definition
        items={[
          [t('peers.contact'), peer.contact],
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
          [t('peers.both'), <Both key="both" peer={peer} />],
          [t('peers.ended'), peer.ended && <DayText day={peer.ended} />],
        ]}
      />
      <Section
        title={t('peers.facts')}
        actions={
          mayKeep && (
            <Button look="tertiary" onClick={() => setOpen('fact')}>
              {t('peers.fact.add')}
            </Button>
          )
        }
      >
        <ul className="directory-facts">
          {peer.facts.map(({ on, words, source }) => (
            <li key={`${on} ${words}`}>
              <DayText day={on} />: {words} <span className="field-hint">{source}</span>
            </li>
          ))}
        </ul>
      </Section>
      <Section title={t('peer.organisations')}>
        <Shared peer={peer} />
      </Section>
      {open === 'edit' && <PeerDialog peer={peer} onClose={close} />}
      {open === 'fact' && <FactDialog id={peer.id} onClose={close} />}
      {open === 'join' && <JoinDialog id={peer.id} onClose={close} />}
    </Page>
  )
}

type Row = z.output<typeof directoryApi.shared.output>['rows'][number]

function Shared({ peer }: { peer: Peer }) {
  const t = useText(directoryTexts)
  const [{ missing, at, after }] = useAddress()
  const [agrees, setAgrees] = useState<Row>()
  const { data, error, isFetching, refetch } = useCall(directoryApi.shared, {
    id: peer.id,
    ...(missing && { missing }),
    ...(at && { at }),
    ...(after && { after }),
  })
  const columns: Column<Row>[] = [
    { key: 'name', title: t('organisation.label'), cell: ({ organisation }) => organisation.name },
    {
      key: 'since',
      title: t('field.from'),
      cell: ({ from }) => <DayText day={from} />,
    },
    {
      key: 'lead',
      title: t('peer.lead'),
      cell: ({ ours, lead }) =>
        !ours ? (
          <span className="faint">{t('peer.lead.not-ours')}</span>
        ) : lead ? (
          <div>
            {lead.peer ? t('peer.lead.peer', { name: lead.peer.name }) : t('peer.lead.us')}
            <div className="field-hint">{t('peer.lead.since', { who: lead.agreedWith })}</div>
          </div>
        ) : (
          t('peer.lead.none')
        ),
    },
    {
      key: 'agree',
      title: t('peer.lead.set'),
      tight: true,
      cell: (row) =>
        row.ours && (
          <Button
            look="tertiary"
            aria-label={t('peer.lead.set.of', { what: row.organisation.name })}
            onClick={() => setAgrees(row)}
          >
            {t('peer.lead.set')}
          </Button>
        ),
    },
  ]
  return (
    <>
      <Filters
        filters={[
          { kind: 'day', name: 'at', label: t('at') },
          {
            kind: 'one',
            name: 'missing',
            label: t('peer.lead.filter'),
            choices: [{ value: 'true', label: t('peer.lead.filter.on') }],
          },
        ]}
      />
      <DataTable
        caption={t('peer.organisations')}
        columns={columns}
        rows={data?.rows}
        rowKey={({ organisation }) => organisation.id}
        rowName={({ organisation }) => organisation.name}
        rowLink={({ organisation }) => `/directory/of/${organisation.id}`}
        empty={
          <Empty title={t('peer.none')}>
            <p>{t('peer.none.next')}</p>
          </Empty>
        }
        fault={error}
        onRetry={() => void refetch()}
        busy={isFetching}
      />
      <Pager next={data?.next} />
      {agrees && <LeadDialog teams={{ organisation: agrees.organisation, peers: [peer] }} onClose={() => setAgrees(undefined)} />}
    </>
  )
}

function FactDialog({ id, onClose }: { id: Id<'crt'>; onClose: () => void }) {
  const t = useText(directoryTexts)
  const add = useAction(directoryApi.addFact, {
    onDone: () => {
      tell(t('peers.fact.added'))
      onClose()
    },
  })
  const words = { on: t('field.day.wrong'), words: t('field.wrong'), source: t('field.wrong') }
  return (
    <Dialog title={t('peers.fact.add')} onClose={onClose}>
      <Form
        action={t('save')}
        busy={add.isPending}
        fault={worded(add.error, words, t('field.wrong'))}
        onSubmit={({ on = '', words: said = '', source = '' }) => add.mutate({ id, on, words: said, source })}
      >
        <TextField name="on" type="date" label={t('peers.fact.on')} defaultValue={today()} />
        <TextAreaField name="words" label={t('peers.fact.words')} rows={2} maxLength={500} />
        <TextField name="source" label={t('field.source')} maxLength={200} />
      </Form>
    </Dialog>
  )
}

function JoinDialog({ id, onClose }: { id: Id<'crt'>; onClose: () => void }) {
  const t = useText(directoryTexts)
  const [organisation, setOrganisation] = useState<Organisation>()
  const join = useAction(directoryApi.addShared, {
    onDone: () => {
      tell(t('peer.joined'))
      onClose()
    },
  })
  const words = { from: t('field.day.wrong'), to: t('field.day.wrong'), organisationIds: t('organisation.hint') }
  return (
    <Dialog title={t('peer.join')} onClose={onClose}>
      <Form
        action={t('peer.join')}
        busy={join.isPending}
        fault={worded(join.error, words, t('field.wrong'))}
        onSubmit={({ from = '', to }) =>
          join.mutate({ id, organisationIds: organisation ? [organisation.id] : [], from, to: to || null })
        }
      >
        <OrganisationPicker chosen={organisation} onChoose={setOrganisation} />
        <TextField name="from" type="date" label={t('field.from')} defaultValue={today()} />
        <TextField name="to" type="date" label={t('field.to')} hint={t('field.to.hint')} optional />
      </Form>
    </Dialog>
  )
}
