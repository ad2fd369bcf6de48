import { wordsOf } from '#capabilities/findings/index.ts'
import { type Pap, papBeside } from '#domain/pap.ts'
import type { Tlp } from '#domain/tlp.ts'
import { type Block, heading, type Row, words } from './blocks.ts'
import { clean, unlinked } from './clean.ts'
import type { Say } from './phrases.ts'
import type { Section, View } from './view.ts'
import { listName, type WordedFinding, type Wording } from './wording.ts'

/** Rows of a table; the rest is in the attached list. */
const mostRows = 10
/** Reasons why the recipient is told; each finding's own is in the attached list. */
const mostReasons = 5

export const namedSection = (view: View, section: Section): Block[] => [
  heading(section.organisation.name, 3),
  ...sectionBlocks(view, section),
]

/** The ten worst of one organisation, how many more there are, and why the recipient is told. */
export function sectionBlocks(view: View, { findings }: Section): Block[] {
  const { wording, say } = view
  const shown = findings.slice(0, mostRows)
  const rest = findings.length - shown.length
  return [
    {
      is: 'table',
      caption: wording.correction || shown.length === 1 ? say('table.places', { count: shown.length }) : say('table.order'),
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

export const ended = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`)

function findingRow({ wording, say, day, moment, kinds }: View, finding: WordedFinding): Row {
  const { kind, asset, again, firstSeen, lastSeen, sources, severity, dueAt } = finding
  const { name } = wordsOf(kind, wording.locale, asset.port)
  const seen = say(sources.length > 0 ? 'row.seen' : 'row.seen.alone', {
    last: moment(lastSeen),
    sources: clean(sources.join(', ')),
  })
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

/** An address as text; one of the web so that nobody opens it by accident. */
export const placeOf = ({ assetText }: WordedFinding): string => clean(unlinked(assetText))

/** Both facts: when it was said to be over, and when it was seen after that. */
export function againLine({ again, lastSeen }: WordedFinding, say: Say, moment: View['moment']): string {
  const seen = moment(lastSeen)
  const { claimedAt, closedAt } = again ?? {}
  if (claimedAt && closedAt) return say('row.both', { claimed: moment(claimedAt), closed: moment(closedAt), seen })
  if (claimedAt) return say('row.claimed', { claimed: moment(claimedAt), seen })
  return closedAt ? say('row.closed', { closed: moment(closedAt), seen }) : say('row.told')
}

/** What holds for every list of the mail. */
export function listNotes({ wording, say, sections }: View): Block[] {
  const shown = sections.flatMap(({ findings }) => findings.slice(0, mostRows))
  const isCut = sections.some(({ findings }) => findings.length > mostRows)
  const list = isCut && sections.length === 1 ? [] : [say('where.list', { file: listName[wording.locale] })]
  const notes = [...list, ...(wording.correction ? [] : [say('where.details')]), say('where.zone')]
  if (shown.some(({ assetText }) => unlinked(assetText) !== assetText)) notes.push(say('where.hxxp'))
  return [words(notes.join(' '))]
}

export function helpBlocks({ wording: { sender }, say }: { wording: Pick<Wording, 'sender'>; say: Say }): Block[] {
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

const actionKeys = {
  'PAP:CLEAR': 'actions.clear',
  'PAP:GREEN': 'actions.green',
  'PAP:AMBER': 'actions.amber',
  'PAP:RED': 'actions.red',
} as const satisfies Record<Pap, string>

/** What the labels mean for whoever never heard of them (TLP 2.0, section 2; PAP, version 3); PAP as far as it is said beside the TLP. */
export const shareBlocks = ({ tlp, pap }: Pick<Wording, 'tlp' | 'pap'>, say: Say): Block[] =>
  labelBlocks(tlp, papBeside(tlp, pap), say)

/** What a TLP means, and a PAP where one is said. */
export const labelBlocks = (tlp: Tlp, pap: Pap | undefined, say: Say): Block[] => [
  heading(say('heading.share')),
  words(`${tlp}: ${say(shareKeys[tlp])}`),
  ...(pap ? [words(`${pap}: ${say(actionKeys[pap])}`)] : []),
]

export const signature = ({ sender }: Pick<Wording, 'sender'>): Block[] => [
  { is: 'signature', lines: [sender.name, ...sender.signature.split('\n').filter((line) => line && line !== sender.name)] },
]
