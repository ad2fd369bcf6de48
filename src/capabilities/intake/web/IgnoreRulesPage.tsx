import { useState } from 'react'
import type { z } from 'zod'
import { accessApi } from '#capabilities/access/contract.ts'
import { useAction, useCall } from '#ui/api.ts'
import { useAddress } from '#ui/kit/address.ts'
import { Button } from '#ui/kit/Button.tsx'
import { type Column, DataTable } from '#ui/kit/DataTable.tsx'
import { ConfirmDialog } from '#ui/kit/Dialog.tsx'
import { Empty } from '#ui/kit/Notice.tsx'
import { Page } from '#ui/kit/Page.tsx'
import { Pager } from '#ui/kit/Pager.tsx'
import { TimeText } from '#ui/kit/TimeText.tsx'
import { tell } from '#ui/kit/Toast.tsx'
import { Views } from '#ui/kit/Views.tsx'
import { useText } from '#ui/text/text.ts'
import { type IgnoreRule, intakeApi } from '../contract.ts'
import { AddRuleDialog } from './AddRuleDialog.tsx'
import { intakeTexts } from './texts.ts'
import './intake.css'

type Rule = z.output<typeof IgnoreRule>

/** What is seen but not told, for a reason and for a time. */
export function IgnoreRulesPage() {
  const t = useText(intakeTexts)
  const [params] = useAddress()
  const ended = params.ended === 'true'
  const { data: session } = useCall(accessApi.me, {})
  const mayDecide = session?.me?.roles.some((role) => ['lead', 'analyst', 'duty'].includes(role)) ?? false
  const { data, error, isFetching, refetch } = useCall(intakeApi.rules, {
    ...(ended && { ended: 'true' }),
    ...(params.after && { after: params.after }),
  })
  const [adding, setAdding] = useState(false)
  const [ending, setEnding] = useState<Rule>()
  const add = mayDecide && <Button onClick={() => setAdding(true)}>{t('rule.add')}</Button>
  return (
    <Page title={t('rules.title')} lead={t('rules.lead')} actions={add}>
      <Views
        label={t('rules.views')}
        views={[
          { key: 'now', title: t('rules.inForce'), sets: { ended: undefined }, current: !ended },
          { key: 'ended', title: t('rules.withEnded'), sets: { ended: 'true' }, current: ended },
        ]}
      />
      <DataTable<Rule>
        caption={t('rules.title')}
        rows={data?.rows}
        rowKey={(rule) => rule.id}
        rowName={(rule) => rule.reason}
        columns={useColumns(mayDecide, setEnding)}
        empty={
          <Empty title={t('rules.none')}>
            <p>{t('rules.none.means')}</p>
          </Empty>
        }
        fault={error}
        onRetry={() => void refetch()}
        busy={isFetching}
      />
      <Pager next={data?.next} />
      {adding && <AddRuleDialog onClose={() => setAdding(false)} />}
      {ending && <EndRule rule={ending} onClose={() => setEnding(undefined)} />}
    </Page>
  )
}

function useColumns(mayDecide: boolean, end: (rule: Rule) => void): Column<Rule>[] {
  const t = useText(intakeTexts)
  const columns: (Column<Rule> | false)[] = [
    { key: 'what', title: t('rule.what'), cell: (rule) => <Covers rule={rule} /> },
    {
      key: 'reason',
      title: t('rule.reason'),
      cell: (rule) => (
        <>
          {rule.reason}
          <span className="faint below">
            {rule.author}, <TimeText at={rule.createdAt} only="day" />
          </span>
        </>
      ),
    },
    {
      key: 'expires',
      title: t('rule.expires'),
      tight: true,
      cell: (rule) =>
        rule.ended ? <span className="faint">{t('rule.hasEnded')}</span> : <TimeText at={rule.expiresAt} only="day" />,
    },
    {
      key: 'hits',
      title: t('rule.hits'),
      tight: true,
      cell: (rule) => t('rule.kept', { count: rule.hits }),
    },
    mayDecide && {
      key: 'end',
      title: t('groups.do'),
      tight: true,
      cell: (rule) =>
        rule.ended ? null : (
          <Button look="tertiary" onClick={() => end(rule)} aria-label={t('rule.end.what', { reason: rule.reason })}>
            {t('rule.end')}
          </Button>
        ),
    },
  ]
  return columns.filter((column) => column !== false)
}

/** All that a rule names must fit; what it does not name, it does not ask about. */
function Covers({ rule }: { rule: Rule }) {
  const t = useText(intakeTexts)
  const parts = [
    rule.kind && `${t('rule.kind')}: ${rule.kind}`,
    rule.network && `${t('rule.network')}: ${rule.network}`,
    rule.host && `${t('rule.host')}: ${rule.host}`,
    rule.source && `${t('rule.source')}: ${rule.source}`,
    rule.organisation ? `${t('rule.organisation')}: ${rule.organisation.name}` : t('rule.everybody'),
  ].filter(Boolean)
  return (
    <ul className="covers">
      {parts.map((part) => (
        <li key={String(part)}>{part}</li>
      ))}
    </ul>
  )
}

function EndRule({ rule, onClose }: { rule: Rule; onClose: () => void }) {
  const t = useText(intakeTexts)
  const end = useAction(intakeApi.endRule, {
    onDone: () => {
      tell(t('rule.end.done'))
      onClose()
    },
  })
  return (
    <ConfirmDialog
      title={t('rule.end.title')}
      preview={
        <>
          <Covers rule={rule} />
          <p>{t('rule.end.means', { count: rule.hits })}</p>
        </>
      }
      action={t('rule.end')}
      busy={end.isPending}
      fault={end.error}
      onConfirm={() => end.mutate({ id: rule.id })}
      onClose={onClose}
    />
  )
}
