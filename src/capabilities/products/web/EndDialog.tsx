import type { Id } from '#domain/id.ts'
import { useAction } from '#ui/api.ts'
import { Dialog } from '#ui/kit/Dialog.tsx'
import { Form } from '#ui/kit/Form.tsx'
import { tell } from '#ui/kit/Toast.tsx'
import { useText } from '#ui/text/text.ts'
import { type LineFilter, productsApi } from '../contract.ts'
import { SaidBy } from './LineDialog.tsx'
import { productsTexts } from './texts.ts'

/** What is to be ended: some lines, or all of one organisation that fit a filter. */
export type Chosen =
  | { ids: readonly Id<'prd'>[]; names: readonly string[] }
  | { filter: Omit<LineFilter, 'ended'> & { organisation: Id<'org'> }; count: number; more: boolean }

const shown = 10

/** Ends products that are no longer in use; they stay in the history, and it can be undone for ten minutes. */
export function EndDialog({ chosen, onClose, onDone }: { chosen: Chosen; onClose: () => void; onDone?: () => void }) {
  const t = useText(productsTexts)
  const count = 'ids' in chosen ? chosen.ids.length : chosen.count
  const undo = useAction(productsApi.undoEnd, { onDone: ({ restored }) => tell(t('end.undone', { count: restored })) })
  const end = useAction(productsApi.end, {
    onDone: ({ ended, ending }) => {
      tell(t('end.done', { count: ended }), ending ? () => undo.mutate({ ending }) : undefined)
      onDone?.()
      onClose()
    },
  })
  return (
    <Dialog title={t('end.title', { count })} onClose={onClose}>
      <p>{t('end.what')}</p>
      {'ids' in chosen ? (
        <ul className="ds-list">
          {chosen.names.slice(0, shown).map((name, at) => (
            <li key={chosen.ids[at]}>{name}</li>
          ))}
          {chosen.names.length > shown && <li>{t('end.more', { count: chosen.names.length - shown })}</li>}
        </ul>
      ) : (
        <p>{t(chosen.more ? 'end.all.more' : 'end.all', { count })}</p>
      )}
      <Form
        action={t('end.action', { count })}
        busy={end.isPending}
        fault={end.error}
        onSubmit={({ saidBy = '' }) =>
          end.mutate({ ...('ids' in chosen ? { ids: [...chosen.ids] } : { filter: chosen.filter }), saidBy })
        }
      >
        <SaidBy />
      </Form>
    </Dialog>
  )
}
