import { PlusIcon } from '@navikt/aksel-icons'
import { useState } from 'react'
import { counties } from '#domain/county.ts'
import type { Id } from '#domain/id.ts'
import { useAction, useCall } from '#ui/api.ts'
import { useAddress } from '#ui/kit/address.ts'
import { Button, TextLink } from '#ui/kit/Button.tsx'
import { type Column, DataTable } from '#ui/kit/DataTable.tsx'
import { Dialog } from '#ui/kit/Dialog.tsx'
import { TableDownloads } from '#ui/kit/Downloads.tsx'
import { Filters } from '#ui/kit/Filters.tsx'
import { Form, TextField } from '#ui/kit/Form.tsx'
import { Empty, FaultNotice, Notice } from '#ui/kit/Notice.tsx'
import { Page, PageAwaited } from '#ui/kit/Page.tsx'
import { Pager } from '#ui/kit/Pager.tsx'
import { TimeText } from '#ui/kit/TimeText.tsx'
import { tell } from '#ui/kit/Toast.tsx'
import { worded } from '#ui/kit/worded.ts'
import { usePlace } from '#ui/pages.ts'
import { useText } from '#ui/text/text.ts'
import { directoryApi, type Group, type GroupMember, type GroupRule } from '../contract.ts'
import { PeriodText } from './Days.tsx'
import { type Organisation, OrganisationPicker } from './OrganisationPicker.tsx'
import { useReader } from './reader.ts'
import { directoryTexts } from './texts.ts'

const today = () => new Date().toISOString().slice(0, 10)

/** One group: who belonged on a day, as we knew it on another. */
export function GroupPage() {
  const t = useText(directoryTexts)
  const id = usePlace('id') as Id<'grp'>
  const [{ at, known }] = useAddress()
  const asked = { id, ...(at && { at }), ...(known && { known }) }
  const { data, error, refetch } = useCall(directoryApi.group, asked)
  if (error && !data)
    return (
      <Page title={error.status === 404 ? t('group.missing') : t('groups.title')}>
        <FaultNotice fault={error} onRetry={() => void refetch()} />
      </Page>
    )
  return data ? <One group={data.group} fits={data.fits} asked={asked} /> : <PageAwaited />
}

type Asked = { id: Id<'grp'>; at?: string; known?: string }

function One({ group, fits, asked }: { group: Group; fits: number | null; asked: Asked }) {
  const t = useText(directoryTexts)
  const { mayKeep } = useReader()
  const [adds, setAdds] = useState(false)
  const renew = useAction(directoryApi.renewGroup, {
    onDone: ({ joined, left }) => tell(t('group.renewed.done', { joined: String(joined), left: String(left) })),
  })
  const change = useAction(directoryApi.changeGroup, {})
  return (
    <Page
      title={group.name}
      lead={t('group.lead')}
      actions={
        <>
          <TableDownloads csv={directoryApi.groupCsv} xlsx={directoryApi.groupXlsx} input={asked} />
          {mayKeep && (
            <Button
              look="tertiary"
              busy={change.isPending}
              onClick={() => change.mutate({ id: group.id, closed: !group.closed })}
            >
              {t(group.closed ? 'group.open' : 'group.close')}
            </Button>
          )}
          {mayKeep && !group.closed && group.rule && (
            <Button look="secondary" busy={renew.isPending} onClick={() => renew.mutate({ id: group.id })}>
              {t('group.renew')}
            </Button>
          )}
          {mayKeep && !group.closed && !group.rule && (
            <Button icon={<PlusIcon aria-hidden="true" />} onClick={() => setAdds(true)}>
              {t('group.join')}
            </Button>
          )}
        </>
      }
    >
      {(change.error ?? renew.error) && <FaultNotice fault={(change.error ?? renew.error)!} />}
      {group.closed && <Notice>{t('group.closed')}</Notice>}
      <p>
        {t(`group.kind.${group.kind}`)}
        {group.note && ` · ${group.note}`}
      </p>
      {group.rule && <Rule rule={group.rule} renewedAt={group.renewedAt} />}
      <Filters
        filters={[
          { kind: 'day', name: 'at', label: t('at') },
          { kind: 'day', name: 'known', label: t('group.known') },
          { kind: 'search', name: 'q', label: t('group.name') },
        ]}
      />
      <p>
        {t('groups.count', { members: String(group.members), ever: String(group.ever) })}.{' '}
        {fits !== null && t('groups.fit', { fits: String(fits) })}
      </p>
      <Members asked={asked} byHand={group.rule === null && !asked.known} />
      {adds && <JoinDialog id={group.id} onClose={() => setAdds(false)} />}
    </Page>
  )
}

function Rule({ rule, renewedAt }: { rule: GroupRule; renewedAt: string | null }) {
  const t = useText(directoryTexts)
  const said = [
    rule.kinds.map((kind) => t(`org.${kind}`)).join(', '),
    rule.constituency && t(`rule.constituency.${rule.constituency}`),
    rule.county && (counties[rule.county] ?? rule.county),
  ].filter(Boolean)
  return (
    <p>
      {t('group.rule')}: {said.join(' · ')}. {t('group.rule.of')}
      {renewedAt && (
        <>
          {' '}
          {t('group.renewed')} <TimeText at={renewedAt} />.
        </>
      )}
    </p>
  )
}

function Members({ asked, byHand }: { asked: Asked; byHand: boolean }) {
  const t = useText(directoryTexts)
  const { mayKeep } = useReader()
  const [{ q, after }] = useAddress()
  const [ends, setEnds] = useState<GroupMember>()
  const { data, error, isFetching, refetch } = useCall(directoryApi.groupMembers, {
    ...asked,
    ...(q && { q }),
    ...(after && { after }),
  })
  const columns: Column<GroupMember>[] = [
    {
      key: 'name',
      title: t('group.name'),
      cell: ({ organisation, name }) => (organisation ? <TextLink to={`/organisations/${organisation}`}>{name}</TextLink> : name),
    },
    { key: 'period', title: t('service.period'), cell: ({ from, to }) => <PeriodText from={from} to={to} /> },
    {
      key: 'entered',
      title: t('group.entered'),
      cell: ({ enteredAt, enteredBy }) => (
        <div>
          <TimeText at={enteredAt} only="day" />
          <div className="field-hint">{enteredBy}</div>
        </div>
      ),
    },
    ...(mayKeep && byHand
      ? [
          {
            key: 'end',
            title: t('group.end'),
            tight: true,
            cell: (row: GroupMember) => (
              <Button look="tertiary" aria-label={t('group.end.of', { what: row.name })} onClick={() => setEnds(row)}>
                {t('group.end')}
              </Button>
            ),
          },
        ]
      : []),
  ]
  return (
    <>
      <DataTable
        caption={t('groups.members')}
        columns={columns}
        rows={data?.rows}
        rowKey={({ id }) => id}
        rowName={({ name }) => name}
        empty={
          <Empty title={t('group.none')}>
            <p>{t('group.none.next')}</p>
          </Empty>
        }
        fault={error}
        onRetry={() => void refetch()}
        busy={isFetching}
      />
      <Pager next={data?.next} />
      {ends && <EndDialog member={ends} onClose={() => setEnds(undefined)} />}
    </>
  )
}

function JoinDialog({ id, onClose }: { id: Id<'grp'>; onClose: () => void }) {
  const t = useText(directoryTexts)
  const [organisation, setOrganisation] = useState<Organisation>()
  const join = useAction(directoryApi.addToGroup, {
    onDone: () => {
      tell(t('group.joined'))
      onClose()
    },
  })
  const words = { from: t('field.day.wrong'), to: t('field.day.wrong') }
  return (
    <Dialog title={t('group.join.title')} onClose={onClose}>
      <Form
        action={t('group.join')}
        busy={join.isPending}
        fault={worded(join.error, words, t('field.wrong'))}
        onSubmit={({ name = '', from = '', to }) =>
          join.mutate({ id, organisationIds: organisation ? [organisation.id] : [], name, from, to: to || null })
        }
      >
        <OrganisationPicker chosen={organisation} onChoose={setOrganisation} />
        {!organisation && (
          <TextField name="name" label={t('group.join.name')} hint={t('group.join.name.hint')} optional maxLength={300} />
        )}
        <TextField name="from" type="date" label={t('field.from')} defaultValue={today()} />
        <TextField name="to" type="date" label={t('field.to')} hint={t('field.to.hint')} optional />
      </Form>
    </Dialog>
  )
}

function EndDialog({ member, onClose }: { member: GroupMember; onClose: () => void }) {
  const t = useText(directoryTexts)
  const end = useAction(directoryApi.changeGroupMember, {
    onDone: () => {
      tell(t('group.ended'))
      onClose()
    },
  })
  return (
    <Dialog title={t('group.end.title')} onClose={onClose}>
      <p>
        {member.name}. {t('group.end.why')}
      </p>
      <Form
        action={t('group.end')}
        busy={end.isPending}
        fault={worded(end.error, { to: t('field.day.wrong') }, t('field.wrong'))}
        onSubmit={({ to }) => end.mutate({ id: member.id, to: to ?? '' })}
      >
        <TextField
          name="to"
          type="date"
          label={t('relation.end.day')}
          hint={t('relation.end.hint')}
          defaultValue={member.to ?? today()}
        />
      </Form>
    </Dialog>
  )
}
