import { useState } from 'react'
import type { z } from 'zod'
import { inFours } from '#domain/fingerprint.ts'
import type { Id } from '#domain/id.ts'
import { useAction, useCall } from '#ui/api.ts'
import { Button, TextLink } from '#ui/kit/Button.tsx'
import { type Column, DataTable } from '#ui/kit/DataTable.tsx'
import { Form, SelectField } from '#ui/kit/Form.tsx'
import { Empty, FaultNotice, Notice } from '#ui/kit/Notice.tsx'
import { Section } from '#ui/kit/Page.tsx'
import { TimeText } from '#ui/kit/TimeText.tsx'
import { tell } from '#ui/kit/Toast.tsx'
import { useText } from '#ui/text/text.ts'
import { type Fallback, fallbacks, type KeyBlock, profileApi } from '../contract.ts'
import { GiveKey, LookUpKey } from './GiveKey.tsx'
import { KeyEnd, KeyStand } from './KeyWords.tsx'
import { useReader } from './reader.ts'
import { keysTexts } from './texts.ts'

type Answer = z.output<typeof profileApi.organisationKeys.output>
type Contact = Answer['contacts'][number]

/** Contacts with their keys, what is done when a key cannot be used, and what was stopped by one. */
export function OrganisationKeys({ id }: { id: Id<'org'> }) {
  const t = useText(keysTexts)
  const { data, error, refetch } = useCall(profileApi.organisationKeys, { id })
  if (error && !data) return <FaultNotice fault={error} onRetry={() => void refetch()} />
  if (!data) return null
  return (
    <>
      {data.contacts
        .filter((contact) => contact.problem !== null)
        .map((contact) => (
          <Notice key={contact.id} tone="warning" title={t('blocked.title')}>
            <p>{t('blocked.text', { contact: contact.name, problem: t(`problem.${contact.problem!}`).toLowerCase() })}</p>
          </Notice>
        ))}
      <Contacts organisation={id} contacts={data.contacts} />
      <Rule organisation={id} fallback={data.fallback} chosen={data.chosen} />
      <Blocks blocks={data.blocks} count={data.blockCount} />
    </>
  )
}

function Contacts({ organisation, contacts }: { organisation: Id<'org'>; contacts: readonly Contact[] }) {
  const t = useText(keysTexts)
  const may = useReader().mayGive(organisation)
  const [giving, give] = useState<Contact>()
  const [looking, look] = useState<Contact>()
  const columns: readonly Column<Contact>[] = [
    {
      key: 'contact',
      title: t('contact'),
      cell: ({ name, email }) => (
        <>
          {name}
          <div className="field-hint">{email ?? t('email.none')}</div>
        </>
      ),
    },
    { key: 'used', title: t('fingerprint'), cell: (contact) => <Keys contact={contact} /> },
    { key: 'expires', title: t('expires'), tight: true, cell: ({ used }) => used && <KeyEnd at={used.expiresAt} /> },
    ...(may
      ? [
          {
            key: 'change',
            title: t('change'),
            cell: (contact: Contact) => (
              <div className="row-actions">
                <Button look="secondary" onClick={() => give(contact)}>
                  {t('give')}
                </Button>
                {contact.email && (
                  <Button look="tertiary" onClick={() => look(contact)}>
                    {t('look')}
                  </Button>
                )}
              </div>
            ),
          },
        ]
      : []),
  ]
  return (
    <Section title={t('contacts.title')}>
      <DataTable
        caption={t('contacts.title')}
        columns={columns}
        rows={contacts}
        rowKey={({ id }) => id}
        rowName={({ name }) => name}
        empty={
          <Empty title={t('contacts.none')}>
            <p>{t('contacts.none.text')}</p>
          </Empty>
        }
      />
      {giving && <GiveKey organisation={organisation} contact={giving} onClose={() => give(undefined)} />}
      {looking && <LookUpKey organisation={organisation} contact={looking} onClose={() => look(undefined)} />}
    </Section>
  )
}

function Keys({ contact: { used, waiting } }: { contact: Contact }) {
  const t = useText(keysTexts)
  if (!used && !waiting) return t('noKey')
  return (
    <>
      {[used, waiting].map(
        (key) =>
          key && (
            <div key={key.id}>
              <TextLink to={`/pgp-keys/${key.id}`}>
                <code>{inFours(key.fingerprint)}</code>
              </TextLink>
              <div className="field-hint">
                <KeyStand value={key} />
              </div>
            </div>
          ),
      )}
    </>
  )
}

function Rule({ organisation, fallback, chosen }: { organisation: Id<'org'>; fallback: Fallback; chosen: boolean }) {
  const t = useText(keysTexts)
  const may = useReader().mayGive(organisation)
  const save = useAction(profileApi.setRule, { onDone: () => tell(t('rule.saved')) })
  return (
    <Section title={t('rule.title')}>
      <p>{t('rule.lead')}</p>
      {may ? (
        <Form
          action={t('rule.save')}
          busy={save.isPending}
          fault={save.error}
          onSubmit={({ fallback: wanted }) => save.mutate({ id: organisation, fallback: wanted as Fallback })}
        >
          <SelectField
            key={fallback}
            name="fallback"
            label={t('rule.field')}
            {...(!chosen && { hint: t('rule.usual') })}
            defaultValue={fallback}
            choices={fallbacks.map((value) => ({ value, label: t(`rule.${value}`) }))}
          />
        </Form>
      ) : (
        <p>
          <b>{t(`rule.${fallback}`)}</b>
        </p>
      )}
    </Section>
  )
}

function Blocks({ blocks, count }: { blocks: readonly KeyBlock[]; count: Answer['blockCount'] }) {
  const t = useText(keysTexts)
  const columns: readonly Column<KeyBlock>[] = [
    { key: 'notice', title: t('blocks.read'), cell: () => t('blocks.read') },
    { key: 'when', title: t('blocks.when'), cell: ({ at }) => <TimeText at={at} /> },
    { key: 'contact', title: t('contact'), cell: ({ contact }) => contact },
    { key: 'tlp', title: 'TLP', tight: true, cell: ({ tlp }) => tlp },
    { key: 'became', title: t('blocks.became'), cell: ({ became }) => t(`became.${became}`) },
    { key: 'why', title: t('blocks.why'), cell: ({ problem }) => t(`problem.${problem}`) },
  ]
  return (
    <Section title={t('blocks.title')}>
      {blocks.length > 0 && (
        <p>{t(count.more ? 'blocks.count.more' : 'blocks.count', { shown: blocks.length, count: count.value })}</p>
      )}
      <DataTable
        caption={t('blocks.title')}
        columns={columns}
        rows={blocks}
        rowKey={({ id }) => id}
        rowName={({ contact }) => contact}
        rowLink={({ noticeId }) => `/notices/${noticeId}`}
        empty={<p>{t('blocks.none')}</p>}
      />
    </Section>
  )
}
