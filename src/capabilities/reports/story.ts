import type { z } from 'zod'
import type { findingsApi } from '#capabilities/findings/contract.ts'
import type { Block, Cell, Printed, PrintedStep } from '#platform/documents/document.ts'
import { framed, heading, type Pen, penOf, type Reader, text } from './frame.ts'

type Told = z.input<typeof findingsApi.story.output>

/** The story of a finding: what is wrong and what to do, whose it is and why, and everything that has happened. */
export function storyDocument(told: Told, reader: Reader): Printed {
  const pen = penOf(reader)
  const { finding } = told
  const title = `${finding.kindName}: ${finding.assetText}`
  if (!reader.scope.team && finding.state === 'withdrawn')
    return framed(reader, pen.say('story.withdrawn'), [finding.tlp], () => [text(told.steps.at(-1)?.words ?? '')])
  return framed(reader, title, [finding.tlp], () => [
    ...factsOf(told, pen),
    ...adviceOf(told, pen),
    ...(told.reason ? [heading(pen.say('story.why')), text(told.reason)] : []),
    heading(pen.say('story.title')),
    ...storyOf(told, pen),
    ...evidenceOf(told, pen),
  ])
}

/** What the document is called in a folder: how bad, what, and whose; of what was withdrawn a member reads no more than that. */
export function storyName({ finding }: Told, reader: Reader): string[] {
  const { say } = penOf(reader)
  if (!reader.scope.team && finding.state === 'withdrawn') return [say('story.withdrawn'), finding.organisation.name]
  return [say(`severity.${finding.severity}`), finding.kindName, finding.organisation.name]
}

function factsOf({ finding }: Told, { say, moment }: Pen): Block[] {
  const due = moment(finding.dueAt)
  const items: (readonly [string, Cell | null])[] = [
    [say('tlp'), finding.tlp],
    [say('severity'), { severity: finding.severity, text: say(`severity.${finding.severity}`) }],
    [say('state'), say(`state.${finding.state}`)],
    [say('where'), finding.assetText],
    [say('whose'), finding.organisation.name],
    [say('operator'), finding.operator?.name ?? null],
    [say('due'), finding.overdue ? say('overdue', { day: due }) : due],
    [say('firstSeen'), moment(finding.firstSeen)],
    [say('lastSeen'), moment(finding.lastSeen)],
    [say('seen'), say('seenBy', { count: finding.sightings, sources: finding.sources.join(', ') })],
    [say('told'), moment(finding.toldAt)],
    [say('read'), moment(finding.readAt)],
    [say('answer'), finding.answer ? `${say(`answer.${finding.answer}`)}, ${moment(finding.answeredAt)}` : say('answer.none')],
    [say('closed'), finding.closedAt && moment(finding.closedAt)],
    [say('number'), finding.id],
  ]
  return [
    { block: 'facts', items: items.flatMap(([term, value]) => (value === null ? [] : [[term, value] as const])) },
    ...(finding.state === 'answered' && finding.answer === 'fixed' ? [notice(say('story.claimed'))] : []),
    ...(finding.unproven ? [notice(say('story.unproven'))] : []),
  ]
}

const notice = (words: string): Block => ({ block: 'notice', title: null, text: words })

function adviceOf({ advice }: Told, { say }: Pen): Block[] {
  return [
    heading(say('story.what')),
    text(advice.what),
    text(advice.why),
    heading(say('story.do')),
    { block: 'list', numbered: true, items: advice.doNow },
    ...(advice.ifYouCannot.length > 0
      ? [heading(say('story.cannot'), 3), { block: 'list', numbered: false, items: advice.ifYouCannot } as const]
      : []),
  ]
}

function storyOf({ steps, reason }: Told, { say, moment }: Pen): Block[] {
  const shown = steps.filter(({ teamOnly }) => !teamOnly)
  const printed = shown.map((step): PrintedStep => {
    const side = step.side ?? 'note'
    const { source } = step.because
    return {
      side,
      kind: say(side),
      at: moment(step.at),
      who: step.who.kind === 'system' ? 'Varde' : step.who.name,
      words: step.words,
      extra: [
        ...(typeof source === 'string' ? [say('source', { source })] : []),
        // What stands above is not said again.
        ...(step.reason && step.reason !== reason ? [step.reason] : []),
      ],
    }
  })
  const leftOut = steps.length - shown.length
  return [
    { block: 'story', claims: say('claims'), proofs: say('proofs'), steps: printed },
    ...(leftOut > 0 ? [text(say('story.leftOut', { count: leftOut }), true)] : []),
  ]
}

function evidenceOf({ latest }: Told, { say, moment }: Pen): Block[] {
  if (!latest) return []
  return [
    heading(say('story.evidence')),
    {
      block: 'facts',
      items: [
        [say('lastSeen'), `${moment(latest.seenAt)}${latest.source ? `, ${latest.source}` : ''}`],
        ...Object.entries(latest.evidence),
      ],
    },
  ]
}
