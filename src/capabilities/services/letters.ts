import { dayText } from '#domain/dates.ts'
import type { Locale } from '#domain/locale.ts'
import type { Utc } from '#domain/time.ts'
import type { ServiceLetter } from '#platform/mail/letter.ts'
import { nameOf } from './catalogue.data.ts'
import type { Subject } from './contract.ts'

interface Version {
  subject: Subject
  version: number
  changed: Record<Locale, string>
  validFrom: Utc
}

/** Tells a member of new terms: what is other, from when, and where to say yes. */
export function termsLetter(
  to: { name: string; address: string; locale: Locale; organisation: string },
  { subject, version, changed, validFrom }: Version,
  url: string,
): ServiceLetter {
  const { name, address, locale, organisation } = to
  const [of, from, news] = [nameOf(subject)[locale], dayText(validFrom, locale), changed[locale]]
  const words = {
    nb: {
      subject: `Nye vilkår: ${of}`,
      lines: [
        `Vi har lagt ut versjon ${version} av vilkårene for ${organisation}: ${of}.`,
        `Nytt: ${news}`,
        `De nye vilkårene gjelder fra ${from}. Si ja før den dagen. Uten et ja hviler det som bygger på vilkårene.`,
      ],
      label: 'Les og si ja',
    },
    nn: {
      subject: `Nye vilkår: ${of}`,
      lines: [
        `Vi har lagt ut versjon ${version} av vilkåra for ${organisation}: ${of}.`,
        `Nytt: ${news}`,
        `Dei nye vilkåra gjeld frå ${from}. Sei ja før den dagen. Utan eit ja kviler det som byggjer på vilkåra.`,
      ],
      label: 'Les og sei ja',
    },
    en: {
      subject: `New terms: ${of}`,
      lines: [
        `We have published version ${version} of the terms for ${organisation}: ${of}.`,
        `New: ${news}`,
        `The new terms count from ${from}. Say yes before that day. Without a yes, what stands on the terms rests.`,
      ],
      label: 'Read and say yes',
    },
  }[locale]
  const { subject: title, lines, label } = words
  return { to: { name, address }, subject: title, lines, locale, link: { label, url } }
}
