import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { counties } from '#domain/county.ts'
import { type Locale, locales } from '#domain/locale.ts'
import { call, useAction } from '#ui/api.ts'
import { Dialog } from '#ui/kit/Dialog.tsx'
import { Form, SelectField, TextField } from '#ui/kit/Form.tsx'
import { type Picked, Picker } from '#ui/kit/Picker.tsx'
import { tell } from '#ui/kit/Toast.tsx'
import { worded } from '#ui/kit/worded.ts'
import { useText } from '#ui/text/text.ts'
import {
  type Constituency,
  constituencies,
  Membership,
  membersApi,
  type Organisation,
  type OrganisationKind,
  OutsiderPolicy,
  organisationKinds,
} from '../contract.ts'
import { Checks } from './Checks.tsx'
import { membersTexts } from './texts.ts'

const find = async (q: string): Promise<Picked[]> => (await call(membersApi.list, { q, limit: 8 })).rows

/** Adds an organisation, or changes one. */
export function OrganisationDialog({ organisation, onClose }: { organisation?: Organisation; onClose: () => void }) {
  const t = useText(membersTexts)
  const navigate = useNavigate()
  const [kinds, setKinds] = useState<readonly OrganisationKind[]>(organisation?.kinds ?? [])
  const [served, setServed] = useState<readonly Constituency[]>(organisation?.constituencies ?? [])
  const [parent, setParent] = useState<Picked | undefined>(organisation?.parent ?? undefined)
  const [membership, setMembership] = useState<Membership>(organisation?.membership ?? 'member')
  const [asked, setAsked] = useState(false)
  const add = useAction(membersApi.create, {
    onDone: ({ id }, { name }) => {
      tell(t('edit.added', { name }))
      onClose()
      void navigate({ to: `/organisations/${id}` })
    },
  })
  const change = useAction(membersApi.change, {
    onDone: () => {
      tell(t('edit.saved'))
      onClose()
    },
  })
  const save = (values: Record<string, string>) => {
    setAsked(true)
    if (kinds.length === 0) return
    const orNull = (text: string | undefined) => text?.trim() || null
    const input = {
      name: values.name?.trim() ?? '',
      number: orNull(values.number),
      names: organisation?.names ?? {},
      kinds: [...kinds],
      constituencies: [...served],
      parentId: (parent?.id as Organisation['id'] | undefined) ?? null,
      county: orNull(values.county) ?? orNull(values.municipality)?.slice(0, 2) ?? null,
      municipality: orNull(values.municipality),
      language: values.language as Locale,
      membership,
      memberSince: membership === 'member' ? orNull(values.memberSince) : null,
      outsiderPolicy: membership === 'member' ? null : ((orNull(values.outsiderPolicy) as OutsiderPolicy | null) ?? null),
    }
    if (organisation) change.mutate({ ...input, id: organisation.id })
    else add.mutate(input)
  }
  return (
    <Dialog title={organisation ? t('edit.change', { name: organisation.name }) : t('list.add')} onClose={onClose}>
      <Form
        action={organisation ? t('edit.save') : t('edit.add')}
        busy={add.isPending || change.isPending}
        fault={worded(
          add.error ?? change.error,
          { name: t('edit.name.wrong'), municipality: t('edit.municipality.wrong') },
          t('field.wrong'),
        )}
        onSubmit={save}
      >
        <TextField name="name" label={t('list.name')} defaultValue={organisation?.name} />
        <TextField
          name="number"
          label={t('list.number')}
          hint={t('edit.number.hint')}
          optional
          inputMode="numeric"
          defaultValue={organisation?.number ?? ''}
        />
        <Checks
          label={t('list.kinds')}
          choices={organisationKinds.map((value) => ({ value, label: t(`kind.${value}`) }))}
          chosen={kinds}
          onChoose={setKinds}
          error={asked && kinds.length === 0 ? t('edit.kinds.wrong') : undefined}
        />
        <Checks
          label={t('list.constituency')}
          choices={constituencies.map((value) => ({ value, label: t(`constituency.${value}`) }))}
          chosen={served}
          onChoose={setServed}
        />
        <Picker
          label={t('edit.parent')}
          hint={t('edit.parent.hint')}
          change={t('edit.parent.change')}
          none={t('edit.parent.none')}
          chosen={parent}
          onChoose={setParent}
          search={find}
        />
        <SelectField
          name="county"
          label={t('list.county')}
          optional
          defaultValue={organisation?.county ?? ''}
          choices={Object.entries(counties).map(([value, label]) => ({ value, label }))}
        />
        <TextField
          name="municipality"
          label={t('edit.municipality')}
          hint={t('edit.municipality.hint')}
          optional
          inputMode="numeric"
          maxLength={4}
          defaultValue={organisation?.municipality ?? ''}
        />
        <SelectField
          name="language"
          label={t('edit.language')}
          defaultValue={organisation?.language ?? 'nb'}
          choices={locales.map((value) => ({ value, label: t(`language.${value}`) }))}
        />
        <SelectField
          name="membership"
          label={t('list.membership')}
          value={membership}
          onChange={({ target }) => setMembership(target.value as Membership)}
          choices={Membership.options.map((value) => ({ value, label: t(`membership.${value}`) }))}
        />
        {membership === 'member' ? (
          <TextField
            name="memberSince"
            label={t('fact.memberSince')}
            optional
            type="date"
            defaultValue={organisation?.memberSince ?? ''}
          />
        ) : (
          <SelectField
            name="outsiderPolicy"
            label={t('fact.outsider')}
            optional
            defaultValue={organisation?.outsiderPolicy ?? ''}
            choices={OutsiderPolicy.options.map((value) => ({ value, label: t(`outsider.${value}`) }))}
          />
        )}
      </Form>
    </Dialog>
  )
}
