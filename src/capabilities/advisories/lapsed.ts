import type { AdvisedLapsed } from '#capabilities/measures/contract.ts'
import { tellAdvised } from '#capabilities/notices/index.ts'
import { plansFor } from '#capabilities/subscriptions/index.ts'
import { dayText } from '#domain/dates.ts'
import type { Locale, Texts } from '#domain/locale.ts'
import type { Utc } from '#domain/time.ts'
import type { Tx } from '#platform/db/db.ts'
import { inLocale } from './rules.ts'
import { asked, askedNow, askedOf, knownNow, reasonsNow, saidTo, systemIn, versionNow } from './tell.ts'

const t = (nb: string, nn: string, en: string): Texts => ({ nb, nn, en })

const label = t('Svar på nytt', 'Svar på nytt', 'Answer again')

const sentences: Readonly<Record<AdvisedLapsed['lapsed'][number]['was'], (what: string, day: string) => Texts>> = {
  accepted: (what, day) =>
    t(
      `Dere aksepterte risikoen til ${day}, og nå må dere svare på nytt: ${what}`,
      `De aksepterte risikoen til ${day}, og no må de svare på nytt: ${what}`,
      `You accepted the risk until ${day}, and must now answer again: ${what}`,
    ),
  compensated: (what, day) =>
    t(
      `Det dere gjorde i stedet, skulle vurderes på nytt ${day}, og nå må dere svare på nytt: ${what}`,
      `Det de gjorde i staden, skulle vurderast på nytt ${day}, og no må de svare på nytt: ${what}`,
      `What you did instead was to be looked at again on ${day}, and you must now answer again: ${what}`,
    ),
}

/** Noon, so that the day is the same in every zone that reads it. */
const atNoon = (day: string): Utc => `${day}T12:00:00.000Z`

/**
 * Tells a member that the day has passed until which its answers to a warning held, a sentence for each, and asks anew, by the ways that it
 * wants. It waits for no letter: an answer is missing. False where nobody is told: the warning has ended, or it was answered again meanwhile.
 */
export async function tellLapsed(
  tx: Tx,
  { advisory, organisation, lapsed }: AdvisedLapsed,
  { url, hasGateway = false }: { url: string; hasGateway?: boolean },
  now: Utc,
): Promise<boolean> {
  const found = await versionNow(tx, advisory)
  if (!found) return false
  const own = (await askedNow(tx, advisory, [organisation]))(organisation)
  const open = lapsed.filter(({ part }) => own.some((one) => one.part === part && !one.answered))
  if (open.length === 0) return false
  const reasons = await reasonsNow(tx, advisory, [organisation])
  const { content } = found
  const known = await knownNow(tx, content)
  const wanted = { organisation, owned: systemIn(reasons.get(organisation) ?? []) || undefined }
  const plan = (await plansFor(tx, content, [wanted], now)).get(organisation)
  const sentenceOf = ({ part, was, until }: AdvisedLapsed['lapsed'][number], locale: Locale): string => {
    const measure = asked(content).find(({ key }) => key === part)
    return sentences[was](measure ? inLocale(measure.text, locale) : '', dayText(atNoon(until), locale))[locale]
  }
  const told = await tellAdvised(
    tx,
    {
      advisory,
      severity: content.severity,
      tlp: content.tlp,
      pap: content.pap,
      to: (recipient, locale) => ({
        said: {
          ...saidTo(found, reasons.get(recipient) ?? [], locale, own, known),
          label: label[locale],
          lines: open.map((one) => sentenceOf(one, locale)),
          news: '',
        },
        ...askedOf(own),
        portalLink: `${url}/our-advisories/${advisory}`,
      }),
      reach: () => plan && { ...plan, sms: hasGateway ? plan.sms : [] },
    },
    [organisation],
    now,
  )
  return told.size > 0
}
