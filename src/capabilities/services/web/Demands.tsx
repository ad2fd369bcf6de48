import { useState } from 'react'
import type { Id } from '#domain/id.ts'
import { useAction, useCall } from '#ui/api.ts'
import { Button } from '#ui/kit/Button.tsx'
import { CountText } from '#ui/kit/CountText.tsx'
import { DataTable } from '#ui/kit/DataTable.tsx'
import { Dialog } from '#ui/kit/Dialog.tsx'
import { Form, SelectField, TextField } from '#ui/kit/Form.tsx'
import { Empty, FaultNotice } from '#ui/kit/Notice.tsx'
import { TimeText } from '#ui/kit/TimeText.tsx'
import { tell } from '#ui/kit/Toast.tsx'
import { worded } from '#ui/kit/worded.ts'
import { useText } from '#ui/text/text.ts'
import { type DemandAnswer, demandAnswers, servicesApi } from '../contract.ts'
import { useReader } from './reader.ts'
import { servicesTexts } from './texts.ts'

/** The minimum demands as a checklist: met, partly or not yet, with the day by which it is there. */
export function Demands({ organisation }: { organisation: Id<'org'> }) {
  const t = useText(servicesTexts)
  const { maySpeakFor } = useReader()
  const [answers, setAnswers] = useState(false)
  const { data, error, refetch } = useCall(servicesApi.demands, { id: organisation })
  if (error && !data) return <FaultNotice fault={error} onRetry={() => void refetch()} />
  if (!data) return null
  return (
    <section className="services-one" aria-label={t('demand.title')}>
      <div className="services-one-head">
        <h3 className="ds-heading" data-size="2xs">
          {t('demand.title')}
        </h3>
        <CountText parts={[{ value: data.met, what: t('demand.count'), of: data.of }]} />
      </div>
      <DataTable<DemandAnswer>
        caption={t('demand.title')}
        columns={[
          { key: 'demand', title: t('demand.demand'), cell: ({ words }) => words },
          {
            key: 'answer',
            title: t('demand.answer'),
            cell: ({ answer, until, note }) => (
              <>
                {t(answer ? `demand.${answer}` : 'demand.unanswered')}
                {until && (
                  <>
                    {' · '}
                    {t('demand.until')} <TimeText at={`${until}T12:00:00.000Z`} only="day" />
                  </>
                )}
                {note && <div className="field-hint">{note}</div>}
              </>
            ),
          },
        ]}
        rows={data.demands}
        rowKey={({ demand }) => demand}
        rowName={({ words }) => words}
        empty={<Empty title={t('demand.unanswered')} />}
      />
      {maySpeakFor(organisation) && (
        <div className="actions">
          <Button look="secondary" onClick={() => setAnswers(true)}>
            {t('demand.answer.open')}
          </Button>
        </div>
      )}
      {answers && <AnswerDialog organisation={organisation} demands={data.demands} onClose={() => setAnswers(false)} />}
    </section>
  )
}

function AnswerDialog({
  organisation,
  demands,
  onClose,
}: {
  organisation: Id<'org'>
  demands: readonly DemandAnswer[]
  onClose: () => void
}) {
  const t = useText(servicesTexts)
  const save = useAction(servicesApi.answerDemands, {
    onDone: () => {
      tell(t('demand.saved'))
      onClose()
    },
  })
  return (
    <Dialog title={t('demand.title')} onClose={onClose}>
      <Form
        action={t('demand.save')}
        busy={save.isPending}
        fault={worded(save.error, {}, t('demand.until.wrong'))}
        onSubmit={(values) =>
          save.mutate({
            id: organisation,
            answers: demands.flatMap(({ demand, note }) => {
              const answer = demandAnswers.find((each) => each === values[demand])
              return answer ? [{ demand, answer, until: values[`${demand}.until`] || null, note }] : []
            }),
          })
        }
      >
        {demands.map((demand) => (
          <OneDemand key={demand.demand} demand={demand} />
        ))}
      </Form>
    </Dialog>
  )
}

function OneDemand({ demand: { demand, words, answer, until } }: { demand: DemandAnswer }) {
  const t = useText(servicesTexts)
  const [chosen, setChosen] = useState<string>(answer ?? '')
  return (
    <>
      <SelectField
        name={demand}
        label={words}
        value={chosen}
        onChange={({ target }) => setChosen(target.value)}
        choices={[
          { value: '', label: t('demand.unanswered') },
          ...demandAnswers.map((value) => ({ value, label: t(`demand.${value}`) })),
        ]}
      />
      {(chosen === 'partly' || chosen === 'not-yet') && (
        <TextField name={`${demand}.until`} type="date" label={t('demand.until')} defaultValue={until ?? ''} />
      )}
    </>
  )
}
