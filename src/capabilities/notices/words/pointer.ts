import type { Locale, Texts } from '#domain/locale.ts'
import { asHtml } from './as-html.ts'
import { asText } from './as-text.ts'
import { type Block, heading, words } from './blocks.ts'
import { clean } from './clean.ts'

const t = (nb: string, nn: string, en: string): Texts => ({ nb, nn, en })

const subject = t('Et varsel venter i portalen', 'Eit varsel ventar i portalen', 'A notice waits in the portal')
const lines = [
  t(
    'Vi har et varsel til dere. Vi kan ikke kryptere det til nøkkelen deres, og sender det derfor ikke på e-post.',
    'Vi har eit varsel til dykk. Vi kan ikkje kryptere det til nøkkelen dykkar, og sender det difor ikkje på e-post.',
    'We have a notice for you. We cannot encrypt it to your key, and so do not send it by mail.',
  ),
  t(
    'Logg inn for å lese det. Last så opp en ny nøkkel, så kommer det neste varselet kryptert.',
    'Logg inn for å lese det. Last så opp ein ny nøkkel, så kjem det neste varselet kryptert.',
    'Sign in to read it. Then upload a new key, and the next notice comes encrypted.',
  ),
]
const read = t('Les varselet i portalen', 'Les varselet i portalen', 'Read the notice in the portal')

/** A mail that says that a notice waits, and nothing of what stands in it; its link opens only for whoever signs in. */
export function pointerMail(
  { href, sender, signature }: { href: string; sender: string; signature: string },
  locale: Locale,
): { subject: string; text: string; html: string } {
  const blocks: Block[] = [
    heading(subject[locale]),
    ...lines.map((line) => words(line[locale])),
    { is: 'link', text: read[locale], href, button: true },
    { is: 'signature', lines: [sender, ...signature.split(/\r?\n/)].map(clean).filter(Boolean) },
  ]
  return { subject: subject[locale], text: asText(blocks), html: asHtml(blocks, { locale, title: subject[locale] }) }
}
