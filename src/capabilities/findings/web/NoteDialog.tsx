import { useState } from 'react'
import type { Count } from '#domain/endpoint.ts'
import { useAction } from '#ui/api.ts'
import { useCountWords } from '#ui/kit/CountText.tsx'
import { Dialog } from '#ui/kit/Dialog.tsx'
import { CheckField, Form, TextAreaField, useDraft } from '#ui/kit/Form.tsx'
import { Notice } from '#ui/kit/Notice.tsx'
import { tell } from '#ui/kit/Toast.tsx'
import { useText } from '#ui/text/text.ts'
import { type Finding, findingsApi } from '../contract.ts'
import { AssetText } from './AssetText.tsx'
import type { Asked } from './filter.ts'
import { findingsTexts } from './texts.ts'

/** Findings by name, or all that a filter finds. */
export type Chosen = { findings: readonly Finding[] } | { filter: Asked; count: Count | undefined }

/** The server takes so many findings of a filter at once. */
const mostAtOnce = 10_000
const namedInPreview = 5

/** Writes a note into the stories of what is chosen; shows before which ones, and who will read it. */
export function NoteDialog({ chosen, onClose, onDone }: { chosen: Chosen; onClose: () => void; onDone?: () => void }) {
  const t = useText(findingsTexts)
  const [text, keep, forget] = useDraft('findings.note')
  const [teamOnly, setTeamOnly] = useState(true)
  const note = useAction(findingsApi.note, {
    onDone: ({ changed }) => {
      forget()
      tell(t('note.done', { count: changed }))
      onDone?.()
      onClose()
    },
  })
  const what = 'findings' in chosen ? { ids: chosen.findings.map(({ id }) => id) } : { filter: chosen.filter }
  return (
    <Dialog title={t('note.title')} onClose={onClose}>
      <Preview chosen={chosen} />
      <Form
        action={t('note.action')}
        busy={note.isPending}
        fault={note.error}
        onSubmit={() => note.mutate({ ...what, text, teamOnly })}
      >
        <TextAreaField
          name="text"
          label={t('note.text')}
          hint={t('note.text.hint')}
          rows={4}
          maxLength={2_000}
          value={text}
          onChange={({ target }) => keep(target.value)}
        />
        <CheckField
          name="teamOnly"
          label={t('note.teamOnly')}
          checked={teamOnly}
          onChange={({ target }) => setTeamOnly(target.checked)}
        />
        {!teamOnly && <Notice tone="warning">{t('note.membersRead')}</Notice>}
      </Form>
    </Dialog>
  )
}

function Preview({ chosen }: { chosen: Chosen }) {
  const t = useText(findingsTexts)
  const words = useCountWords()
  if (!('findings' in chosen)) {
    const { count } = chosen
    const tooMany = count && (count.more || count.value > mostAtOnce)
    return (
      <p>
        {t('note.preview.all', { total: count ? words(count) : '' })} {tooMany && t('note.preview.most', { most: mostAtOnce })}
      </p>
    )
  }
  const { findings } = chosen
  const organisations = new Set(findings.map(({ organisation }) => organisation.id)).size
  return (
    <div>
      <p>{t('note.preview', { count: findings.length, organisations })}</p>
      <ul className="note-preview">
        {findings.slice(0, namedInPreview).map((finding) => (
          <li key={finding.id}>
            {finding.kindName}, <AssetText text={finding.assetText} />, {finding.organisation.name}
          </li>
        ))}
      </ul>
      {findings.length > namedInPreview && <p>{t('note.preview.rest', { count: findings.length - namedInPreview })}</p>}
    </div>
  )
}
