import { type Block, heading, words } from './blocks.ts'
import { ended, helpBlocks, listNotes, namedSection, sectionBlocks, shareBlocks, signature } from './parts.ts'
import type { View } from './view.ts'

export const correctionSubject = ({ wording, say, day }: View): string =>
  say('subject.correction', { tlp: wording.tlp, day: day(wording.correction!.toldAt) })

export function correctionBlocks(view: View): Block[] {
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
    ...shareBlocks(wording, say),
    ...signature(wording),
  ]
}
