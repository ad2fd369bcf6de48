import { useState } from 'react'
import type { Id } from '#domain/id.ts'
import { useAction, useCall } from '#ui/api.ts'
import { Button, ButtonLink } from '#ui/kit/Button.tsx'
import { DataTable } from '#ui/kit/DataTable.tsx'
import { ConfirmDialog } from '#ui/kit/Dialog.tsx'
import { Form, SelectField, TextField } from '#ui/kit/Form.tsx'
import { Empty, FaultNotice } from '#ui/kit/Notice.tsx'
import { Page, Section } from '#ui/kit/Page.tsx'
import { TimeText } from '#ui/kit/TimeText.tsx'
import { tell } from '#ui/kit/Toast.tsx'
import { endOfDay } from '#ui/text/norwegian.ts'
import { useText } from '#ui/text/text.ts'
import { claimsApi, type Delegation } from '../contract.ts'
import { useReader } from './reader.ts'
import { claimsTexts } from './texts.ts'

/** Who operates parts of what a member owns, by its own word and until a day. */
export function OperatorsPage() {
  const t = useText(claimsTexts)
  const { organisations } = useReader()
  return (
    <Page
      title={t('operators.title')}
      lead={t('operators.lead')}
      actions={<ButtonLink to="/claims">{t('many.back')}</ButtonLink>}
    >
      {organisations.map(({ id, name }) => (
        <Section key={id} title={name}>
          <Of id={id} />
        </Section>
      ))}
    </Page>
  )
}

function Of({ id }: { id: Id<'org'> }) {
  const t = useText(claimsTexts)
  const { mayClaimFor } = useReader()
  const { data, error, refetch } = useCall(claimsApi.delegations, { id })
  const [ending, setEnding] = useState<Delegation>()
  if (error && !data) return <FaultNotice fault={error} onRetry={() => void refetch()} />
  if (!data) return null
  const may = mayClaimFor(id)
  return (
    <>
      <DataTable<Delegation>
        caption={t('operators.title')}
        columns={[
          { key: 'what', title: t('column.what'), cell: ({ shown }) => <code>{shown}</code> },
          { key: 'operator', title: t('operators.number'), cell: ({ operatorNumber }) => operatorNumber },
          { key: 'until', title: t('operators.until'), cell: ({ until }) => <TimeText at={until} only="day" /> },
          { key: 'state', title: t('column.state'), cell: ({ state }) => t(`operators.${state}`) },
          {
            key: 'end',
            title: t('operators.change'),
            cell: (row) =>
              may &&
              row.state !== 'withdrawn' && (
                <Button look="tertiary" onClick={() => setEnding(row)}>
                  {t('operators.end', { what: row.shown })}
                </Button>
              ),
          },
        ]}
        rows={data.rows}
        rowKey={(row) => row.id}
        rowName={({ shown }) => shown}
        empty={
          <Empty title={t('operators.none')}>
            <p>{t('operators.none.why')}</p>
          </Empty>
        }
      />
      {may && (data.holdings.length > 0 ? <GiveForm id={id} holdings={data.holdings} /> : <p>{t('operators.unproven')}</p>)}
      {ending && <EndDialog delegation={ending} onClose={() => setEnding(undefined)} />}
    </>
  )
}

function GiveForm({ id, holdings }: { id: Id<'org'>; holdings: readonly { id: string; value: string }[] }) {
  const t = useText(claimsTexts)
  const [given, setGiven] = useState(0)
  const [what, setWhat] = useState(holdings[0]!.value)
  const give = useAction(claimsApi.delegate, {
    onDone: () => {
      tell(t('operators.given.done'))
      setGiven((before) => before + 1)
    },
  })
  return (
    <Form
      key={given}
      action={t('operators.give')}
      busy={give.isPending}
      fault={give.error}
      onSubmit={({ operatorNumber = '', until = '' }) => give.mutate({ id, what, operatorNumber, until: endOfDay(until) })}
    >
      <SelectField
        name="holding"
        label={t('operators.holding')}
        value={holdings.find(({ value }) => what === value)?.value ?? ''}
        onChange={({ target }) => setWhat(target.value)}
        choices={holdings.map(({ value }) => ({ value, label: value }))}
      />
      <TextField
        name="what"
        label={t('operators.what')}
        hint={t('operators.what.hint')}
        value={what}
        onChange={({ target }) => setWhat(target.value)}
        spellCheck={false}
      />
      <TextField name="operatorNumber" label={t('operators.number')} hint={t('operators.number.hint')} inputMode="numeric" />
      <TextField name="until" type="date" label={t('operators.until')} hint={t('operators.until.hint')} />
    </Form>
  )
}

function EndDialog({ delegation, onClose }: { delegation: Delegation; onClose: () => void }) {
  const t = useText(claimsTexts)
  const end = useAction(claimsApi.undelegate, {
    onDone: () => {
      tell(t('operators.ended.done'))
      onClose()
    },
  })
  return (
    <ConfirmDialog
      title={t('operators.end', { what: delegation.shown })}
      preview={<p>{t('operators.end.what', { number: delegation.operatorNumber })}</p>}
      action={t('operators.end.action')}
      danger
      busy={end.isPending}
      fault={end.error}
      onConfirm={() => end.mutate({ id: delegation.id })}
      onClose={onClose}
    />
  )
}
