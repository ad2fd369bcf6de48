import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { Count } from '#domain/endpoint.ts'
import type { Id } from '#domain/id.ts'
import { type ApiFault, answers, call } from '#ui/api.ts'
import { Button } from '#ui/kit/Button.tsx'
import { useCountWords } from '#ui/kit/CountText.tsx'
import { Dialog } from '#ui/kit/Dialog.tsx'
import { Form, SelectField, TextAreaField, TextField } from '#ui/kit/Form.tsx'
import { Notice } from '#ui/kit/Notice.tsx'
import { tell } from '#ui/kit/Toast.tsx'
import { worded } from '#ui/kit/worded.ts'
import { useText } from '#ui/text/text.ts'
import { AnswerState, answerStates, type Measure, measuresApi, type Refused, refusals } from '../contract.ts'
import type { Asked } from './filter.ts'
import { InsteadFields, insteadOfAll, UntilField } from './InsteadFields.tsx'
import { measuresTexts } from './texts.ts'

/** What is answered: some by name, or all that a filter finds. */
export type Chosen = { measures: readonly Measure[] } | { filter: Asked; count: Count | undefined }

/** What was answered so far: under which names it is taken back, and what was not taken. */
interface Given {
  answered: number
  answerings: Id<'mas'>[]
  refused: Refused[]
}

/** The server takes so many at once; what a filter finds is answered a part after the other, so that it is seen how far it has come. */
const atOnce = 100
const perPage = 200

/** Answers what warnings ask, of one or many members; what findings ask is left out. Says what was not taken, and can be undone. */
export function AnswerDialog({ chosen, onClose, onDone }: { chosen: Chosen; onClose: () => void; onDone?: () => void }) {
  const t = useText(measuresTexts)
  const [state, setState] = useState<AnswerState>('claimed')
  const [progress, setProgress] = useState<{ done: number; total: number }>()
  const [refused, setRefused] = useState<readonly Refused[]>([])
  const takeBack = useTakeBack()
  const give = useMutation<Given, ApiFault, Said>({
    mutationFn: async (said) => giveAll(await idsOf(chosen), said, setProgress),
    onSuccess: async ({ answered, answerings, refused: left }) => {
      tell(t('answer.done', { count: answered }), answered > 0 ? () => takeBack.mutate(answerings) : undefined)
      onDone?.()
      if (left.length === 0) onClose()
      setRefused(left)
      await answers.invalidateQueries()
    },
  })
  const asked = 'measures' in chosen ? chosen.measures.filter(({ cause }) => cause === 'advisory') : undefined
  const dated = state === 'compensated' || state === 'accepted'
  const reasoned = dated || state === 'not-relevant'
  if (refused.length > 0) return <Left refused={refused} chosen={chosen} onClose={onClose} />
  return (
    <Dialog title={asked ? t('answer.title', { count: asked.length }) : t('answer.open')} onClose={onClose}>
      {asked?.length === 0 ? (
        <Notice tone="info">{t('answer.none')}</Notice>
      ) : (
        <Form
          action={asked ? t('answer.action', { count: asked.length }) : t('answer.action.all')}
          busy={give.isPending}
          fault={worded(give.error, {}, t('field.wrong'))}
          onSubmit={({ words, until, by, instead }) =>
            give.mutate({
              state,
              ...(state === 'compensated' && instead && { instead }),
              ...(words?.trim() && { words: words.trim() }),
              ...(dated && until && { until }),
              ...(by?.trim() && { by: by.trim() }),
            })
          }
        >
          <Whom chosen={chosen} />
          <SelectField
            name="state"
            label={t('answer.state')}
            value={state}
            choices={answerStates.map((each) => ({ value: each, label: t(`answer.to.${each}`) }))}
            onChange={({ target }) => setState(AnswerState.parse(target.value))}
          />
          {state === 'compensated' && <InsteadFields choices={insteadOfAll(asked ?? [])} />}
          {state !== 'open' && state !== 'compensated' && (
            <TextAreaField
              name="words"
              label={reasoned ? t(`answer.words.${state}`) : t('answer.words')}
              hint={t('answer.words.hint')}
              optional={!dated}
              rows={3}
              maxLength={2_000}
            />
          )}
          {dated && <UntilField state={state} />}
          {dated && <TextField name="by" label={t('answer.by')} hint={t('answer.by.hint')} optional maxLength={200} />}
          {progress && give.isPending && progress.total > atOnce && (
            <p role="status">
              <progress max={progress.total} value={progress.done} aria-label={t('answer.open')} />{' '}
              {t('answer.progress', { done: progress.done, total: progress.total })}
            </p>
          )}
        </Form>
      )}
    </Dialog>
  )
}

type Said = { state: AnswerState; instead?: string; words?: string; until?: string; by?: string }

/** What a filter finds is named before it is answered, so that it can be undone. */
async function idsOf(chosen: Chosen): Promise<Id<'msr'>[]> {
  if ('measures' in chosen) return chosen.measures.flatMap(({ id, cause }) => (cause === 'advisory' ? [id] : []))
  const ids: Id<'msr'>[] = []
  let after: string | undefined
  do {
    const page = await call(measuresApi.list, { ...chosen.filter, cause: 'advisory', limit: perPage, ...(after && { after }) })
    ids.push(...page.rows.map(({ id }) => id))
    after = page.next
  } while (after)
  return ids
}

async function giveAll(
  ids: readonly Id<'msr'>[],
  said: Said,
  onProgress: (progress: { done: number; total: number }) => void,
): Promise<Given> {
  const given: Given = { answered: 0, answerings: [], refused: [] }
  for (let at = 0; at < ids.length; at += atOnce) {
    const { answered, answering, refused } = await call(measuresApi.answer, { ids: ids.slice(at, at + atOnce), ...said })
    given.answered += answered
    if (answering) given.answerings.push(answering)
    given.refused.push(...refused)
    onProgress({ done: Math.min(ids.length, at + atOnce), total: ids.length })
  }
  return given
}

const mostNamed = 5

/** Whose measures these are: whoever answers for several members sees at whom. */
function Whom({ chosen }: { chosen: Chosen }) {
  const t = useText(measuresTexts)
  const words = useCountWords()
  if (!('measures' in chosen)) return <p>{t('answer.all', { total: chosen.count ? words(chosen.count) : '…' })}</p>
  const names = [...new Set(chosen.measures.map(({ organisation }) => organisation.name))]
  if (names.length < 2) return null
  const more = names.length - mostNamed
  const shown = names.slice(0, mostNamed).join(', ')
  return (
    <p>
      {t('answer.whom', { count: names.length, names: shown })} {more > 0 && t('answer.whom.more', { count: more })}
    </p>
  )
}

/** What was not answered, by reason; as far as it is known by name. */
function Left({ refused, chosen, onClose }: { refused: readonly Refused[]; chosen: Chosen; onClose: () => void }) {
  const t = useText(measuresTexts)
  const known = new Map('measures' in chosen ? chosen.measures.map((measure) => [measure.id, measure]) : [])
  return (
    <Dialog title={t('answer.refused', { count: refused.length })} onClose={onClose}>
      <ul className="ds-list">
        {refusals
          .filter((reason) => refused.some((each) => each.reason === reason))
          .map((reason) => {
            const some = refused.filter((each) => each.reason === reason)
            const names = some.flatMap(({ id }) => known.get(id)?.organisation.name ?? [])
            return (
              <li key={reason}>
                {some.length} {t(`refused.${reason}`)}
                {names.length > 0 && `: ${[...new Set(names)].slice(0, mostNamed).join(', ')}`}
              </li>
            )
          })}
      </ul>
      <div className="actions">
        <Button onClick={onClose}>{t('answer.close')}</Button>
      </div>
    </Dialog>
  )
}

/** Takes answers back; what was answered longer than ten minutes ago stays, and that is said. */
function useTakeBack() {
  const t = useText(measuresTexts)
  return useMutation<number, ApiFault, readonly Id<'mas'>[]>({
    mutationFn: async (answerings) => {
      let restored = 0
      for (const answering of answerings) restored += (await call(measuresApi.takeBack, { answering })).restored
      return restored
    },
    onSuccess: async (restored) => {
      tell(restored > 0 ? t('answer.undone', { count: restored }) : t('answer.undo.late'))
      await answers.invalidateQueries()
    },
    onError: ({ message }) => tell(message),
  })
}
