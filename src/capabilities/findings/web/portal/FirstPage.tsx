import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { noticesApi } from '#capabilities/notices/contract.ts'
import type { Id } from '#domain/id.ts'
import { day, later, utc } from '#domain/time.ts'
import { type ApiFault, answers as asked, call, useCall } from '#ui/api.ts'
import { Button, ButtonLink, Spinner, TextLink } from '#ui/kit/Button.tsx'
import { SeverityMark } from '#ui/kit/marks.tsx'
import { Empty, FaultNotice } from '#ui/kit/Notice.tsx'
import { Page, Section } from '#ui/kit/Page.tsx'
import { TimeText, useNow } from '#ui/kit/TimeText.tsx'
import { tell } from '#ui/kit/Toast.tsx'
import { endOfDay, toNorwegian } from '#ui/text/norwegian.ts'
import { useText } from '#ui/text/text.ts'
import { type AnswerInput, type Finding, findingsApi } from '../../contract.ts'
import { useTakeBack } from '../AnswerDialog.tsx'
import { AssetText } from '../AssetText.tsx'
import { usualDays } from '../answer.ts'
import { isLit } from '../Due.tsx'
import { useReader } from '../reader.ts'
import { findingsTexts } from '../texts.ts'
import { useWaiting } from './first.ts'
import { portalTexts } from './texts.ts'
import './portal.css'

const stepsShown = 3

/** The one thing that is most urgent: what is wrong, three steps, who can help, and the answer by one press. */
export function FirstPage() {
  const t = useText(portalTexts)
  const page = useText(findingsTexts)
  const waiting = useWaiting()
  const first = waiting.own?.[0]
  if (waiting.error)
    return (
      <Page title={t('first.title')}>
        <FaultNotice fault={waiting.error} onRetry={() => void waiting.refetch()} />
      </Page>
    )
  if (!waiting.own)
    return (
      <p className="loading" role="status">
        <Spinner /> {page('story.loading')}
      </p>
    )
  if (!first)
    return (
      <Page title={t('first.title')}>
        <Empty title={t('first.gone')} actions={<ButtonLink to="/now">{t('first.back')}</ButtonLink>}>
          <p>{t('first.gone.next')}</p>
        </Empty>
      </Page>
    )
  return <One key={first.id} finding={first} of={waiting.own.length} />
}

function One({ finding, of }: { finding: Finding; of: number }) {
  const t = useText(portalTexts)
  const { data } = useCall(findingsApi.story, { id: finding.id })
  const steps = data?.advice.doNow ?? []
  return (
    <Page
      title={finding.kindName}
      lead={
        <>
          <SeverityMark severity={finding.severity} lit={isLit(finding)} /> · {t(finding.overdue ? 'first.passed' : 'first.due')}{' '}
          <TimeText at={finding.dueAt} only="day" /> (
          <TimeText at={finding.dueAt} only="distance" />){of > 1 && <> · {t('first.place', { count: of })}</>}
        </>
      }
    >
      <Section title={t('first.what')}>
        <p className="prose">{data?.advice.what}</p>
        <p>
          {t('first.where')}: <AssetText text={finding.assetText} />
        </p>
      </Section>
      <Section title={t('first.do')}>
        <ol className="first-steps">
          {steps.slice(0, stepsShown).map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
        <p>
          <TextLink to={`/findings/${finding.id}`}>{t('first.more')}</TextLink>
        </p>
      </Section>
      <WhoHelps finding={finding} />
      <OnePress finding={finding} />
    </Page>
  )
}

/** First whoever knows their machines, then us. */
function WhoHelps({ finding }: { finding: Finding }) {
  const t = useText(portalTexts)
  const { organisations } = useReader()
  const own = organisations.find(({ id }) => id === finding.organisation.id) ?? organisations[0]
  const { data: desk } = useCall(noticesApi.desk, { id: own?.id as Id<'org'> }, { enabled: own !== undefined })
  return (
    <Section title={t('first.who')}>
      <p className="prose">{finding.operator ? t('first.operator', { operator: finding.operator.name }) : t('first.supplier')}</p>
      {desk && (
        <p className="first-desk">
          {t('first.desk', { name: desk.name })}{' '}
          {desk.telephone && (
            <a className="ds-link" href={`tel:${desk.telephone.replaceAll(/[^\d+]/g, '')}`}>
              {desk.telephone}
            </a>
          )}{' '}
          <a className="ds-link" href={`mailto:${desk.address}`}>
            {desk.address}
          </a>
        </p>
      )}
    </Section>
  )
}

/** The two usual answers, each one press; it can be undone for ten minutes. */
function OnePress({ finding }: { finding: Finding }) {
  const t = useText(portalTexts)
  const { mayAnswer } = useReader()
  const navigate = useNavigate()
  const takeBack = useTakeBack()
  const now = useNow()
  const until = endOfDay(toNorwegian(later(utc(now), usualDays.working! * day)).slice(0, 10))
  const give = useMutation<unknown, ApiFault, AnswerInput>({
    mutationFn: (answer) => call(findingsApi.answer, { ids: [finding.id], answer }),
    onSuccess: async (_, { answer }) => {
      tell(t(answer === 'fixed' ? 'first.thanks.fixed' : 'first.thanks.working'), () => takeBack.mutate([finding.id]))
      await asked.invalidateQueries()
      await navigate({ to: '/now' })
    },
  })
  return (
    <Section title={t('first.answer')}>
      {give.error && <FaultNotice fault={give.error} />}
      {mayAnswer ? (
        <>
          <div className="first-answers">
            <Button busy={give.isPending} onClick={() => give.mutate({ answer: 'fixed' })}>
              {t('first.fixed')}
            </Button>
            <Button look="secondary" busy={give.isPending} onClick={() => give.mutate({ answer: 'working', until })}>
              {t('first.working')}
            </Button>
          </div>
          <p className="faint">
            {t('first.working.until')} <TimeText at={until} only="day" />. {t('first.undo')}{' '}
            <TextLink to={`/findings/${finding.id}`}>{t('first.other')}</TextLink>
          </p>
        </>
      ) : (
        <p className="prose">{t('first.reader')}</p>
      )}
    </Section>
  )
}
