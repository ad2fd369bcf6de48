import { useEffect, useRef, useState } from 'react'
import { type LinkedMeasure, noticesApi } from '#capabilities/notices/contract.ts'
import { dayText } from '#domain/dates.ts'
import type { Id } from '#domain/id.ts'
import { useAction, useCall } from '#ui/api.ts'
import { Languages, LinkFoot, useLinkToken } from '#ui/kit/AnswerLink.tsx'
import { Button } from '#ui/kit/Button.tsx'
import { TextField } from '#ui/kit/Form.tsx'
import { SeverityMark, TlpChip } from '#ui/kit/marks.tsx'
import { FaultNotice, Notice } from '#ui/kit/Notice.tsx'
import { Page } from '#ui/kit/Page.tsx'
import { TimeText } from '#ui/kit/TimeText.tsx'
import { speak, useLocale, useText } from '#ui/text/text.ts'
import { type Answered, takeBackMinutes, undone } from '../contract.ts'
import { insteadOfAll } from './InsteadFields.tsx'
import { type Said, Words } from './LinkWords.tsx'
import { Due, MeasureStateWord } from './MeasureWords.tsx'
import { measuresTexts } from './texts.ts'
import './measures.css'
import './link.css'

/**
 * Answers a warning by the link in its mail: one click here after the one there, without signing in. Opening the page changes nothing, so
 * that whoever checks links does no harm; nothing is kept in this browser.
 */
export function LinkPage() {
  const t = useText(measuresTexts)
  const token = useLinkToken()
  return (
    <>
      <Languages label={t('link.language')} />
      {token ? (
        <ByToken key={token} token={token} />
      ) : (
        <Page title={t('link.title')}>
          <Notice tone="warning" title={t('link.none')}>
            <p>{t('link.none.next')}</p>
          </Notice>
        </Page>
      )}
    </>
  )
}

type LinkedWarning = Awaited<ReturnType<typeof useWarning>>['data'] & object
const useWarning = (token: string) => useCall(noticesApi.readWarningLink, { token })

function ByToken({ token }: { token: string }) {
  const t = useText(measuresTexts)
  const { data, error, refetch } = useWarning(token)
  const language = data?.notice.language
  const shown = useLocale()
  useEffect(() => {
    if (language) speak(language)
  }, [language])
  useEffect(() => {
    // What to do is worded by the server: another language asks for it anew.
    if (shown && language) void refetch()
  }, [shown, language, refetch])
  return (
    <Page
      title={t('link.title')}
      lead={
        data && (
          <>
            <TlpChip tlp={data.notice.tlp} />{' '}
            {t('link.lead', { sender: data.sender.name, recipient: data.notice.recipient.name })}{' '}
            <TimeText at={data.notice.createdAt} only="day" />
          </>
        )
      }
    >
      {error?.status === 409 ? (
        // Cancelled: nothing went wrong, and nothing is asked of anybody any more.
        <Notice tone="success" title={error.message}>
          <p>{error.next}</p>
        </Notice>
      ) : error ? (
        <FaultNotice fault={error} {...(error.status === 0 && { onRetry: () => void refetch() })} />
      ) : (
        !data && (
          <p className="faint" role="status">
            {t('link.loading')}
          </p>
        )
      )}
      {data && <Warning token={token} linked={data} />}
    </Page>
  )
}

const endedTones = { withdrawn: 'warning', closed: 'success', replaced: 'info' } as const

function Warning({ token, linked }: { token: string; linked: LinkedWarning }) {
  const t = useText(measuresTexts)
  const { notice, warning, measures, sender, expiresAt } = linked
  return (
    <>
      <section className="link-warning">
        <h2 className="ds-heading" data-size="xs">
          {warning.title}
        </h2>
        <p className="faint">
          <SeverityMark severity={notice.severity} /> · {warning.trackingId}
        </p>
        {warning.summary && <p className="prose">{warning.summary}</p>}
      </section>
      {warning.ended ? (
        <Notice tone={endedTones[warning.ended.how]} title={t(`link.ended.${warning.ended.how}`)}>
          <p>{t(`link.ended.${warning.ended.how}.next`)}</p>
          {warning.ended.how === 'withdrawn' && warning.ended.words && <p>{warning.ended.words}</p>}
        </Notice>
      ) : measures.length === 0 ? (
        <Notice tone="success" title={t('link.nothing')}>
          <p>{t('link.nothing.next')}</p>
        </Notice>
      ) : (
        <Asking token={token} linked={linked} />
      )}
      <LinkFoot sender={sender} expiresAt={expiresAt} ask={t('link.ask', { sender: sender.name })} expires={t('link.expires')} />
    </>
  )
}

const shortestName = 2

/** What was just answered, and how it is taken back. */
interface Given {
  answering: Id<'mas'>
  ids: readonly Id<'msr'>[]
}

/** What is asked: a row each with its answers, and where there are several one row for all of them. */
function Asking({ token, linked }: { token: string; linked: LinkedWarning }) {
  const t = useText(measuresTexts)
  const { measures, warning, contact } = linked
  const [name, setName] = useState(contact)
  const [given, setGiven] = useState<Given>()
  const [undid, setUndid] = useState<number>()
  const [again, setAgain] = useState<ReadonlySet<Id<'msr'>>>(new Set())
  const said = useRef<HTMLDivElement>(null)
  const give = useAction(noticesApi.answerWarningLink, {
    onDone: ({ answering, refused }: Answered, { ids }) => {
      const left = new Set(refused.map(({ id }) => id))
      setGiven(answering ? { answering, ids: ids.filter((id) => !left.has(id)) } : undefined)
      setUndid(undefined)
      setAgain(new Set())
    },
  })
  const undo = useAction(noticesApi.takeBackByLink, {
    onDone: ({ restored }) => {
      setGiven(undefined)
      setUndid(restored)
    },
  })
  useEffect(() => {
    // The button that was pressed is gone: what came of it takes the focus, so that it is read.
    if (given || undid !== undefined) said.current?.focus()
  }, [given, undid])
  const by = name.trim().length >= shortestName ? name.trim() : undefined
  const answer = (ids: readonly Id<'msr'>[]) => (words: Said) =>
    give.mutate({ token, ids: [...ids], ...(by && { by }), ...words })
  const isOpen = (measure: LinkedMeasure) =>
    undone.includes(measure.state) || measure.state === 'disputed' || again.has(measure.id)
  const unanswered = measures.filter(({ state }) => state === 'open')
  const left = unanswered.length
  const props = (ids: readonly Id<'msr'>[]) => ({
    choices: insteadOfAll(measures.filter(({ id }) => ids.includes(id))),
    busy: give.isPending,
    fault: give.error && give.variables?.ids.join() === ids.join() ? give.error : null,
    onSay: answer(ids),
  })
  return (
    <>
      {warning.updated && <Notice>{t('link.updated')}</Notice>}
      <div ref={said} tabIndex={-1} role="status" className="link-said">
        {given && (
          <Notice tone="success" title={t('link.thanks', { count: given.ids.length })}>
            <p>{left > 0 ? t('link.left', { count: left }) : t('link.close')}</p>
            <div className="actions">
              <Button look="secondary" busy={undo.isPending} onClick={() => undo.mutate({ token, answering: given.answering })}>
                {t('link.undo')}
              </Button>
              <span className="faint">{t('link.undo.hint', { count: takeBackMinutes })}</span>
            </div>
          </Notice>
        )}
        {undid !== undefined && (
          <Notice tone={undid > 0 ? 'success' : 'warning'}>{t(undid > 0 ? 'link.undone' : 'link.undo.late')}</Notice>
        )}
      </div>
      {undo.error && <FaultNotice fault={undo.error} />}
      {unanswered.length > 1 && (
        <section className="link-all">
          <h3 className="ds-heading" data-size="2xs">
            {t('link.all', { count: unanswered.length })}
          </h3>
          <Words name={t('link.all.name')} {...props(unanswered.map(({ id }) => id))} />
        </section>
      )}
      <ol className="link-measures">
        {measures.map((measure, at) => (
          <li key={measure.id}>
            <h3 className="ds-heading" data-size="2xs">
              <span className="ds-sr-only">{t('link.number', { number: at + 1 })} </span>
              {measure.what}
            </h3>
            <Stands measure={measure} />
            {isOpen(measure) ? (
              <Words name={measure.what} current={measure.state} {...props([measure.id])} />
            ) : (
              <div className="actions">
                <Button
                  look="secondary"
                  aria-label={`${t('link.again')}: ${measure.what}`}
                  onClick={() => setAgain(new Set([...again, measure.id]))}
                >
                  {t('link.again')}
                </Button>
              </div>
            )}
          </li>
        ))}
      </ol>
      <TextField
        name="by"
        label={t('link.name')}
        hint={t('link.name.hint')}
        maxLength={200}
        autoComplete="name"
        value={name}
        onChange={({ target }) => setName(target.value)}
      />
    </>
  )
}

/** By when, or how it was answered and what a measurement says of that. */
function Stands({ measure }: { measure: LinkedMeasure }) {
  const t = useText(measuresTexts)
  const locale = useLocale()
  const { state, answeredBy, answerWords, answerUntil, assetText, judged } = measure
  return (
    <>
      <p>
        {state === 'open' ? (
          <>
            {t('column.due')}: <Due measure={measure} />
          </>
        ) : (
          <>
            <MeasureStateWord state={state} />
            {answeredBy && ` · ${answeredBy}`}
            {answerUntil && ` · ${t('fact.answerUntil')} ${dayText(answerUntil, locale)}`}
          </>
        )}
        {assetText && (
          <>
            {' · '}
            <span className="asset">{assetText}</span>
          </>
        )}
      </p>
      {answerWords && <p className="measure-text">{answerWords}</p>}
      {judged && <p className="prose">{judged}</p>}
    </>
  )
}
