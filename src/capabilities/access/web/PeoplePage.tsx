import { PlusIcon } from '@navikt/aksel-icons'
import { lazy, Suspense, useState } from 'react'
import { memberRoles, type Role, teamRoles } from '#domain/endpoint.ts'
import { type Locale, locales } from '#domain/locale.ts'
import { type ApiFault, useAction, useCall } from '#ui/api.ts'
import { useAddress } from '#ui/kit/address.ts'
import { Button } from '#ui/kit/Button.tsx'
import { DataTable } from '#ui/kit/DataTable.tsx'
import { ConfirmDialog, Dialog } from '#ui/kit/Dialog.tsx'
import { Filters } from '#ui/kit/Filters.tsx'
import { Form, SelectField, TextField } from '#ui/kit/Form.tsx'
import { Empty } from '#ui/kit/Notice.tsx'
import { OneTimeSecret } from '#ui/kit/OneTimeSecret.tsx'
import { Page } from '#ui/kit/Page.tsx'
import { Pager } from '#ui/kit/Pager.tsx'
import { useNow } from '#ui/kit/TimeText.tsx'
import { tell } from '#ui/kit/Toast.tsx'
import { worded } from '#ui/kit/worded.ts'
import { useText } from '#ui/text/text.ts'
import { accessApi, type MemberRole, type Person, type TeamRole } from '../contract.ts'
import { languages } from './languages.ts'
import { type Organisation, OrganisationPicker } from './OrganisationPicker.tsx'
import { RoleChecks } from './RoleChecks.tsx'
import { accessTexts } from './texts.ts'

const OpenInvitations = lazy(() => import('./people/Invitations.tsx').then((room) => ({ default: room.OpenInvitations })))
const WaysOfPerson = lazy(() => import('./ways/WaysOfPerson.tsx').then((room) => ({ default: room.WaysOfPerson })))
const InviteDialog = lazy(() => import('./people/Invitations.tsx').then((room) => ({ default: room.InviteDialog })))

/** Who can sign in, what they may do, and for whom. */
export function PeoplePage() {
  const t = useText(accessTexts)
  const [{ q, after }] = useAddress()
  const { data: session } = useCall(accessApi.me, {})
  const { data, error, refetch, isFetching } = useCall(accessApi.people, { ...(q && { q }), ...(after && { after }) })
  const [open, setOpen] = useState<Person | 'new'>()
  const [made, setMade] = useState<{ name: string; password: string }>()
  const [inviting, setInviting] = useState(false)
  const isAdmin = session?.me?.roles.includes('admin') ?? false
  return (
    <Page
      title={t('people.title')}
      lead={t('people.lead')}
      actions={
        isAdmin && (
          <>
            <Button icon={<PlusIcon aria-hidden="true" />} onClick={() => setInviting(true)}>
              {t('people.invite')}
            </Button>
            <Button look="secondary" onClick={() => setOpen('new')}>
              {t('people.add')}
            </Button>
          </>
        )
      }
    >
      <Filters filters={[{ kind: 'search', name: 'q', label: t('people.search') }]} />
      <DataTable
        caption={t('people.caption')}
        columns={[
          {
            key: 'person',
            title: t('people.person'),
            cell: ({ displayName, name }) => (
              <div>
                <b>{displayName}</b>
                {displayName !== name && <div>{name}</div>}
              </div>
            ),
          },
          {
            key: 'roles',
            title: t('people.rights'),
            cell: (person) => (
              <div>
                <TeamRoles person={person} />
                <Seats person={person} />
              </div>
            ),
          },
          {
            key: 'factor',
            title: t('people.factor'),
            cell: ({ hasSecondFactor }) => t(hasSecondFactor ? 'people.factor.yes' : 'people.factor.no'),
            tight: true,
          },
          { key: 'state', title: t('people.state'), cell: (person) => <State person={person} />, tight: true },
          ...(isAdmin
            ? [
                {
                  key: 'change',
                  title: t('people.change'),
                  cell: (person: Person) => (
                    <Button
                      look="tertiary"
                      aria-label={t('people.change.of', { name: person.displayName })}
                      onClick={() => setOpen(person)}
                    >
                      {t('people.change')}
                    </Button>
                  ),
                  tight: true,
                },
              ]
            : []),
        ]}
        rows={data?.rows}
        rowKey={({ id }) => id}
        rowName={({ displayName }) => displayName}
        empty={
          <Empty title={t('people.none')}>
            <p>{t('people.none.next')}</p>
          </Empty>
        }
        fault={error}
        onRetry={() => void refetch()}
        busy={isFetching}
      />
      <Pager next={data?.next} />
      <Suspense>
        {!after && !q && <OpenInvitations />}
        {inviting && <InviteDialog onClose={() => setInviting(false)} />}
      </Suspense>
      {open === 'new' && <AddDialog onClose={() => setOpen(undefined)} onMade={setMade} />}
      {open && open !== 'new' && <ChangeDialog person={open} onClose={() => setOpen(undefined)} onMade={setMade} />}
      {made && <PasswordDialog {...made} onClose={() => setMade(undefined)} />}
    </Page>
  )
}

const isTeamRole = (role: Role): role is TeamRole => (teamRoles as readonly Role[]).includes(role)

function TeamRoles({ person }: { person: Person }) {
  const t = useText(accessTexts)
  const held = person.roles.filter(isTeamRole)
  if (held.length === 0 && person.organisations.length > 0) return null
  return held.length > 0 ? held.map((role) => t(`role.${role}`)).join(', ') : t('people.roles.none')
}

function Seats({ person }: { person: Person }) {
  const t = useText(accessTexts)
  return person.organisations.map(({ id, name, role }) => (
    <div key={id + role}>
      {name} ({t(`role.${role}`)})
    </div>
  ))
}

function State({ person: { disabled, lockedUntil } }: { person: Person }) {
  const t = useText(accessTexts)
  const now = useNow()
  const isLocked = lockedUntil !== null && Date.parse(lockedUntil) > now
  return t(disabled ? 'people.state.disabled' : isLocked ? 'people.state.locked' : 'people.state.open')
}

interface Seat extends Organisation {
  role: MemberRole
}

/** For whom somebody acts: organisations, each with a role there. */
function SeatFields({ seats, onChange }: { seats: readonly Seat[]; onChange: (seats: Seat[]) => void }) {
  const t = useText(accessTexts)
  return (
    <fieldset className="field fieldset">
      <legend className="ds-label">{t('people.form.seats')}</legend>
      {seats.map((seat) => (
        <div key={seat.id} className="actions">
          <SelectField
            name={`seat-${seat.id}`}
            label={t('people.form.seat.role', { name: seat.name })}
            value={seat.role}
            onChange={({ target }) =>
              onChange(seats.map((each) => (each.id === seat.id ? { ...each, role: target.value as MemberRole } : each)))
            }
            choices={memberRoles.map((role) => ({ value: role, label: t(`role.${role}`) }))}
          />
          <Button look="tertiary" onClick={() => onChange(seats.filter(({ id }) => id !== seat.id))}>
            {t('people.form.seat.remove', { name: seat.name })}
          </Button>
        </div>
      ))}
      <OrganisationPicker
        chosen={undefined}
        onChoose={(picked) =>
          picked &&
          !seats.some(({ id }) => id === picked.id) &&
          onChange([...seats, { id: picked.id, name: picked.name, role: 'member-security' }])
        }
      />
    </fieldset>
  )
}

const toSeats = (seats: readonly Seat[]) => seats.map(({ id, role }) => ({ id, role }))

function AddDialog({ onClose, onMade }: { onClose: () => void; onMade: (made: { name: string; password: string }) => void }) {
  const t = useText(accessTexts)
  const [team, setTeam] = useState<Role[]>([])
  const [seats, setSeats] = useState<Seat[]>([])
  const add = useAction(accessApi.createPerson, {
    onDone: ({ password, sentTo }, { name }) => {
      tell(sentTo ? t('people.sent', { mail: sentTo }) : t('people.added', { name }))
      onClose()
      if (password) onMade({ name, password })
    },
  })
  return (
    <Dialog title={t('people.add')} onClose={onClose}>
      <Form
        action={t('people.form.add')}
        busy={add.isPending}
        fault={worded(
          add.error,
          { name: t('people.form.name.wrong'), displayName: t('people.form.display.wrong') },
          t('field.wrong'),
        )}
        onSubmit={({ name = '', displayName = '', locale }) =>
          add.mutate({
            name: name.trim(),
            displayName: displayName.trim(),
            teamRoles: team.filter(isTeamRole),
            organisations: toSeats(seats),
            locale: locale as Locale,
          })
        }
      >
        <TextField name="name" label={t('people.form.name')} hint={t('people.form.name.hint')} autoCapitalize="none" />
        <TextField name="displayName" label={t('people.form.display')} />
        <RoleChecks
          label={t('people.form.team')}
          hint={t('people.form.team.hint')}
          choices={teamRoles}
          chosen={team}
          onChoose={setTeam}
        />
        <SeatFields seats={seats} onChange={setSeats} />
        <SelectField
          name="locale"
          label={t('people.form.locale')}
          choices={locales.map((locale) => ({ value: locale, label: languages[locale] }))}
        />
      </Form>
    </Dialog>
  )
}

/** What an administrator can do to an account beside its roles; each asks before it happens. */
const deeds = {
  disable: { disabled: true },
  enable: { disabled: false },
  unlock: { unlock: true },
  reset: { resetPassword: true },
  resetFactor: { resetSecondFactor: true },
} as const
type Deed = keyof typeof deeds

function ChangeDialog({
  person,
  onClose,
  onMade,
}: {
  person: Person
  onClose: () => void
  onMade: (made: { name: string; password: string }) => void
}) {
  const t = useText(accessTexts)
  const [team, setTeam] = useState<Role[]>(person.roles.filter(isTeamRole))
  const [seats, setSeats] = useState(person.organisations.filter((seat): seat is Seat => seat.role.startsWith('member-')))
  const [deed, setDeed] = useState<Deed>()
  const [ways, setWays] = useState(false)
  const change = useAction(accessApi.changePerson, {
    onDone: ({ password, sentTo }) => {
      tell(sentTo ? t('people.sent', { mail: sentTo }) : t('people.saved'))
      onClose()
      if (password) onMade({ name: person.name, password })
    },
  })
  const signOut = useAction(accessApi.endSessionsOfPerson, {
    onDone: () => {
      tell(t('people.signedOut', { name: person.displayName }))
      onClose()
    },
  })
  const can: Deed[] = [
    'reset',
    'resetFactor',
    ...(person.lockedUntil ? (['unlock'] as const) : []),
    person.disabled ? 'enable' : 'disable',
  ]
  if (ways)
    return (
      <Suspense>
        <WaysOfPerson person={person} onClose={() => setWays(false)} />
      </Suspense>
    )
  if (deed)
    return (
      <ConfirmDialog
        title={`${t(`people.${deed}`)}: ${person.displayName}`}
        preview={<p>{t(`people.${deed}.preview`)}</p>}
        action={t(`people.${deed}`)}
        danger={deed === 'disable' || deed === 'reset' || deed === 'resetFactor'}
        busy={change.isPending}
        fault={change.error as ApiFault | null}
        onConfirm={() => change.mutate({ id: person.id, ...deeds[deed] })}
        onClose={() => setDeed(undefined)}
      />
    )
  return (
    <Dialog
      title={t('people.change.of', { name: person.displayName })}
      onClose={onClose}
      foot={
        <>
          {can.map((each) => (
            <Button
              key={each}
              look="secondary"
              danger={each === 'disable'}
              onClick={() => {
                change.reset()
                setDeed(each)
              }}
            >
              {t(`people.${each}`)}
            </Button>
          ))}
          <Button look="secondary" onClick={() => setWays(true)}>
            {t('people.ways')}
          </Button>
          <Button look="secondary" busy={signOut.isPending} onClick={() => signOut.mutate({ id: person.id })}>
            {t('people.signOut')}
          </Button>
        </>
      }
    >
      <Form
        action={t('people.form.save')}
        busy={change.isPending}
        fault={worded(change.error, { displayName: t('people.form.display.wrong') }, t('field.wrong'))}
        onSubmit={({ displayName = '' }) =>
          change.mutate({
            id: person.id,
            displayName: displayName.trim(),
            teamRoles: team.filter(isTeamRole),
            organisations: toSeats(seats),
          })
        }
      >
        <TextField name="displayName" label={t('people.form.display')} defaultValue={person.displayName} />
        <RoleChecks
          label={t('people.form.team')}
          hint={t('people.form.team.hint')}
          choices={teamRoles}
          chosen={team}
          onChoose={setTeam}
        />
        <SeatFields seats={seats} onChange={setSeats} />
      </Form>
    </Dialog>
  )
}

function PasswordDialog({ name, password, onClose }: { name: string; password: string; onClose: () => void }) {
  const t = useText(accessTexts)
  return (
    <Dialog title={name} onClose={onClose} foot={<Button onClick={onClose}>{t('people.password.done')}</Button>}>
      <OneTimeSecret title={t('people.password.title')} what={t('people.password.what')} text={password}>
        {t('people.password.tell')}
      </OneTimeSecret>
    </Dialog>
  )
}
