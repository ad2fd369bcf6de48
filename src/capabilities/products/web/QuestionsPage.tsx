import { useState } from 'react'
import { idOf } from '#domain/id.ts'
import { useAction, useCall } from '#ui/api.ts'
import { useAddress } from '#ui/kit/address.ts'
import { Button, TextLink } from '#ui/kit/Button.tsx'
import { CountText } from '#ui/kit/CountText.tsx'
import { Filters } from '#ui/kit/Filters.tsx'
import { Form, SelectField, TextField } from '#ui/kit/Form.tsx'
import { Empty, FaultNotice } from '#ui/kit/Notice.tsx'
import { Page, PageAwaited } from '#ui/kit/Page.tsx'
import { Pager } from '#ui/kit/Pager.tsx'
import { TimeText } from '#ui/kit/TimeText.tsx'
import { tell } from '#ui/kit/Toast.tsx'
import { useText } from '#ui/text/text.ts'
import { longest, type ProductQuestion, productsApi, type QuestionAnswer, questionAnswers } from '../contract.ts'
import { SaidBy } from './LineDialog.tsx'
import { useReader } from './reader.ts'
import { productsTexts } from './texts.ts'
import './questions.css'

const states = ['open', 'answered'] as const

/** Questions about products of which too little is known: a member answers its own, the team sees who has. */
export function QuestionsPage() {
  const t = useText(productsTexts)
  const { team } = useReader()
  const [params] = useAddress()
  const state = states.find((one) => one === params.state)
  const about = idOf('adv').safeParse(params.about).data
  const asked = { ...(state && { state }), ...(about && { about }), ...(params.after && { after: params.after }) }
  const { data, error, refetch } = useCall(productsApi.questions, asked)
  if (!data && !error) return <PageAwaited />
  return (
    <Page
      title={t(team ? 'questions.title' : 'questions.title.member')}
      lead={t(team ? 'questions.lead' : 'questions.lead.member')}
    >
      <Filters
        filters={[
          {
            kind: 'one',
            name: 'state',
            label: t('questions.state'),
            choices: states.map((value) => ({ value, label: t(`questions.state.${value}`) })),
          },
        ]}
      />
      {data && (
        <p>
          <CountText
            parts={[
              { value: data.count.open, what: t('questions.open') },
              { value: data.count.answered, what: t('questions.answered') },
            ]}
          />
        </p>
      )}
      {error && <FaultNotice fault={error} onRetry={() => void refetch()} />}
      {data?.rows.length === 0 && (
        <Empty title={t('questions.none')}>
          <p>{t(team ? 'questions.none.next' : 'questions.none.next.member')}</p>
        </Empty>
      )}
      <ul className="questions">
        {data?.rows.map((question) => (
          <Question key={question.id} question={question} team={team} />
        ))}
      </ul>
      <Pager next={data?.next} />
    </Page>
  )
}

function Question({ question, team }: { question: ProductQuestion; team: boolean }) {
  const t = useText(productsTexts)
  const [isAnswering, setAnswering] = useState(false)
  const { vendor, product, versions, organisation, answer, version, affected, askedAt, answeredAt, answeredBy, mayAnswer } =
    question
  const name = [vendor, product].filter(Boolean).join(' ')
  // A member is met by the form; the team looks first.
  const showsForm = mayAnswer && (isAnswering || (!team && answer === null))
  return (
    <li>
      <h2 className="question-title">{t(versions ? 'question.versions' : 'question.any', { product: name, versions })}</h2>
      <p className="field-hint">
        {team ? <TextLink to={`/organisations/${organisation.id}`}>{organisation.name}</TextLink> : organisation.name} ·{' '}
        {t('question.asked')} <TimeText at={askedAt} />
      </p>
      {answer && (
        <>
          <p>
            {t(answer === 'no' && versions === '' ? 'answer.no.any' : `answer.${answer}`)}
            {version && ` (${t('question.version', { version })})`}.{' '}
            {t(affected === null ? 'affected.unknown' : affected ? 'affected.yes' : 'affected.no')}
          </p>
          <p className="field-hint">
            {answeredBy} {answeredAt && <TimeText at={answeredAt} />}
          </p>
        </>
      )}
      {showsForm && <AnswerForm question={question} onDone={() => setAnswering(false)} />}
      {mayAnswer && !showsForm && (
        <Button look="secondary" onClick={() => setAnswering(true)}>
          {t(answer ? 'question.again' : 'question.forMember')}
        </Button>
      )}
    </li>
  )
}

function AnswerForm({ question, onDone }: { question: ProductQuestion; onDone: () => void }) {
  const t = useText(productsTexts)
  const [answer, setAnswer] = useState<QuestionAnswer>(question.answer ?? 'yes')
  const send = useAction(productsApi.answer, {
    onDone: ({ affected }) => {
      tell(t(affected === null ? 'affected.unknown' : affected ? 'affected.yes' : 'affected.no'))
      onDone()
    },
  })
  return (
    <Form
      action={t('question.action')}
      busy={send.isPending}
      fault={send.error}
      onSubmit={({ version = '', saidBy = '' }) => send.mutate({ id: question.id, answer, version, saidBy })}
    >
      <SelectField
        name="answer"
        label={t('question.answer')}
        value={answer}
        onChange={({ target }) => setAnswer(target.value as QuestionAnswer)}
        choices={questionAnswers
          .filter((value) => value !== 'absent' || question.versions !== '')
          .map((value) => ({
            value,
            label: t(value === 'no' && question.versions === '' ? 'answer.no.any' : `answer.${value}`),
          }))}
      />
      {answer !== 'unknown' && answer !== 'absent' && (
        <TextField
          name="version"
          label={t('question.which')}
          hint={t('question.which.hint')}
          maxLength={longest.version}
          defaultValue={question.version}
          optional
        />
      )}
      <SaidBy />
    </Form>
  )
}
