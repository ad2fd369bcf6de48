import { contactsIn, organisationNames } from '#capabilities/members/index.ts'
import { inFours } from '#domain/fingerprint.ts'
import type { Id } from '#domain/id.ts'
import type { Locale, Texts } from '#domain/locale.ts'
import { systemScope } from '#domain/scope.ts'
import type { World } from '#platform/capability.ts'
import type { Job } from '#platform/jobs.ts'
import { sendLetter } from '#platform/mail/letter.ts'
import { siteOf } from './profile.ts'
import * as store from './store-keys.ts'

export const tellJob = 'profile.tell'

/** Why somebody is written to about a key. */
export type Why = 'changed' | 'removed' | 'accepted' | 'refused' | 'ending' | 'ended'

const scope = systemScope(tellJob)
const t = (nb: string, nn: string, en: string): Texts => ({ nb, nn, en })

/** Subject and first lines of each letter; `{contact}`, `{organisation}` and `{day}` are put in. */
const words: Record<Why, { subject: Texts; lines: Texts[] }> = {
  changed: {
    subject: t('En ny PGP-nøkkel venter', 'Ein ny PGP-nøkkel ventar', 'A new PGP key is waiting'),
    lines: [
      t(
        'Noen har gitt kontakten {contact} hos {organisation} en ny PGP-nøkkel.',
        'Nokon har gjeve kontakten {contact} hos {organisation} ein ny PGP-nøkkel.',
        'Somebody has given the contact {contact} at {organisation} a new PGP key.',
      ),
      t(
        'Vi bruker den ikke før vi har ringt og sammenlignet fingeravtrykket. Kjenner du ikke til dette, må du si fra til oss nå.',
        'Vi brukar han ikkje før vi har ringt og samanlikna fingeravtrykket. Kjenner du ikkje til dette, må du seie frå til oss no.',
        'We do not use it before we have called and compared the fingerprint. If you do not know of this, tell us now.',
      ),
    ],
  },
  removed: {
    subject: t('En PGP-nøkkel er fjernet', 'Ein PGP-nøkkel er fjerna', 'A PGP key was removed'),
    lines: [
      t(
        'Noen har fjernet PGP-nøkkelen til kontakten {contact} hos {organisation}.',
        'Nokon har fjerna PGP-nøkkelen til kontakten {contact} hos {organisation}.',
        'Somebody has removed the PGP key of the contact {contact} at {organisation}.',
      ),
      t(
        'Til det er lagt inn en ny, gjør vi som dere har valgt for nøkler som ikke kan brukes.',
        'Til det er lagt inn ein ny, gjer vi som de har valt for nøklar som ikkje kan brukast.',
        'Until there is a new one, we do as you have chosen for keys that cannot be used.',
      ),
    ],
  },
  accepted: {
    subject: t('Den nye PGP-nøkkelen er tatt i bruk', 'Den nye PGP-nøkkelen er teken i bruk', 'The new PGP key is in use'),
    lines: [
      t(
        'Vi har kontrollert den nye nøkkelen til {contact} hos {organisation}. Varsler krypteres til den fra nå av.',
        'Vi har kontrollert den nye nøkkelen til {contact} hos {organisation}. Varsel blir krypterte til han frå no av.',
        'We have checked the new key of {contact} at {organisation}. Notices are encrypted to it from now on.',
      ),
    ],
  },
  refused: {
    subject: t('Den nye PGP-nøkkelen er avvist', 'Den nye PGP-nøkkelen er avvist', 'The new PGP key was refused'),
    lines: [
      t(
        'Vi kunne ikke bekrefte den nye nøkkelen til {contact} hos {organisation}. Den er ikke tatt i bruk.',
        'Vi kunne ikkje stadfeste den nye nøkkelen til {contact} hos {organisation}. Han er ikkje teken i bruk.',
        'We could not confirm the new key of {contact} at {organisation}. It is not in use.',
      ),
    ],
  },
  ending: {
    subject: t('PGP-nøkkelen deres utløper snart', 'PGP-nøkkelen dykkar går snart ut', 'Your PGP key expires soon'),
    lines: [
      t(
        'PGP-nøkkelen til {contact} hos {organisation} utløper {day}.',
        'PGP-nøkkelen til {contact} hos {organisation} går ut {day}.',
        'The PGP key of {contact} at {organisation} expires on {day}.',
      ),
      t(
        'Forleng den eller lag en ny, og last den opp før den dagen.',
        'Forleng han eller lag ein ny, og last han opp før den dagen.',
        'Extend it or make a new one, and upload it before that day.',
      ),
    ],
  },
  ended: {
    subject: t('PGP-nøkkelen deres er utløpt', 'PGP-nøkkelen dykkar har gått ut', 'Your PGP key has expired'),
    lines: [
      t(
        'PGP-nøkkelen til {contact} hos {organisation} utløp {day}. Vi kan ikke kryptere til den.',
        'PGP-nøkkelen til {contact} hos {organisation} gjekk ut {day}. Vi kan ikkje kryptere til han.',
        'The PGP key of {contact} at {organisation} expired on {day}. We cannot encrypt to it.',
      ),
      t(
        'Varsler holdes tilbake etter regelen dere har valgt. Last opp en ny nøkkel.',
        'Varsel blir haldne tilbake etter regelen de har valt. Last opp ein ny nøkkel.',
        'Notices are held back by the rule that you chose. Upload a new key.',
      ),
    ],
  },
}

const print = t('Fingeravtrykk', 'Fingeravtrykk', 'Fingerprint')
const label = t('Se nøklene', 'Sjå nøklane', 'See the keys')

/** What a letter says, in its reader's language. */
export function letterOf(
  why: Why,
  about: { contact: string; organisation: string; fingerprint: string; endsAt: string | null },
  locale: Locale,
): { subject: string; lines: string[]; label: string } {
  const put = (text: string): string =>
    text
      .replaceAll('{contact}', about.contact)
      .replaceAll('{organisation}', about.organisation)
      .replaceAll('{day}', about.endsAt?.slice(0, 10) ?? '')
  return {
    subject: put(words[why].subject[locale]),
    lines: [...words[why].lines.map((line) => put(line[locale])), `${print[locale]}: ${inFours(about.fingerprint)}`],
    label: label[locale],
  }
}

/** Writes to every contact of an organisation that has an address about one of its keys, each in its language, once an address. */
export const tellJobOf = (world: World): Job => ({
  name: tellJob,
  async run(data) {
    const { key: id, why } = data as { key: Id<'pgp'>; why: Why }
    await world.db.in(scope, async (tx) => {
      const key = await store.keyRow(tx, scope, id)
      if (!key) return
      const organisation = (await organisationNames(tx, [key.organisationId])).get(key.organisationId) ?? ''
      const told = new Map(
        (await contactsIn(tx, key.organisationId)).flatMap((one) => (one.email ? [[one.email.toLowerCase(), one]] : [])),
      )
      for (const { name, email, language } of told.values()) {
        const about = { contact: key.contact, organisation, fingerprint: key.fingerprint, endsAt: key.expiresAt }
        const { subject, lines, label } = letterOf(why, about, language)
        const link = { label, url: `${siteOf(world.config)}/pgp-keys` }
        await sendLetter(world, { to: { name, address: email! }, subject, lines, locale: language, link, about: id }, tx)
      }
    })
  },
})
