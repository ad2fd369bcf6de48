import { TimeText } from '#ui/kit/TimeText.tsx'
import { useLocale, useText } from '#ui/text/text.ts'
import type { SupplierReply } from '../contract.ts'
import { justificationWords, stateWords } from '../rules-words.ts'
import { repliesTexts } from './texts.ts'
import './replies.css'

/** What was answered, newest first; what was said before stands below what is said now. */
export function ReplyList({ replies }: { replies: readonly SupplierReply[] }) {
  const t = useText(repliesTexts)
  if (replies.length === 0) return <p>{t('replies.none')}</p>
  const [now, before] = [replies.filter(({ current }) => current), replies.filter(({ current }) => !current)]
  return (
    <>
      <ul className="reply-list">
        {now.map((reply) => (
          <ReplyItem key={reply.id} reply={reply} />
        ))}
      </ul>
      {before.length > 0 && (
        <details>
          <summary>{t('replies.before', { count: before.length })}</summary>
          <ul className="reply-list">
            {before.map((reply) => (
              <ReplyItem key={reply.id} reply={reply} />
            ))}
          </ul>
        </details>
      )}
    </>
  )
}

/** One answer: what it is about, the state in a word, and the supplier's own words. */
export function ReplyItem({ reply }: { reply: SupplierReply }) {
  const t = useText(repliesTexts)
  const locale = useLocale()
  const { product, versions, cve, state, fixedIn, justification, words, at, as, number } = reply
  return (
    <li>
      <p>
        <strong>{stateWords[state][locale]}</strong>
        {fixedIn && ` ${t('reply.fixedIn', { version: fixedIn })}`}
        {` · ${[product, versions].filter(Boolean).join(' ')}`}
        {cve && ` · ${cve}`}
      </p>
      {justification && <p>{justificationWords[justification][locale]}</p>}
      {words && <p className="reply-words">{words}</p>}
      <p className="field-hint">
        <TimeText at={at} />
        {number > 1 && ` · ${t('reply.number', { number })}`}
        {as === 'team' && ` · ${t('reply.byTeam')}`}
      </p>
    </li>
  )
}
