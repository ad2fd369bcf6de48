import { useAction } from '#ui/api.ts'
import { Dialog } from '#ui/kit/Dialog.tsx'
import { Form, TextAreaField, useDraft } from '#ui/kit/Form.tsx'
import { tell } from '#ui/kit/Toast.tsx'
import { worded } from '#ui/kit/worded.ts'
import { useText } from '#ui/text/text.ts'
import { findingsApi } from '../contract.ts'
import { ChosenPreview, isLong, namedOf } from './Chosen.tsx'
import type { Chosen } from './NoteDialog.tsx'
import { findingsTexts } from './texts.ts'

/** What the team may decide about findings: a dispute is upheld or not, or a finding is closed for a reason nobody can measure. */
export type Decision = 'uphold' | 'reject' | 'close'

/** Says what the decision does, to which findings, and asks for the reason that the member will read. */
export function DecideDialog({
  decision,
  chosen,
  onClose,
  onDone,
}: {
  decision: Decision
  chosen: Chosen
  onClose: () => void
  onDone?: () => void
}) {
  const t = useText(findingsTexts)
  const [reason, keep, forget] = useDraft(`findings.${decision}`)
  const done = ({ changed, work }: { changed: number; work?: string | undefined }) => {
    forget()
    tell(work ? t('work.begun') : t('decide.done', { count: changed }))
    onDone?.()
    onClose()
  }
  const judge = useAction(findingsApi.judge, { onDone: done })
  const close = useAction(findingsApi.close, { onDone: done })
  const ids = 'findings' in chosen ? chosen.findings.map(({ id }) => id) : undefined
  const submit = () => {
    if (decision === 'close') close.mutate({ ...('findings' in chosen ? { ids } : { filter: chosen.filter }), reason })
    else if (ids) judge.mutate({ ids, reason, upheld: decision === 'uphold' })
  }
  const named = namedOf(chosen)
  return (
    <Dialog title={t(`decide.${decision}`)} onClose={onClose}>
      <p>{t(`decide.${decision}.means`)}</p>
      <ChosenPreview chosen={chosen} />
      <Form
        action={named === undefined ? t('decide.close.all') : t(`decide.${decision}.action`, { count: named })}
        busy={judge.isPending || close.isPending}
        fault={worded(judge.error ?? close.error, { reason: t('decide.reason.wrong') }, t('decide.reason.wrong'))}
        onSubmit={submit}
      >
        <TextAreaField
          name="reason"
          label={t('decide.reason')}
          hint={t('decide.reason.hint')}
          rows={3}
          maxLength={2_000}
          value={reason}
          onChange={({ target }) => keep(target.value)}
        />
        {isLong(chosen) && <p className="field-hint">{t('work.hint')}</p>}
      </Form>
    </Dialog>
  )
}
