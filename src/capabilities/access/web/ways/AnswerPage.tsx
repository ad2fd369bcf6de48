import { useEffect, useState } from 'react'
import { useAction } from '#ui/api.ts'
import { Spinner } from '#ui/kit/Button.tsx'
import { Form } from '#ui/kit/Form.tsx'
import { FaultNotice, Notice } from '#ui/kit/Notice.tsx'
import { Page } from '#ui/kit/Page.tsx'
import { useText } from '#ui/text/text.ts'
import { accessApi } from '../../contract.ts'
import { accessTexts } from '../texts.ts'
import { CodeField } from './CodeField.tsx'
import { waysTexts } from './texts.ts'

/** What the provider sent along, read once and taken out of the address: nobody copies it on. */
function takeAnswer() {
  const given = new URLSearchParams(location.search)
  history.replaceState(history.state, '', location.pathname)
  const state = given.get('state')
  if (state === null) return undefined
  const rest = ['code', 'iss', 'error'].flatMap((name) => (given.has(name) ? [[name, given.get(name)!]] : []))
  return { state, ...Object.fromEntries(rest) }
}

/** Where a provider sends people back to: hands its answer on, asks for the code where one is needed, and goes where they wanted to. */
export function AnswerPage() {
  const t = useText(waysTexts)
  const words = useText(accessTexts)
  const [given] = useState(takeAnswer)
  // With a new page nothing stays of whoever was signed in before.
  const goOn = (answer: { state: string; back: string }) => {
    if (answer.state !== 'code-needed') location.replace(answer.back)
  }
  const take = useAction(accessApi.answerOfProvider, { onDone: goOn })
  const code = useAction(accessApi.codeAfterProvider, { onDone: goOn })
  const { mutate } = take
  useEffect(() => {
    if (given) mutate(given)
  }, [given, mutate])
  const asksCode = take.data?.state === 'code-needed'
  const home = (
    <p>
      <a className="ds-link" href="/">
        {t('answer.home')}
      </a>
    </p>
  )
  return (
    <div className="sign-in panel" data-step={asksCode ? 'code' : 'answer'}>
      <Page title={asksCode ? words('signIn.code.title') : t('answer.title')} lead={asksCode ? t('answer.code.lead') : undefined}>
        {!given && (
          <Notice title={t('answer.none')}>
            <p>{t('answer.none.next')}</p>
          </Notice>
        )}
        {take.error && <FaultNotice fault={take.error} />}
        {asksCode && (
          <Form
            action={words('signIn.code.action')}
            busy={code.isPending || code.isSuccess}
            fault={code.error}
            onSubmit={({ code: typed = '' }) => code.mutate({ code: typed.replaceAll(/\s/g, '') })}
          >
            <CodeField label={words('signIn.code')} />
          </Form>
        )}
        {given && !take.error && !asksCode && (
          <p className="loading" role="status">
            <Spinner /> {t('answer.wait')}
          </p>
        )}
        {(!given || take.error) && home}
      </Page>
    </div>
  )
}
