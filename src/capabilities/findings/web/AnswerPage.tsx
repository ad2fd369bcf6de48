import { useEffect, useRef, useState } from 'react'
import { noticesApi } from '#capabilities/notices/contract.ts'
import type { Id } from '#domain/id.ts'
import { type ApiFault, useAction, useCall } from '#ui/api.ts'
import { Languages, LinkFoot, useLinkToken } from '#ui/kit/AnswerLink.tsx'
import { Button } from '#ui/kit/Button.tsx'
import { Form, TextField } from '#ui/kit/Form.tsx'
import { TlpChip } from '#ui/kit/marks.tsx'
import { FaultNotice, Notice } from '#ui/kit/Notice.tsx'
import { Page, Section } from '#ui/kit/Page.tsx'
import { TimeText, useNow } from '#ui/kit/TimeText.tsx'
import { speak, useLocale, useText } from '#ui/text/text.ts'
import { type Answer, answers } from '../contract.ts'
import { AnswerFields, useMissing } from './AnswerFields.tsx'
import { answerOf, type Missing } from './answer.ts'
import { LinkFindings, ofSeveral } from './LinkFindings.tsx'
import type { Linked } from './link.ts'
import { findingsTexts } from './texts.ts'
import './findings.css'
import './link.css'

/**
 * Answers a notice by the link in its mail. The token stands after `#`, so that it comes into no log; opening the page
 * changes nothing, so that whoever checks links does no harm; nothing is kept in this browser.
 */
export function AnswerPage() {
  const t = useText(findingsTexts)
  const token = useLinkToken()
  return (
    <>
      <Languages label={t('link.language')} />
      {token ? <ByToken key={token} token={token} /> : <NoLink />}
    </>
  )
}

function NoLink() {
  const t = useText(findingsTexts)
  return (
    <Page title={t('link.title')}>
      <Notice tone="warning" title={t('link.none')}>
        <p>{t('link.none.next')}</p>
      </Notice>
    </Page>
  )
}

function ByToken({ token }: { token: string }) {
  const t = useText(findingsTexts)
  const { data, error, refetch } = useCall(noticesApi.readLink, { token })
  const language = data?.notice.language
  const shown = useLocale()
  useEffect(() => {
    if (language) speak(language)
  }, [language])
  useEffect(() => {
    // What is wrong and what to do are worded by the server: another language asks for them anew.
    if (shown && language) void refetch()
  }, [shown, language, refetch])
  if (data) return <Link token={token} linked={data} {...(error && { fault: error })} onRetry={() => void refetch()} />
  return (
    <Page title={t('link.title')}>
      {error?.status === 409 ? (
        // Taken back or cancelled: nothing went wrong, and nothing is asked of anybody any more.
        <Notice tone="success" title={error.message}>
          <p>{error.next}</p>
        </Notice>
      ) : error ? (
        <FaultNotice fault={error} {...(error.status === 0 && { onRetry: () => void refetch() })} />
      ) : (
        <p className="faint" role="status">
          {t('link.loading')}
        </p>
      )}
    </Page>
  )
}

interface Given {
  answer: Answer
  changed: number
  unchanged: number
}

function Link({ token, linked, fault, onRetry }: { token: string; linked: Linked; fault?: ApiFault; onRetry: () => void }) {
  const t = useText(findingsTexts)
  const { notice, sender, findings, more, expiresAt } = linked
  const [given, setGiven] = useState<Given>()
  const [again, setAgain] = useState(false)
  const open = findings.filter(({ settled }) => !settled)
  const unanswered = open.filter(({ answer }) => !answer)
  const asks = open.length > 0 && (unanswered.length > 0 || again)
  return (
    <Page
      title={t('link.title')}
      lead={
        <>
          <TlpChip tlp={notice.tlp} /> {t('link.lead', { sender: sender.name, recipient: notice.recipient.name })}{' '}
          <TimeText at={notice.createdAt} only="day" />
        </>
      }
    >
      {fault && <FaultNotice fault={fault} onRetry={onRetry} />}
      {given && <Thanks given={given} left={unanswered.length} />}
      {open.length === 0 && !given && (
        <Notice tone="success" title={t('link.over')}>
          <p>{t('link.over.next')}</p>
        </Notice>
      )}
      {open.length > 0 && unanswered.length === 0 && !given && <Answered answers={new Set(open.map(({ answer }) => answer))} />}
      {asks ? (
        <Asking
          key={`${given?.answer}${unanswered.length}`}
          token={token}
          linked={linked}
          asked={unanswered.length > 0 ? unanswered : open}
          onGiven={(next) => {
            setAgain(false)
            setGiven(next)
          }}
        />
      ) : (
        <LinkFindings findings={findings} />
      )}
      {open.length > 0 && !asks && (
        <div className="actions">
          <Button look="secondary" onClick={() => setAgain(true)}>
            {t('link.again')}
          </Button>
        </div>
      )}
      {more > 0 && <Notice>{t('link.more', { count: more })}</Notice>}
      <LinkFoot sender={sender} expiresAt={expiresAt} ask={t('link.ask', { sender: sender.name })} expires={t('link.expires')} />
    </Page>
  )
}

const shortestName = 2

/**
 * What is wrong, what to do, and the five answers; with several findings each may be left out. Those of several members are chosen one
 * member at a time: what is right for one need not be for another.
 */
function Asking({
  token,
  linked,
  asked,
  onGiven,
}: {
  token: string
  linked: Linked
  asked: Linked['findings']
  onGiven: (given: Given) => void
}) {
  const t = useText(findingsTexts)
  const [chosen, choose] = useState<ReadonlySet<Id<'fnd'>>>(() => new Set(ofSeveral(asked) ? [] : asked.map(({ id }) => id)))
  const [reason, setReason] = useState('')
  const [missing, setMissing] = useState<readonly Missing[]>([])
  const now = useNow()
  const give = useAction(noticesApi.answerLink, {
    onDone: ({ changed, unchanged }, { answer }) => onGiven({ answer: answer.answer, changed, unchanged }),
  })
  const submit = ({ name = '', ...values }: Record<string, string>) => {
    const answer = answerOf(values, now)
    const lacks: Missing[] = answer.ok ? [] : [...answer.missing]
    if (chosen.size === 0) lacks.push('findings')
    if (name.trim().length < shortestName) lacks.push('name')
    setMissing(lacks)
    if (answer.ok && lacks.length === 0) give.mutate({ token, ids: [...chosen], answer: answer.value, name })
  }
  const several = asked.length > 1
  return (
    <>
      <LinkFindings findings={linked.findings} {...(several && { chosen, onChoose: choose })} />
      <Section title={t('link.answer')}>
        <Form
          action={several ? t('link.send', { count: chosen.size }) : t('link.send.one')}
          busy={give.isPending}
          fault={useMissing(missing, give.error)}
          onSubmit={submit}
        >
          <AnswerFields reason={reason} onReason={setReason} />
          <TextField name="name" label={t('link.name')} hint={t('link.name.hint')} maxLength={100} autoComplete="name" />
        </Form>
      </Section>
    </>
  )
}

/** What was answered before, and what comes of it when it is one answer for all. */
function Answered({ answers: given }: { answers: ReadonlySet<string | null> }) {
  const t = useText(findingsTexts)
  const answer = given.size === 1 ? answers.find((known) => given.has(known)) : undefined
  return (
    <Notice tone="success" title={answer ? t('stands.answered', { answer: t(`answer.${answer}`) }) : t('link.answered')}>
      {answer && <p>{t(`answer.${answer}.next`)}</p>}
      <p>{t('link.answered.next')}</p>
    </Notice>
  )
}

/** What was answered and what happens next; takes the focus, so that it is read. */
function Thanks({ given, left }: { given: Given; left: number }) {
  const t = useText(findingsTexts)
  const { answer, changed, unchanged } = given
  const box = useRef<HTMLDivElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: each new answer takes the focus
  useEffect(() => {
    box.current?.focus()
    box.current?.scrollIntoView({ block: 'center' })
  }, [given])
  return (
    <div ref={box} tabIndex={-1} role="status">
      <Notice tone="success" title={t('link.thanks', { answer: t(`answer.${answer}`) })}>
        <p>
          {t('answer.done', { count: changed })} {unchanged > 0 && t('answer.unchanged', { count: unchanged })}
        </p>
        <p>{t(`answer.${answer}.next`)}</p>
        <p>{left > 0 ? t('link.left', { count: left }) : t('link.close')}</p>
      </Notice>
    </div>
  )
}
