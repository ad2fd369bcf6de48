import { useState } from 'react'
import { dayText } from '#domain/dates.ts'
import type { Id } from '#domain/id.ts'
import { useCall } from '#ui/api.ts'
import { Button, ButtonLink, TextLink } from '#ui/kit/Button.tsx'
import { Definition } from '#ui/kit/Definition.tsx'
import { SeverityMark } from '#ui/kit/marks.tsx'
import { FaultNotice } from '#ui/kit/Notice.tsx'
import { Page, Section } from '#ui/kit/Page.tsx'
import { TimeText } from '#ui/kit/TimeText.tsx'
import { usePlace } from '#ui/pages.ts'
import { useLocale, useText } from '#ui/text/text.ts'
import { type Measure, type MeasureStep, measuresApi, undone } from '../contract.ts'
import { AnswerDialog } from './AnswerDialog.tsx'
import { DueDialog } from './DueDialog.tsx'
import { Due, MeasureStateWord } from './MeasureWords.tsx'
import { useReader } from './reader.ts'
import { SayDialog } from './SayDialog.tsx'
import { measuresTexts } from './texts.ts'
import './measures.css'

/** One measure: what to do, who does it by when, and what shows it. */
export function MeasurePage() {
  const t = useText(measuresTexts)
  const { mayWrite, mayMoveDue } = useReader()
  const { data, error, refetch } = useCall(measuresApi.measure, { id: usePlace('id') as Id<'msr'> })
  const [saying, setSaying] = useState<'owner' | 'evidence'>()
  const [moving, setMoving] = useState(false)
  const [answering, setAnswering] = useState(false)
  if (error)
    return (
      <Page title={t('measure.missing')}>
        <FaultNotice fault={error} onRetry={() => void refetch()} />
      </Page>
    )
  if (!data)
    return (
      <p className="faint" role="status">
        {t('measure.loading')}
      </p>
    )
  const { measure, steps, answers } = data
  const isAdvised = measure.cause === 'advisory'
  const isUndone = undone.includes(measure.state)
  return (
    <Page
      title={measure.kindName}
      lead={
        <>
          <SeverityMark severity={measure.severity} /> ·{' '}
          {measure.assetText && (
            <>
              <span className="asset">{measure.assetText}</span> ·{' '}
            </>
          )}
          {measure.organisation.name}
        </>
      }
      actions={
        <>
          {mayWrite && measure.state !== 'withdrawn' && (
            <>
              {isAdvised && <Button onClick={() => setAnswering(true)}>{t('answer.open')}</Button>}
              <Button look="secondary" onClick={() => setSaying('owner')}>
                {t('say.owner.open')}
              </Button>
              <Button look="secondary" onClick={() => setSaying('evidence')}>
                {t('say.evidence.open')}
              </Button>
            </>
          )}
          {mayMoveDue && isUndone && (
            <Button look="secondary" onClick={() => setMoving(true)}>
              {t('move.open')}
            </Button>
          )}
          <ButtonLink to={`/${isAdvised ? 'advisories' : 'findings'}/${measure.causeId}`}>
            {t(isAdvised ? 'measure.advisory' : 'measure.finding')}
          </ButtonLink>
        </>
      }
    >
      <div className="measure">
        <Facts measure={measure} />
        <Section title={t('measure.steps')}>
          <ol className="measure-steps prose">
            {steps.map((step) => (
              <li key={step}>{step}</li>
            ))}
          </ol>
        </Section>
        {answers.length > 0 && <Answers answers={answers} />}
      </div>
      {answering && <AnswerDialog chosen={{ measures: [measure] }} onClose={() => setAnswering(false)} />}
      {saying && <SayDialog what={saying} measures={[measure]} onClose={() => setSaying(undefined)} />}
      {moving && <DueDialog measure={measure} onClose={() => setMoving(false)} />}
    </Page>
  )
}

/** What was answered, one after the other. */
function Answers({ answers }: { answers: readonly MeasureStep[] }) {
  const t = useText(measuresTexts)
  return (
    <Section title={t('answers.title')}>
      <ol className="measure-steps prose">
        {answers.map((step) => (
          <li key={`${step.at}-${step.state}`}>
            {step.as === 'clock' || step.as === 'version' ? (
              t(`answers.as.${step.as}`)
            ) : step.as === 'measured' ? (
              <>
                <MeasureStateWord state={step.state} /> · {step.judged} ({t('answers.as.measured')})
              </>
            ) : (
              <>
                <MeasureStateWord state={step.state} /> · {step.by} ({t(`answers.as.${step.as}`)})
              </>
            )}
            {step.words && ` · ${step.words}`} · <TimeText at={step.at} />
          </li>
        ))}
      </ol>
    </Section>
  )
}

function Facts({ measure }: { measure: Measure }) {
  const t = useText(measuresTexts)
  const { team } = useReader()
  const locale = useLocale()
  const organisation = (named: Measure['organisation']) =>
    team ? <TextLink to={`/organisations/${named.id}/overview`}>{named.name}</TextLink> : named.name
  const moment = (at: string | null) => (at ? <TimeText at={at} /> : <span className="faint">{t('fact.notYet')}</span>)
  return (
    <div className="panel">
      <Definition
        items={[
          [t('column.state'), <MeasureStateWord key="state" state={measure.state} />],
          [t('column.due'), <Due key="due" measure={measure} />],
          [t('fact.dueReason'), measure.dueReason],
          [t('column.owner'), measure.owner ?? <span className="faint">{t('owner.none')}</span>],
          [t('fact.evidence'), measure.evidence && <span className="measure-text">{measure.evidence}</span>],
          [t('fact.answerWords'), measure.answerWords && <span className="measure-text">{measure.answerWords}</span>],
          [t('fact.answerUntil'), measure.answerUntil && dayText(measure.answerUntil, locale)],
          [t('fact.answeredBy'), measure.answeredBy],
          [t('fact.judged'), measure.judged && <span className="measure-text">{measure.judged}</span>],
          [t('column.whose'), organisation(measure.organisation)],
          [t('fact.operator'), measure.operator && organisation(measure.operator)],
          [t('stage.told'), moment(measure.toldAt)],
          [t('stage.read'), moment(measure.readAt)],
          [t('stage.answered'), moment(measure.answeredAt)],
          [t('stage.proved'), moment(measure.provedAt)],
        ]}
      />
    </div>
  )
}
