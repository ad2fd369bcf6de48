import { asHtml } from './as-html.ts'
import { asText } from './as-text.ts'
import { clean } from './clean.ts'
import { correctionBlocks, correctionSubject } from './correction.ts'
import { findingsBlocks, findingsSubject } from './findings.ts'
import { asList, worstFirst } from './list.ts'
import { viewOf } from './view.ts'
import type { Worded, Wording } from './wording.ts'

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
