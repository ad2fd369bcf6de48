import { PlusIcon } from '@navikt/aksel-icons'
import { useState } from 'react'
import { useCall } from '#ui/api.ts'
import { useAddress } from '#ui/kit/address.ts'
import { Button } from '#ui/kit/Button.tsx'
import { type Column, DataTable } from '#ui/kit/DataTable.tsx'
import { Filters } from '#ui/kit/Filters.tsx'
import { Empty } from '#ui/kit/Notice.tsx'
import { Pager } from '#ui/kit/Pager.tsx'
import { TimeText } from '#ui/kit/TimeText.tsx'
import { useText } from '#ui/text/text.ts'
import { type Holding, HoldingForm, membersApi, type Organisation } from '../contract.ts'
import { AddHoldingDialog, ChangeHoldingDialog } from './HoldingDialogs.tsx'
import { holdingText } from './holdings.ts'
import { PeriodText } from './PeriodText.tsx'
import { useReader } from './reader.ts'
import { membersTexts } from './texts.ts'

const criticalities = ['0', '1', '2'] as const

/** Networks, AS numbers and domains: whose, since when, how we know, and how old that knowledge is. */
export function Holdings({ organisation }: { organisation: Organisation }) {
  const t = useText(membersTexts)
  const { mayKeep } = useReader()
  const [{ form, ended, after }] = useAddress()
  const [adds, setAdds] = useState(false)
  const [changes, setChanges] = useState<Holding>()
  const { data, error, refetch, isFetching } = useCall(membersApi.holdings, {
    id: organisation.id,
    ...(form && { form: form as HoldingForm }),
    ...(ended && { ended }),
    // Another view may have left its page in the address.
    ...(after?.startsWith('hol_') && { after }),
  })
  const columns: Column<Holding>[] = [
    {
      key: 'value',
      title: t('holding.value'),
      cell: (holding) => (
        <div>
          <code>{holdingText(holding)}</code>
          <div>{t(`relation.${holding.relation}`)}</div>
        </div>
      ),
    },
    { key: 'period', title: t('holding.period'), cell: (holding) => <PeriodText holding={holding} /> },
    {
      key: 'proof',
      title: t('holding.proof'),
      cell: ({ proof, confirmedAt }) => (
        <div>
          {t(`proof.${proof}`)}
          <div className="field-hint">
            {t('holding.confirmed')} <TimeText at={confirmedAt} only="distance" />
          </div>
        </div>
      ),
    },
    {
      key: 'criticality',
      title: t('holding.criticality'),
      cell: ({ criticality }) => t(`criticality.${criticalities[criticality] ?? '0'}`),
      tight: true,
    },
    ...(mayKeep
      ? [
          {
            key: 'change',
            title: t('holding.change'),
            cell: (holding: Holding) => (
              <Button
                look="tertiary"
                aria-label={t('holding.change.of', { what: holdingText(holding) })}
                onClick={() => setChanges(holding)}
              >
                {t('holding.change')}
              </Button>
            ),
            tight: true,
          },
        ]
      : []),
  ]
  return (
    <div className="page">
      {mayKeep && (
        <div className="actions">
          <Button icon={<PlusIcon aria-hidden="true" />} onClick={() => setAdds(true)}>
            {t('holding.add')}
          </Button>
        </div>
      )}
      <Filters
        filters={[
          {
            kind: 'one',
            name: 'form',
            label: t('holding.form'),
            choices: HoldingForm.options.map((value) => ({ value, label: t(`form.${value}`) })),
          },
          { kind: 'one', name: 'ended', label: t('holding.ended'), choices: [{ value: 'true', label: t('holding.ended.too') }] },
        ]}
      />
      <DataTable
        caption={t('one.holdings')}
        columns={columns}
        rows={data?.rows}
        rowKey={({ id }) => id}
        rowName={holdingText}
        empty={
          <Empty title={t('holding.none')}>
            <p>{t('holding.none.next')}</p>
          </Empty>
        }
        fault={error}
        onRetry={() => void refetch()}
        busy={isFetching}
      />
      <Pager next={data?.next} />
      {adds && <AddHoldingDialog organisation={organisation} onClose={() => setAdds(false)} />}
      {changes && <ChangeHoldingDialog holding={changes} onClose={() => setChanges(undefined)} />}
    </div>
  )
}
