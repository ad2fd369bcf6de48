import { PlusIcon } from '@navikt/aksel-icons'
import { useState } from 'react'
import { OrganisationKind } from '#capabilities/members/contract.ts'
import { counties } from '#domain/county.ts'
import { useAction, useCall } from '#ui/api.ts'
import { useAddress } from '#ui/kit/address.ts'
import { Button } from '#ui/kit/Button.tsx'
import { type Column, DataTable } from '#ui/kit/DataTable.tsx'
import { Dialog } from '#ui/kit/Dialog.tsx'
import { Filters } from '#ui/kit/Filters.tsx'
import { Form, SelectField, TextAreaField, TextField } from '#ui/kit/Form.tsx'
import { Empty } from '#ui/kit/Notice.tsx'
import { Page } from '#ui/kit/Page.tsx'
import { Pager } from '#ui/kit/Pager.tsx'
import { tell } from '#ui/kit/Toast.tsx'
import { worded } from '#ui/kit/worded.ts'
import { useText } from '#ui/text/text.ts'
import { directoryApi, type Group, GroupKind, type GroupRule } from '../contract.ts'
import { useReader } from './reader.ts'
import { directoryTexts } from './texts.ts'

/** Stakeholder groups, with how many belonged on a day. */
export function GroupsPage() {
  const t = useText(directoryTexts)
  const { mayKeep } = useReader()
  const [{ at, kind, closed, after }] = useAddress()
  const [adds, setAdds] = useState(false)
  const { data, error, isFetching, refetch } = useCall(directoryApi.groups, {
    ...(at && { at }),
    ...(kind && { kind: kind as GroupKind }),
    ...(closed && { closed }),
    ...(after && { after }),
  })
  const columns: Column<Group>[] = [
    { key: 'name', title: t('field.name'), cell: ({ name }) => name },
    { key: 'kind', title: t('kind'), cell: ({ kind: of }) => t(`group.kind.${of}`) },
    {
      key: 'members',
      title: t('groups.members'),
      cell: ({ members, ever }) => t('groups.count', { members: String(members), ever: String(ever) }),
    },
    {
      key: 'by',
      title: t('groups.by'),
      cell: ({ rule, closed: isClosed }) => (
        <div>
          {t(rule ? 'groups.by.rule' : 'groups.by.hand')}
          {isClosed && <div className="field-hint">{t('group.closed')}</div>}
        </div>
      ),
    },
  ]
  return (
    <Page
      title={t('groups.title')}
      lead={t('groups.lead')}
      actions={
        mayKeep && (
          <Button icon={<PlusIcon aria-hidden="true" />} onClick={() => setAdds(true)}>
            {t('groups.add')}
          </Button>
        )
      }
    >
      <Filters
        filters={[
          { kind: 'day', name: 'at', label: t('at') },
          {
            kind: 'one',
            name: 'kind',
            label: t('kind'),
            choices: GroupKind.options.map((value) => ({ value, label: t(`group.kind.${value}`) })),
          },
          { kind: 'one', name: 'closed', label: t('groups.closed'), choices: [{ value: 'true', label: t('groups.closed.too') }] },
        ]}
      />
      <DataTable
        caption={t('groups.title')}
        columns={columns}
        rows={data?.rows}
        rowKey={({ id }) => id}
        rowName={({ name }) => name}
        rowLink={({ id }) => `/directory/groups/${id}${at ? `?at=${at}` : ''}`}
        empty={
          <Empty title={t('groups.none')}>
            <p>{t('groups.none.next')}</p>
          </Empty>
        }
        fault={error}
        onRetry={() => void refetch()}
        busy={isFetching}
      />
      <Pager next={data?.next} />
      {adds && <GroupDialog onClose={() => setAdds(false)} />}
    </Page>
  )
}

/** Makes a group by hand, or by a rule when a condition is given. */
function GroupDialog({ onClose }: { onClose: () => void }) {
  const t = useText(directoryTexts)
  const add = useAction(directoryApi.addGroup, {
    onDone: () => {
      tell(t('groups.made'))
      onClose()
    },
  })
  const send = ({ name = '', kind, note = '', organisationKind, constituency, county }: Record<string, string>) => {
    const rule: GroupRule = {
      kinds: organisationKind ? [organisationKind as OrganisationKind] : [],
      constituency: (constituency || null) as GroupRule['constituency'],
      county: county || null,
    }
    const hasRule = Boolean(organisationKind || constituency || county)
    add.mutate({ name, kind: kind as GroupKind, note, rule: hasRule ? rule : null })
  }
  return (
    <Dialog title={t('groups.add.title')} onClose={onClose}>
      <Form
        action={t('groups.add')}
        busy={add.isPending}
        fault={worded(add.error, { name: t('field.name.wrong') }, t('field.wrong'))}
        onSubmit={send}
      >
        <TextField name="name" label={t('field.name')} maxLength={200} />
        <SelectField
          name="kind"
          label={t('kind')}
          choices={GroupKind.options.map((value) => ({ value, label: t(`group.kind.${value}`) }))}
        />
        <TextAreaField name="note" label={t('field.note')} optional rows={2} maxLength={2000} />
        <fieldset className="directory-rule">
          <legend>{t('group.rule')}</legend>
          <p className="field-hint">{t('rule.hint')}</p>
          <SelectField
            name="organisationKind"
            label={t('rule.kinds')}
            optional
            choices={OrganisationKind.options.map((value) => ({ value, label: t(`org.${value}`) }))}
          />
          <SelectField
            name="constituency"
            label={t('rule.constituency')}
            optional
            choices={(['health', 'municipal'] as const).map((value) => ({ value, label: t(`rule.constituency.${value}`) }))}
          />
          <SelectField
            name="county"
            label={t('rule.county')}
            optional
            choices={Object.entries(counties)
              .map(([value, label]) => ({ value, label }))
              .sort((one, other) => one.label.localeCompare(other.label, 'nb'))}
          />
        </fieldset>
      </Form>
    </Dialog>
  )
}
