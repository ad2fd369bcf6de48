import { useState } from 'react'
import type { Id } from '#domain/id.ts'
import { useAction } from '#ui/api.ts'
import { Dialog } from '#ui/kit/Dialog.tsx'
import { Form, SelectField, TextField } from '#ui/kit/Form.tsx'
import { tell } from '#ui/kit/Toast.tsx'
import { worded } from '#ui/kit/worded.ts'
import { useText } from '#ui/text/text.ts'
import { directoryApi, type Relation, type RelationType, relationTypes, type Service, ServiceKind } from '../contract.ts'
import { type Organisation, OrganisationPicker } from './OrganisationPicker.tsx'
import { useReader } from './reader.ts'
import { directoryTexts } from './texts.ts'

const today = () => new Date().toISOString().slice(0, 10)

const useWords = () => {
  const t = useText(directoryTexts)
  return { from: t('field.day.wrong'), to: t('field.day.wrong'), name: t('field.name.wrong'), otherName: t('field.name.wrong') }
}

function useServiceKinds() {
  const t = useText(directoryTexts)
  return ServiceKind.options.map((value) => ({ value, label: t(`kind.${value}`) }))
}

/** From which day until which something holds. */
function PeriodFields({ from = today(), to = null }: { from?: string; to?: string | null }) {
  const t = useText(directoryTexts)
  return (
    <>
      <TextField name="from" type="date" label={t('field.from')} defaultValue={from} />
      <TextField name="to" type="date" label={t('field.to')} hint={t('field.to.hint')} optional defaultValue={to ?? ''} />
    </>
  )
}

/** Registers who does what for an organisation, or for whom it does something. */
export function RelationDialog({ id, onClose }: { id: Id<'org'>; onClose: () => void }) {
  const t = useText(directoryTexts)
  const { team } = useReader()
  const kinds = useServiceKinds()
  const [other, setOther] = useState<Organisation>()
  const add = useAction(directoryApi.addRelation, {
    onDone: () => {
      tell(t('relation.added'))
      onClose()
    },
  })
  const choices = (['in', 'out'] as const).flatMap((way) =>
    relationTypes.map((type) => ({ value: `${way} ${type}`, label: t(`type.${way}.${type}`) })),
  )
  const send = (values: Record<string, string>) => {
    const [way, type] = (values.type ?? '').split(' ')
    add.mutate({
      id,
      type: type as RelationType,
      outward: way === 'out',
      otherId: other?.id ?? null,
      otherNumber: values.otherNumber || null,
      otherName: values.otherName ?? '',
      service: values.service || null,
      serviceKind: (values.serviceKind || null) as ServiceKind | null,
      from: values.from ?? '',
      to: values.to || null,
      source: values.source || 'declared',
    })
  }
  return (
    <Dialog title={t('relation.add.title')} onClose={onClose}>
      <Form action={t('save')} busy={add.isPending} fault={worded(add.error, useWords(), t('field.wrong'))} onSubmit={send}>
        <SelectField name="type" label={t('type')} choices={choices} defaultValue="in operates-for" />
        {team && <OrganisationPicker chosen={other} onChoose={setOther} />}
        {!other && (
          <>
            <TextField name="otherName" label={t('field.other')} hint={t('field.other.hint')} maxLength={300} />
            <TextField
              name="otherNumber"
              label={t('field.number')}
              hint={t('field.number.hint')}
              optional
              inputMode="numeric"
              maxLength={20}
            />
          </>
        )}
        <TextField name="service" label={t('field.service')} hint={t('field.service.hint')} optional maxLength={200} />
        <SelectField name="serviceKind" label={t('field.serviceKind')} optional choices={kinds} />
        <PeriodFields />
        <TextField name="source" label={t('field.source')} hint={t('field.source.hint')} optional maxLength={200} />
      </Form>
    </Dialog>
  )
}

/** Adds a service that an organisation answers for, or corrects one. */
export function ServiceDialog({ id, service, onClose }: { id?: Id<'org'>; service?: Service; onClose: () => void }) {
  const t = useText(directoryTexts)
  const kinds = useServiceKinds()
  const done = (words: string) => () => {
    tell(words)
    onClose()
  }
  const add = useAction(directoryApi.addService, { onDone: done(t('service.added')) })
  const change = useAction(directoryApi.changeService, { onDone: done(t('service.changed')) })
  const send = (values: Record<string, string>) => {
    const said = {
      name: values.name ?? '',
      kind: (values.kind || null) as ServiceKind | null,
      from: values.from ?? '',
      to: values.to || null,
    }
    if (service) change.mutate({ ...said, id: service.id })
    else add.mutate({ ...said, id: id!, source: values.source || 'declared' })
  }
  return (
    <Dialog title={t(service ? 'service.change.title' : 'service.add')} onClose={onClose}>
      <Form
        action={t('save')}
        busy={add.isPending || change.isPending}
        fault={worded(add.error ?? change.error, useWords(), t('field.wrong'))}
        onSubmit={send}
      >
        <TextField name="name" label={t('service.name')} maxLength={200} defaultValue={service?.name} />
        <SelectField name="kind" label={t('kind')} optional choices={kinds} defaultValue={service?.kind ?? ''} />
        <PeriodFields {...(service && { from: service.from, to: service.to })} />
        {!service && <TextField name="source" label={t('field.source')} hint={t('field.source.hint')} optional maxLength={200} />}
      </Form>
    </Dialog>
  )
}

/** Says on which day a relation no longer held. */
export function EndRelationDialog({
  relation,
  says,
  onClose,
  onDone,
}: {
  relation: Relation
  says: string
  onClose: () => void
  onDone: () => void
}) {
  const t = useText(directoryTexts)
  const end = useAction(directoryApi.changeRelation, {
    onDone: () => {
      onDone()
      onClose()
    },
  })
  return (
    <Dialog title={t('relation.end.title')} onClose={onClose}>
      <p>{says}</p>
      <Form
        action={t('relation.end')}
        busy={end.isPending}
        fault={worded(end.error, useWords(), t('field.wrong'))}
        onSubmit={({ to }) => end.mutate({ id: relation.id, to: to ?? '' })}
      >
        <TextField name="to" type="date" label={t('relation.end.day')} hint={t('relation.end.hint')} defaultValue={today()} />
      </Form>
    </Dialog>
  )
}
