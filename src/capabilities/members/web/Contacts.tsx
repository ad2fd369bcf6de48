import { ArrowDownIcon, ArrowUpIcon, PlusIcon } from '@navikt/aksel-icons'
import { useState } from 'react'
import { type Locale, locales } from '#domain/locale.ts'
import { useAction } from '#ui/api.ts'
import { AddressText } from '#ui/kit/AddressText.tsx'
import { Button } from '#ui/kit/Button.tsx'
import { type Column, DataTable } from '#ui/kit/DataTable.tsx'
import { ConfirmDialog, Dialog } from '#ui/kit/Dialog.tsx'
import { Form, SelectField, TextAreaField, TextField } from '#ui/kit/Form.tsx'
import { Empty, FaultNotice } from '#ui/kit/Notice.tsx'
import { Section } from '#ui/kit/Page.tsx'
import { tell } from '#ui/kit/Toast.tsx'
import { worded } from '#ui/kit/worded.ts'
import { useText } from '#ui/text/text.ts'
import { type Contact, ContactRole, membersApi, type Organisation } from '../contract.ts'
import { ContactHistory } from './ContactHistory.tsx'
import { ContactState, MailNotes, NightNote } from './ContactState.tsx'
import { useReader } from './reader.ts'
import { TestCallDialog } from './TestCall.tsx'
import { membersTexts } from './texts.ts'
import { contactsTexts } from './texts-contacts.ts'

/** How an organisation is reached, by role and in the order in which each is tried; each says how sure it is. */
export function Contacts({ organisation, contacts }: { organisation: Organisation; contacts: readonly Contact[] }) {
  const t = useText(membersTexts)
  const words = useText(contactsTexts)
  const { team, mayKeepContacts } = useReader()
  const may = mayKeepContacts(organisation.id)
  const confirm = useAction(membersApi.confirmContacts, {
    onDone: ({ confirmed }) => tell(words('confirm.all.done', { count: confirmed })),
  })
  const ask = useAction(membersApi.askContacts, { onDone: ({ to }) => tell(words('asked', { to })) })
  const move = useAction(membersApi.moveContact)
  const [rung, setRung] = useState<Contact>()
  const [shown, setShown] = useState<Contact>()
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
      cell: (contact) => (
        <div className="whole">
          <b>{contact.name}</b>
          <div>{t(`role.${contact.role}`)}</div>
          {contact.putBy && (
            <div className="field-hint">
              {contact.putBy.name === null
                ? words(`putBy.${contact.putBy.kind}`)
                : words('putBy.delegate.of', { name: contact.putBy.name })}
            </div>
          )}
          {may && <Order contact={contact} contacts={contacts} onMove={(up) => move.mutate({ id: contact.id, up })} />}
        </div>
      ),
    },
    {
      key: 'email',
      title: t('contact.email'),
      cell: (contact) => (
        <div className="whole">
          {contact.email ? (
            <a className="ds-link" href={`mailto:${contact.email}`}>
              <AddressText address={contact.email} />
            </a>
          ) : (
            t('contact.email.none')
          )}
          {contact.hasPgpKey && !contact.keyProblem && <div className="field-hint">{t('contact.pgp.has')}</div>}
          <MailNotes contact={contact} />
        </div>
      ),
    },
    {
      key: 'telephone',
      title: t('contact.telephone'),
      cell: (contact) =>
        contact.telephone ? (
          <div className="contact-telephone">
            <a className="ds-link whole-line" href={`tel:${contact.telephone.replaceAll(/[^+\d]/g, '')}`}>
              {contact.telephone}
            </a>
            <NightNote night={contact.night} />
            {team && (
              <Button look="tertiary" aria-label={words('call.of', { name: contact.name })} onClick={() => setRung(contact)}>
                {words('call')}
              </Button>
            )}
          </div>
        ) : (
          t('contact.telephone.none')
        ),
      tight: true,
    },
    {
      key: 'confirmed',
      title: t('contact.confirmed'),
      cell: (contact) => (
        <div className="whole">
          <ContactState confirmation={contact.confirmation} confirmedAt={contact.confirmedAt} />
          <div>
            <Button look="tertiary" aria-label={words('history.of', { name: contact.name })} onClick={() => setShown(contact)}>
              {words('history')}
            </Button>
          </div>
        </div>
      ),
    },
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
                  onClick={() => confirm.mutate({ id: organisation.id, ids: [contact.id] })}
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
        <>
          {(may || team) && contacts.length > 0 && (
            <Button
              look={team ? 'secondary' : 'primary'}
              busy={confirm.isPending}
              onClick={() => confirm.mutate({ id: organisation.id, telephone: team })}
            >
              {words(team ? 'confirm.phone' : contacts.length === 1 ? 'confirm.all.one' : 'confirm.all')}
            </Button>
          )}
          {team && contacts.length > 0 && (
            <Button look="secondary" busy={ask.isPending} onClick={() => ask.mutate({ id: organisation.id })}>
              {words('ask')}
            </Button>
          )}
          {may && (
            <Button look="secondary" icon={<PlusIcon aria-hidden="true" />} onClick={() => setOpen('new')}>
              {t('contact.add')}
            </Button>
          )}
        </>
      }
    >
      {[confirm.error, ask.error, move.error].map((fault) => fault && <FaultNotice key={fault.message} fault={fault} />)}
      {may && contacts.some((contact) => othersOf(contact, contacts).length > 1) && (
        <p className="field-hint">{words('order.hint')}</p>
      )}
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
      {rung?.telephone && <TestCallDialog contact={{ ...rung, telephone: rung.telephone }} onClose={() => setRung(undefined)} />}
      {shown && <ContactHistory contact={shown} onClose={() => setShown(undefined)} />}
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

const othersOf = ({ role }: Contact, contacts: readonly Contact[]): readonly Contact[] =>
  contacts.filter((other) => other.role === role)

/** Moves a contact among those of its role, where there are several. */
function Order({ contact, contacts, onMove }: { contact: Contact; contacts: readonly Contact[]; onMove: (up: boolean) => void }) {
  const t = useText(contactsTexts)
  const others = othersOf(contact, contacts)
  if (others.length < 2) return null
  const { name } = contact
  return (
    <div className="row-actions">
      <Button
        look="tertiary"
        icon={<ArrowUpIcon aria-hidden="true" />}
        aria-label={t('up.of', { name })}
        disabled={others[0] === contact}
        onClick={() => onMove(true)}
      />
      <Button
        look="tertiary"
        icon={<ArrowDownIcon aria-hidden="true" />}
        aria-label={t('down.of', { name })}
        disabled={others.at(-1) === contact}
        onClick={() => onMove(false)}
      />
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
  const words = useText(contactsTexts)
  const [role, setRole] = useState<ContactRole>(contact?.role ?? 'security')
  const put = useAction(membersApi.putContact, {
    onDone: ({ personal }) => {
      tell(personal ? `${t('contact.saved')} ${words('personal')}` : t('contact.saved'))
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
        onSubmit={({ name = '', email = '', telephone = '', pgpKey = '', language }) =>
          put.mutate({
            id: organisation.id,
            role,
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
              hint={words(`role.${role}.needs`)}
              value={role}
              onChange={({ target }) => setRole(target.value as ContactRole)}
              choices={ContactRole.options.map((value) => ({ value, label: t(`role.${value}`) }))}
            />
            <TextField name="name" label={t('contact.name')} hint={t('contact.name.hint')} />
          </>
        )}
        <TextField name="email" label={t('contact.email')} optional type="email" defaultValue={contact?.email ?? ''} />
        <TextField
          name="telephone"
          label={t('contact.telephone')}
          optional={role !== 'operations-24/7'}
          type="tel"
          defaultValue={contact?.telephone ?? ''}
        />
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
