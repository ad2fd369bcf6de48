import type { Locale } from '#domain/locale.ts'
import type { Pap } from '#domain/pap.ts'
import { type Tlp, tlpColours } from '#domain/tlp.ts'
import { htmlPart } from './as-html.ts'
import { asText } from './as-text.ts'
import { labelBlocks, shareBlocks } from './parts.ts'
import { sayIn } from './phrases.ts'

interface Words {
  text: string
  html: string
  csv: string | null
}

/** What a notice says, with the labels that it has now: what it tells of may have become stricter since it was worded. */
export function relabelled(words: Words, { tlp, pap }: { tlp: Tlp; pap: Pap }, locale: Locale): Words {
  const was = wordedWith(words.text)
  if (!was) return words
  const say = sayIn(locale)
  const [before, after] = [labelBlocks(was.tlp, was.pap, say), shareBlocks({ tlp, pap }, say)]
  return {
    text: words.text.replace(`${was.tlp}.`, () => `${tlp}.`).replace(asText(before), () => asText(after)),
    html: words.html
      .replace(`<title>[${was.tlp}]`, () => `<title>[${tlp}]`)
      .replace(`${tlpColours[was.tlp]}">${was.tlp}<`, () => `${tlpColours[tlp]}">${tlp}<`)
      .replace(htmlPart(before), () => htmlPart(after)),
    csv: words.csv?.replace(/,TLP:[A-Z+]+,PAP:[A-Z]+,/g, `,${tlp},${pap},`) ?? null,
  }
}

/** The labels that a text was worded with: TLP begins it, and PAP is named where it is said beside it. */
function wordedWith(text: string): { tlp: Tlp; pap: Pap | undefined } | undefined {
  const tlp = /^TLP:[A-Z+]+/.exec(text)?.[0] as Tlp | undefined
  return tlp && { tlp, pap: /\n(PAP:[A-Z]+): /.exec(text)?.[1] as Pap | undefined }
}
