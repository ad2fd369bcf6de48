import { type AdvisoryContent, type Audience, emptyAudience, emptyContent } from '#capabilities/advisories/capability.ts'
import type { Id } from '#domain/id.ts'
import { hour, later } from '#domain/time.ts'
import { answerAs, type Said, warnWith } from './author.ts'
import { duty, type Hands } from './hands.ts'
import { random } from './random.ts'

/** A warning of the demo, and what becomes of it. */
interface DemoWarning {
  content: AdvisoryContent
  audience: Partial<Audience>
  /** The day of the demo's life on which it is published. */
  day: number
  /** How many of those addressed answer in the end, and half of those who do within so many hours. */
  share: number
  half: number
  /** What those who answer say, where it is not the usual. */
  says?: readonly Chance[]
}

/** An answer, and up to which share of all answers it is given. */
type Chance = Said & { upTo: number }

const green = { tlp: 'TLP:GREEN' as const, pap: 'PAP:GREEN' as const }

/** Products that nobody sells, and a fraud that nobody tried. */
const warnings: readonly DemoWarning[] = [
  {
    day: 19,
    share: 0.86,
    half: 20,
    audience: { kinds: ['municipality'], counties: ['18', '34', '55'] },
    content: {
      ...emptyContent('vulnerability'),
      ...green,
      severity: 'critical',
      likelihood: 'very-likely',
      confidence: 'high',
      threat: { actor: 'organised-crime', values: ['availability', 'operations'] },
      title: {
        nb: 'Steng fjernhjelpen Elvegard til den er oppdatert',
        nn: 'Steng fjernhjelpa Elvegard til ho er oppdatert',
        en: 'Close the remote support Elvegard until it is updated',
      },
      summary: {
        nb: 'Hvem som helst kan ta over maskiner der Elvegard Fjernhjelp kan nås fra internett. Feilen utnyttes nå.',
        nn: 'Kven som helst kan ta over maskiner der Elvegard Fjernhjelp kan nåast frå internett. Feilen blir utnytta no.',
        en: 'Anybody can take over machines on which Elvegard Fjernhjelp can be reached from the internet. It is being exploited.',
      },
      what: {
        nb: 'Tjenesten spør ikke etter passord når et bestemt felt mangler i forespørselen.',
        nn: 'Tenesta spør ikkje etter passord når eit bestemt felt manglar i førespurnaden.',
        en: 'The service does not ask for a password when a certain field of the request is missing.',
      },
      who: {
        nb: 'Alle som bruker Elvegard Fjernhjelp eldre enn versjon 8.4.',
        nn: 'Alle som bruker Elvegard Fjernhjelp eldre enn versjon 8.4.',
        en: 'Everybody who uses Elvegard Fjernhjelp older than version 8.4.',
      },
      products: [{ vendor: 'Elvegard', product: 'Elvegard Fjernhjelp', versions: '< 8.4', cpe: '', purl: '' }],
      vulnerabilities: [{ cve: 'CVE-2026-90011', vectors: ['CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H'] }],
      references: [{ summary: 'Elvegard', url: 'https://elvegard.example/8-4' }],
      measures: [
        {
          key: 'close',
          group: 'now',
          text: {
            nb: 'Steng tilgangen til Elvegard Fjernhjelp fra internett.',
            nn: 'Steng tilgangen til Elvegard Fjernhjelp frå internett.',
            en: 'Close the access to Elvegard Fjernhjelp from the internet.',
          },
          hours: 24,
        },
        {
          key: 'update',
          group: 'week',
          text: { nb: 'Installer versjon 8.4.', nn: 'Installer versjon 8.4.', en: 'Install version 8.4.' },
          hours: 168,
        },
        {
          key: 'off',
          group: 'cannot',
          text: {
            nb: 'Slå av tjenesten, og hjelp brukerne på stedet.',
            nn: 'Slå av tenesta, og hjelp brukarane på staden.',
            en: 'Turn the service off, and help users where they are.',
          },
          hours: 168,
        },
      ],
    },
  },
  {
    day: 28,
    share: 0.9,
    half: 50,
    audience: { kinds: ['hospital', 'hospital-trust'] },
    says: [
      { upTo: 0.5, state: 'compensated', instead: 'apart', after: 60 },
      { upTo: 0.7, state: 'compensated', instead: 'offline', after: 30 },
      { upTo: 1, state: 'not-relevant', words: 'Vi har ingen slik pumpe.' },
    ],
    content: {
      ...emptyContent('medical-device'),
      ...green,
      severity: 'high',
      title: {
        nb: 'Sett infusjonspumpen Bekkasin 7 på eget nett',
        nn: 'Set infusjonspumpa Bekkasin 7 på eige nett',
        en: 'Put the infusion pump Bekkasin 7 on a network of its own',
      },
      summary: {
        nb: 'Den som er på samme nett som pumpen, kan endre dosen. Leverandøren har ingen oppdatering.',
        nn: 'Den som er på same nett som pumpa, kan endre dosen. Leverandøren har inga oppdatering.',
        en: 'Whoever is on the network of the pump can change its dose. The supplier has no update.',
      },
      what: {
        nb: 'Pumpen tar imot innstillinger uten å spørre hvem som sender dem.',
        nn: 'Pumpa tek imot innstillingar utan å spørje kven som sender dei.',
        en: 'The pump takes settings without asking who sends them.',
      },
      who: {
        nb: 'Sykehus med Bekkasin 7, alle versjoner.',
        nn: 'Sjukehus med Bekkasin 7, alle versjonar.',
        en: 'Hospitals with Bekkasin 7, all versions.',
      },
      products: [{ vendor: 'Bekkasin Pumper', product: 'Bekkasin 7', versions: '', cpe: '', purl: '' }],
      references: [{ summary: 'Bekkasin Pumper', url: 'https://bekkasin-pumper.example/7' }],
      medical: {
        clinicalRisk: {
          nb: 'En pasient kan få feil dose. Pumpen varsler ikke.',
          nn: 'Ein pasient kan få feil dose. Pumpa varslar ikkje.',
          en: 'A patient may get a wrong dose. The pump gives no alarm.',
        },
        compensations: [
          {
            key: 'apart',
            text: {
              nb: 'Flytt pumpene til et nett der bare pumpetjeneren når dem.',
              nn: 'Flytt pumpene til eit nett der berre pumpetenaren når dei.',
              en: 'Move the pumps to a network where only their server reaches them.',
            },
          },
          {
            key: 'offline',
            text: {
              nb: 'Bruk pumpene uten nett, og still dem inn for hånd.',
              nn: 'Bruk pumpene utan nett, og still dei inn for hand.',
              en: 'Use the pumps without a network, and set them by hand.',
            },
          },
        ],
      },
    },
  },
  {
    day: 40,
    share: 0.85,
    half: 30,
    audience: { kinds: ['general-practice', 'municipality'], counties: ['50', '55'] },
    content: {
      ...emptyContent('campaign'),
      ...green,
      severity: 'high',
      likelihood: 'likely',
      confidence: 'moderate',
      threat: { actor: 'organised-crime', values: ['confidentiality', 'finances'] },
      title: {
        nb: 'Falske fakturaer fra «Brisling Betaling»',
        nn: 'Falske fakturaer frå «Brisling Betaling»',
        en: 'False invoices from “Brisling Betaling”',
      },
      summary: {
        nb: 'E-post med falsk faktura ber mottakeren logge inn. Passordet blir stjålet.',
        nn: 'E-post med falsk faktura ber mottakaren logge inn. Passordet blir stole.',
        en: 'Mail with a false invoice asks its recipient to sign in. The password is stolen.',
      },
      what: {
        nb: 'E-posten kommer fra adresser som ligner leverandørens, og lenker til en falsk påloggingsside.',
        nn: 'E-posten kjem frå adresser som liknar på leverandøren sine, og lenkjer til ei falsk påloggingsside.',
        en: 'The mail comes from addresses that look like the supplier’s, and links to a false page to sign in.',
      },
      who: {
        nb: 'De som får fakturaer på e-post.',
        nn: 'Dei som får fakturaer på e-post.',
        en: 'Those who get invoices by mail.',
      },
      measures: [
        {
          key: 'tell',
          group: 'week',
          text: {
            nb: 'Fortell dem som betaler fakturaer, om e-posten.',
            nn: 'Fortel dei som betaler fakturaer, om e-posten.',
            en: 'Tell those who pay invoices about the mail.',
          },
          hours: 120,
        },
      ],
    },
  },
]

/** How somebody answers, by chance: mostly that it is done. */
const usual: readonly Chance[] = [
  { upTo: 0.72, state: 'claimed' },
  { upTo: 0.84, state: 'not-relevant', words: 'Vi bruker ikke dette.' },
  { upTo: 0.92, state: 'doing' },
  { upTo: 0.97, state: 'compensated', words: 'Bare eget nett slipper inn til det.', after: 60 },
  { upTo: 1, state: 'accepted', words: 'Byttes ut i løpet av vinteren.', after: 60, by: 'IKT-leder' },
]

interface Coming {
  organisation: Id<'org'>
  advisory: Id<'adv'>
  said: Said
}

/** The warnings of the demo: written, read by a second person, told, and answered in the days that follow by some and not by others. */
export function openWarnings({ world, ask, run, settle, clock }: Hands) {
  const { db } = world
  const coming = new Map<number, (Coming & { hours: number })[]>()

  /** Plans when each of those addressed answers, and how. */
  async function plan({ share, half, content, says = usual }: DemoWarning, advisory: Id<'adv'>, day: number): Promise<void> {
    for (const { id, name } of await addressed(ask, advisory)) {
      const chance = random(`warning ${content.title.nb} ${name}`)
      if (!chance.chance(share)) continue
      // Half answer before `half`: the time grows without end, as it does.
      const hours = 3 + half * (1 / (1 - chance.next() * 0.97) - 1)
      const place = chance.next()
      const said = says.find(({ upTo }) => place < upTo)!
      const on = day + Math.floor(hours / 24)
      coming.set(on, [...(coming.get(on) ?? []), { organisation: id, advisory, said, hours: hours % 24 }])
    }
  }

  return {
    /** What is to be told today is told. */
    async warn(day: number): Promise<void> {
      for (const warning of warnings.filter((one) => one.day === day)) {
        const audience = { ...emptyAudience(), ...warning.audience }
        const advisory = await warnWith(db, warning.content, audience, clock.now())
        await settle()
        await run('advisories.tell', { advisory, version: 1 })
        await run('notices.send')
        await settle()
        await plan(warning, advisory, day)
      }
    },
    /** Members answer, in the three hours before the team decides. */
    async answer(day: number): Promise<void> {
      const today = (coming.get(day) ?? []).sort((one, other) => one.hours - other.hours)
      coming.delete(day)
      const began = clock.now()
      for (const [place, { organisation, advisory, said }] of today.entries()) {
        clock.set(later(began, Math.round((place / today.length) * 2.5 * hour)))
        await answerAs(db, organisation, advisory, said, clock.now())
      }
      if (today.length > 0) await settle()
    },
  }
}

async function addressed(ask: Hands['ask'], advisory: Id<'adv'>): Promise<{ id: Id<'org'>; name: string }[]> {
  const all: { id: Id<'org'>; name: string }[] = []
  for (let after = ''; ; ) {
    const page = await ask<{ rows: { organisation: { id: Id<'org'>; name: string } }[]; next?: string }>(
      duty,
      'GET',
      `/advisories/${advisory}/addressees?limit=200${after && `&after=${encodeURIComponent(after)}`}`,
    )
    all.push(...page.rows.map(({ organisation }) => organisation))
    if (page.next === undefined) return all
    after = page.next
  }
}
