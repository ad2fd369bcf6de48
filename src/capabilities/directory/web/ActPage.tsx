import { PlusIcon } from '@navikt/aksel-icons'
import { useState } from 'react'
import type { Id } from '#domain/id.ts'
import { useAction, useCall } from '#ui/api.ts'
import { Button } from '#ui/kit/Button.tsx'
import { type Column, DataTable } from '#ui/kit/DataTable.tsx'
import { ConfirmDialog, Dialog } from '#ui/kit/Dialog.tsx'
import { Form, SelectField, TextAreaField, TextField } from '#ui/kit/Form.tsx'
import { Empty, FaultNotice, Notice } from '#ui/kit/Notice.tsx'
import { Page, PageAwaited, Section } from '#ui/kit/Page.tsx'
import { TimeText } from '#ui/kit/TimeText.tsx'
import { tell } from '#ui/kit/Toast.tsx'
import { worded } from '#ui/kit/worded.ts'
import { useText } from '#ui/text/text.ts'
import { type ActDecision, type Clearance, directoryApi } from '../contract.ts'
import { PeriodText } from './Days.tsx'
import { type Organisation, OrganisationPicker } from './OrganisationPicker.tsx'
import { useReader } from './reader.ts'
import { directoryTexts } from './texts.ts'

const today = () => new Date().toISOString().slice(0, 10)

/** Bodies under the Security Act, to whoever is cleared; and who is, to the administrators. */
export function ActPage() {
  const t = useText(directoryTexts)
  const { isAdmin } = useReader()
  const { data, error, refetch } = useCall(directoryApi.decisions, {})
  if (error && !data)
    return (
      <Page title={t('act.title')}>
        <FaultNotice fault={error} onRetry={() => void refetch()} />
      </Page>
    )
  if (!data) return <PageAwaited />
  return (
    <Page title={t('act.title')} lead={t('act.lead')}>
      {data.cleared ? (
        <Decisions rows={data.rows} />
      ) : (
        <Notice title={t('act.not')}>
          <p>{t('act.not.next')}</p>
        </Notice>
      )}
      {isAdmin && <Clearances />}
    </Page>
  )
}

function Decisions({ rows }: { rows: readonly ActDecision[] }) {
  const t = useText(directoryTexts)
  const [adds, setAdds] = useState(false)
  const [ends, setEnds] = useState<ActDecision>()
  const columns: Column<ActDecision>[] = [
    { key: 'name', title: t('organisation.label'), cell: ({ organisation }) => organisation.name },
    {
      key: 'by',
      title: t('act.by'),
      cell: ({ decidedBy, note }) => (
        <div>
          {decidedBy}
          {note && <div className="field-hint">{note}</div>}
        </div>
      ),
    },
    { key: 'ministry', title: t('act.ministry'), cell: ({ ministry }) => ministry },
    { key: 'period', title: t('service.period'), cell: ({ from, to }) => <PeriodText from={from} to={to} /> },
    {
      key: 'end',
      title: t('relation.end'),
      tight: true,
      cell: (row) =>
        row.to === null && (
          <Button look="tertiary" aria-label={t('relation.end.of', { what: row.organisation.name })} onClick={() => setEnds(row)}>
            {t('relation.end')}
          </Button>
        ),
    },
  ]
  return (
    <Section
      title={t('act.list')}
      actions={
        <Button icon={<PlusIcon aria-hidden="true" />} onClick={() => setAdds(true)}>
          {t('act.add')}
        </Button>
      }
    >
      <Notice tone="warning">{t('act.graded')}</Notice>
      <DataTable
        caption={t('act.list')}
        columns={columns}
        rows={rows}
        rowKey={({ id }) => id}
        rowName={({ organisation }) => organisation.name}
        rowLink={({ organisation }) => `/directory/of/${organisation.id}`}
        empty={
          <Empty title={t('act.none')}>
            <p>{t('act.none.next')}</p>
          </Empty>
        }
      />
      {adds && <DecisionDialog onClose={() => setAdds(false)} />}
      {ends && <EndDialog decision={ends} onClose={() => setEnds(undefined)} />}
    </Section>
  )
}

function DecisionDialog({ onClose }: { onClose: () => void }) {
  const t = useText(directoryTexts)
  const [organisation, setOrganisation] = useState<Organisation>()
  const add = useAction(directoryApi.addDecision, {
    onDone: () => {
      tell(t('act.added'))
      onClose()
    },
  })
  const words = { organisationId: t('organisation.hint'), decidedBy: t('field.name.wrong'), from: t('field.day.wrong') }
  return (
    <Dialog title={t('act.add')} onClose={onClose}>
      <Form
        action={t('save')}
        busy={add.isPending}
        fault={worded(add.error, words, t('field.wrong'))}
        onSubmit={({ decidedBy = '', ministry = '', from = '', to, note = '' }) =>
          add.mutate({ organisationId: (organisation?.id ?? '') as Id<'org'>, decidedBy, ministry, from, to: to || null, note })
        }
      >
        <OrganisationPicker chosen={organisation} onChoose={setOrganisation} />
        <TextField name="decidedBy" label={t('act.by')} maxLength={200} />
        <TextField name="ministry" label={t('act.ministry')} maxLength={200} defaultValue="Helse- og omsorgsdepartementet" />
        <TextField name="from" type="date" label={t('field.from')} defaultValue={today()} />
        <TextField name="to" type="date" label={t('field.to')} hint={t('field.to.hint')} optional />
        <TextAreaField name="note" label={t('act.note')} hint={t('act.graded')} optional rows={2} maxLength={2000} />
      </Form>
    </Dialog>
  )
}

function EndDialog({ decision, onClose }: { decision: ActDecision; onClose: () => void }) {
  const t = useText(directoryTexts)
  const end = useAction(directoryApi.endDecision, {
    onDone: () => {
      tell(t('act.ended'))
      onClose()
    },
  })
  return (
    <Dialog title={t('act.end')} onClose={onClose}>
      <p>{decision.organisation.name}</p>
      <Form
        action={t('relation.end')}
        busy={end.isPending}
        fault={worded(end.error, { to: t('field.day.wrong') }, t('field.wrong'))}
        onSubmit={({ to }) => end.mutate({ id: decision.id, to: to ?? '' })}
      >
        <TextField name="to" type="date" label={t('relation.end.day')} hint={t('relation.end.hint')} defaultValue={today()} />
      </Form>
    </Dialog>
  )
}

function Clearances() {
  const t = useText(directoryTexts)
  const { data, error, isFetching, refetch } = useCall(directoryApi.clearances, {})
  const [adds, setAdds] = useState(false)
  const [takes, setTakes] = useState<Clearance>()
  const columns: Column<Clearance>[] = [
    { key: 'person', title: t('clearance.person'), cell: ({ person }) => person.name },
    { key: 'reason', title: t('clearance.reason'), cell: ({ reason }) => reason },
    {
      key: 'given',
      title: t('clearance.given'),
      cell: ({ givenAt, givenBy, takenAt }) => (
        <div>
          <TimeText at={givenAt} only="day" /> {t('clearance.by', { who: givenBy })}
          {takenAt && (
            <div className="field-hint">
              {t('clearance.taken')} <TimeText at={takenAt} only="day" />
            </div>
          )}
        </div>
      ),
    },
    {
      key: 'take',
      title: t('clearance.take'),
      tight: true,
      cell: (row) =>
        row.takenAt === null && (
          <Button look="tertiary" aria-label={t('clearance.take.of', { who: row.person.name })} onClick={() => setTakes(row)}>
            {t('clearance.take')}
          </Button>
        ),
    },
  ]
  return (
    <Section
      title={t('clearance.list')}
      actions={
        <Button look="secondary" icon={<PlusIcon aria-hidden="true" />} onClick={() => setAdds(true)}>
          {t('clearance.give')}
        </Button>
      }
    >
      <DataTable
        caption={t('clearance.list')}
        columns={columns}
        rows={data?.rows}
        rowKey={({ id }) => id}
        rowName={({ person }) => person.name}
        empty={
          <Empty title={t('clearance.none')}>
            <p>{t('clearance.none.next')}</p>
          </Empty>
        }
        fault={error}
        onRetry={() => void refetch()}
        busy={isFetching}
      />
      {adds && <ClearDialog people={data?.people ?? []} onClose={() => setAdds(false)} />}
      {takes && <TakeDialog clearance={takes} onClose={() => setTakes(undefined)} />}
    </Section>
  )
}

function ClearDialog({ people, onClose }: { people: readonly { id: string; name: string }[]; onClose: () => void }) {
  const t = useText(directoryTexts)
  const clear = useAction(directoryApi.clear, {
    onDone: () => {
      tell(t('clearance.given.done'))
      onClose()
    },
  })
  return (
    <Dialog title={t('clearance.give')} onClose={onClose}>
      <Form
        action={t('clearance.give')}
        busy={clear.isPending}
        fault={worded(clear.error, { reason: t('clearance.reason.hint') }, t('field.wrong'))}
        onSubmit={({ personId, reason = '' }) => clear.mutate({ personId: personId as Id<'usr'>, reason })}
      >
        <SelectField
          name="personId"
          label={t('clearance.person')}
          choices={people.map(({ id, name }) => ({ value: id, label: name }))}
        />
        <TextField name="reason" label={t('clearance.reason')} hint={t('clearance.reason.hint')} maxLength={500} />
      </Form>
    </Dialog>
  )
}

function TakeDialog({ clearance, onClose }: { clearance: Clearance; onClose: () => void }) {
  const t = useText(directoryTexts)
  const take = useAction(directoryApi.takeClearance, {
    onDone: () => {
      tell(t('clearance.taken.done'))
      onClose()
    },
  })
  const who = clearance.person.name
  return (
    <ConfirmDialog
      title={t('clearance.take.of', { who })}
      preview={<p>{t('clearance.take.why', { who })}</p>}
      action={t('clearance.take')}
      danger
      busy={take.isPending}
      fault={take.error}
      onConfirm={() => take.mutate({ id: clearance.id })}
      onClose={onClose}
    />
  )
}
