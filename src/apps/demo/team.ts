import type { Id } from '#domain/id.ts'
import { day as dayMs, hour, later, type Utc } from '#domain/time.ts'
import { duty, type Hands } from './hands.ts'
import { special } from './plan.ts'
import { random } from './random.ts'

interface Task {
  id: Id<'tsk'>
  what: string
  object: string
  createdAt: Utc
  organisation: { name: string } | null
  severity: string
}

interface Closing {
  id: Id<'clo'>
  kind: string
  createdAt: Utc
}

/** What came of a task, by what it was about. */
const outcomes: Readonly<Record<string, string>> = {
  call: 'Snakket med driftsvakten; de tar det i dag.',
  'no-contact': 'Ny kontakt er etterspurt hos virksomheten.',
  contradicted: 'Virksomheten er varslet på nytt med det som ble sett.',
  bounce: 'Ny adresse er etterspurt.',
  silent: 'Purret på e-post; følges opp neste uke.',
  reply: 'Lest; virksomheten bekrefter at de er i gang.',
  mail: 'Lest og lagt til side; gjaldt ikke et varsel.',
  lapsed: 'Avtalt ny frist med virksomheten.',
  unattributed: 'Sendt videre til NorCERT.',
  capped: 'Resten går ut i morgen; virksomheten vet om det.',
  'feed-stopped': 'Leverandøren er spurt.',
  'webhook-failed': 'Virksomheten er bedt om å rette adressen.',
  'break-glass': 'Planlagt prøve; nøkkelen ligger i safen igjen.',
  'break-glass-untested': 'Prøvd; nøkkelen ligger i safen igjen.',
  'key-changed': 'Ringt; fingeravtrykket stemte.',
  'key-ending': 'Virksomheten lager en ny nøkkel.',
  'team-key-ending': 'Ny nøkkel er laget.',
  unconfirmed: 'Ringt; sentralbordet bekreftet kontaktene.',
  'service-approval': 'Sett på sammen med virksomheten, og godkjent.',
  'wrong-facts': 'Rettet i registeret.',
  claim: 'Papirene er sett på, og kravet er avgjort.',
  'proof-lost': 'Virksomheten beviser det på nytt.',
}

/** Why a task waits, by what it is about. */
const reasons: Readonly<Record<string, string>> = {
  call: 'Ingen svarte; ringer igjen.',
  'no-contact': 'Sentralbordet finner en kontakt til oss.',
  contradicted: 'Virksomheten måler selv, og melder tilbake.',
  bounce: 'Virksomheten sender oss en ny adresse.',
  silent: 'Purret på e-post; venter på svar.',
  reply: 'Vi har svart, og venter på svar tilbake.',
  mail: 'Avsenderen er spurt om hva det gjelder.',
  lapsed: 'Virksomheten kommer tilbake med en ny dato.',
  unattributed: 'Nettleverandøren er spurt om hvem som har adressene.',
  capped: 'Resten går ut i morgen.',
  'feed-stopped': 'Leverandøren leter etter feilen.',
  'webhook-failed': 'Virksomheten retter mottaket.',
  'break-glass': 'Spør vaktlederen når han er på jobb.',
  'break-glass-untested': 'Nøkkelen hentes fra safen i morgen.',
  'key-changed': 'Kontakten er ikke til stede; ringer igjen.',
  'key-ending': 'Virksomheten lager en ny nøkkel.',
  'team-key-ending': 'Ny nøkkel lages neste uke.',
  unconfirmed: 'Virksomheten ser over kontaktene.',
  'service-approval': 'Virksomheten finner fram papirene på nettet.',
  'wrong-facts': 'Enhetsregisteret er spurt.',
  claim: 'Virksomheten finner fram papirene på nettet.',
  'proof-lost': 'Virksomheten spør leverandøren sin om DNS.',
}

/** A group that nobody has found the owner of yet. */
const unsolved = '198.19.200.0/24'

/** The team's afternoon: disputes, closings that wait, and the queue. What is younger than a day waits until tomorrow. */
export function openTeam({ ask, clock }: Hands) {
  async function judgeDisputes(): Promise<void> {
    const { rows } = await ask<{ rows: { id: Id<'fnd'>; answer: string; answeredAt: Utc }[] }>(
      duty,
      'GET',
      '/findings?state=disputed&limit=200',
    )
    const ripe = rows.filter(({ answeredAt }) => answeredAt < later(clock.now(), -5 * dayMs))
    for (const [answer, some] of Map.groupBy(ripe, ({ answer }) => answer)) {
      const upheld = answer === 'not-ours'
      const reason = upheld ? 'Registeret er rettet etter samtale.' : 'Målt på nytt: tjenesten svarer fortsatt.'
      await ask(duty, 'POST', '/findings/judgements', { ids: some.map(({ id }) => id), upheld, reason })
    }
  }

  async function decideClosings(day: number): Promise<void> {
    const { rows } = await ask<{ rows: Closing[] }>(duty, 'GET', '/closings?state=waiting&limit=200')
    for (const { id, kind, createdAt } of rows) {
      const isRipe = createdAt < later(clock.now(), -dayMs)
      if (kind === 'open-telnet' && day >= special.waiting.day) continue
      if (kind === 'ssl-poodle' && day >= special.skipped.day && day < special.skipped.until)
        await ask(duty, 'POST', `/closings/${id}/refuse`, { reason: 'Leverandøren sier at en del av skanningen falt ut.' })
      else if (isRipe) await ask(duty, 'POST', `/closings/${id}/release`, { reason: 'Operatøren bekrefter at porten er stengt.' })
    }
  }

  /** Most of what is a day old is ended; of calls some reach nobody, and some tasks sleep. */
  async function workTheQueue(day: number): Promise<void> {
    const { rows } = await ask<{ rows: Task[] }>(duty, 'GET', '/watch?state=open&state=taken&limit=200')
    const ripe = rows.filter((task) => task.createdAt < later(clock.now(), -20 * hour) && task.object !== unsolved)
    const fates = Map.groupBy(ripe, (task) => fateOf(task, day))
    for (const [fate, some] of fates) {
      if (fate === 'leave') continue
      for (const [what, tasks] of Map.groupBy(some, ({ what }) => what)) {
        const ids = tasks.map(({ id }) => id)
        if (fate === 'sleep')
          await ask(duty, 'POST', '/watch/snooze', {
            ids,
            until: later(clock.now(), 2 * dayMs),
            reason: reasons[what]!,
            tried: what === 'call',
          })
        else
          await ask(duty, 'POST', '/watch/done', {
            ids,
            outcome: fate === 'unreached' ? 'Ringte flere ganger; ingen svarte.' : outcomes[what]!,
            reached: fate !== 'unreached',
          })
      }
    }
  }

  return {
    async work(day: number): Promise<void> {
      await judgeDisputes()
      await decideClosings(day)
      await workTheQueue(day)
      await ask(duty, 'POST', '/watch/handovers', { to: day % 2 === 0 ? 'Kveldsvakt' : 'Nattvakt', text: '' })
    },
  }
}

type Fate = 'done' | 'unreached' | 'sleep' | 'leave'

/** What becomes of a task on a day. What is critical does not sleep. */
function fateOf(task: Task, day: number): Fate {
  const fate = drawn(task, day)
  return fate === 'sleep' && task.severity === 'critical' ? 'leave' : fate
}

/** Done, asleep, or left for another day. What is decided elsewhere is left. */
function drawn({ what, object, organisation }: Task, day: number): Fate {
  if (outcomes[what] === undefined) return 'leave'
  const lot = random(`task ${what} ${organisation?.name ?? object.slice(0, 3)} ${day}`).next()
  if (what === 'call') return lot < 0.55 ? 'done' : lot < 0.7 ? 'unreached' : lot < 0.85 ? 'sleep' : 'leave'
  return lot < 0.7 ? 'done' : lot < 0.78 ? 'sleep' : 'leave'
}
