import { PlusIcon } from '@navikt/aksel-icons'
import { useState } from 'react'
import { memberRoles } from '#domain/endpoint.ts'
import { useAction, useCall } from '#ui/api.ts'
import { Button } from '#ui/kit/Button.tsx'
import { DataTable } from '#ui/kit/DataTable.tsx'
import { ConfirmDialog, Dialog } from '#ui/kit/Dialog.tsx'
import { Form, SelectField } from '#ui/kit/Form.tsx'
import { Empty } from '#ui/kit/Notice.tsx'
import { Section } from '#ui/kit/Page.tsx'
import { TimeText } from '#ui/kit/TimeText.tsx'
import { tell } from '#ui/kit/Toast.tsx'
import { useText } from '#ui/text/text.ts'
import { accessApi, type MemberRole, type SeatLine } from '../../contract.ts'
import type { House } from './house.tsx'
import { InviteDialog } from './Invitations.tsx'
import { peopleTexts } from './texts.ts'

/** Who has access to an organisation: role, when they were here last, and a way to change or end it. */
export function Seats({ house }: { house: House }) {
  const t = useText(peopleTexts)
  const { data, error, refetch, isFetching } = useCall(accessApi.seats, { id: house.id })
  const [open, setOpen] = useState<{ deed: 'change' | 'remove'; seat: SeatLine } | 'invite'>()
  const close = () => setOpen(undefined)
  return (
    <Section
      title={t('people.title')}
      actions={
        data?.mayChange && (
          <Button look="secondary" icon={<PlusIcon aria-hidden="true" />} onClick={() => setOpen('invite')}>
            {t('invite.action')}
          </Button>
        )
      }
    >
      <DataTable
        caption={t('people.caption', { name: house.name })}
        columns={[
          {
            key: 'who',
            title: t('people.who'),
            cell: ({ displayName, name, self, disabled }) => (
              <div>
                <b>{displayName}</b> {self && `(${t('people.you')})`}
                {displayName !== name && <div>{name}</div>}
                {disabled && <div>{t('people.closed')}</div>}
              </div>
            ),
          },
          { key: 'role', title: t('people.role'), cell: ({ role }) => t(`role.${role}`) },
          {
            key: 'seen',
            title: t('people.seen'),
            cell: ({ signedInAt }) => (signedInAt ? <TimeText at={signedInAt} only="distance" /> : t('people.never')),
            tight: true,
          },
          {
            key: 'factor',
            title: t('people.factor'),
            cell: ({ hasSecondFactor }) => t(hasSecondFactor ? 'people.factor.yes' : 'people.factor.no'),
            tight: true,
          },
          ...(data?.mayChange
            ? [
                {
                  key: 'do',
                  title: t('people.do'),
                  cell: (seat: SeatLine) =>
                    seat.self ? null : (
                      <div className="actions">
                        <Button
                          look="tertiary"
                          aria-label={t('people.change.of', { name: seat.displayName })}
                          onClick={() => setOpen({ deed: 'change', seat })}
                        >
                          {t('people.change')}
                        </Button>
                        <Button
                          look="tertiary"
                          danger
                          aria-label={t('people.remove.of', { name: seat.displayName })}
                          onClick={() => setOpen({ deed: 'remove', seat })}
                        >
                          {t('people.remove')}
                        </Button>
                      </div>
                    ),
                  tight: true,
                },
              ]
            : []),
        ]}
        rows={data?.people}
        rowKey={({ id, role }) => id + role}
        rowName={({ displayName }) => displayName}
        empty={<Empty title={t('people.none')} />}
        fault={error}
        onRetry={() => void refetch()}
        busy={isFetching}
      />
      {open === 'invite' && <InviteDialog house={house} onClose={close} />}
      {open && open !== 'invite' && open.deed === 'change' && <ChangeDialog house={house} seat={open.seat} onClose={close} />}
      {open && open !== 'invite' && open.deed === 'remove' && <RemoveDialog house={house} seat={open.seat} onClose={close} />}
    </Section>
  )
}

interface Deed {
  house: House
  seat: SeatLine
  onClose: () => void
}

function ChangeDialog({ house, seat, onClose }: Deed) {
  const t = useText(peopleTexts)
  const change = useAction(accessApi.changeSeat, {
    onDone: () => {
      tell(t('people.changed'))
      onClose()
    },
  })
  return (
    <Dialog title={t('people.change.of', { name: seat.displayName })} onClose={onClose}>
      <Form
        action={t('people.change')}
        busy={change.isPending}
        fault={change.error}
        onSubmit={({ role }) => change.mutate({ id: house.id, person: seat.id, role: role as MemberRole })}
      >
        <p>
          {house.name}. {t('people.change.says', { name: seat.displayName })}
        </p>
        <SelectField
          name="role"
          label={t('people.role')}
          defaultValue={seat.role}
          choices={memberRoles.map((role) => ({ value: role, label: `${t(`role.${role}`)}: ${t(`role.says.${role}`)}` }))}
        />
      </Form>
    </Dialog>
  )
}

function RemoveDialog({ house, seat, onClose }: Deed) {
  const t = useText(peopleTexts)
  const remove = useAction(accessApi.endSeat, {
    onDone: () => {
      tell(t('people.removed', { name: seat.displayName }))
      onClose()
    },
  })
  return (
    <ConfirmDialog
      title={t('people.remove.title', { name: seat.displayName })}
      preview={<p>{t('people.remove.says', { name: seat.displayName, organisation: house.name })}</p>}
      action={t('people.remove')}
      danger
      busy={remove.isPending}
      fault={remove.error}
      onConfirm={() => remove.mutate({ id: house.id, person: seat.id })}
      onClose={onClose}
    />
  )
}
