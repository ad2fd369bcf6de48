import { useState } from 'react'
import { useAction, useCall } from '#ui/api.ts'
import { Button, TextLink } from '#ui/kit/Button.tsx'
import { Definition } from '#ui/kit/Definition.tsx'
import { Dialog } from '#ui/kit/Dialog.tsx'
import { Form, SelectField, TextAreaField } from '#ui/kit/Form.tsx'
import { FaultNotice, Notice } from '#ui/kit/Notice.tsx'
import { Page, PageAwaited, Section } from '#ui/kit/Page.tsx'
import { TimeText } from '#ui/kit/TimeText.tsx'
import { tell } from '#ui/kit/Toast.tsx'
import { usePlace } from '#ui/pages.ts'
import { useText } from '#ui/text/text.ts'
import { claimsApi, type Dispute, type DisputeDecision, decisions, type Side } from '../contract.ts'
import { Checks } from './ClaimPage.tsx'
import { useReader } from './reader.ts'
import { claimsTexts } from './texts.ts'
import './claims.css'

/** Both sides beside each other, with the evidence of each; the team decides, and neither is told of the other. */
export function DisputePage() {
  const t = useText(claimsTexts)
  const id = usePlace('id') as Dispute['id']
  const { data, error, refetch } = useCall(claimsApi.dispute, { id })
  const { mayDecide } = useReader()
  const [decision, setDecision] = useState<DisputeDecision>()
  const undo = useUndo()
  if (error && !data)
    return (
      <Page title={t('dispute.title')}>
        <FaultNotice fault={error} onRetry={() => void refetch()} />
      </Page>
    )
  if (!data) return <PageAwaited />
  return (
    <Page title={t('dispute.of', { what: data.claimant.value })} lead={t(`how.${data.how}.lead`, { value: data.holder.value })}>
      {data.state === 'open' ? (
        mayDecide && (
          <div className="actions">
            {decisions.map((one) => (
              <Button key={one} look="secondary" onClick={() => setDecision(one)}>
                {t(`settle.${one}`)}
              </Button>
            ))}
          </div>
        )
      ) : (
        <Notice tone="success" title={t(data.decision ? `settled.${data.decision}` : 'dispute.over')}>
          {data.reason && <p>{data.reason}</p>}
          {data.decidedAt && (
            <p>
              {data.decidedBy}, <TimeText at={data.decidedAt} />
            </p>
          )}
          {undo.error && <FaultNotice fault={undo.error} />}
          {mayDecide && data.canUndo && (
            <Button look="secondary" busy={undo.isPending} onClick={() => undo.mutate({ id })}>
              {t('decide.undo')}
            </Button>
          )}
        </Notice>
      )}
      <div className="dispute-sides">
        <SideOf side={data.claimant} title={t('side.claimant')} />
        <SideOf side={data.holder} title={t('side.holder')} />
      </div>
      {decision && <SettleDialog dispute={data} decision={decision} onClose={() => setDecision(undefined)} />}
    </Page>
  )
}

function useUndo() {
  const t = useText(claimsTexts)
  return useAction(claimsApi.unsettle, { onDone: () => tell(t('settle.undone')) })
}

function SideOf({ side, title }: { side: Side; title: string }) {
  const t = useText(claimsTexts)
  return (
    <Section title={`${title}: ${side.organisation.name}`}>
      <Definition
        items={[
          [t('column.what'), <code key="value">{side.value}</code>],
          [
            t('column.organisation'),
            <TextLink key="organisation" to={`/organisations/${side.organisation.id}`}>
              {side.organisation.name}
            </TextLink>,
          ],
          [t('column.relation'), t(`relation.${side.relation}`)],
          [t('column.proof'), t(`level.${side.proof}`)],
          [t('claim.from'), <TimeText key="from" at={side.from} />],
          [t('side.since'), <TimeText key="since" at={side.since} />],
          ...(side.claim
            ? [
                [
                  t('side.claim'),
                  <TextLink key="claim" to={`/claims/${side.claim}`}>
                    {t('side.claim.open')}
                  </TextLink>,
                ] as const,
              ]
            : []),
        ]}
      />
      <Checks checks={side.checks} />
    </Section>
  )
}

function SettleDialog({ dispute, decision, onClose }: { dispute: Dispute; decision: DisputeDecision; onClose: () => void }) {
  const t = useText(claimsTexts)
  const names = { claimant: dispute.claimant.organisation.name, holder: dispute.holder.organisation.name }
  const undo = useUndo()
  const settle = useAction(claimsApi.settle, {
    onDone: ({ id }) => {
      tell(t('settle.done'), () => undo.mutate({ id }))
      onClose()
    },
  })
  return (
    <Dialog title={t(`settle.${decision}`)} onClose={onClose}>
      <p>{t(`settle.${decision}.what`, names)}</p>
      <Form
        action={t('settle.action')}
        busy={settle.isPending}
        fault={settle.error}
        onSubmit={({ reason = '', said = '', claimantRelation, parts = '' }) =>
          settle.mutate({
            id: dispute.id,
            decision,
            reason,
            said,
            claimantRelation: claimantRelation === 'owns' ? 'owns' : 'operates',
            parts: parts.split(/[\s,;]+/).filter(Boolean),
          })
        }
      >
        {decision === 'both' && (
          <SelectField
            name="claimantRelation"
            label={t('settle.who')}
            choices={[
              { value: 'operates', label: t('settle.who.operates', names) },
              { value: 'owns', label: t('settle.who.owns', names) },
            ]}
          />
        )}
        {decision === 'split' && (
          <TextAreaField
            name="parts"
            label={t('settle.parts', names)}
            hint={t('settle.parts.hint')}
            rows={3}
            spellCheck={false}
          />
        )}
        <TextAreaField name="reason" label={t('decide.reason')} hint={t('settle.reason.hint')} rows={2} maxLength={1_000} />
        {decision !== 'both' && (
          <TextAreaField name="said" label={t('settle.said')} hint={t('settle.said.hint')} rows={2} maxLength={1_000} optional />
        )}
      </Form>
    </Dialog>
  )
}
