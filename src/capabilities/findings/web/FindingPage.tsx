import { ArrowUndoIcon, ChatIcon, NotePencilIcon } from '@navikt/aksel-icons'
import { Link } from '@tanstack/react-router'
import { lazy, type ReactNode, Suspense, useState } from 'react'
import type { z } from 'zod'
import { reportsApi } from '#capabilities/reports/contract.ts'
import type { Id } from '#domain/id.ts'
import { useCall } from '#ui/api.ts'
import { Button } from '#ui/kit/Button.tsx'
import { CopyButton } from '#ui/kit/CopyButton.tsx'
import { Definition } from '#ui/kit/Definition.tsx'
import { WriteToDesk } from '#ui/kit/Desk.tsx'
import { PrintMenu } from '#ui/kit/Downloads.tsx'
import { useShortcut } from '#ui/kit/keys.ts'
import { SeverityMark, StateWord, TlpChip } from '#ui/kit/marks.tsx'
import { FaultNotice, Notice } from '#ui/kit/Notice.tsx'
import { Page, Section } from '#ui/kit/Page.tsx'
import { Story, type StoryStep } from '#ui/kit/Story.tsx'
import { Term } from '#ui/kit/Term.tsx'
import { TimeText, useNow } from '#ui/kit/TimeText.tsx'
import { usePlace } from '#ui/pages.ts'
import { useText } from '#ui/text/text.ts'
import { answerable, type Finding, findingsApi, unsettled } from '../contract.ts'
import { AdviceText } from './AdviceText.tsx'
import { AnswerDialog, useTakeBack } from './AnswerDialog.tsx'
import { AnswerWord, saysUnproven, UnprovenMark } from './AnswerWord.tsx'
import { AssetText } from './AssetText.tsx'
import { DecideDialog, type Decision } from './DecideDialog.tsx'
import { Due, isLit } from './Due.tsx'
import { useHandled } from './handled.ts'
import { NoteDialog } from './NoteDialog.tsx'
import { Proof } from './Proof.tsx'
import { useReader } from './reader.ts'
import { Sightings } from './Sightings.tsx'
import { ToldWhom } from './ToldWhom.tsx'
import { findingsTexts } from './texts.ts'
import './findings.css'

type Told = z.output<typeof findingsApi.story.output>

/** One finding: what is wrong and what to do, why it is theirs, and everything that has happened. */
export function FindingPage() {
  const t = useText(findingsTexts)
  const { team } = useReader()
  const { data, error, refetch } = useCall(findingsApi.story, { id: usePlace('id') as Id<'fnd'> })
  if (error)
    return (
      <Page title={t('story.missing')}>
        <FaultNotice fault={error} onRetry={() => void refetch()} />
      </Page>
    )
  if (!data)
    return (
      <p className="faint" role="status">
        {t('story.loading')}
      </p>
    )
  // Whoever it was not theirs after all is told that, and nothing more.
  if (!team && data.finding.state === 'withdrawn') return <Withdrawn told={data} />
  return team ? <ForTeam told={data} /> : <ForMember told={data} />
}

function Withdrawn({ told: { finding, steps } }: { told: Told }) {
  const t = useText(findingsTexts)
  const step = steps.at(-1)
  return (
    <Page title={t('story.withdrawn')}>
      <Notice>
        <p>{step?.words}</p>
        <p>
          <TimeText at={step?.at ?? finding.lastSeen} />
        </p>
      </Notice>
    </Page>
  )
}

/** First what to do, then what we know. */
function ForMember({ told }: { told: Told }) {
  const t = useText(findingsTexts)
  const { several } = useReader()
  const operator = useHandled()(told.finding)
  return (
    <Page
      title={told.finding.kindName}
      lead={<MemberLead finding={told.finding} operator={operator} />}
      actions={
        <>
          <AnswerButtons finding={told.finding} />
          <PrintMenu pdf={reportsApi.finding} input={{ id: told.finding.id }} />
        </>
      }
    >
      {operator && unsettled.includes(told.finding.state) && (
        <Notice title={t('operated.told', { operator })}>
          <p>{t('operated.told.why', { operator })}</p>
        </Notice>
      )}
      <WhereItStands finding={told.finding} />
      <AdviceText advice={told.advice} operator={operator} />
      <Facts finding={told.finding} whose={several} />
      <WhoseItIs told={told} />
      <Proof finding={told.finding} />
      <ToldWhom finding={told.finding} />
      <Section title={t('story.title')}>
        <Story label={t('story.title')} steps={useSteps(told)} />
      </Section>
      <Sightings finding={told.finding} />
    </Page>
  )
}

function MemberLead({ finding, operator }: { finding: Finding; operator: string | undefined }) {
  const t = useText(findingsTexts)
  return (
    <>
      <SeverityMark severity={finding.severity} lit={isLit(finding)} /> · <AssetText text={finding.assetText} />
      {unsettled.includes(finding.state) && (
        <>
          {' · '}
          {finding.overdue ? t('lead.passed') : operator ? t('lead.operated', { operator }) : t('lead.due')}{' '}
          <TimeText at={finding.dueAt} only="day" /> (
          <TimeText at={finding.dueAt} only="distance" />)
        </>
      )}
    </>
  )
}

/** Facts and story side by side with the advice, so that a duty officer sees state and clock without scrolling. */
function ForTeam({ told }: { told: Told }) {
  const t = useText(findingsTexts)
  const { mayDecide } = useReader()
  const [doing, setDoing] = useState<'note' | 'label' | Decision>()
  const { finding } = told
  return (
    <Page
      title={finding.kindName}
      lead={
        <>
          <AssetText text={finding.assetText} />
          {' · '}
          {finding.organisation.name}
        </>
      }
      actions={
        <>
          <AnswerButtons finding={finding} />
          {mayDecide && (
            <>
              <Button look="secondary" icon={<NotePencilIcon aria-hidden="true" />} onClick={() => setDoing('note')}>
                {t('note.open')}
              </Button>
              <Button look="secondary" onClick={() => setDoing('label')}>
                {t('label.open')}
              </Button>
              {isClosable(finding) && (
                <Button look="secondary" onClick={() => setDoing('close')}>
                  {t('decide.close')}
                </Button>
              )}
            </>
          )}
          <PrintMenu pdf={reportsApi.finding} input={{ id: finding.id }} />
        </>
      }
    >
      {finding.state === 'disputed' ? <Dispute told={told} onDecide={setDoing} /> : <WhereItStands finding={finding} />}
      <div className="finding">
        <div className="finding-facts">
          <Facts finding={finding} whose />
          <WhoseItIs told={told} />
          <Proof finding={finding} />
          <ToldWhom finding={finding} />
        </div>
        <div className="finding-story">
          <Section title={t('story.title')}>
            <Story label={t('story.title')} steps={useSteps(told)} />
          </Section>
          <Sightings finding={finding} />
          <Section title={t('advice.title')}>
            <AdviceText advice={told.advice} within />
          </Section>
        </div>
      </div>
      {doing === 'note' && <NoteDialog chosen={{ findings: [finding] }} onClose={() => setDoing(undefined)} />}
      {doing === 'label' && (
        <Suspense>
          <LabelDialog finding={finding} onClose={() => setDoing(undefined)} />
        </Suspense>
      )}
      {doing && doing !== 'note' && doing !== 'label' && (
        <DecideDialog decision={doing} chosen={{ findings: [finding] }} onClose={() => setDoing(undefined)} />
      )}
    </Page>
  )
}

const LabelDialog = lazy(() => import('./LabelDialog.tsx').then(({ LabelDialog }) => ({ default: LabelDialog })))

const isClosable = ({ state }: Finding): boolean => unsettled.includes(state) || state === 'accepted'
const takeBackMs = 10 * 60_000

/** Answering, and for ten minutes taking the answer back. */
function AnswerButtons({ finding }: { finding: Finding }) {
  const t = useText(findingsTexts)
  const { team, mayAnswer } = useReader()
  const [answering, setAnswering] = useState(false)
  const takeBack = useTakeBack()
  const now = useNow()
  useShortcut('e', t('answer.open'), () => setAnswering(true), mayAnswer && answerable.includes(finding.state))
  if (!mayAnswer || !answerable.includes(finding.state)) return null
  const isFresh = finding.answer && finding.answeredAt && now - Date.parse(finding.answeredAt) < takeBackMs
  return (
    <>
      <Button
        look={team || finding.answer ? 'secondary' : 'primary'}
        icon={<ChatIcon aria-hidden="true" />}
        onClick={() => setAnswering(true)}
      >
        {t(team ? 'answer.open.team' : finding.answer ? 'answer.open.again' : 'answer.open')}
      </Button>
      {isFresh && finding.state !== 'open' && (
        <Button
          look="secondary"
          icon={<ArrowUndoIcon aria-hidden="true" />}
          busy={takeBack.isPending}
          onClick={() => takeBack.mutate([finding.id])}
        >
          {t('answer.takeBack')}
        </Button>
      )}
      {answering && <AnswerDialog chosen={{ findings: [finding] }} onClose={() => setAnswering(false)} />}
    </>
  )
}

/** Claim and proof apart: what was answered is not what has been measured. */
function WhereItStands({ finding }: { finding: Finding }) {
  const t = useText(findingsTexts)
  const { team } = useReader()
  const isUnproven = saysUnproven(finding, useNow())
  const said = finding.state === 'answered' || finding.state === 'accepted' || finding.state === 'disputed'
  if (finding.state === 'fixed')
    return (
      <Notice tone="success" title={t('stands.fixed')}>
        <p>{t(finding.closedBy === 'team' ? 'stands.fixed.team' : 'stands.fixed.absence')}</p>
      </Notice>
    )
  if (!said || !finding.answer) return isUnproven ? <Unproven /> : null
  return (
    <>
      <Notice title={t(team ? 'stands.answered.team' : 'stands.answered', { answer: t(`answer.${finding.answer}`) })}>
        <p>{finding.answeredAt && <TimeText at={finding.answeredAt} />}</p>
        {finding.answerUntil && (
          <p>
            {t(finding.answer === 'accepted' ? 'answer.until.accepted' : 'answer.until.working')}{' '}
            <TimeText at={finding.answerUntil} only="day" />.
          </p>
        )}
        <p>{t(`answer.${finding.answer}.next`)}</p>
      </Notice>
      {isUnproven && <Unproven />}
    </>
  )
}

function Unproven() {
  const t = useText(findingsTexts)
  return (
    <Notice title={t('unproven.mark')}>
      <p>{t('unproven.why')}</p>
    </Notice>
  )
}

/** A dispute waits for the team: what was said, and the two ways to decide it. */
function Dispute({ told: { finding, steps }, onDecide }: { told: Told; onDecide: (decision: Decision) => void }) {
  const t = useText(findingsTexts)
  const { mayDecide } = useReader()
  const claim = steps.findLast(({ what }) => what === 'answered')
  return (
    <Notice
      tone="warning"
      title={t('dispute.title', { who: finding.organisation.name })}
      actions={
        mayDecide && (
          <>
            <Button onClick={() => onDecide('uphold')}>{t('decide.uphold')}</Button>
            <Button look="secondary" onClick={() => onDecide('reject')}>
              {t('decide.reject')}
            </Button>
          </>
        )
      }
    >
      <p>{claim?.words}</p>
      {claim && (
        <p className="faint">
          {claim.who.name} · <TimeText at={claim.at} />
        </p>
      )}
    </Notice>
  )
}

function Facts({ finding, whose }: { finding: Finding; whose: boolean }) {
  const t = useText(findingsTexts)
  const { team } = useReader()
  const organisation = (named: Finding['organisation']): ReactNode =>
    team ? (
      <Link className="ds-link" to={`/organisations/${named.id}/overview`}>
        {named.name}
      </Link>
    ) : (
      named.name
    )
  return (
    <div className="panel">
      <Definition
        items={[
          [t('column.severity'), <SeverityMark key="severity" severity={finding.severity} lit={isLit(finding)} />],
          [
            t('column.state'),
            <span key="state">
              <Term name={finding.state}>
                <StateWord state={finding.state} />
              </Term>{' '}
              <AnswerWord finding={finding} /> <UnprovenMark finding={finding} />
            </span>,
          ],
          [t('column.due'), <Due key="due" finding={finding} />],
          [
            t('column.where'),
            <span key="where" className="asset-copy">
              <AssetText text={finding.assetText} /> <CopyButton text={finding.assetText} what={t('fact.asset')} />
            </span>,
          ],
          [t('column.whose'), whose && organisation(finding.organisation)],
          [t('fact.operator'), finding.operator && organisation(finding.operator)],
          [t('fact.firstSeen'), <TimeText key="first" at={finding.firstSeen} />],
          [t('fact.lastSeen'), <TimeText key="last" at={finding.lastSeen} />],
          [t('fact.seen'), t('fact.seen.by', { count: finding.sightings, sources: finding.sources.join(', ') })],
          [t('fact.told'), finding.toldAt && <TimeText key="told" at={finding.toldAt} />],
          [t('fact.read'), finding.readAt && <TimeText key="read" at={finding.readAt} />],
          [t('fact.closed'), finding.closedAt && <TimeText at={finding.closedAt} />],
          [
            t('fact.kind'),
            <Link key="kind" className="ds-link" to={`/kinds/${finding.kind}`}>
              {t('fact.kind.read')}
            </Link>,
          ],
          [
            t('fact.tlp'),
            <Term key="tlp" name="TLP">
              <TlpChip tlp={finding.tlp} pap={finding.pap} />
            </Term>,
          ],
        ].map(([term, value]) => [term as string, value || null] as const)}
      />
    </div>
  )
}

function WhoseItIs({ told: { finding, reason } }: { told: Told }) {
  const t = useText(findingsTexts)
  const { team } = useReader()
  if (!reason) return null
  return (
    <Section title={t(team ? 'reason.title' : 'reason.title.member')}>
      <p className="prose">{reason}</p>
      {!team && (
        <p className="prose faint">
          {t('reason.wrong')}{' '}
          <WriteToDesk subject={t('reason.wrong.subject', { what: finding.id })}>{t('reason.wrong.tell')}</WriteToDesk>
          {t('reason.wrong.then')}
        </p>
      )}
    </Section>
  )
}

/** The steps as the story shows them: what a source saw is a measurement, what somebody answered a claim, the rest a note. */
function useSteps({ steps, reason }: Told): StoryStep[] {
  const t = useText(findingsTexts)
  return steps.map((step) => ({
    key: String(step.number),
    at: step.at,
    side: step.side ?? 'note',
    title: (
      <>
        <span className="story-words">{step.words}</span>
        {step.teamOnly && <span className="team-only">{t('story.teamOnly')}</span>}
      </>
    ),
    who: step.who.kind === 'system' ? 'Varde' : step.who.name,
    ...(typeof step.because.source === 'string' && { source: step.because.source }),
    // What the page says already is not said again.
    reason: step.reason === reason ? null : step.reason,
    ...(typeof step.because.seenAt === 'string' && {
      evidence: <SeenAt seenAt={step.because.seenAt} line={step.because.line} />,
    }),
  }))
}

function SeenAt({ seenAt, line }: { seenAt: string; line: unknown }) {
  const t = useText(findingsTexts)
  return (
    <Definition
      items={[
        [t('fact.seenAt'), <TimeText key="seen" at={seenAt} zone />],
        [t('fact.line'), typeof line === 'number' && line > 0 ? String(line) : null],
      ]}
    />
  )
}
