import { change, create, emptyAudience, emptyContent, noteTold, tellPage } from '#capabilities/advisories/capability.ts'
import { memberOrganisations } from '#capabilities/members/capability.ts'
import { systemScope } from '#domain/scope.ts'
import { day, hour, later } from '#domain/time.ts'
import type { Clock } from '#platform/clock.ts'
import type { Config } from '#platform/config.ts'
import type { Db } from '#platform/db/db.ts'
import { answerAs, must, warnWith } from './author.ts'
import { duty } from './hands.ts'
import { demoSignIns } from './sign-ins.ts'

const program = systemScope('demo')
const addressed = 12
/** What is told of: a printer that nobody sells. */
const content = {
  ...emptyContent('vulnerability'),
  severity: 'low' as const,
  tlp: 'TLP:GREEN' as const,
  pap: 'PAP:GREEN' as const,
  title: {
    nb: 'Oppdater skrivere av typen Fjellprint 40',
    nn: 'Oppdater skrivarar av typen Fjellprint 40',
    en: 'Update printers of the type Fjellprint 40',
  },
  summary: {
    nb: 'Leverandøren har rettet en feil som lar andre på samme nett lese utskriftskøen.',
    nn: 'Leverandøren har retta ein feil som lèt andre på same nett lese utskriftskøen.',
    en: 'The supplier has mended a fault that lets others on the same network read the print queue.',
  },
  what: {
    nb: 'Skriveren svarer på spørsmål om køen uten å spørre hvem som spør. Titlene på dokumentene kan røpe hvem de handler om.',
    nn: 'Skrivaren svarer på spørsmål om køen utan å spørje kven som spør. Titlane på dokumenta kan røpe kven dei handlar om.',
    en: 'The printer answers questions about its queue without asking who asks. Titles of documents may tell whom they are about.',
  },
  who: {
    nb: 'Alle som har en Fjellprint 40 med versjon eldre enn 2.3.',
    nn: 'Alle som har ein Fjellprint 40 med versjon eldre enn 2.3.',
    en: 'Everybody with a Fjellprint 40 older than version 2.3.',
  },
  products: [{ vendor: 'Fjellprint', product: 'Fjellprint 40', versions: '< 2.3', cpe: '', purl: '' }],
  references: [{ summary: 'Fjellprint', url: 'https://fjellprint.example/2026-1' }],
  measures: [
    {
      key: 'update',
      group: 'week' as const,
      text: { nb: 'Installer versjon 2.3.', nn: 'Installer versjon 2.3.', en: 'Install version 2.3.' },
      hours: 168,
    },
    {
      key: 'apart',
      group: 'cannot' as const,
      text: {
        nb: 'Flytt skriveren til et nett der bare utskriftstjeneren når den.',
        nn: 'Flytt skrivaren til eit nett der berre utskriftstenaren når han.',
        en: 'Move the printer to a network where only the print server reaches it.',
      },
      hours: 168,
    },
  ],
}

/** How the first of them answered; the rest have not. */
const answers = [
  { state: 'claimed' },
  { state: 'not-relevant', words: 'Vi har ingen slik skriver.' },
  { state: 'compensated', words: 'Skriveren står på et eget nett.', after: 60 },
  { state: 'accepted', words: 'Skriveren byttes ut om to måneder.', after: 60, by: 'IKT-leder' },
  { state: 'doing' },
] as const

/** One warning of the team, read by a second person, told to some members two days ago and answered by a few; and one that is being written. */
export async function fillAdvisories(
  { db, clock, config }: { db: Db; clock: Clock; config: Config },
  url: string,
): Promise<void> {
  const at = later(clock.now(), -2 * day)
  const seats = new Set(demoSignIns(config)?.map(({ organisation }) => organisation))
  const members = (await db.read(program, (tx) => memberOrganisations(tx, program)))
    .filter(({ kinds, name }) => kinds.includes('municipality') && !seats.has(name))
    .slice(0, addressed)
    .map(({ id }) => id)
  if (members.length === 0) return
  const audience = { ...emptyAudience(), organisations: members }
  const advisory = await warnWith(db, content, audience, at)
  await db.in(program, (tx) => tellPage(tx, { advisory, version: 1, url }, at))
  for (const [place, organisation] of members.entries()) {
    await db.in(program, (tx) => noteTold(tx, { advisory, recipient: organisation, channel: 'mail' }, later(at, hour)))
    const said = answers[place]
    if (said) await answerAs(db, organisation, advisory, said, later(at, (place + 2) * 3 * hour))
  }
  const { id } = await must(db, duty, (tx) =>
    create(tx, duty, { content: { ...content, tlp: 'TLP:AMBER' }, source: null }, clock.now()),
  )
  await must(db, duty, (tx) => change(tx, duty, { id, revision: 1, content, audience, source: null }, 'nb', clock.now()))
}
