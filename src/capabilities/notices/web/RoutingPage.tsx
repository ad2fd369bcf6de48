import { PlusIcon } from '@navikt/aksel-icons'
import { useState } from 'react'
import { findingsApi } from '#capabilities/findings/contract.ts'
import type { Id } from '#domain/id.ts'
import { call, useAction, useCall } from '#ui/api.ts'
import { useAddress } from '#ui/kit/address.ts'
import { Button, TextLink } from '#ui/kit/Button.tsx'
import { type Column, DataTable } from '#ui/kit/DataTable.tsx'
import { ConfirmDialog } from '#ui/kit/Dialog.tsx'
import { Empty, FaultNotice, Notice as Warning } from '#ui/kit/Notice.tsx'
import { Section } from '#ui/kit/Page.tsx'
import { type Picked, Picker } from '#ui/kit/Picker.tsx'
import { TimeText } from '#ui/kit/TimeText.tsx'
import { tell } from '#ui/kit/Toast.tsx'
import { kitTexts } from '#ui/kit/texts.ts'
import { useText } from '#ui/text/text.ts'
import { noticesApi, type RoutingRule } from '../contract.ts'
import { Desk } from './Desk.tsx'
import { RuleDialog } from './RuleDialog.tsx'
import { useReader } from './reader.ts'
import { noticesTexts } from './texts.ts'

/** Who is told of what: the rules, and a place to try them on a finding. */
export function RoutingPage() {
  const t = useText(noticesTexts)
  const { mayDecide } = useReader()
  const [adds, setAdds] = useState(false)
  return (
    <Desk
      title={t('routing.title')}
      lead={t('routing.lead')}
      actions={
        mayDecide && (
          <Button icon={<PlusIcon aria-hidden="true" />} onClick={() => setAdds(true)}>
            {t('rule.add')}
          </Button>
        )
      }
    >
      <Rules />
      <TryRouting />
      {adds && <RuleDialog onClose={() => setAdds(false)} />}
    </Desk>
  )
}

/** The rules that hold, for everybody or for one organisation; the narrowest that fits decides. */
export function Rules({ organisation }: { organisation?: Id<'org'> }) {
  const t = useText(noticesTexts)
  const { mayDecide } = useReader()
  const [ends, setEnds] = useState<RoutingRule>()
  const { data, error, refetch } = useCall(noticesApi.routing, organisation ? { organisation } : {})
  const end = useAction(noticesApi.endRouting, {
    onDone: () => {
      tell(t('rule.ended'))
      setEnds(undefined)
    },
  })
  const columns: Column<RoutingRule>[] = [
    { key: 'who', title: t('rule.who'), cell: (rule) => <RuleWords rule={rule} /> },
    { key: 'tell', title: t('rule.tell'), tight: true, cell: ({ tell: whom }) => <b>{t(`tell.${whom}`)}</b> },
    {
      key: 'reason',
      title: t('reason.label'),
      cell: ({ reason, author, createdAt }) => (
        <div>
          {reason}
          <div className="faint">
            {author} · <TimeText at={createdAt} only="day" />
          </div>
        </div>
      ),
    },
  ]
  if (mayDecide)
    columns.push({
      key: 'end',
      title: t('rule.end'),
      tight: true,
      cell: (rule) => (
        <Button look="tertiary" danger onClick={() => setEnds(rule)}>
          {t('rule.end')}
        </Button>
      ),
    })
  return (
    <>
      <DataTable<RoutingRule>
        caption={t('routing.title')}
        columns={columns}
        rows={data?.rules}
        rowKey={({ id }) => id}
        rowName={({ reason }) => reason}
        empty={
          <Empty title={t('routing.none')}>
            <p>{t('routing.none.why')}</p>
          </Empty>
        }
        fault={error}
        onRetry={() => void refetch()}
      />
      {ends && (
        <ConfirmDialog
          title={t('rule.end')}
          preview={
            <>
              <RuleWords rule={ends} />
              <p>{t('rule.end.preview')}</p>
            </>
          }
          action={t('rule.end.action')}
          danger
          busy={end.isPending}
          fault={end.error}
          onConfirm={() => end.mutate({ id: ends.id })}
          onClose={() => setEnds(undefined)}
        />
      )}
    </>
  )
}

/** Of whom and of what a rule speaks. */
function RuleWords({ rule }: { rule: RoutingRule }) {
  const t = useText(noticesTexts)
  const kit = useText(kitTexts)
  const { data } = useCall(findingsApi.kinds, {})
  const kind = data?.kinds.find(({ id }) => id === rule.kind)?.name ?? rule.kind
  // A family has no name of its own: its kinds say what it is. Such a rule comes by the API.
  const family = data?.kinds.filter(({ family }) => family === rule.family).map(({ name }) => name)
  const parts = [
    rule.holding?.value,
    kind,
    rule.family && t('rule.family.of', { family: family?.join(', ') ?? '' }),
    rule.severityFrom && t('rule.severity.of', { severity: kit(`severity.${rule.severityFrom}`).toLowerCase() }),
  ].filter(Boolean)
  return (
    <div>
      <b>{rule.organisation?.name ?? t('rule.everybody')}</b>
      <div>{parts.length > 0 ? parts.join(' · ') : t('rule.everything')}</div>
    </div>
  )
}

const findFindings = async (q: string): Promise<Picked[]> => {
  const { rows } = await call(findingsApi.list, { q, limit: 8 })
  return rows.map(({ id, kindName, assetText, organisation }) => ({
    id,
    name: `${assetText} · ${kindName} · ${organisation.name}`,
  }))
}

/** Who would be told of a finding now, and why: the rules are tried, nothing is sent. */
function TryRouting() {
  const t = useText(noticesTexts)
  const [{ finding }, change] = useAddress()
  const id = /^fnd_[0-9a-f]{32}$/.test(finding ?? '') ? (finding as Id<'fnd'>) : undefined
  const story = useCall(findingsApi.story, { id: id! }, { enabled: id !== undefined })
  const shown = story.data?.finding
  const { data, error } = useCall(noticesApi.tryRouting, { finding: id! }, { enabled: id !== undefined })
  return (
    <Section title={t('try.title')}>
      <div className="narrow">
        <Picker
          label={t('try.finding')}
          hint={t('try.finding.hint')}
          change={t('try.change')}
          none={t('try.none')}
          chosen={id && { id, name: shown ? `${shown.assetText} · ${shown.kindName} · ${shown.organisation.name}` : id }}
          onChoose={(picked) => change({ finding: picked?.id })}
          search={findFindings}
        />
      </div>
      {error && <FaultNotice fault={error} />}
      {id && data?.recipients.length === 0 && (
        <Warning tone="warning" title={t('try.nobody')}>
          <p>{t('try.nobody.why')}</p>
        </Warning>
      )}
      {id && (
        <ul className="plain narrow" aria-live="polite">
          {data?.recipients.map(({ organisation, role, why }) => (
            <li key={organisation.id} className="panel">
              <p>
                <b>
                  <TextLink to={`/organisations/${organisation.id}`}>{organisation.name}</TextLink>
                </b>
                , {t(`tell.${role}`).toLowerCase()}
              </p>
              <p className="faint">{why}</p>
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}
