import { PlusIcon } from '@navikt/aksel-icons'
import { useState } from 'react'
import type { Id } from '#domain/id.ts'
import { call, useAction, useCall } from '#ui/api.ts'
import { Button } from '#ui/kit/Button.tsx'
import { type Column, DataTable } from '#ui/kit/DataTable.tsx'
import { ConfirmDialog, Dialog } from '#ui/kit/Dialog.tsx'
import { Form } from '#ui/kit/Form.tsx'
import { Empty } from '#ui/kit/Notice.tsx'
import { Section } from '#ui/kit/Page.tsx'
import { Picker } from '#ui/kit/Picker.tsx'
import { TimeText } from '#ui/kit/TimeText.tsx'
import { tell } from '#ui/kit/Toast.tsx'
import { useText } from '#ui/text/text.ts'
import { accessApi, type BreakGlassAccount } from '../../contract.ts'
import { waysTexts } from './texts.ts'

/** The accounts for the day on which neither the provider nor names outside answer. */
export function BreakGlass({ mayChange }: { mayChange: boolean }) {
  const t = useText(waysTexts)
  const { data, error, refetch } = useCall(accessApi.policy, {})
  const [adds, setAdds] = useState(false)
  const [ends, setEnds] = useState<BreakGlassAccount>()
  const unmark = useAction(accessApi.markBreakGlass, {
    onDone: () => {
      tell(t('glass.removed', { name: ends?.displayName ?? '' }))
      setEnds(undefined)
    },
  })
  const columns: Column<BreakGlassAccount>[] = [
    {
      key: 'account',
      title: t('glass.account'),
      cell: ({ displayName, name }) => (
        <div>
          <b>{displayName}</b>
          <div>{name}</div>
        </div>
      ),
    },
    { key: 'ready', title: t('glass.state'), cell: (account) => <State account={account} /> },
    {
      key: 'used',
      title: t('glass.used'),
      cell: ({ usedAt }) => (usedAt ? <TimeText at={usedAt} only="distance" /> : t('glass.never')),
      tight: true,
    },
    {
      key: 'marked',
      title: t('glass.marked'),
      cell: ({ markedAt, markedBy }) => (
        <div>
          <TimeText at={markedAt} only="day" />
          <div>{markedBy}</div>
        </div>
      ),
    },
    {
      key: 'end',
      title: t('glass.remove'),
      cell: (account) => (
        <Button
          look="tertiary"
          danger
          aria-label={t('glass.remove.of', { name: account.displayName })}
          onClick={() => setEnds(account)}
        >
          {t('glass.remove')}
        </Button>
      ),
      tight: true,
    },
  ]
  return (
    <Section
      title={t('glass.title')}
      actions={
        mayChange && (
          <Button look="secondary" icon={<PlusIcon aria-hidden="true" />} onClick={() => setAdds(true)}>
            {t('glass.add')}
          </Button>
        )
      }
    >
      <p>{t('glass.lead')}</p>
      <DataTable
        caption={t('glass.title')}
        columns={columns.filter(({ key }) => mayChange || key !== 'end')}
        rows={data?.breakGlass}
        rowKey={({ person }) => person}
        rowName={({ displayName }) => displayName}
        empty={
          <Empty title={t('glass.none')}>
            <p>{t('glass.none.next')}</p>
          </Empty>
        }
        fault={error}
        onRetry={() => void refetch()}
      />
      {adds && <Add onClose={() => setAdds(false)} />}
      {ends && (
        <ConfirmDialog
          title={t('glass.remove.of', { name: ends.displayName })}
          preview={<p>{t('glass.remove.preview')}</p>}
          action={t('glass.remove')}
          danger
          busy={unmark.isPending}
          fault={unmark.error}
          onConfirm={() => unmark.mutate({ id: ends.person, on: false })}
          onClose={() => {
            unmark.reset()
            setEnds(undefined)
          }}
        />
      )}
    </Section>
  )
}

function State({ account: { ready, disabled, administrator, passkeys } }: { account: BreakGlassAccount }) {
  const t = useText(waysTexts)
  if (ready) return t('glass.ready', { count: passkeys })
  return t(disabled ? 'glass.disabled' : administrator ? 'glass.noKey' : 'glass.noAdmin')
}

const shown = 8
const find = async (q: string) =>
  (await call(accessApi.people, { q, limit: shown })).rows.map(({ id, displayName, name }) => ({
    id,
    name: `${displayName} (${name})`,
  }))

function Add({ onClose }: { onClose: () => void }) {
  const t = useText(waysTexts)
  const [chosen, setChosen] = useState<{ id: string; name: string }>()
  const [asked, setAsked] = useState(false)
  const mark = useAction(accessApi.markBreakGlass, {
    onDone: () => {
      tell(t('glass.added'))
      onClose()
    },
  })
  return (
    <Dialog title={t('glass.add')} onClose={onClose}>
      <Form
        action={t('glass.form.action')}
        busy={mark.isPending}
        fault={mark.error}
        onSubmit={() => {
          setAsked(true)
          if (chosen) mark.mutate({ id: chosen.id as Id<'usr'>, on: true })
        }}
      >
        <p>{t('glass.form.what')}</p>
        <Picker
          label={t('glass.form.account')}
          hint={t('glass.form.account.hint')}
          change={t('glass.form.account.change')}
          none={t('glass.form.account.none')}
          chosen={chosen}
          onChoose={setChosen}
          search={find}
          error={asked && !chosen ? t('glass.form.account.wrong') : undefined}
        />
      </Form>
    </Dialog>
  )
}
