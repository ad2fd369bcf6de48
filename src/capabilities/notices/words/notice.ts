import { wordsOf } from '#capabilities/findings/index.ts'
import { moreSevere, rank, type Severity } from '#domain/severity.ts'
import type { Utc } from '#domain/time.ts'
import type { Tlp } from '#domain/tlp.ts'
import { asHtml } from './as-html.ts'
import { asText } from './as-text.ts'
import { type Block, heading, type Row, words } from './blocks.ts'
import { clean, unlinked } from './clean.ts'
import { dayText, momentText } from './dates.ts'
import { asList, worstFirst } from './list.ts'
import { type Say, sayIn } from './phrases.ts'
import { answerPlace, listName, type Worded, type WordedFinding, type Wording } from './wording.ts'

/** Rows of a table; the rest is in the attached list. */
const mostRows = 10
/** Kinds that are told in full; the others by name and link. */
const mostKinds = 5
/** Reasons why the recipient is told; each finding's own is in the attached list. */
const mostReasons = 5

/** A notice as its recipient reads it, in one language. Asks nobody and changes nothing: the same always reads the same. */
export function wordNotice(asked: Wording): Worded {
  const wording = tidied(asked)
  const view = viewOf(wording)
  const subject = wording.correction ? correctionSubject(view) : findingsSubject(view)
  const blocks = wording.correction ? correctionBlocks(view) : findingsBlocks(view)
  return {
    subject,
    text: asText(blocks),
    html: asHtml(blocks, { locale: wording.locale, title: subject }),
    csv: asList(asked),
  }
}

/** The input with every text from outside made harmless. */
function tidied(wording: Wording): Wording {
  const { sender, recipient, sections, correction, portalLink } = wording
  return {
    ...wording,
    sender: {
      name: clean(sender.name),
      address: clean(sender.address),
      telephone: clean(sender.telephone),
      signature: sender.signature.split(/\r?\n/).map(clean).filter(Boolean).join('\n'),
    },
    recipient: { name: clean(recipient.name) },
    portalLink: clean(portalLink),
    sections: sections.map(({ organisation, findings }) => ({
      organisation: { id: organisation.id, name: clean(organisation.name) },
      findings: findings.toSorted(worstFirst),
    })),
    ...(correction && {
      correction: {
        toldAt: correction.toldAt,
        reason: clean(correction.reason),
        ...(correction.subject !== undefined && { subject: clean(correction.subject) }),
      },
    }),
  }
}

/** Findings of one kind, in all sections together. */
interface KindPart {
  id: string
  name: string
  port: number | undefined
  severity: Severity
  findings: readonly WordedFinding[]
}

type Section = Wording['sections'][number]

interface View {
  wording: Wording
  say: Say
  day: (at: Utc) => string
  moment: (at: Utc) => string
  sections: readonly Section[]
  findings: readonly WordedFinding[]
  kinds: readonly KindPart[]
  worst: Severity
}

function viewOf(wording: Wording): View {
  const { locale } = wording
  const sections = wording.sections
    .filter(({ findings }) => findings.length > 0)
    .toSorted((one, other) => rank(worstOf(other.findings)) - rank(worstOf(one.findings)) || byCount(one, other))
  const findings = sections.flatMap((section) => section.findings)
  return {
    wording,
    say: sayIn(locale),
    day: (at) => dayText(at, locale),
    moment: (at) => momentText(at, locale),
    sections,
    findings,
    kinds: kindsOf(findings, wording),
    worst: worstOf(findings),
  }
}

const worstOf = (findings: readonly WordedFinding[]): Severity =>
  findings.reduce<Severity>((worst, { severity }) => moreSevere(worst, severity), 'info')

const byCount = (one: { findings: readonly unknown[] }, other: { findings: readonly unknown[] }): number =>
  other.findings.length - one.findings.length

/** The worst kind first, then the one that is seen in most places. */
function kindsOf(findings: readonly WordedFinding[], { locale }: Wording): KindPart[] {
  return [...Map.groupBy(findings, ({ kind }) => kind)]
    .map(([id, ofKind]) => {
      const port = commonest(ofKind.flatMap(({ asset }) => asset.port ?? []))
      return { id, name: wordsOf(id, locale, port).name, port, severity: worstOf(ofKind), findings: ofKind }
    })
    .toSorted((one, other) => rank(other.severity) - rank(one.severity) || byCount(one, other))
}

const commonest = (ports: readonly number[]): number | undefined =>
  [...Map.groupBy(ports, (port) => port)].toSorted(([, one], [, other]) => other.length - one.length)[0]?.[0]

/** Whether it was seen again after somebody said, or we believed, that it was over. */
const isSeenAgain = ({ again }: WordedFinding): boolean => Boolean(again?.claimedAt ?? again?.closedAt)

/** Names and addresses stay out of the subject: it is readable also where the rest of the mail is encrypted. */
function findingsSubject({ wording, say, day, sections, findings, worst }: View): string {
  const subject = say(findings.every(isSeenAgain) ? 'subject.again' : 'subject.new', {
    tlp: wording.tlp,
    severity: say(`severity.${worst}`),
    count: findings.length,
    where:
      sections.length > 1 ? say('at.many', { count: sections.length }) : say(isOwn(wording, sections[0]) ? 'at.own' : 'at.one'),
  })
  return wording.schedule === 'daily' ? say('subject.daily', { subject, day: day(wording.now) }) : subject
}

const correctionSubject = ({ wording, say, day }: View): string =>
  say('subject.correction', { tlp: wording.tlp, day: day(wording.correction!.toldAt) })

const isOwn = ({ recipient }: Wording, section: Section | undefined): boolean =>
  section === undefined || section.organisation.name === recipient.name

/** At whom it was seen: "at your organisation", "at Solvik", "at 40 organisations". */
const whereOf = ({ wording, say, sections }: View): string => {
  if (sections.length > 1) return say('at.many', { count: sections.length })
  return isOwn(wording, sections[0]) ? say('at.own') : say('at.named', { name: sections[0]!.organisation.name })
}

function findingsBlocks(view: View): Block[] {
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
    ...shareBlocks(wording.tlp, say),
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

/** An address as text; one of the web so that nobody opens it by accident. */
const placeOf = ({ assetText }: WordedFinding): string => clean(unlinked(assetText))

function summaryTable({ say, sections }: View): Block {
  const rows = sections.map(({ organisation, findings }) => ({
    name: organisation.name,
    more: [],
    cells: [String(findings.length), say(`grade.${worstOf(findings)}`)],
  }))
  const columns = [say('column.who'), say('column.count'), say('column.worst')]
  return { is: 'table', caption: say('table.order'), columns, rows }
}

const namedSection = (view: View, section: Section): Block[] => [
  heading(section.organisation.name, 3),
  ...sectionBlocks(view, section),
]

/** The ten worst of one organisation, how many more there are, and why the recipient is told. */
function sectionBlocks(view: View, { findings }: Section): Block[] {
  const { wording, say } = view
  const shown = findings.slice(0, mostRows)
  const rest = findings.length - shown.length
  return [
    {
      is: 'table',
      caption: say('table.order'),
      columns: wording.correction
        ? [say('column.where'), say('column.what')]
        : [say('column.where'), say('column.severity'), say('column.due')],
      rows: shown.map((finding) => findingRow(view, finding)),
    },
    ...(rest > 0 ? [words(say('where.more', { count: rest, file: listName[wording.locale] }))] : []),
    ...(wording.correction ? [] : reasonBlocks(view, findings)),
  ]
}

/** Why the recipient is told: one sentence, or a list where the reasons are several. */
function reasonBlocks({ say }: View, findings: readonly WordedFinding[]): Block[] {
  const reasons = [...new Set(findings.map(({ why }) => clean(why)))].filter(Boolean).map(ended)
  if (reasons.length === 0) return []
  if (reasons.length === 1) return [words(`${say('where.why')} ${reasons[0]}`)]
  return [words(say('where.why')), { is: 'points', items: reasons.slice(0, mostReasons) }]
}

const ended = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`)

function findingRow({ wording, say, day, moment, kinds }: View, finding: WordedFinding): Row {
  const { kind, asset, again, firstSeen, lastSeen, sources, severity, dueAt } = finding
  const { name } = wordsOf(kind, wording.locale, asset.port)
  const seen = say('row.seen', { last: moment(lastSeen), sources: clean(sources.join(', ')) })
  if (wording.correction) return { name: placeOf(finding), more: [seen], cells: [name] }
  return {
    name: placeOf(finding),
    more: [
      ...(kinds.length > 1 ? [name] : []),
      ...(again ? [againLine(finding, say, moment)] : []),
      day(firstSeen) === day(lastSeen) ? seen : `${seen} ${say('row.first', { first: day(firstSeen) })}`,
    ],
    cells: [say(`grade.${severity}`), dueAt < wording.now ? say('row.overdue', { day: day(dueAt) }) : day(dueAt)],
  }
}

/** Both facts: when it was said to be over, and when it was seen after that. */
function againLine({ again, lastSeen }: WordedFinding, say: Say, moment: View['moment']): string {
  const seen = moment(lastSeen)
  const { claimedAt, closedAt } = again ?? {}
  if (claimedAt && closedAt) return say('row.both', { claimed: moment(claimedAt), closed: moment(closedAt), seen })
  if (claimedAt) return say('row.claimed', { claimed: moment(claimedAt), seen })
  return closedAt ? say('row.closed', { closed: moment(closedAt), seen }) : say('row.told')
}

/** What holds for every list of the mail. */
function listNotes({ wording, say, sections }: View): Block[] {
  const shown = sections.flatMap(({ findings }) => findings.slice(0, mostRows))
  const isCut = sections.some(({ findings }) => findings.length > mostRows)
  const list = isCut && sections.length === 1 ? [] : [say('where.list', { file: listName[wording.locale] })]
  const notes = [...list, ...(wording.correction ? [] : [say('where.details')]), say('where.zone')]
  if (shown.some(({ assetText }) => unlinked(assetText) !== assetText)) notes.push(say('where.hxxp'))
  return [words(notes.join(' '))]
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

function helpBlocks({ wording: { sender }, say }: View): Block[] {
  const call = sender.telephone ? [say('help.call', { sender: sender.name, telephone: sender.telephone })] : []
  return [
    heading(say('heading.help')),
    words([...call, say('help.write', { address: sender.address })].join(' ')),
    words(say('help.doubt')),
  ]
}

const shareKeys = {
  'TLP:CLEAR': 'share.clear',
  'TLP:GREEN': 'share.green',
  'TLP:AMBER': 'share.amber',
  'TLP:AMBER+STRICT': 'share.strict',
  'TLP:RED': 'share.red',
} as const satisfies Record<Tlp, string>

/** What the label means for whoever never heard of it (TLP 2.0, section 2). */
const shareBlocks = (tlp: Tlp, say: Say): Block[] => [heading(say('heading.share')), words(`${tlp}: ${say(shareKeys[tlp])}`)]

const signature = ({ sender }: Wording): Block[] => [
  { is: 'signature', lines: [sender.name, ...sender.signature.split('\n').filter((line) => line && line !== sender.name)] },
]

function correctionBlocks(view: View): Block[] {
  const { wording, say, moment, sections } = view
  const { sender, recipient, tlp, correction, now } = wording
  const { toldAt, subject, reason } = correction!
  const several = sections.length > 1
  return [
    {
      is: 'lead',
      tlp,
      title: say('correction.title'),
      lines: [`${say('correction.told', { moment: moment(toldAt) })} ${say('correction.nothing')}`],
    },
    words(say('correction.intro', { sender: sender.name, recipient: recipient.name, moment: moment(now) })),
    heading(say('heading.wrong')),
    ...(subject ? [words(say('correction.subject', { moment: moment(toldAt), subject }))] : []),
    words(say('correction.reason', { reason: ended(reason) })),
    words(say('correction.sorry')),
    heading(say('heading.taken')),
    words(say('correction.rest')),
    ...sections.flatMap((section) => (several ? namedSection(view, section) : sectionBlocks(view, section))),
    ...listNotes(view),
    { is: 'link', text: say('portal.link'), href: wording.portalLink },
    ...helpBlocks(view),
    ...shareBlocks(tlp, say),
    ...signature(wording),
  ]
}
