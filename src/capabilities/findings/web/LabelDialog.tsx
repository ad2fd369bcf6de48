import { useState } from 'react'
import { type Pap, paps } from '#domain/pap.ts'
import { type Tlp, tlps } from '#domain/tlp.ts'
import { useAction, useCall } from '#ui/api.ts'
import { Button } from '#ui/kit/Button.tsx'
import { Dialog } from '#ui/kit/Dialog.tsx'
import { Form, SelectField, TextAreaField, TextField } from '#ui/kit/Form.tsx'
import { TlpChip } from '#ui/kit/marks.tsx'
import { FaultNotice, Notice } from '#ui/kit/Notice.tsx'
import { tell } from '#ui/kit/Toast.tsx'
import { worded } from '#ui/kit/worded.ts'
import { useText } from '#ui/text/text.ts'
import { type Finding, findingsApi, type LabelStanding } from '../contract.ts'
import { isWithin, unasked } from '../rules-labels.ts'
import { findingsTexts } from './texts.ts'

/** Marks a finding anew: what each source said, and for a milder label who of them agreed. */
export function LabelDialog({ finding, onClose }: { finding: Finding; onClose: () => void }) {
  const t = useText(findingsTexts)
  const { data, error, refetch } = useCall(findingsApi.label, { id: finding.id })
  return (
    <Dialog title={t('label.title')} onClose={onClose}>
      {error && <FaultNotice fault={error} onRetry={() => void refetch()} />}
      {data && <LabelForm finding={finding} standing={data} onClose={onClose} />}
    </Dialog>
  )
}

function LabelForm({ finding, standing, onClose }: { finding: Finding; standing: LabelStanding; onClose: () => void }) {
  const t = useText(findingsTexts)
  const [tlp, setTlp] = useState<Tlp>(standing.tlp)
  const [pap, setPap] = useState<Pap>(standing.pap)
  const onDone = ({ tlp, pap }: { tlp: Tlp; pap: Pap }) => {
    tell(t('label.done', { labels: `${tlp} ${pap}` }))
    onClose()
  }
  const relabel = useAction(findingsApi.relabel, { onDone })
  const restore = useAction(findingsApi.unlabel, { onDone })
  const sources = standing.sources.map((one) => ({ ...one, allowed: one.consent }))
  const asking = unasked(sources, { tlp, pap }, [])
  const marked = sources.some(({ consent }) => consent) || !isWithin(standing, strictestSaid(sources))
  return (
    <>
      <ul>
        {standing.sources.map(({ source, tlp, pap, consent }) => (
          <li key={`${source} ${tlp} ${pap}`}>
            {source}: <TlpChip tlp={tlp} pap={pap} />
            {consent && (
              <div className="field-hint">{t('label.allowed', { ...consent, labels: `${consent.tlp} ${consent.pap}` })}</div>
            )}
          </li>
        ))}
      </ul>
      <Form
        action={t('label.action')}
        busy={relabel.isPending}
        fault={worded(relabel.error ?? restore.error, { reason: t('decide.reason.wrong') }, t('decide.reason.wrong'))}
        onSubmit={(values) =>
          relabel.mutate({
            id: finding.id,
            tlp,
            pap,
            reason: values.reason ?? '',
            consents: asking.map((source) => ({
              source,
              givenBy: values[`by ${source}`] ?? '',
              givenOn: values[`on ${source}`] ?? '',
              reference: values[`where ${source}`] ?? '',
            })),
          })
        }
      >
        <SelectField
          name="tlp"
          label={t('fact.tlp')}
          value={tlp}
          onChange={({ target }) => setTlp(target.value as Tlp)}
          choices={tlps.map((value) => ({ value, label: value }))}
        />
        <SelectField
          name="pap"
          label={t('fact.pap')}
          value={pap}
          onChange={({ target }) => setPap(target.value as Pap)}
          choices={paps.map((value) => ({ value, label: value }))}
        />
        {asking.map((source) => (
          <fieldset key={source} className="field fieldset">
            <legend>{t('label.consent', { source })}</legend>
            <TextField name={`by ${source}`} label={t('label.givenBy')} hint={t('label.givenBy.hint')} required />
            <TextField name={`on ${source}`} label={t('label.givenOn')} type="date" required />
            <TextField name={`where ${source}`} label={t('label.reference')} hint={t('label.reference.hint')} required />
          </fieldset>
        ))}
        {asking.length > 0 && <Notice tone="warning">{t('label.milder')}</Notice>}
        <TextAreaField name="reason" label={t('decide.reason')} hint={t('label.reason.hint')} rows={2} maxLength={2_000} />
      </Form>
      {marked && (
        <Button
          look="tertiary"
          busy={restore.isPending}
          onClick={() => restore.mutate({ id: finding.id, reason: t('label.restore') })}
        >
          {t('label.restore')}
        </Button>
      )}
    </>
  )
}

/** What the sources said, without what they have allowed since. */
function strictestSaid(sources: LabelStanding['sources']): { tlp: Tlp; pap: Pap } {
  return {
    tlp: sources.map(({ tlp }) => tlp).sort((one, other) => tlps.indexOf(other) - tlps.indexOf(one))[0] ?? 'TLP:RED',
    pap: sources.map(({ pap }) => pap).sort((one, other) => paps.indexOf(other) - paps.indexOf(one))[0] ?? 'PAP:RED',
  }
}
