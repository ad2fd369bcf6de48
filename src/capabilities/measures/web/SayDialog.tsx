import type { Id } from '#domain/id.ts'
import { useAction } from '#ui/api.ts'
import { Dialog } from '#ui/kit/Dialog.tsx'
import { Form, TextAreaField, TextField } from '#ui/kit/Form.tsx'
import { tell } from '#ui/kit/Toast.tsx'
import { useText } from '#ui/text/text.ts'
import { type Measure, measuresApi } from '../contract.ts'
import { measuresTexts } from './texts.ts'

const namedInPreview = 5

/** Says who does measures, or what shows that they are done; shows before for which ones. */
export function SayDialog({
  what,
  measures,
  onClose,
  onDone,
}: {
  what: 'owner' | 'evidence'
  measures: readonly Measure[]
  onClose: () => void
  onDone?: () => void
}) {
  const t = useText(measuresTexts)
  const change = useAction(measuresApi.change, {
    onDone: ({ changed }) => {
      tell(t('say.done', { count: changed }))
      onDone?.()
      onClose()
    },
  })
  const present = new Set(measures.map((measure) => measure[what] ?? ''))
  const before = present.size === 1 ? [...present][0]! : ''
  const field = { name: what, label: t(`say.${what}`), hint: t(`say.${what}.hint`), optional: true, defaultValue: before }
  return (
    <Dialog title={t(`say.${what}.title`, { count: measures.length })} onClose={onClose}>
      <ul className="measure-preview">
        {measures.slice(0, namedInPreview).map(({ id, kindName, assetText, organisation }) => (
          <li key={id}>{[kindName, assetText, organisation.name].filter(Boolean).join(', ')}</li>
        ))}
      </ul>
      {measures.length > namedInPreview && <p>{t('say.rest', { count: measures.length - namedInPreview })}</p>}
      <Form
        action={t('say.action', { count: measures.length })}
        busy={change.isPending}
        fault={change.error}
        onSubmit={(values) =>
          change.mutate({ ids: measures.map(({ id }) => id as Id<'msr'>), [what]: values[what]?.trim() || null })
        }
      >
        {what === 'owner' ? <TextField {...field} maxLength={200} /> : <TextAreaField {...field} rows={4} maxLength={4_000} />}
      </Form>
    </Dialog>
  )
}
