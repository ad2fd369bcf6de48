import { PlusIcon } from '@navikt/aksel-icons'
import { useState } from 'react'
import type { Id } from '#domain/id.ts'
import { hour, later, utc } from '#domain/time.ts'
import { useAction, useCall } from '#ui/api.ts'
import { Button, TextLink } from '#ui/kit/Button.tsx'
import { type Column, DataTable } from '#ui/kit/DataTable.tsx'
import { ConfirmDialog, Dialog } from '#ui/kit/Dialog.tsx'
import { Form, TextAreaField, TextField, useDraft } from '#ui/kit/Form.tsx'
import { type Found, Lookup } from '#ui/kit/Lookup.tsx'
import { Empty } from '#ui/kit/Notice.tsx'
import { TimeText, useNow } from '#ui/kit/TimeText.tsx'
import { tell } from '#ui/kit/Toast.tsx'
import { worded } from '#ui/kit/worded.ts'
import { fromNorwegian, toNorwegian } from '#ui/text/norwegian.ts'
import { useText } from '#ui/text/text.ts'
import { noticesApi, type Window } from '../contract.ts'
import { useOrganisations } from './organisations.ts'
import { useReader } from './reader.ts'
import { noticesTexts } from './texts.ts'

/** Maintenance windows of one organisation, or of all: only what is critical is sent while one is open. */
export function Windows({ organisation }: { organisation?: Id<'org'> }) {
  const t = useText(noticesTexts)
  const { team, mayDecide, mayChoose } = useReader()
  const may = organisation ? mayChoose(organisation) : mayDecide
  const [adds, setAdds] = useState(false)
  const [removes, setRemoves] = useState<Window>()
  const now = useNow()
  const { data, error, refetch } = useCall(noticesApi.windows, organisation ? { organisation } : {})
  const remove = useAction(noticesApi.removeWindow, {
    onDone: () => {
      tell(t('window.removed'))
      setRemoves(undefined)
    },
  })
  const mayRemove = (row: Window): boolean => may && (mayDecide || row.organisation?.id === organisation)
  const columns: (Column<Window> | false)[] = [
    {
      key: 'when',
      title: t('window.when'),
      cell: ({ startsAt, endsAt }) => (
        <div>
          <TimeText at={startsAt} only="moment" /> – <TimeText at={endsAt} only="moment" />
          {Date.parse(startsAt) <= now && <b> · {t('window.now')}</b>}
        </div>
      ),
    },
    !organisation && {
      key: 'who',
      title: t('window.who'),
      cell: ({ organisation: whose }) =>
        whose && team ? <TextLink to={`/organisations/${whose.id}/told-how`}>{whose.name}</TextLink> : t('rule.everybody'),
    },
    {
      key: 'reason',
      title: t('reason.label'),
      cell: ({ reason, author, organisation: whose }) => (
        <div>
          {reason}
          <div className="faint">{organisation && !whose ? t('window.forAll', { author }) : author}</div>
        </div>
      ),
    },
    may && {
      key: 'remove',
      title: t('window.remove'),
      tight: true,
      cell: (row) =>
        mayRemove(row) && (
          <Button look="tertiary" danger onClick={() => setRemoves(row)}>
            {t('window.remove')}
          </Button>
        ),
    },
  ]
  return (
    <>
      {may && (
        <div className="actions">
          <Button look="secondary" icon={<PlusIcon aria-hidden="true" />} onClick={() => setAdds(true)}>
            {t('window.add')}
          </Button>
        </div>
      )}
      <DataTable<Window>
        caption={t('windows.title')}
        columns={columns.filter((column) => column !== false)}
        rows={data?.windows}
        rowKey={({ id }) => id}
        rowName={({ reason }) => reason}
        empty={<Empty title={t('windows.none')}>{may && <p>{t('windows.none.why')}</p>}</Empty>}
        fault={error}
        onRetry={() => void refetch()}
      />
      {adds && <WindowDialog {...(organisation && { organisation })} onClose={() => setAdds(false)} />}
      {removes && (
        <ConfirmDialog
          title={t('window.remove')}
          preview={
            <p>
              {removes.reason}: <TimeText at={removes.startsAt} only="moment" /> – <TimeText at={removes.endsAt} only="moment" />
            </p>
          }
          action={t('window.remove.action')}
          danger
          busy={remove.isPending}
          fault={remove.error}
          onConfirm={() => remove.mutate({ id: removes.id })}
          onClose={() => setRemoves(undefined)}
        />
      )}
    </>
  )
}

const usualHours = 4

function WindowDialog({ organisation: given, onClose }: { organisation?: Id<'org'>; onClose: () => void }) {
  const t = useText(noticesTexts)
  const [reason, keep, forget] = useDraft('notices.window')
  const [organisation, setOrganisation] = useState<Found>()
  const [wrong, setWrong] = useState<string>()
  const [start] = useState(useNow())
  const add = useAction(noticesApi.addWindow, {
    onDone: () => {
      forget()
      tell(t('window.added'))
      onClose()
    },
  })
  const submit = ({ startsAt = '', endsAt = '' }: Record<string, string>) => {
    const [from, to] = [fromNorwegian(startsAt), fromNorwegian(endsAt)]
    const isWrong = from === '' || to === '' || to <= from
    setWrong(isWrong ? t('window.endsAt.wrong') : undefined)
    if (!isWrong)
      add.mutate({
        organisationId: given ?? (organisation?.value as Id<'org'> | undefined) ?? null,
        startsAt: from,
        endsAt: to,
        reason: reason.trim(),
      })
  }
  return (
    <Dialog title={t('window.add')} onClose={onClose}>
      <p>{t('window.add.means')}</p>
      <Form
        action={t('window.save')}
        busy={add.isPending}
        fault={worded(
          add.error,
          { reason: t('window.reason.wrong'), endsAt: t('window.endsAt.wrong'), startsAt: t('window.endsAt.wrong') },
          t('field.wrong'),
        )}
        onSubmit={submit}
      >
        {!given && (
          <Lookup
            label={t('rule.organisation')}
            hint={t('rule.organisation.hint')}
            chosen={organisation}
            useSearch={useOrganisations}
            onChoose={setOrganisation}
          />
        )}
        <div className="pair">
          <TextField name="startsAt" type="datetime-local" label={t('window.startsAt')} defaultValue={toNorwegian(utc(start))} />
          <TextField
            name="endsAt"
            type="datetime-local"
            label={t('window.endsAt')}
            defaultValue={toNorwegian(later(utc(start), usualHours * hour))}
          />
        </div>
        {wrong && (
          <p className="ds-validation-message" role="alert">
            {wrong}
          </p>
        )}
        <p className="field-hint">{t('window.zone')}</p>
        <TextAreaField
          name="reason"
          label={t('reason.label')}
          rows={2}
          maxLength={500}
          value={reason}
          onChange={({ target }) => keep(target.value)}
        />
      </Form>
    </Dialog>
  )
}
