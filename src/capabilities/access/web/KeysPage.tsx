import { PlusIcon } from '@navikt/aksel-icons'
import { useState } from 'react'
import { memberRoles, type Role, teamRoles } from '#domain/endpoint.ts'
import type { Id } from '#domain/id.ts'
import { useAction, useCall } from '#ui/api.ts'
import { useAddress } from '#ui/kit/address.ts'
import { Button } from '#ui/kit/Button.tsx'
import { type Column, DataTable } from '#ui/kit/DataTable.tsx'
import { ConfirmDialog, Dialog } from '#ui/kit/Dialog.tsx'
import { Form, SelectField, TextAreaField, TextField } from '#ui/kit/Form.tsx'
import { Empty } from '#ui/kit/Notice.tsx'
import { OneTimeSecret } from '#ui/kit/OneTimeSecret.tsx'
import { Page } from '#ui/kit/Page.tsx'
import { Pager } from '#ui/kit/Pager.tsx'
import { TimeText, useNow } from '#ui/kit/TimeText.tsx'
import { tell } from '#ui/kit/Toast.tsx'
import { worded } from '#ui/kit/worded.ts'
import { useText } from '#ui/text/text.ts'
import { type ApiKey, accessApi, type Me } from '../contract.ts'
import { type Organisation, OrganisationPicker } from './OrganisationPicker.tsx'
import { RoleChecks } from './RoleChecks.tsx'
import { accessTexts } from './texts.ts'
import { ClientMade, KeyProof, type MachineScope, RenewKey, readKeySet, ScopeChecks } from './ways/KeyWays.tsx'
import { waysTexts } from './ways/texts.ts'

/** Keys for machines: what each may do, from where, until when. */
export function KeysPage() {
  const t = useText(accessTexts)
  const says = useText(waysTexts)
  const [{ after }] = useAddress()
  const { data: session } = useCall(accessApi.me, {})
  const me = session?.me
  const { data, error, refetch, isFetching } = useCall(accessApi.keys, { ...(after && { after: after as Id<'key'> }) })
  const [adds, setAdds] = useState(false)
  const [made, setMade] = useState<{ name: string; token: string }>()
  const [client, setClient] = useState<{ name: string; id: string }>()
  const [renews, setRenews] = useState<ApiKey>()
  const [ends, setEnds] = useState<ApiKey>()
  const revoke = useAction(accessApi.revokeKey, {
    onDone: () => {
      tell(t('keys.revoked', { name: ends?.name ?? '' }))
      setEnds(undefined)
    },
  })
  const mayChange = me?.roles.some((role) => role === 'admin' || role === 'member-security') ?? false
  const columns: Column<ApiKey>[] = [
    {
      key: 'name',
      title: t('keys.name'),
      cell: ({ name, createdBy }) => (
        <div>
          <b>{name}</b>
          <div className="field-hint">{t('keys.madeBy', { who: createdBy })}</div>
        </div>
      ),
    },
    {
      key: 'for',
      title: t('keys.for'),
      cell: (key) => (
        <div>
          {key.organisation?.name ?? t('keys.team')}
          <div>{key.roles.map((role) => t(`role.${role}`)).join(', ')}</div>
          <KeyProof apiKey={key} />
        </div>
      ),
    },
    { key: 'networks', title: t('keys.networks'), cell: ({ networks }) => networks.join(', ') || t('keys.anywhere') },
    {
      key: 'state',
      title: t('keys.state'),
      cell: (key) => (
        <div>
          <KeyState apiKey={key} />
          <div>
            {t('keys.expires')} <TimeText at={key.expiresAt} only="day" />
          </div>
          <div>
            {t('keys.used')} {key.usedAt ? <TimeText at={key.usedAt} only="distance" /> : t('keys.never')}
          </div>
        </div>
      ),
    },
    {
      key: 'revoke',
      title: t('keys.revoke'),
      cell: (key) =>
        mayChange &&
        !key.revoked && (
          <div className="actions">
            {!key.kids && (
              <Button look="tertiary" aria-label={says('keys.renew.of', { name: key.name })} onClick={() => setRenews(key)}>
                {says('keys.renew')}
              </Button>
            )}
            <Button look="tertiary" danger aria-label={t('keys.revoke.of', { name: key.name })} onClick={() => setEnds(key)}>
              {t('keys.revoke')}
            </Button>
          </div>
        ),
      tight: true,
    },
  ]
  return (
    <Page
      title={t('keys.title')}
      lead={t('keys.lead')}
      actions={
        mayChange && (
          <Button icon={<PlusIcon aria-hidden="true" />} onClick={() => setAdds(true)}>
            {t('keys.add')}
          </Button>
        )
      }
    >
      <DataTable
        caption={t('keys.caption')}
        columns={columns}
        rows={data?.rows}
        rowKey={({ id }) => id}
        rowName={({ name }) => name}
        empty={
          <Empty title={t('keys.none')}>
            <p>{t('keys.none.next')}</p>
          </Empty>
        }
        fault={error}
        onRetry={() => void refetch()}
        busy={isFetching}
      />
      <Pager next={data?.next} />
      {adds && me && <AddDialog me={me} onClose={() => setAdds(false)} onMade={setMade} onRegistered={setClient} />}
      {client && <ClientMade {...client} onClose={() => setClient(undefined)} />}
      {renews && (
        <RenewKey
          apiKey={renews}
          onClose={() => setRenews(undefined)}
          onMade={(token) => setMade({ name: renews.name, token })}
        />
      )}
      {made && (
        <Dialog
          title={made.name}
          onClose={() => setMade(undefined)}
          foot={<Button onClick={() => setMade(undefined)}>{t('people.password.done')}</Button>}
        >
          <OneTimeSecret title={t('keys.token.title')} what={t('keys.token.what')} text={made.token}>
            {t('keys.token.tell')}
          </OneTimeSecret>
        </Dialog>
      )}
      {ends && (
        <ConfirmDialog
          title={t('keys.revoke.title', { name: ends.name })}
          preview={<p>{t('keys.revoke.preview')}</p>}
          action={t('keys.revoke.action')}
          danger
          busy={revoke.isPending}
          fault={revoke.error}
          onConfirm={() => revoke.mutate({ id: ends.id })}
          onClose={() => setEnds(undefined)}
        />
      )}
    </Page>
  )
}

function KeyState({ apiKey: { revoked, expiresAt } }: { apiKey: ApiKey }) {
  const t = useText(accessTexts)
  const hasExpired = Date.parse(expiresAt) <= useNow()
  return t(revoked ? 'keys.state.revoked' : hasExpired ? 'keys.state.expired' : 'keys.state.valid')
}

const halfYear = 182 * 86_400_000
const dayOf = (moment: number): string => new Date(moment).toISOString().slice(0, 10)

function AddDialog({
  me,
  onClose,
  onMade,
  onRegistered,
}: {
  me: Me
  onClose: () => void
  onMade: (made: { name: string; token: string }) => void
  onRegistered: (client: { name: string; id: string }) => void
}) {
  const t = useText(accessTexts)
  const says = useText(waysTexts)
  const now = useNow()
  // Where one only stands in, keys are not one's to make.
  const own = me.organisations.filter(({ through }) => !through)
  const [actsFor, setActsFor] = useState(me.team ? 'team' : (own[0]?.id ?? ''))
  const [picked, setPicked] = useState<Organisation>()
  const [chosen, setChosen] = useState<Role[]>([])
  const [scopes, setScopes] = useState<MachineScope[]>([])
  const [proof, setProof] = useState<'secret' | 'signed'>('secret')
  const [noSet, setNoSet] = useState(false)
  const [asked, setAsked] = useState(false)
  const add = useAction(accessApi.createKey, {
    onDone: ({ token }, { name }) => {
      onClose()
      onMade({ name, token })
    },
  })
  const register = useAction(accessApi.createClient, {
    onDone: ({ id }, { name }) => {
      onClose()
      onRegistered({ name, id })
    },
  })
  const lacksOrganisation = actsFor === 'one' && !picked
  const organisationId = actsFor === 'team' ? null : actsFor === 'one' ? (picked?.id ?? null) : (actsFor as Id<'org'>)
  return (
    <Dialog title={t('keys.add')} onClose={onClose}>
      <Form
        action={t('keys.form.action')}
        busy={add.isPending || register.isPending}
        fault={worded(
          add.error ?? register.error,
          {
            name: t('keys.form.name.wrong'),
            networks: t('keys.form.networks.wrong'),
            expiresAt: t('keys.form.expires.wrong'),
            publicKeys: says('keys.jwks.wrong'),
          },
          t('field.wrong'),
        )}
        onSubmit={({ name = '', networks = '', expires = '', jwks = '' }) => {
          setAsked(true)
          if (lacksOrganisation || chosen.length === 0) return
          const wanted = {
            name: name.trim(),
            organisationId,
            roles: chosen,
            scopes,
            networks: networks.split(/\s+/).filter(Boolean),
            expiresAt: expires && `${expires}T23:59:59.000Z`,
          }
          if (proof === 'secret') return add.mutate(wanted)
          const publicKeys = readKeySet(jwks)
          setNoSet(publicKeys === undefined)
          if (publicKeys) register.mutate({ ...wanted, publicKeys })
        }}
      >
        <TextField name="name" label={t('keys.form.name')} hint={t('keys.form.name.hint')} />
        <SelectField
          name="for"
          label={t('keys.form.for')}
          value={actsFor}
          onChange={({ target }) => {
            setActsFor(target.value)
            setChosen([])
          }}
          choices={
            me.team
              ? [
                  { value: 'team', label: t('keys.team') },
                  { value: 'one', label: t('keys.form.one') },
                ]
              : own.map(({ id, name }) => ({ value: id, label: name }))
          }
        />
        {actsFor === 'one' && (
          <OrganisationPicker
            chosen={picked}
            onChoose={setPicked}
            error={asked && lacksOrganisation ? t('keys.form.organisation.wrong') : undefined}
          />
        )}
        <RoleChecks
          label={t('keys.form.roles')}
          choices={actsFor === 'team' ? teamRoles : memberRoles}
          chosen={chosen}
          onChoose={setChosen}
          error={asked && chosen.length === 0 ? t('keys.form.roles.wrong') : undefined}
        />
        <ScopeChecks chosen={scopes} onChoose={setScopes} />
        <SelectField
          name="proof"
          label={says('keys.kind')}
          value={proof}
          onChange={({ target }) => setProof(target.value as 'secret' | 'signed')}
          choices={(['secret', 'signed'] as const).map((value) => ({ value, label: says(`keys.kind.${value}`) }))}
        />
        {proof === 'signed' && (
          <TextAreaField name="jwks" label={says('keys.jwks')} hint={says('keys.jwks.hint')} rows={6} spellCheck={false} />
        )}
        {noSet && <p className="ds-validation-message">{says('keys.jwks.wrong')}</p>}
        <TextAreaField
          name="networks"
          label={t('keys.form.networks')}
          hint={t('keys.form.networks.hint')}
          optional
          spellCheck={false}
        />
        <TextField
          name="expires"
          label={t('keys.form.expires')}
          type="date"
          min={dayOf(now)}
          defaultValue={dayOf(now + halfYear)}
        />
      </Form>
    </Dialog>
  )
}
