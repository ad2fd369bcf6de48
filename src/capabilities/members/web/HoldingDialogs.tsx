import { useState } from 'react'
import { useAction } from '#ui/api.ts'
import { Button } from '#ui/kit/Button.tsx'
import { Dialog } from '#ui/kit/Dialog.tsx'
import { Form, SelectField, TextField } from '#ui/kit/Form.tsx'
import { Notice } from '#ui/kit/Notice.tsx'
import { useNow } from '#ui/kit/TimeText.tsx'
import { tell } from '#ui/kit/Toast.tsx'
import { worded } from '#ui/kit/worded.ts'
import { useText } from '#ui/text/text.ts'
import { type Holding, HoldingForm, HoldingProof, membersApi, type Organisation, Relation } from '../contract.ts'
import { formOf, holdingText } from './holdings.ts'
import { membersTexts } from './texts.ts'

/** The first moment of a day; periods are kept in UTC. */
const startOf = (day: string): string => `${day}T00:00:00.000Z`
const dayOf = (moment: string): string => moment.slice(0, 10)
const today = (now: number): string => new Date(now).toISOString().slice(0, 10)

function ProofAndWeight({ proof, criticality }: { proof?: HoldingProof; criticality?: number }) {
  const t = useText(membersTexts)
  return (
    <>
      <SelectField
        name="proof"
        label={t('holding.proof')}
        defaultValue={proof ?? 'declared'}
        choices={HoldingProof.options.map((value) => ({ value, label: t(`proof.${value}`) }))}
      />
      <SelectField
        name="criticality"
        label={t('holding.criticality')}
        hint={t('holding.criticality.hint')}
        defaultValue={String(criticality ?? 0)}
        choices={(['0', '1', '2'] as const).map((value) => ({ value, label: t(`criticality.${value}`) }))}
      />
    </>
  )
}

/** Says that an organisation owns or operates something, from a day that may lie in the past. */
export function AddHoldingDialog({
  organisation,
  value,
  onClose,
}: {
  organisation: Organisation
  value?: string
  onClose: () => void
}) {
  const t = useText(membersTexts)
  const now = useNow()
  const [from, setFrom] = useState(today(now))
  const add = useAction(membersApi.addHolding, {
    onDone: (_, asked) => {
      tell(t(asked.from < startOf(today(now)) ? 'holding.added.past' : 'holding.added', { what: asked.value }))
      onClose()
    },
  })
  return (
    <Dialog title={t('holding.add.to', { name: organisation.name })} onClose={onClose}>
      <Form
        action={t('holding.add.action')}
        busy={add.isPending}
        fault={worded(add.error, { value: t('holding.value.wrong'), from: t('holding.day.wrong') }, t('field.wrong'))}
        onSubmit={({ value = '', form, relation, to, proof, criticality }) =>
          add.mutate({
            id: organisation.id,
            value: value.trim(),
            form: form as HoldingForm,
            relation: relation as Relation,
            from: from && startOf(from),
            to: to ? startOf(to) : null,
            proof: proof as HoldingProof,
            criticality: Number(criticality),
          })
        }
      >
        <TextField
          name="value"
          label={t('holding.value')}
          hint={t('holding.value.hint')}
          defaultValue={value}
          autoCapitalize="none"
          spellCheck={false}
        />
        <SelectField
          name="form"
          label={t('holding.form')}
          defaultValue={value ? formOf(value) : 'network'}
          choices={HoldingForm.options.map((each) => ({ value: each, label: t(`form.${each}`) }))}
        />
        <SelectField
          name="relation"
          label={t('holding.relation')}
          hint={t('holding.relation.hint')}
          choices={Relation.options.map((each) => ({ value: each, label: t(`relation.${each}`) }))}
        />
        <TextField
          name="from"
          label={t('holding.from')}
          hint={t('holding.from.hint')}
          type="date"
          value={from}
          onChange={({ target }) => setFrom(target.value)}
        />
        {from !== '' && from < today(now) && <PastNotice name={organisation.name} />}
        <TextField name="to" label={t('holding.to')} hint={t('holding.to.hint')} optional type="date" />
        <ProofAndWeight />
      </Form>
    </Dialog>
  )
}

/** What a date in the past does, said before it is done. */
function PastNotice({ name }: { name: string }) {
  const t = useText(membersTexts)
  return (
    <Notice tone="info" title={t('holding.past')}>
      <p>{t('holding.past.moves', { name })}</p>
      <p>{t('holding.past.before')}</p>
    </Notice>
  )
}

/** Corrects the period, proof or weight of a holding; confirms that it still holds; or ends it. */
export function ChangeHoldingDialog({ holding, onClose }: { holding: Holding; onClose: () => void }) {
  const t = useText(membersTexts)
  const now = useNow()
  const [from, setFrom] = useState(dayOf(holding.from))
  const [to, setTo] = useState(holding.to ? dayOf(holding.to) : '')
  const change = useAction(membersApi.changeHolding, {
    onDone: () => {
      tell(t('holding.saved', { what: holdingText(holding) }))
      onClose()
    },
  })
  const isMoved = from !== dayOf(holding.from) || to !== (holding.to ? dayOf(holding.to) : '')
  const ends = to !== '' && to !== (holding.to ? dayOf(holding.to) : '')
  return (
    <Dialog
      title={t('holding.change.of', { what: holdingText(holding) })}
      onClose={onClose}
      foot={
        <>
          <Button look="secondary" busy={change.isPending} onClick={() => change.mutate({ id: holding.id, confirm: true })}>
            {t('holding.confirm')}
          </Button>
          {holding.to === null && to === '' && (
            <Button look="secondary" danger onClick={() => setTo(today(now))}>
              {t('holding.end')}
            </Button>
          )}
        </>
      }
    >
      <Form
        action={t('holding.save')}
        busy={change.isPending}
        fault={worded(change.error, { from: t('holding.day.wrong') }, t('field.wrong'))}
        onSubmit={({ proof, criticality }) =>
          change.mutate({
            id: holding.id,
            ...(from !== dayOf(holding.from) && { from: from && startOf(from) }),
            ...(to !== (holding.to ? dayOf(holding.to) : '') && { to: to ? startOf(to) : null }),
            proof: proof as HoldingProof,
            criticality: Number(criticality),
          })
        }
      >
        <TextField
          name="from"
          label={t('holding.from')}
          hint={t('holding.from.hint')}
          type="date"
          value={from}
          onChange={({ target }) => setFrom(target.value)}
        />
        <TextField
          name="to"
          label={t('holding.to')}
          hint={t('holding.to.change')}
          optional
          type="date"
          value={to}
          onChange={({ target }) => setTo(target.value)}
        />
        {isMoved && (
          <Notice tone="info" title={t(ends ? 'holding.ends' : 'holding.moves')}>
            <p>{t(ends ? 'holding.ends.next' : 'holding.moves.next')}</p>
          </Notice>
        )}
        <ProofAndWeight proof={holding.proof} criticality={holding.criticality} />
      </Form>
    </Dialog>
  )
}
