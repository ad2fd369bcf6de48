import { PlusIcon } from '@navikt/aksel-icons'
import { useState } from 'react'
import { dayText, startOfDay } from '#domain/dates.ts'
import { type Lent, lendable } from '#domain/scope.ts'
import { day, type Utc, utc } from '#domain/time.ts'
import { useAction, useCall } from '#ui/api.ts'
import { Button } from '#ui/kit/Button.tsx'
import { DataTable } from '#ui/kit/DataTable.tsx'
import { ConfirmDialog, Dialog } from '#ui/kit/Dialog.tsx'
import { CheckField, Form, TextField } from '#ui/kit/Form.tsx'
import { Empty } from '#ui/kit/Notice.tsx'
import { Section } from '#ui/kit/Page.tsx'
import { TimeText } from '#ui/kit/TimeText.tsx'
import { tell } from '#ui/kit/Toast.tsx'
import { worded } from '#ui/kit/worded.ts'
import { useLocale, useText } from '#ui/text/text.ts'
import { accessApi, type Delegation } from '../../contract.ts'
import type { House } from './house.tsx'
import { peopleTexts } from './texts.ts'

type Side = 'member' | 'operator'
const othersSide = { member: 'operator', operator: 'member' } as const

/** Who acts for an organisation by its consent, or for whom it acts: states, days, and a yes or an end. */
export function Delegations({ house, side }: { house: House; side: Side }) {
  const t = useText(peopleTexts)
  const { data, error, refetch, isFetching } = useCall(accessApi.delegations, { id: house.id, side, limit: 200 })
  const { data: session } = useCall(accessApi.me, {})
  const [open, setOpen] = useState<{ deed: 'agree' | 'end'; row: Delegation } | 'new'>()
  const close = () => setOpen(undefined)
  const otherName = useOtherName(side)
  const mayBegin = data?.mayChange && !session?.me?.team
  return (
    <Section
      title={t(`lent.${side}.title`, { name: house.name })}
      actions={
        mayBegin && (
          <Button look="secondary" icon={<PlusIcon aria-hidden="true" />} onClick={() => setOpen('new')}>
            {t(`lent.${side}.action`, { name: house.name })}
          </Button>
        )
      }
    >
      <p>{t(`lent.${side}.says`, { name: house.name })}</p>
      <DataTable
        caption={t(`lent.caption.${side}`, { name: house.name })}
        columns={[
          {
            key: 'who',
            title: t('lent.who'),
            cell: (row) => (
              <div>
                <b>{otherName(row)}</b>
                {row[othersSide[side]].name && <div>{t('lent.number', { number: row[othersSide[side]].number })}</div>}
              </div>
            ),
          },
          { key: 'what', title: t('lent.what'), cell: ({ may }) => <What may={may} /> },
          { key: 'why', title: t('lent.why'), cell: ({ reason }) => reason },
          { key: 'state', title: t('lent.state'), cell: (row) => <State row={row} /> },
          {
            key: 'until',
            title: t('lent.until'),
            cell: ({ endsAt }) => <TimeText at={lastMoment(endsAt)} only="day" />,
            tight: true,
          },
          ...(data?.mayChange
            ? [
                {
                  key: 'do',
                  title: t('lent.do'),
                  cell: (row: Delegation) => (
                    <Deeds row={row} side={side} name={otherName(row)} onOpen={(deed) => setOpen({ deed, row })} />
                  ),
                  tight: true,
                },
              ]
            : []),
        ]}
        rows={data?.rows}
        rowKey={({ id }) => id}
        rowName={otherName}
        empty={<Empty title={t(`lent.${side}.none`, { name: house.name })} />}
        fault={error}
        onRetry={() => void refetch()}
        busy={isFetching}
      />
      {open === 'new' && <NewDialog house={house} side={side} onClose={close} />}
      {open && open !== 'new' && open.deed === 'agree' && (
        <AgreeDialog house={house} side={side} row={open.row} name={otherName(open.row)} onClose={close} />
      )}
      {open && open !== 'new' && open.deed === 'end' && (
        <EndDialog house={house} side={side} row={open.row} name={otherName(open.row)} onClose={close} />
      )}
    </Section>
  )
}

/** The last moment that counts: a delegation ends when the day after its last one begins. */
const lastMoment = (endsAt: Utc): Utc => utc(Date.parse(endsAt) - 1)

/** What the other side is called, as far as one may know: by its number until it has said yes. */
function useOtherName(side: Side) {
  const t = useText(peopleTexts)
  return (row: Delegation): string => {
    const { name, number } = row[othersSide[side]]
    return name ?? t('lent.number', { number })
  }
}

function What({ may }: { may: readonly Lent[] }) {
  const t = useText(peopleTexts)
  return [t('lent.reads'), ...may.map((each) => t(`lent.may.${each}`))].map((text) => <div key={text}>{text}</div>)
}

function State({ row: { state, waitsFor, endsSoon, endedSide } }: { row: Delegation }) {
  const t = useText(peopleTexts)
  if (state === 'waiting') return t(`lent.state.waiting.${waitsFor ?? 'member'}`)
  if (state === 'valid') return t(endsSoon ? 'lent.state.soon' : 'lent.state.valid')
  return state === 'ended' ? t(`lent.state.ended.${endedSide ?? 'team'}`) : t('lent.state.run-out')
}

function Deeds({
  row: { state, waitsFor },
  side,
  name,
  onOpen,
}: {
  row: Delegation
  side: Side
  name: string
  onOpen: (deed: 'agree' | 'end') => void
}) {
  const t = useText(peopleTexts)
  const { data: session } = useCall(accessApi.me, {})
  if (state === 'ended' || state === 'run-out') return null
  const isAsked = waitsFor === side && !session?.me?.team
  return (
    <div className="actions">
      {isAsked && (
        <Button look="secondary" aria-label={t('lent.agree.of', { name })} onClick={() => onOpen('agree')}>
          {t('lent.agree')}
        </Button>
      )}
      <Button look="tertiary" danger aria-label={t('lent.end.of', { name })} onClick={() => onOpen('end')}>
        {t(isAsked ? 'lent.end.decline' : 'lent.end')}
      </Button>
    </div>
  )
}

interface Deed {
  house: House
  side: Side
  row: Delegation
  name: string
  onClose: () => void
}

function AgreeDialog({ house, side, row, name, onClose }: Deed) {
  const t = useText(peopleTexts)
  const locale = useLocale()
  const agree = useAction(accessApi.agree, {
    onDone: () => {
      tell(t('lent.agreed'))
      onClose()
    },
  })
  const said = { name, organisation: house.name, until: dayText(lastMoment(row.endsAt), locale) }
  const more = row.may.map((each) => t(`lent.may.${each}`).toLocaleLowerCase(locale)).join(', ')
  return (
    <ConfirmDialog
      title={t('lent.agree.title', { organisation: house.name })}
      preview={
        <>
          <p>{t(`lent.agree.${side}`, said)}</p>
          {more && <p>{t('lent.agree.more', { what: more })}</p>}
          <p>
            {t('lent.why')}: {row.reason}
          </p>
          {side === 'member' && <p>{t('lent.agree.withdraw')}</p>}
        </>
      }
      action={t('lent.agree.of', { name })}
      busy={agree.isPending}
      fault={agree.error}
      onConfirm={() => agree.mutate({ id: row.id })}
      onClose={onClose}
    />
  )
}

function EndDialog({ house, side, row, name, onClose }: Deed) {
  const t = useText(peopleTexts)
  const end = useAction(accessApi.endDelegation, {
    onDone: () => {
      tell(t('lent.ended'))
      onClose()
    },
  })
  return (
    <ConfirmDialog
      title={t('lent.end.title')}
      preview={
        <>
          <p>{t('lent.end.says', { name, organisation: house.name })}</p>
          {side === 'member' && row.state === 'valid' && <p>{t('lent.end.operates')}</p>}
        </>
      }
      action={t('lent.end.of', { name })}
      danger
      busy={end.isPending}
      fault={end.error}
      onConfirm={() => end.mutate({ id: row.id })}
      onClose={onClose}
    />
  )
}

const dayFromNow = (days: number): string => utc(Date.now() + days * day).slice(0, 10)

function NewDialog({ house, side, onClose }: { house: House; side: Side; onClose: () => void }) {
  const t = useText(peopleTexts)
  const begin = useAction(accessApi.delegate, {
    onDone: () => {
      tell(t('lent.form.done'))
      onClose()
    },
  })
  return (
    <Dialog title={t(`lent.form.${side}`, { name: house.name })} onClose={onClose}>
      <Form
        action={t(`lent.form.${side}.action`)}
        busy={begin.isPending}
        fault={worded(begin.error, { number: t('lent.form.number.wrong') }, t('lent.form.ends.hint'))}
        onSubmit={({ number = '', reason = '', ends = '', ...rest }) =>
          begin.mutate({
            id: house.id,
            side,
            number: number.replaceAll(/\s/g, ''),
            may: lendable.filter((each) => rest[each]),
            reason,
            // The last day counts.
            endsAt: utc(Date.parse(startOfDay(ends)) + day),
          })
        }
      >
        <TextField
          name="number"
          label={t(`lent.form.number.${side}`)}
          hint={t('lent.form.number.hint')}
          inputMode="numeric"
          autoComplete="off"
        />
        <fieldset className="field fieldset">
          <legend className="ds-label">{t(`lent.form.may.${side}`)}</legend>
          <p className="field-hint">{t(`lent.form.may.${side}.hint`)}</p>
          {lendable.map((each) => (
            <CheckField key={each} name={each} label={t(`lent.may.${each}`)} />
          ))}
        </fieldset>
        <TextField name="reason" label={t('lent.form.reason')} hint={t('lent.form.reason.hint')} maxLength={500} />
        <TextField
          name="ends"
          type="date"
          label={t('lent.form.ends')}
          hint={t('lent.form.ends.hint')}
          min={dayFromNow(1)}
          max={dayFromNow(729)}
          defaultValue={dayFromNow(365)}
        />
      </Form>
    </Dialog>
  )
}
