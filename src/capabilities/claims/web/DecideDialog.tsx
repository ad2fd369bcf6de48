import { useEffect, useState } from 'react'
import type { Id } from '#domain/id.ts'
import { call, useAction } from '#ui/api.ts'
import { Dialog } from '#ui/kit/Dialog.tsx'
import { Form, TextAreaField } from '#ui/kit/Form.tsx'
import { tell } from '#ui/kit/Toast.tsx'
import { useText } from '#ui/text/text.ts'
import { claimsApi, type TeamDecision } from '../contract.ts'
import { claimsTexts } from './texts.ts'

type Preview = Awaited<ReturnType<typeof call<(typeof claimsApi)['decide']>>>

/** Decides claims: first what it would do to each, then it is done and can be taken back. */
export function DecideDialog({
  decision,
  ids,
  onClose,
  onDone,
}: {
  decision: TeamDecision
  ids: readonly Id<'clm'>[]
  onClose: () => void
  onDone: () => void
}) {
  const t = useText(claimsTexts)
  const [preview, setPreview] = useState<Preview>()
  const key = ids.join()
  useEffect(() => {
    const wanted = key.split(',') as Id<'clm'>[]
    void call(claimsApi.decide, { ids: wanted, decision, reason: '---', said: '', dryRun: true }).then(
      setPreview,
      () => undefined,
    )
  }, [key, decision])
  const undo = useAction(claimsApi.undo, { onDone: ({ undone }) => tell(t('decide.undone', { count: undone })) })
  const decide = useAction(claimsApi.decide, {
    onDone: ({ changed }) => {
      tell(t('decide.done', { count: changed }), () => undo.mutate({ ids: [...ids] }))
      onDone()
      onClose()
    },
  })
  return (
    <Dialog title={t(`decide.${decision}.title`, { count: ids.length })} onClose={onClose}>
      <p>{t(`decide.${decision}.what`)}</p>
      {preview && (
        <ul className="ds-list">
          {preview.rows.slice(0, 20).map(({ id, shown, organisation, words }) => (
            <li key={id}>
              <code>{shown}</code>, {organisation}: {words}
            </li>
          ))}
        </ul>
      )}
      <Form
        action={t(`decide.${decision}.action`, { count: preview?.changed ?? ids.length })}
        busy={decide.isPending}
        fault={decide.error}
        onSubmit={({ reason = '', said = '' }) => decide.mutate({ ids: [...ids], decision, reason, said, dryRun: false })}
      >
        <TextAreaField name="reason" label={t('decide.reason')} hint={t('decide.reason.hint')} rows={2} maxLength={1_000} />
        {decision === 'refuse' && (
          <TextAreaField name="said" label={t('decide.said')} hint={t('decide.said.hint')} rows={2} maxLength={1_000} optional />
        )}
      </Form>
    </Dialog>
  )
}
