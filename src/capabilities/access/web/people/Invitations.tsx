import { useState } from 'react'
import { memberRoles, type Role, teamRoles } from '#domain/endpoint.ts'
import { type Locale, locales } from '#domain/locale.ts'
import { useAction, useCall } from '#ui/api.ts'
import { Button } from '#ui/kit/Button.tsx'
import { DataTable } from '#ui/kit/DataTable.tsx'
import { ConfirmDialog, Dialog } from '#ui/kit/Dialog.tsx'
import { Form, SelectField, TextField } from '#ui/kit/Form.tsx'
import { Empty } from '#ui/kit/Notice.tsx'
import { Section } from '#ui/kit/Page.tsx'
import { TimeText } from '#ui/kit/TimeText.tsx'
import { tell } from '#ui/kit/Toast.tsx'
import { worded } from '#ui/kit/worded.ts'
import { useLocale, useText } from '#ui/text/text.ts'
import { accessApi, type Invitation } from '../../contract.ts'
import { languages } from '../languages.ts'
import { RoleChecks } from '../RoleChecks.tsx'
import type { House } from './house.tsx'
import { peopleTexts } from './texts.ts'

/** Invites somebody by mail to an organisation, or without one to the team. */
export function InviteDialog({ house, onClose }: { house?: House; onClose: () => void }) {
  const t = useText(peopleTexts)
  const locale = useLocale()
  const [roles, setRoles] = useState<Role[]>(['duty'])
  const invite = useAction(accessApi.invite, {
    onDone: (_, { email }) => {
      tell(t('invite.sent', { email }))
      onClose()
    },
  })
  return (
    <Dialog title={house ? t('invite.title', { name: house.name }) : t('invite.team.title')} onClose={onClose}>
      <Form
        action={t('invite.send')}
        busy={invite.isPending}
        fault={worded(invite.error, { email: t('invite.email.wrong') }, t('invite.email.wrong'))}
        onSubmit={({ email = '', role, locale: chosen }) =>
          invite.mutate({
            email: email.trim(),
            organisation: house?.id ?? null,
            roles: house ? [role as Role] : roles,
            locale: chosen as Locale,
          })
        }
      >
        <TextField name="email" label={t('invite.email')} hint={t('invite.email.hint')} type="email" autoComplete="off" />
        {house ? (
          <SelectField
            name="role"
            label={t('invite.role')}
            defaultValue="member-reader"
            choices={memberRoles.map((role) => ({ value: role, label: `${t(`role.${role}`)}: ${t(`role.says.${role}`)}` }))}
          />
        ) : (
          <RoleChecks label={t('invite.roles')} choices={teamRoles} chosen={roles} onChoose={setRoles} />
        )}
        <SelectField
          name="locale"
          label={t('invite.locale')}
          defaultValue={locale}
          choices={locales.map((each) => ({ value: each, label: languages[each] }))}
        />
      </Form>
    </Dialog>
  )
}

/** Invitations that nobody has accepted yet: of one organisation, or of all. Who may not invite sees nothing here. */
export function OpenInvitations({ house }: { house?: House }) {
  const t = useText(peopleTexts)
  const { data: session } = useCall(accessApi.me, {})
  const me = session?.me
  const keeps =
    me?.roles.some((role) => role === 'admin' || role === 'lead') ||
    me?.organisations.some(({ id, roles }) => id === house?.id && roles.includes('member-security'))
  return keeps ? (
    <Waiting {...(house && { house })} mayChange={!me?.team || me.roles.includes('admin')} title={t('invite.open.title')} />
  ) : null
}

function Waiting({ house, mayChange, title }: { house?: House; mayChange: boolean; title: string }) {
  const t = useText(peopleTexts)
  const { data, error, refetch, isFetching } = useCall(accessApi.invitations, {
    limit: 200,
    ...(house && { organisation: house.id }),
  })
  const [gone, setGone] = useState<Invitation>()
  const again = useAction(accessApi.inviteAgain)
  const withdraw = useAction(accessApi.withdrawInvitation, {
    onDone: () => {
      tell(t('invite.withdrawn', { email: gone?.email ?? '' }))
      setGone(undefined)
    },
  })
  const sendAgain = ({ id, email }: Invitation) =>
    again.mutate({ id }, { onSuccess: () => tell(t('invite.again.done', { email })) })
  return (
    <Section title={title}>
      <DataTable
        caption={t('invite.open.caption')}
        columns={[
          { key: 'email', title: t('invite.email'), cell: ({ email }) => email },
          ...(house
            ? []
            : [
                {
                  key: 'for',
                  title: t('invite.open.for'),
                  cell: ({ organisation }: Invitation) => organisation?.name ?? t('invite.open.team'),
                },
              ]),
          { key: 'role', title: t('invite.role'), cell: ({ roles }) => roles.map((role) => t(`role.${role}`)).join(', ') },
          { key: 'by', title: t('invite.open.by'), cell: ({ invitedBy }) => invitedBy },
          {
            key: 'until',
            title: t('invite.open.until'),
            cell: ({ expiresAt, expired }) => (expired ? t('invite.open.over') : <TimeText at={expiresAt} only="day" />),
            tight: true,
          },
          ...(mayChange
            ? [
                {
                  key: 'do',
                  title: t('people.do'),
                  cell: (row: Invitation) => (
                    <div className="actions">
                      <Button
                        look="tertiary"
                        aria-label={t('invite.again.of', { email: row.email })}
                        onClick={() => sendAgain(row)}
                      >
                        {t('invite.again')}
                      </Button>
                      <Button
                        look="tertiary"
                        danger
                        aria-label={t('invite.withdraw.of', { email: row.email })}
                        onClick={() => setGone(row)}
                      >
                        {t('invite.withdraw')}
                      </Button>
                    </div>
                  ),
                  tight: true,
                },
              ]
            : []),
        ]}
        rows={data?.rows}
        rowKey={({ id }) => id}
        rowName={({ email }) => email}
        empty={<Empty title={t('invite.open.none')} />}
        fault={error ?? again.error}
        onRetry={() => void refetch()}
        busy={isFetching}
      />
      {gone && (
        <ConfirmDialog
          title={t('invite.withdraw.of', { email: gone.email })}
          preview={<p>{t('invite.withdraw.says', { email: gone.email })}</p>}
          action={t('invite.withdraw')}
          danger
          busy={withdraw.isPending}
          fault={withdraw.error}
          onConfirm={() => withdraw.mutate({ id: gone.id })}
          onClose={() => setGone(undefined)}
        />
      )}
    </Section>
  )
}
