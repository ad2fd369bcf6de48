import { useState } from 'react'
import type { Id } from '#domain/id.ts'
import { answers, call, useAction } from '#ui/api.ts'
import { Dialog } from '#ui/kit/Dialog.tsx'
import { Form, SelectField, TextField } from '#ui/kit/Form.tsx'
import { type Picked, Picker } from '#ui/kit/Picker.tsx'
import { useNow } from '#ui/kit/TimeText.tsx'
import { tell } from '#ui/kit/Toast.tsx'
import { worded } from '#ui/kit/worded.ts'
import { useText } from '#ui/text/text.ts'
import { type Former, membersApi, type Organisation, type SuccessionInput, SuccessionKind } from '../contract.ts'
import { registerTexts } from './register/texts.ts'

const startOf = (day: string | undefined): string => (day ? `${day}T00:00:00.000Z` : '')

/** A name or number that an organisation had, with the days from and to which it was so. */
export function FormerDialog({ organisation, onClose }: { organisation: Organisation; onClose: () => void }) {
  const t = useText(registerTexts)
  const add = useAction(membersApi.addFormer, {
    onDone: (_, { value }) => {
      tell(t('history.added', { what: value }))
      onClose()
    },
  })
  return (
    <Dialog title={t('history.add')} onClose={onClose}>
      <Form
        action={t('history.add.action')}
        busy={add.isPending}
        fault={worded(
          add.error,
          { value: t('history.value.wrong'), from: t('history.day.wrong'), to: t('history.day.wrong') },
          t('history.field.wrong'),
        )}
        onSubmit={({ form, value = '', from, to }) =>
          add.mutate({
            id: organisation.id,
            form: form as Former['form'],
            value: value.trim(),
            from: startOf(from),
            to: startOf(to),
          })
        }
      >
        <SelectField
          name="form"
          label={t('history.form')}
          choices={(['name', 'number'] as const).map((value) => ({ value, label: t(`history.form.${value}`) }))}
        />
        <TextField name="value" label={t('history.value')} spellCheck={false} />
        <TextField name="from" label={t('history.from')} type="date" />
        <TextField name="to" label={t('history.to')} type="date" />
      </Form>
    </Dialog>
  )
}

const find = async (q: string): Promise<Picked[]> => (await call(membersApi.list, { q, gone: 'false', limit: 8 })).rows

/** Who stands in an organisation's place from a day on, and what becomes of what it has. It can be undone for ten minutes. */
export function SuccessionDialog({ organisation, onClose }: { organisation: Organisation; onClose: () => void }) {
  const t = useText(registerTexts)
  const today = new Date(useNow()).toISOString().slice(0, 10)
  const [successor, setSuccessor] = useState<Picked>()
  const [asked, setAsked] = useState(false)
  const succeed = useAction(membersApi.succeed, {
    onDone: ({ change }) => {
      tell(t('succession.done', { name: `${organisation.name} → ${successor?.name ?? ''}` }), () => void takeBack(change))
      onClose()
    },
  })
  const takeBack = async (id: Id<'chg'>) => {
    try {
      await call(membersApi.undo, { id })
      tell(t('undo.done'))
    } catch (fault) {
      tell(t('undo.failed', { why: (fault as Error).message }))
    }
    await answers.invalidateQueries()
  }
  const save = ({ kind, day = '', holdings, contacts }: Record<string, string>) => {
    setAsked(true)
    if (!successor) return
    succeed.mutate({
      id: organisation.id,
      successorId: successor.id as Organisation['id'],
      kind: kind as SuccessionKind,
      day,
      holdings: holdings as SuccessionInput['holdings'],
      contacts: contacts as SuccessionInput['contacts'],
    })
  }
  return (
    <Dialog title={t('succession.dialog', { name: organisation.name })} onClose={onClose}>
      <Form
        action={t('succession.action')}
        busy={succeed.isPending}
        fault={worded(succeed.error, { day: t('history.day.wrong') }, t('history.field.wrong'))}
        onSubmit={save}
      >
        <Picker
          label={t('succession.successor')}
          hint={t('succession.successor.hint')}
          change={t('succession.successor.change')}
          none={t('succession.successor.none')}
          chosen={successor}
          onChoose={setSuccessor}
          search={find}
          error={asked && !successor ? t('succession.successor.wrong') : undefined}
        />
        <SelectField
          name="kind"
          label={t('succession.kind')}
          choices={SuccessionKind.options.map((value) => ({ value, label: t(`succession.kind.${value}`) }))}
        />
        <TextField
          name="day"
          label={t('succession.day')}
          hint={t('succession.day.hint')}
          type="date"
          max={today}
          defaultValue={today}
        />
        <SelectField
          name="holdings"
          label={t('succession.holdings')}
          choices={(['move', 'end', 'stay'] as const).map((value) => ({ value, label: t(`succession.holdings.${value}`) }))}
        />
        <SelectField
          name="contacts"
          label={t('succession.contacts')}
          choices={(['copy', 'stay'] as const).map((value) => ({ value, label: t(`succession.contacts.${value}`) }))}
        />
      </Form>
    </Dialog>
  )
}
