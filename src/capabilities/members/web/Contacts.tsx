import { PlusIcon } from '@navikt/aksel-icons'
import { useState } from 'react'
import { type Locale, locales } from '#domain/locale.ts'
import { day } from '#domain/time.ts'
import { useAction } from '#ui/api.ts'
import { AddressText } from '#ui/kit/AddressText.tsx'
import { Button } from '#ui/kit/Button.tsx'
import { type Column, DataTable } from '#ui/kit/DataTable.tsx'
import { ConfirmDialog, Dialog } from '#ui/kit/Dialog.tsx'
import { Form, SelectField, TextAreaField, TextField } from '#ui/kit/Form.tsx'
import { Empty } from '#ui/kit/Notice.tsx'
import { Section } from '#ui/kit/Page.tsx'
import { TimeText, useNow } from '#ui/kit/TimeText.tsx'
import { tell } from '#ui/kit/Toast.tsx'
import { worded } from '#ui/kit/worded.ts'
import { useText } from '#ui/text/text.ts'
import { type Contact, ContactRole, membersApi, type Organisation } from '../contract.ts'
import { useReader } from './reader.ts'
import { membersTexts } from './texts.ts'

/** So long a contact counts as confirmed. */
export const confirmedDays = 90

/** How an organisation is reached, by role; what nobody has confirmed for 90 days says so. */
export function Contacts({ organisation, contacts }: { organisation: Organisation; contacts: readonly Contact[] }) {
  const t = useText(membersTexts)
  const may = useReader().mayKeepContacts(organisation.id)
  const confirm = useAction(membersApi.putContact, { onDone: () => tell(t('contact.confirm.done')) })
  const [open, setOpen] = useState<Contact | 'new'>()
  const [removes, setRemoves] = useState<Contact>()
  const remove = useAction(membersApi.removeContact, {
    onDone: () => {
      tell(t('contact.removed'))
      setRemoves(undefined)
    },
  })
  const columns: Column<Contact>[] = [
    {
      key: 'name',
      title: t('contact.name'),
      cell: ({ name, role }) => (
        <div className="whole">
          <b>{name}</b>
          <div>{t(`role.${role}`)}</div>
        </div>
      ),
    },
    {
      key: 'email',
      title: t('contact.email'),
      cell: ({ email, hasPgpKey }) => (
        <div className="whole">
          {email ? (
            <a className="ds-link" href={`mailto:${email}`}>
              <AddressText address={email} />
            </a>
          ) : (
            t('contact.email.none')
          )}
          {hasPgpKey && <div className="field-hint">{t('contact.pgp.has')}</div>}
        </div>
      ),
    },
    {
      key: 'telephone',
      title: t('contact.telephone'),
      cell: ({ telephone }) =>
        telephone ? (
          <a className="ds-link whole-line" href={`tel:${telephone.replaceAll(/[^+\d]/g, '')}`}>
            {telephone}
          </a>
        ) : (
          t('contact.telephone.none')
        ),
      tight: true,
    },
    { key: 'confirmed', title: t('contact.confirmed'), cell: (contact) => <Confirmed contact={contact} /> },
    ...(may
      ? [
          {
            key: 'change',
            title: t('contact.change'),
            cell: (contact: Contact) => (
              <div className="row-actions">
                <Button
                  look="tertiary"
                  aria-label={t('contact.confirm.of', { name: contact.name })}
                  disabled={confirm.isPending}
                  onClick={() => confirm.mutate({ ...valuesOf(contact), id: organisation.id })}
                >
                  {t('contact.confirm')}
                </Button>
                <Button
                  look="tertiary"
                  aria-label={t('contact.change.of', { name: contact.name })}
                  onClick={() => setOpen(contact)}
                >
                  {t('contact.change')}
                </Button>
                <Button
                  look="tertiary"
                  danger
                  aria-label={t('contact.remove.of', { name: contact.name })}
                  onClick={() => setRemoves(contact)}
                >
                  {t('contact.remove')}
                </Button>
              </div>
            ),
          },
        ]
      : []),
  ]
  return (
    <Section
      title={t('contact.title')}
      actions={
        may && (
          <Button look="secondary" icon={<PlusIcon aria-hidden="true" />} onClick={() => setOpen('new')}>
            {t('contact.add')}
          </Button>
        )
      }
    >
      <DataTable
        caption={t('contact.title')}
        columns={columns}
        rows={contacts}
        rowKey={({ id }) => id}
        rowName={({ name }) => name}
        empty={
          <Empty title={t('contact.none')}>
            <p>{t('contact.none.next')}</p>
          </Empty>
        }
      />
      {open && (
        <ContactDialog
          organisation={organisation}
          {...(open !== 'new' && { contact: open })}
          onClose={() => setOpen(undefined)}
        />
      )}
      {removes && (
        <ConfirmDialog
          title={t('contact.remove.of', { name: removes.name })}
          preview={<p>{t('contact.remove.preview')}</p>}
          action={t('contact.remove.action')}
          danger
          busy={remove.isPending}
          fault={remove.error}
          onConfirm={() => remove.mutate({ id: removes.id })}
          onClose={() => setRemoves(undefined)}
        />
      )}
    </Section>
  )
}

/** A contact as it stands: to save it unchanged confirms it. */
const valuesOf = ({ role, name, email, telephone, language }: Contact) => ({ role, name, email, telephone, language })

function Confirmed({ contact: { confirmedAt } }: { contact: Contact }) {
  const t = useText(membersTexts)
  const now = useNow()
  if (!confirmedAt) return <b>{t('contact.confirmed.never')}</b>
  const isFresh = now - Date.parse(confirmedAt) <= confirmedDays * day
  return (
    <div className="whole">
      {isFresh ? t('contact.confirmed.yes') : <b>{t('contact.confirmed.no')}</b>} <TimeText at={confirmedAt} only="distance" />
    </div>
  )
}

function ContactDialog({
  organisation,
  contact,
  onClose,
}: {
  organisation: Organisation
  contact?: Contact
  onClose: () => void
}) {
  const t = useText(membersTexts)
  const put = useAction(membersApi.putContact, {
    onDone: () => {
      tell(t('contact.saved'))
      onClose()
    },
  })
  return (
    <Dialog title={contact ? t('contact.change.of', { name: contact.name }) : t('contact.add')} onClose={onClose}>
      <Form
        action={t('contact.save')}
        busy={put.isPending}
        fault={worded(
          put.error,
          { name: t('contact.name.wrong'), email: t('contact.email.wrong'), telephone: t('contact.telephone.wrong') },
          t('field.wrong'),
        )}
        onSubmit={({ role, name = '', email = '', telephone = '', pgpKey = '', language }) =>
          put.mutate({
            id: organisation.id,
            role: contact?.role ?? (role as ContactRole),
            name: contact?.name ?? name.trim(),
            email: email.trim() || null,
            telephone: telephone.trim() || null,
            ...(pgpKey.trim() && { pgpKey: pgpKey.trim() }),
            language: language as Locale,
          })
        }
      >
        {!contact && (
          <>
            <SelectField
              name="role"
              label={t('contact.role')}
              choices={ContactRole.options.map((value) => ({ value, label: t(`role.${value}`) }))}
            />
            <TextField name="name" label={t('contact.name')} hint={t('contact.name.hint')} />
          </>
        )}
        <TextField name="email" label={t('contact.email')} optional type="email" defaultValue={contact?.email ?? ''} />
        <TextField name="telephone" label={t('contact.telephone')} optional type="tel" defaultValue={contact?.telephone ?? ''} />
        <SelectField
          name="language"
          label={t('edit.language')}
          defaultValue={contact?.language ?? organisation.language}
          choices={locales.map((value) => ({ value, label: t(`language.${value}`) }))}
        />
        <TextAreaField
          name="pgpKey"
          label={t('contact.pgp')}
          hint={t(contact?.hasPgpKey ? 'contact.pgp.keep' : 'contact.pgp.hint')}
          optional
          rows={3}
          spellCheck={false}
        />
        <p className="field-hint">{t('contact.save.hint')}</p>
      </Form>
    </Dialog>
  )
}
