import { useState } from 'react'
import { justifications } from '#domain/vex.ts'
import { answers, upload, useAction } from '#ui/api.ts'
import { FileDrop } from '#ui/kit/FileDrop.tsx'
import { Form, SelectField, TextAreaField, TextField } from '#ui/kit/Form.tsx'
import { Notice } from '#ui/kit/Notice.tsx'
import { Section } from '#ui/kit/Page.tsx'
import { tell } from '#ui/kit/Toast.tsx'
import { useLocale, useText } from '#ui/text/text.ts'
import { type AskWhole, type Justification, type LeftOut, type ReplyState, repliesApi, replyStates } from '../contract.ts'
import { justificationWords, stateWords } from '../rules-words.ts'
import { useTeam } from './reader.ts'
import { repliesTexts } from './texts.ts'

/** Answers for one product, or for many by a file. The team says who of the supplier said so. */
export function AnswerPart({ ask }: { ask: AskWhole }) {
  const t = useText(repliesTexts)
  const locale = useLocale()
  const team = useTeam()
  const [state, setState] = useState<ReplyState>('affected')
  const [reason, setReason] = useState<Justification | ''>('')
  const send = useAction(repliesApi.answer, { onDone: ({ replies }) => tell(t(replies > 0 ? 'answer.done' : 'answer.same')) })
  const { products, cves } = ask.shown
  const submit = (values: Record<string, string>) =>
    send.mutate({
      id: ask.advisory,
      organisation: ask.organisation.id,
      product: values.product ?? products[0]!.key,
      versions: values.versions ?? '',
      cves: values.cve ? [values.cve] : [],
      state,
      fixedIn: values.fixedIn ?? '',
      justification: (values.justification || null) as Justification | null,
      words: values.words ?? '',
      saidBy: values.saidBy ?? '',
    })
  return (
    <Section title={t(team ? 'answer.title.team' : 'answer.title')}>
      <Form action={t('answer.action')} busy={send.isPending} fault={send.error} onSubmit={submit}>
        <SelectField
          name="product"
          label={t('field.product')}
          choices={products.map(({ key, name }) => ({ value: key, label: name }))}
        />
        <TextField name="versions" label={t('field.versions')} hint={t('field.versions.hint')} maxLength={500} optional />
        {cves.length > 0 && (
          <SelectField
            name="cve"
            label={t('field.cve')}
            choices={[{ value: '', label: t('field.cve.all') }, ...cves.map((cve) => ({ value: cve, label: cve }))]}
          />
        )}
        <SelectField
          name="state"
          label={t('field.state')}
          value={state}
          onChange={({ target }) => setState(target.value as ReplyState)}
          choices={replyStates.map((value) => ({ value, label: stateWords[value][locale] }))}
        />
        {state === 'fixed' && (
          <TextField name="fixedIn" label={t('field.fixedIn')} hint={t('field.fixedIn.hint')} maxLength={120} />
        )}
        {state === 'not-affected' && (
          <SelectField
            name="justification"
            label={t('field.justification')}
            value={reason}
            optional
            onChange={({ target }) => setReason(justifications.find((one) => one === target.value) ?? '')}
            choices={[
              { value: '', label: t('field.justification.own') },
              ...justifications.map((value) => ({ value, label: justificationWords[value][locale] })),
            ]}
          />
        )}
        <TextAreaField
          name="words"
          label={t('field.words')}
          hint={t('field.words.hint')}
          rows={3}
          maxLength={4_000}
          optional={state !== 'not-affected' || reason !== ''}
        />
        {team && <TextField name="saidBy" label={t('field.saidBy')} hint={t('field.saidBy.hint')} maxLength={200} />}
      </Form>
      <FilePart ask={ask} />
    </Section>
  )
}

interface Taken {
  replies: number
  leftOut: LeftOut[]
  leftOutCount: number
}

/** The same from a file: CSAF or OpenVEX. What fits nothing that is asked is told. */
function FilePart({ ask }: { ask: AskWhole }) {
  const t = useText(repliesTexts)
  const team = useTeam()
  const [taken, setTaken] = useState<Taken>()
  const [saidBy, setSaidBy] = useState('')
  const send = async (file: File, onProgress: (sent: number, total: number) => void) => {
    setTaken(await upload(repliesApi.file, file, { id: ask.advisory, organisation: ask.organisation.id, saidBy }, onProgress))
    await answers.invalidateQueries()
  }
  return (
    <details>
      <summary>{t('file.title')}</summary>
      <div className="form">
        {team && (
          <TextField
            name="fileSaidBy"
            label={t('field.saidBy')}
            hint={t('field.saidBy.hint')}
            value={saidBy}
            onChange={({ target }) => setSaidBy(target.value)}
            maxLength={200}
          />
        )}
        <FileDrop label={t('file.label')} hint={t('file.hint')} accept=".json,application/json" send={send} />
        {taken && (
          <Notice tone={taken.replies > 0 ? 'success' : 'warning'} title={t('file.taken', { count: taken.replies })}>
            {taken.leftOutCount > 0 && (
              <>
                <p>{t('file.left', { count: taken.leftOutCount })}</p>
                <ul className="ds-list">
                  {taken.leftOut.map(({ what, why }, at) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: the list never changes, and the same may stand in it twice
                    <li key={at}>
                      {what}: {t(`file.why.${why}`)}
                    </li>
                  ))}
                </ul>
              </>
            )}
          </Notice>
        )}
      </div>
    </details>
  )
}
