import { useState } from 'react'
import { partnersApi } from '#capabilities/partners/contract.ts'
import type { Id } from '#domain/id.ts'
import { answers, upload } from '#ui/api.ts'
import { FileDrop } from '#ui/kit/FileDrop.tsx'
import { Form, TextAreaField } from '#ui/kit/Form.tsx'
import { Notice } from '#ui/kit/Notice.tsx'
import { Section } from '#ui/kit/Page.tsx'
import { useText } from '#ui/text/text.ts'
import type { CsafFailure } from '../../contract.ts'
import { Failures } from '../Failures.tsx'
import { type Beside, BesideFields, nothingBeside, textsOf } from './BesideFields.tsx'
import { fileTexts } from './texts.ts'

interface Refused {
  file: File
  title: string
  failures: readonly CsafFailure[]
}

/** Takes a CSAF file, with what lies beside it; what fails tests is taken only with a word of why. */
export function FromCsaf({ onTaken }: { onTaken: (id: Id<'adv'>) => void }) {
  const t = useText(fileTexts)
  const [refused, setRefused] = useState<Refused>()
  const [beside, setBeside] = useState<Beside>(nothingBeside)
  const send = async (file: File, despite: string, onProgress: (sent: number, total: number) => void) => {
    const { id, title, failures } = await upload(partnersApi.import, file, { despite, ...textsOf(beside) }, onProgress)
    if (!id) return setRefused({ file, title, failures })
    await answers.invalidateQueries()
    onTaken(id)
  }
  return (
    <Section title={t('title')}>
      {refused ? (
        <Despite refused={refused} send={(words) => send(refused.file, words, () => {})} />
      ) : (
        <>
          <BesideFields beside={beside} onChange={setBeside} />
          <FileDrop
            label={t('file')}
            hint={t('hint')}
            accept=".json,application/json"
            send={(file, onProgress) => send(file, '', onProgress)}
          />
        </>
      )}
    </Section>
  )
}

/** What fails, by number and place, and why it is taken all the same. */
function Despite({ refused, send }: { refused: Refused; send: (words: string) => Promise<void> }) {
  const t = useText(fileTexts)
  const [busy, setBusy] = useState(false)
  return (
    <>
      <Notice tone="warning" title={t('fails', { title: refused.title })}>
        <Failures failures={refused.failures} />
      </Notice>
      <Form
        action={t('take')}
        busy={busy}
        onSubmit={({ despite = '' }) => {
          if (despite.trim() === '') return
          setBusy(true)
          void send(despite).finally(() => setBusy(false))
        }}
      >
        <TextAreaField name="despite" label={t('despite')} hint={t('despite.hint')} rows={2} maxLength={1_000} />
      </Form>
    </>
  )
}
