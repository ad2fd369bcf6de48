import { PlusIcon } from '@navikt/aksel-icons'
import { useState } from 'react'
import { answers, call, useAction, useCall } from '#ui/api.ts'
import { Button, TextLink } from '#ui/kit/Button.tsx'
import { DataTable } from '#ui/kit/DataTable.tsx'
import { Empty, FaultNotice } from '#ui/kit/Notice.tsx'
import { Section } from '#ui/kit/Page.tsx'
import { TimeText } from '#ui/kit/TimeText.tsx'
import { tell } from '#ui/kit/Toast.tsx'
import { useText } from '#ui/text/text.ts'
import { type Former, membersApi, type Organisation, type Succession } from '../contract.ts'
import { FormerDialog, SuccessionDialog } from './HistoryDialogs.tsx'
import { useReader } from './reader.ts'
import { registerTexts } from './register/texts.ts'

/** What an organisation was called before, which numbers it had, and who stood in whose place. */
export function History({ organisation }: { organisation: Organisation }) {
  const { team } = useReader()
  const { data, error, refetch } = useCall(membersApi.history, { id: organisation.id })
  if (error && !data) return <FaultNotice fault={error} onRetry={() => void refetch()} />
  if (!data) return null
  return (
    <div className="page">
      <Names organisation={organisation} former={data.former} />
      {team && <Successions organisation={organisation} successions={data.successions} />}
    </div>
  )
}

function Names({ organisation, former }: { organisation: Organisation; former: readonly Former[] }) {
  const t = useText(registerTexts)
  const { mayKeep } = useReader()
  const [adds, setAdds] = useState(false)
  const remove = useAction(membersApi.removeFormer)
  return (
    <Section
      title={t('history.names')}
      actions={
        mayKeep && (
          <Button look="secondary" icon={<PlusIcon aria-hidden="true" />} onClick={() => setAdds(true)}>
            {t('history.add')}
          </Button>
        )
      }
    >
      <DataTable
        caption={t('history.names')}
        columns={[
          { key: 'value', title: t('history.value'), cell: ({ value }) => value },
          { key: 'form', title: t('history.form'), cell: ({ form }) => t(`history.form.${form}`), tight: true },
          {
            key: 'period',
            title: t('history.period'),
            cell: ({ from, to }) => (
              <>
                <TimeText at={from} only="day" /> – <TimeText at={to} only="day" />
              </>
            ),
            tight: true,
          },
          ...(mayKeep
            ? [
                {
                  key: 'remove',
                  title: t('history.remove'),
                  cell: ({ id, value, form, from, to }: Former) => (
                    <Button
                      look="tertiary"
                      aria-label={t('history.remove.of', { what: value })}
                      onClick={() =>
                        remove.mutate(
                          { id },
                          {
                            onSuccess: () =>
                              tell(t('history.removed', { what: value }), () => {
                                void call(membersApi.addFormer, { id: organisation.id, form, value, from, to }).then(() =>
                                  answers.invalidateQueries(),
                                )
                              }),
                          },
                        )
                      }
                    >
                      {t('history.remove')}
                    </Button>
                  ),
                  tight: true,
                },
              ]
            : []),
        ]}
        rows={former}
        rowKey={({ id }) => id}
        rowName={({ value }) => value}
        empty={
          <Empty title={t('history.none')}>
            <p>{t('history.none.next')}</p>
          </Empty>
        }
      />
      {remove.error && <FaultNotice fault={remove.error} />}
      {adds && <FormerDialog organisation={organisation} onClose={() => setAdds(false)} />}
    </Section>
  )
}

function Successions({ organisation, successions }: { organisation: Organisation; successions: readonly Succession[] }) {
  const t = useText(registerTexts)
  const { mayKeep } = useReader()
  const [opens, setOpens] = useState(false)
  const undo = useAction(membersApi.undo, { onDone: () => tell(t('undo.done')) })
  const other = ({ predecessor, successor }: Succession) => (predecessor.id === organisation.id ? successor : predecessor)
  const title = (one: Succession) =>
    t(`succession.${one.kind}.${one.predecessor.id === organisation.id ? 'into' : 'from'}`, { name: other(one).name })
  return (
    <Section
      title={t('succession.title')}
      actions={
        mayKeep &&
        !organisation.gone && (
          <Button look="secondary" onClick={() => setOpens(true)}>
            {t('succession.open')}
          </Button>
        )
      }
    >
      {undo.error && <FaultNotice fault={undo.error} />}
      {successions.length === 0 ? (
        <p className="field-hint">{t('succession.none')}</p>
      ) : (
        <DataTable
          caption={t('succession.title')}
          columns={[
            {
              key: 'what',
              title: t('succession.what'),
              cell: (one) => <TextLink to={`/organisations/${other(one).id}`}>{title(one)}</TextLink>,
            },
            {
              key: 'day',
              title: t('succession.day'),
              cell: ({ day }) => <TimeText at={`${day}T12:00:00.000Z`} only="day" />,
              tight: true,
            },
            {
              key: 'undo',
              title: t('undo.state'),
              cell: (one) =>
                one.change && one.undoUntil && mayKeep ? (
                  <Button
                    look="tertiary"
                    busy={undo.isPending}
                    aria-label={t('undo.of', { what: title(one) })}
                    onClick={() => undo.mutate({ id: one.change! })}
                  >
                    {t('undo.action')}
                  </Button>
                ) : (
                  t('undo.over')
                ),
              tight: true,
            },
          ]}
          rows={successions}
          rowKey={({ predecessor, successor }) => `${predecessor.id} ${successor.id}`}
          rowName={title}
          empty={null}
        />
      )}
      {opens && <SuccessionDialog organisation={organisation} onClose={() => setOpens(false)} />}
    </Section>
  )
}
