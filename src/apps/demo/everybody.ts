import type { Id } from '#domain/id.ts'
import { day as dayMs, later, type Utc } from '#domain/time.ts'
import type { DayFile } from './days.ts'
import { duty, type Hands, memberOf, reader } from './hands.ts'
import { type Cast, openIncidents } from './incidents.ts'
import { openKeeping } from './keeping.ts'
import { assetOf, type Machine, machineKey, type PlannedAnswer } from './plan.ts'
import { random } from './random.ts'
import { openTeam } from './team.ts'
import { openWarnings } from './warnings.ts'

/** A finding as it was the last time that somebody looked. */
interface Known {
  id: Id<'fnd'>
  state: string
  organisation: { id: Id<'org'>; name: string }
  operator: { id: Id<'org'>; name: string } | null
  toldAt: Utc | null
}

const sources = [
  { name: 'shadowserver', title: 'Shadowserver', provider: 'Shadowserver', format: 'shadowserver', rhythmHours: 24 },
  { name: 'sektorsensor', title: 'Sektorsensor', provider: 'Sektoren selv', format: 'intelmq', rhythmHours: 24 },
  { name: 'n6', title: 'n6', provider: 'CERT Polska', format: 'n6', rhythmHours: 24 },
] as const

const pageOfChanges = 200

/** Everybody of the demo: sources that send, members that answer, a team that decides. */
export async function openEverybody(hands: Hands, cast: Cast) {
  const { ask, run, settle, clock } = hands
  const sourceIds = await openSources(hands)
  const findings = new Map<string, Known>()
  let place: string | undefined
  const incidents = openIncidents(hands, cast)
  const team = openTeam(hands)
  const warnings = openWarnings(hands)
  const keeping = openKeeping(hands, cast.sector)
  const answersOn = new Map<number, Machine[]>()
  for (const machine of cast.machines)
    for (const { day } of machine.answers) answersOn.set(day, [...(answersOn.get(day) ?? []), machine])

  /** Looks at what has changed since the last look. */
  async function look(): Promise<void> {
    for (;;) {
      const after = place ? `&after=${encodeURIComponent(place)}` : ''
      const page = await ask<{ rows: (Known & { kind: string; assetText: string })[]; next: string }>(
        duty,
        'GET',
        `/findings/changes?limit=${pageOfChanges}${after}`,
      )
      for (const { kind, assetText, id, state, organisation, operator, toldAt } of page.rows)
        findings.set(machineKey(kind, assetText), { id, state, organisation, operator, toldAt })
      place = page.next
      if (page.rows.length < pageOfChanges) return
    }
  }

  async function tell(): Promise<void> {
    await run('notices.gather')
    await run('notices.send')
    await settle()
  }

  return {
    hands,
    warn: warnings.warn,
    answerWarnings: warnings.answer,
    breakOff: incidents.breakOff,
    /** Files come, are read, and what they say is told where it cannot wait. */
    async receive(day: number, files: readonly DayFile[]): Promise<void> {
      const arrived: Id<'imp'>[] = []
      for (const file of files) {
        const form = new FormData()
        form.append('file', new Blob([file.text]), file.fileName)
        const { id } = await ask<{ id: Id<'imp'> }>(reader, 'POST', `/sources/${sourceIds.get(file.source)}/files`, form)
        arrived.push(id)
        if (file.isWrong) incidents.remember(id)
      }
      for (const id of arrived) await run('feeds.read', { import: id })
      await settle()
      await run('feeds.tend')
      // What silence proves is looked at every second day: that is soon enough to see it.
      if (day % 2 === 0) await run('feeds.prove')
      await settle()
      clock.set(later(clock.now(), 60_000))
      await tell()
    },
    /** Digests go out, and whoever was silent is asked again. */
    async morning(day: number): Promise<void> {
      await keeping.inTheMorning()
      await run('notices.escalate')
      await incidents.beforeDigest(day)
      await run('notices.gather')
      await incidents.betweenMakingAndSending(day)
      await run('notices.send')
      await settle()
    },
    /** Members read what they were told, and answer what they have come to. */
    async answer(day: number): Promise<void> {
      await look()
      const due = (answersOn.get(day) ?? []).flatMap((machine) => {
        const known = findings.get(machineKey(machine.report.kind, assetOf(machine)))
        const planned = machine.answers.find((one) => one.day === day)!
        return known?.state === 'told' && known.toldAt !== null ? [{ known, planned }] : []
      })
      const groups = Map.groupBy(due, ({ known, planned }) => {
        const who = known.operator ?? known.organisation
        return `${who.id} ${planned.answer} ${planned.days ?? ''}`
      })
      for (const group of groups.values())
        await answerFor(
          hands,
          group[0]!,
          group.map(({ known }) => known.id),
        )
      await settle()
    },
    /** The afternoon of the team, and what the day still brings. */
    async decide(day: number): Promise<void> {
      await run('findings.lapse')
      await run('watch.wake')
      await run('notices.webhooks')
      await incidents.inTheAfternoon(day)
      await keeping.inTheAfternoon(day)
      await settle()
      await team.work(day)
      await settle()
      await run('notices.escalate')
      await tell()
    },
  }
}
export type Everybody = Awaited<ReturnType<typeof openEverybody>>

async function openSources({ ask }: Hands): Promise<Map<string, Id<'src'>>> {
  const list = () => ask<{ sources: { id: Id<'src'>; name: string }[] }>(duty, 'GET', '/sources')
  const known = new Set((await list()).sources.map(({ name }) => name))
  for (const source of sources) if (!known.has(source.name)) await ask(duty, 'POST', '/sources', source)
  return new Map((await list()).sources.map(({ name, id }) => [name, id]))
}

const reasons: Readonly<Record<PlannedAnswer['answer'], string | undefined>> = {
  fixed: undefined,
  working: undefined,
  accepted: 'Utstyret står bak egen brannmur og byttes ut; risikoen er vurdert og godtatt av ledelsen.',
  'not-ours': 'Adressen ble overtatt av en annen virksomhet.',
  'false-alarm': 'Tjenesten er en lokkefelle som vi driver selv.',
}

const mostAtOnce = 500

/** Somebody reads the newest notice, mostly, and answers for some findings at once. */
async function answerFor(
  { ask, clock }: Hands,
  { known, planned }: { known: Known; planned: PlannedAnswer },
  ids: readonly Id<'fnd'>[],
): Promise<void> {
  const who = known.operator ?? known.organisation
  const scope = memberOf(who.id, `Sikkerhetskontakt, ${who.name}`)
  if (random(`answer ${who.name} ${planned.day}`).chance(0.7)) {
    const { rows } = await ask<{ rows: { id: Id<'ntc'>; openedAt: Utc | null }[] }>(scope, 'GET', '/notices?limit=1')
    if (rows[0]?.openedAt === null) await ask(scope, 'GET', `/notices/${rows[0].id}`)
  }
  const reason = reasons[planned.answer]
  const answer = {
    answer: planned.answer,
    ...(planned.days !== undefined && { until: later(clock.now(), planned.days * dayMs) }),
    ...(reason && { reason }),
  }
  for (let from = 0; from < ids.length; from += mostAtOnce)
    await ask(scope, 'POST', '/findings/answers', { ids: ids.slice(from, from + mostAtOnce), answer })
}
