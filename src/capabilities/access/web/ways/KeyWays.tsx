import { useAction } from '#ui/api.ts'
import { Button } from '#ui/kit/Button.tsx'
import { CopyButton } from '#ui/kit/CopyButton.tsx'
import { Definition } from '#ui/kit/Definition.tsx'
import { Dialog } from '#ui/kit/Dialog.tsx'
import { Form, SelectField } from '#ui/kit/Form.tsx'
import { TimeText, useNow } from '#ui/kit/TimeText.tsx'
import { useText } from '#ui/text/text.ts'
import '#ui/kit/picker.css'
import { type ApiKey, accessApi, machineScopes } from '../../contract.ts'
import { waysTexts } from './texts.ts'

export type MachineScope = (typeof machineScopes)[number]

/** How a machine proves who it is, and what it is limited to. */
export function KeyProof({ apiKey: { kids, bound, scopes, previousUntil, revoked } }: { apiKey: ApiKey }) {
  const t = useText(waysTexts)
  const now = useNow()
  return (
    <>
      {scopes.length > 0 && <div>{scopes.map((scope) => t(`scope.${scope as MachineScope}`)).join(', ')}</div>}
      {kids && (
        <div className="field-hint">
          {t('keys.signs')} {kids.join(', ')}
          {bound && <> · {t('keys.bound')}</>}
        </div>
      )}
      {!revoked && previousUntil && Date.parse(previousUntil) > now && (
        <div className="field-hint">
          {t('keys.previous')} <TimeText at={previousUntil} />
        </div>
      )}
    </>
  )
}

/** Gives a key a new secret while machines change. */
export function RenewKey({ apiKey, onClose, onMade }: { apiKey: ApiKey; onClose: () => void; onMade: (token: string) => void }) {
  const t = useText(waysTexts)
  const renew = useAction(accessApi.renewKey, {
    onDone: ({ token }) => {
      onClose()
      onMade(token)
    },
  })
  return (
    <Dialog title={t('keys.renew.of', { name: apiKey.name })} onClose={onClose}>
      <Form
        action={t('keys.renew.action')}
        busy={renew.isPending}
        fault={renew.error}
        onSubmit={({ hours = '24' }) => renew.mutate({ id: apiKey.id, overlapHours: Number(hours) })}
      >
        <p>{t('keys.renew.what')}</p>
        <SelectField
          name="hours"
          label={t('keys.renew.overlap')}
          defaultValue="24"
          choices={(['1', '24', '168', '0'] as const).map((value) => ({ value, label: t(`keys.renew.hours.${value}`) }))}
        />
      </Form>
    </Dialog>
  )
}

/** What a registered machine must know: nothing of it is secret. */
export function ClientMade({ name, id, onClose }: { name: string; id: string; onClose: () => void }) {
  const t = useText(waysTexts)
  const endpoint = `${location.origin}/api/token`
  const withCopy = (text: string, what: string) => (
    <>
      <code>{text}</code> <CopyButton text={text} what={what} />
    </>
  )
  return (
    <Dialog title={name} onClose={onClose} foot={<Button onClick={onClose}>{t('keys.client.done')}</Button>}>
      <p>{t('keys.client.made')}</p>
      <Definition
        items={[
          [t('keys.client.id'), withCopy(id, t('keys.client.id'))],
          [t('keys.client.endpoint'), withCopy(endpoint, t('keys.client.endpoint'))],
        ]}
      />
    </Dialog>
  )
}

/** What a key is limited to beside its roles. */
export function ScopeChecks({
  chosen,
  onChoose,
}: {
  chosen: readonly MachineScope[]
  onChoose: (scopes: MachineScope[]) => void
}) {
  const t = useText(waysTexts)
  return (
    <fieldset className="field fieldset">
      <legend className="ds-label">{t('keys.scopes')}</legend>
      <p className="field-hint">{t('keys.scopes.hint')}</p>
      {machineScopes.map((scope) => (
        <label key={scope} className="check">
          <input
            type="checkbox"
            className="ds-input"
            checked={chosen.includes(scope)}
            onChange={({ target }) =>
              onChoose(machineScopes.filter((each) => (each === scope ? target.checked : chosen.includes(each))))
            }
          />
          {t(`scope.${scope}`)}
        </label>
      ))}
    </fieldset>
  )
}

/** The set of public keys in a text, when it is one. */
export function readKeySet(text: string): { keys: { kty: string }[] } | undefined {
  try {
    const read = JSON.parse(text) as { keys?: unknown }
    return Array.isArray(read.keys) ? (read as { keys: { kty: string }[] }) : undefined
  } catch {
    return undefined
  }
}
