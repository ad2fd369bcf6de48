import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { Id } from '#domain/id.ts'
import { type ApiFault, answers as asked, call } from '#ui/api.ts'
import { Dialog } from '#ui/kit/Dialog.tsx'
import { Form, useDraft } from '#ui/kit/Form.tsx'
import { Notice } from '#ui/kit/Notice.tsx'
import { useNow } from '#ui/kit/TimeText.tsx'
import { tell } from '#ui/kit/Toast.tsx'
import { useText } from '#ui/text/text.ts'
import { type AnswerInput, findingsApi } from '../contract.ts'
import { AnswerFields, useMissing } from './AnswerFields.tsx'
import { answerOf, type Missing } from './answer.ts'
import { ChosenPreview, isLong, mostNamed, namedOf } from './Chosen.tsx'
import type { Chosen } from './NoteDialog.tsx'
import { useReader } from './reader.ts'
import { findingsTexts } from './texts.ts'

/** Answers one, some or all that fit the filter; shows before how many, and can be undone for ten minutes. */
export function AnswerDialog({ chosen, onClose, onDone }: { chosen: Chosen; onClose: () => void; onDone?: () => void }) {
  const t = useText(findingsTexts)
  const { team } = useReader()
  const [reason, keep, forget] = useDraft('findings.answer')
  const [missing, setMissing] = useState<readonly Missing[]>([])
  const now = useNow()
  const takeBack = useTakeBack()
  const give = useMutation<Given, ApiFault, AnswerInput>({
    mutationFn: (answer) => giveAnswer(chosen, answer),
    onSuccess: async ({ ids, changed, unchanged, work }) => {
      forget()
      const said = [t('answer.done', { count: changed }), unchanged > 0 && t('answer.unchanged', { count: unchanged })]
      if (work) tell(t('work.begun'))
      else tell(said.filter(Boolean).join(' '), ids.length > 0 && changed > 0 ? () => takeBack.mutate(ids) : undefined)
      onDone?.()
      onClose()
      await asked.invalidateQueries()
    },
  })
  const submit = (values: Record<string, string>) => {
    const answer = answerOf(values, now)
    setMissing(answer.ok ? [] : answer.missing)
    if (answer.ok) give.mutate(answer.value)
  }
  const named = namedOf(chosen)
  return (
    <Dialog title={t('answer.title')} onClose={onClose}>
      <ChosenPreview chosen={chosen} />
      {team && <Notice tone="warning">{t('answer.forMember')}</Notice>}
      <Form
        action={named === undefined ? t('answer.action.all') : t('answer.action', { count: named })}
        busy={give.isPending}
        fault={useMissing(missing, give.error)}
        onSubmit={submit}
      >
        <AnswerFields reason={reason} onReason={keep} />
        <p className="field-hint">{t(isLong(chosen) ? 'work.hint' : 'answer.undo.hint')}</p>
      </Form>
    </Dialog>
  )
}

interface Given {
  ids: readonly Id<'fnd'>[]
  changed: number
  unchanged: number
  work?: string | undefined
}

/** The server gives so many a page. */
const perPage = 200

/** Findings that a filter finds are named before they are answered as long as they are few: so that it can be undone. */
async function giveAnswer(chosen: Chosen, answer: AnswerInput): Promise<Given> {
  if ('findings' in chosen) {
    const ids = chosen.findings.map(({ id }) => id)
    return { ids, ...(await call(findingsApi.answer, { ids, answer })) }
  }
  const ids = chosen.count && !isLong(chosen) ? await idsOf(chosen.filter) : []
  const which = ids.length > 0 ? { ids: [...ids] } : { filter: chosen.filter }
  return { ids, ...(await call(findingsApi.answer, { ...which, answer })) }
}

async function idsOf(filter: Extract<Chosen, { filter: object }>['filter']): Promise<Id<'fnd'>[]> {
  const ids: Id<'fnd'>[] = []
  let after: string | undefined
  do {
    const page = await call(findingsApi.list, { ...filter, limit: perPage, ...(after && { after }) })
    ids.push(...page.rows.map(({ id }) => id))
    after = page.next
  } while (after && ids.length < mostNamed)
  return ids.slice(0, mostNamed)
}

/** Takes an answer back; what was answered longer than ten minutes ago stays, and that is said. */
export function useTakeBack() {
  const t = useText(findingsTexts)
  return useMutation<{ changed: number }, ApiFault, readonly Id<'fnd'>[]>({
    mutationFn: (ids) => call(findingsApi.takeBack, { ids: [...ids] }),
    onSuccess: async ({ changed }) => {
      tell(changed > 0 ? t('answer.takenBack', { count: changed }) : t('answer.tooLate'))
      await asked.invalidateQueries()
    },
    onError: ({ message }) => tell(message),
  })
}
