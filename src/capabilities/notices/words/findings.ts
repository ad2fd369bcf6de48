import { wordsOf } from '#capabilities/findings/index.ts'
import { type Block, heading, words } from './blocks.ts'
import { againLine, helpBlocks, listNotes, namedSection, placeOf, sectionBlocks, shareBlocks, signature } from './parts.ts'
import { isOwn, isSeenAgain, type KindPart, type View, whereOf, worstOf } from './view.ts'
import { answerPlace } from './wording.ts'

/** Kinds that are told in full; the others by name and link. */
const mostKinds = 5

/** Names and addresses stay out of the subject: it is readable also where the rest of the mail is encrypted. */
export function findingsSubject({ wording, say, day, sections, findings, worst }: View): string {
  const subject = say(findings.every(isSeenAgain) ? 'subject.again' : 'subject.new', {
    tlp: wording.tlp,
    severity: say(`severity.${worst}`),
    count: findings.length,
    where:
      sections.length > 1 ? say('at.many', { count: sections.length }) : say(isOwn(wording, sections[0]) ? 'at.own' : 'at.one'),
  })
  return wording.schedule === 'daily' ? say('subject.daily', { subject, day: day(wording.now) }) : subject
}

export function findingsBlocks(view: View): Block[] {
  const { wording, say, moment, sections } = view
  const { sender, recipient } = wording
  const several = sections.length > 1
  return [
    findingsLead(view),
    words(say(`intro.${wording.schedule}`, { sender: sender.name, recipient: recipient.name, moment: moment(wording.now) })),
    heading(say(several ? 'heading.summary' : 'heading.where')),
    ...(several ? [summaryTable(view)] : sectionBlocks(view, sections[0]!)),
    ...listNotes(view),
    ...adviceBlocks(view),
    ...answerBlocks(view),
    ...helpBlocks(view),
    ...shareBlocks(wording, say),
    ...(several ? [heading(say('heading.sections')), ...sections.flatMap((section) => namedSection(view, section))] : []),
    ...signature(wording),
  ]
}

/** TLP, what is wrong, where, and what to do: whoever reads no further knows the thing. */
function findingsLead(view: View): Block {
  const { wording, say, moment, findings, kinds } = view
  const worst = kinds[0]!
  const where = whereOf(view)
  const only = findings.length === 1 ? findings[0]! : undefined
  const title = kinds.length === 1 ? worst.name : say('title.many', { count: findings.length, where })
  const place = only
    ? say(only.asset.account === undefined ? 'lead.place' : 'lead.account', { place: placeOf(only), where })
    : kinds.length === 1
      ? say('lead.places', { count: findings.length, where })
      : say('lead.worst', { name: worst.name })
  const again = findings.filter(isSeenAgain)
  const seenAgain = only && again.length > 0 ? againLine(only, say, moment) : undefined
  return {
    is: 'lead',
    tlp: wording.tlp,
    title,
    lines: [
      [place, seenAgain ?? (again.length > 0 ? say('lead.again', { count: again.length }) : ''), dueLine(view)]
        .filter(Boolean)
        .join(' '),
      say('lead.do', { step: wordsOf(worst.id, wording.locale, worst.port).doNow[0]! }),
      say('lead.answer'),
    ],
  }
}

function dueLine({ wording, say, day, findings }: View): string {
  const first = findings.map(({ dueAt }) => dueAt).sort()[0]!
  const different = findings.some(({ dueAt }) => day(dueAt) !== day(first)) ? 2 : 1
  return say(first < wording.now ? 'lead.overdue' : 'lead.due', { day: day(first), count: different })
}

function summaryTable({ say, sections }: View): Block {
  const rows = sections.map(({ organisation, findings }) => ({
    name: organisation.name,
    more: [],
    cells: [String(findings.length), say(`grade.${worstOf(findings)}`)],
  }))
  const columns = [say('column.who'), say('column.count'), say('column.worst')]
  return { is: 'table', caption: say('table.order'), columns, rows }
}

function adviceBlocks(view: View): Block[] {
  const { wording, say, kinds } = view
  const others = kinds.slice(mostKinds)
  if (kinds.length === 1) return oneKind(view, kinds[0]!)
  return [
    ...kinds.slice(0, mostKinds).flatMap((kind) => kindPart(view, kind)),
    ...(others.length > 0 ? [heading(say('heading.others')), words(say('others.means'))] : []),
    ...others.map(
      ({ id, name, findings }): Block => ({
        is: 'link',
        text: say('others.kind', { name, count: findings.length }),
        href: `${wording.portalLink.replace(/\/notices\/.*$/, '')}/kinds/${encodeURIComponent(id)}`,
      }),
    ),
  ]
}

function oneKind(view: View, kind: KindPart): Block[] {
  const { say, wording } = view
  const { what, why } = wordsOf(kind.id, wording.locale, kind.port)
  return [heading(say('heading.why')), words(`${what} ${why}`), heading(say('heading.do')), ...howTo(view, kind)]
}

/** The part of one kind among several. */
function kindPart(view: View, kind: KindPart): Block[] {
  const { say, wording } = view
  const { what, why } = wordsOf(kind.id, wording.locale, kind.port)
  return [
    heading(kind.name),
    words(say('kind.facts', { severity: say(`severity.${kind.severity}`), count: kind.findings.length })),
    heading(say('heading.why'), 3),
    words(`${what} ${why}`),
    heading(say('heading.do'), 3),
    ...howTo(view, kind),
  ]
}

function howTo({ say, wording }: View, { id, port, findings }: KindPart): Block[] {
  const { doNow, ifYouCannot } = wordsOf(id, wording.locale, port)
  const isPortNamed = doNow.join(' ') !== wordsOf(id, wording.locale, (port ?? 0) + 1).doNow.join(' ')
  const isPortDifferent = findings.some(({ asset }) => asset.port !== undefined && asset.port !== port)
  return [
    { is: 'steps', items: doNow },
    ...(isPortNamed && isPortDifferent ? [words(say('kind.ports'))] : []),
    ...(ifYouCannot.length > 0 ? [heading(say('heading.cannot'), 3), { is: 'points', items: ifYouCannot } as const] : []),
  ]
}

function answerBlocks({ wording, say, moment }: View): Block[] {
  return [
    heading(say('heading.answer')),
    words(say('answer.how')),
    { is: 'link', text: say('answer.link'), href: answerPlace, button: true },
    words(say('answer.choices')),
    {
      is: 'points',
      items: [
        say('answer.fixed'),
        say('answer.working'),
        say('answer.accepted'),
        say('answer.not-ours'),
        say('answer.false-alarm'),
      ],
    },
    words(
      [say('answer.keep'), wording.answerBy ? say('answer.by', { moment: moment(wording.answerBy) }) : '']
        .filter(Boolean)
        .join(' '),
    ),
    { is: 'link', text: say('portal.link'), href: wording.portalLink },
  ]
}
