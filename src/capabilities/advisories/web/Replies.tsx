import { productsApi } from '#capabilities/products/contract.ts'
import { repliesApi } from '#capabilities/replies/contract.ts'
import type { Id } from '#domain/id.ts'
import { useCall } from '#ui/api.ts'
import { ButtonLink, TextLink } from '#ui/kit/Button.tsx'
import { Notice } from '#ui/kit/Notice.tsx'
import { Section } from '#ui/kit/Page.tsx'
import { TimeText } from '#ui/kit/TimeText.tsx'
import { useText } from '#ui/text/text.ts'
import { advisoriesTexts } from './texts.ts'

const shown = 20

/** What suppliers say now of what we have of a warning; nothing where nobody has said anything. */
export function Replies({ id }: { id: Id<'adv'> }) {
  const t = useText(advisoriesTexts)
  const { data } = useCall(repliesApi.ours, { advisory: id, limit: shown }, { quiet: true })
  const now = data?.rows.filter(({ current }) => current) ?? []
  if (now.length === 0) return null
  return (
    <Section title={t('replies.title')}>
      <ul className="ds-list">
        {now.map((reply) => (
          <li key={`${reply.id} ${reply.organisation.id}`}>
            {reply.supplier}: {[reply.product, reply.versions].filter(Boolean).join(' ')}{' '}
            <strong>{t(`replies.${reply.state}`, { version: reply.fixedIn })}</strong>
            {reply.cve && ` (${reply.cve})`}. {reply.words}{' '}
            <span className="field-hint">
              <TimeText at={reply.at} />
            </span>
          </li>
        ))}
      </ul>
      <p>
        <TextLink to={`/supplier-replies/ours?advisory=${id}`}>{t('replies.all')}</TextLink>
      </p>
    </Section>
  )
}

/** One question that would settle whether the warning is for us. */
export function OpenQuestion({ id }: { id: Id<'adv'> }) {
  const t = useText(advisoriesTexts)
  const { data } = useCall(productsApi.questions, { about: id, state: 'open', limit: 1 }, { quiet: true })
  const question = data?.rows[0]
  if (!question) return null
  const product = [question.vendor, question.product].filter(Boolean).join(' ')
  return (
    <Notice
      tone="warning"
      title={t('question.title')}
      actions={<ButtonLink to={`/product-questions?about=${id}`}>{t('question.answer')}</ButtonLink>}
    >
      <p>{t(question.versions ? 'question.versions' : 'question.any', { product, versions: question.versions })}</p>
    </Notice>
  )
}

/** For the team: how many were asked about their product because of a warning, and how many have answered. */
export function AskedAbout({ id }: { id: Id<'adv'> }) {
  const t = useText(advisoriesTexts)
  const { data } = useCall(productsApi.questions, { about: id, limit: 1 }, { quiet: true })
  if (!data || data.rows.length === 0) return null
  const { open, answered } = data.count
  return (
    <p>
      <TextLink to={`/product-questions?about=${id}`}>{t('question.counts', { asked: open + answered, answered })}</TextLink>
    </p>
  )
}
