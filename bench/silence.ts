/**
 * The silence table of a warning to 700 members with five measures each, beside ten other warnings to the same members: a page of it
 * in several orders and filters, its effect, everybody who is silent about open warnings, and the list of effects. Each is asked of a
 * real PostgreSQL under row-level security, as the server does it.
 *   node bench/silence.ts [members, default 700; fewer are a trial and keep no result]
 */
import { closeWorld, openWorld } from '#apps/server/world.ts'
import { emptyContent } from '#capabilities/advisories/rules.ts'
import { effectOf, effectPage } from '#capabilities/silence/effect.ts'
import { silencePage, silentEverywhere } from '#capabilities/silence/silence.ts'
import { toId } from '#domain/id.ts'
import { systemScope } from '#domain/scope.ts'
import { utc } from '#domain/time.ts'
import { readConfig } from '#platform/config.ts'
import { type Sql, sql, type Tx } from '#platform/db/db.ts'
import { migrate } from '#platform/db/migrate.ts'
import { openPostgresOwner } from '#platform/db/open.ts'
import { startCluster } from '../tests/setup/cluster.ts'
import { machine, median, percentile, save } from './measure.ts'

const promised = 700
const members = Number(process.argv[2]) || promised
const warnings = 11
const parts = 5
const times = 40
const promiseMs = 300
const scope = systemScope('bench')
const words = (text: string) => ({ nb: text, nn: text, en: text })
const idOf = (kind: string, number: Sql): Sql =>
  sql`(${kind}::text || '-0000-7000-8000-' || lpad(to_hex(${number}), 12, '0'))::uuid`

const content = {
  ...emptyContent('vulnerability'),
  severity: 'high',
  title: words('Steng fjernpålogging'),
  measures: Array.from({ length: parts }, (_, part) => ({
    key: `m${part}`,
    group: 'week',
    text: words(`Tiltak ${part}`),
    hours: 24 * (part + 1),
  })),
}

async function fill(tx: Tx): Promise<void> {
  const member = sql`generate_series(1, ${members}::int) as m`
  const warning = sql`generate_series(1, ${warnings}::int) as w`
  await tx.run(sql`
    insert into organisation (id, name, kinds, constituencies, source, created_at, changed_at, search, membership, county, municipality)
    select ${idOf('01930000', sql`m`)}, 'Kommune ' || m, '{municipality}', '{municipal}', 'bench', now(), now(), 'kommune ' || m, 'member', '46', '4601' from ${member}`)
  await tx.run(sql`
    insert into contact (id, organisation_id, role, name, email, telephone, language, created_at, changed_at)
    select ${idOf('01930001', sql`m * 3 + c`)}, ${idOf('01930000', sql`m`)}, (array['security','operations-24/7','management'])[c + 1], 'Vakt ' || c,
      'vakt' || c || '@kommune' || m || '.example', '+47 22 00 ' || m, 'nb', now(), now() from ${member}, generate_series(0, 2) as c`)
  await tx.run(sql`
    insert into advisory (id, tracking_id, type, severity, tlp, pap, title, search, life, revision, writers, audience, imported, version, created_at, created_by,
      changed_at, changed_name, published_at)
    select ${idOf('01930002', sql`w`)}, 'BENCH-' || w, 'vulnerability', 3, 'TLP:GREEN', 'PAP:GREEN', 'Varsel ' || w, 'varsel', 'published', 1, '{}', '{}', false, 1,
      now(), 'bench', now(), 'bench', now() from ${warning}`)
  await tx.run(sql`
    insert into advisory_version (advisory_id, version, tracking_id, type, severity, tlp, pap, content, published_at)
    select id, 1, tracking_id, type, severity, tlp, pap, ${JSON.stringify(content)}::jsonb || jsonb_build_object('tlp', tlp, 'pap', pap),
      now() - interval '3 days' from advisory`)
  await tx.run(sql`
    insert into advisory_address (advisory_id, version, organisation_id, reasons, sureness, addressed_at, told_at, read_at, worded)
    select ${idOf('01930002', sql`w`)}, 1, ${idOf('01930000', sql`m`)}, '[{"kind":"named"}]', 'certain', now() - interval '3 days',
      case when m % 10 > 0 then now() - interval '70 hours' end, case when m % 3 = 0 then now() - make_interval(hours => m % 60) end, true
    from ${warning}, ${member}`)
  await tx.run(sql`
    insert into measure (id, organisation_id, cause, cause_id, part, kind, asset_text, severity, state, due_at, cause_due_at, organisation_kinds, words, tlp, pap,
      created_at, changed_at, told_at, channel, answered_at, closed_at)
    select ${idOf('01930003', sql`(w * 10000 + m) * 8 + p`)}, ${idOf('01930000', sql`m`)}, 'advisory', ${idOf('01930002', sql`w`)}, 'm' || p, 'advisory', '', 3,
      case when m % 3 = 0 and p <= m % 7 then 'claimed' else 'open' end, now() + make_interval(hours => m % 40 - 20), now(), '{municipality}', ${JSON.stringify({ title: words('x'), what: words('y') })}::jsonb,
      'TLP:GREEN', 'PAP:GREEN', now(), now(), now() - interval '70 hours', 'mail', case when m % 3 = 0 and p <= m % 7 then now() - make_interval(hours => m % 50) end,
      case when m % 3 = 0 and p <= m % 7 then now() - make_interval(hours => m % 50) end
    from ${warning}, ${member}, generate_series(0, ${parts - 1}::int) as p`)
  await tx.run(sql`
    insert into notice (id, recipient_id, constituency, topic, schedule, state, language, tlp, pap, severity, subject, text, html, findings, organisations, about_id, created_at, sent_at)
    select ${idOf('01930004', sql`w * 10000 + m`)}, ${idOf('01930000', sql`m`)}, 'municipal', 'advisory', 'at-once', 'sent', 'nb', 'TLP:GREEN', 'PAP:GREEN', 3, 's', 't', 'h', 5, 1,
      ${idOf('01930002', sql`w`)}, now(), now() from ${warning}, ${member}`)
  await tx.run(sql`
    insert into delivery (id, notice_id, recipient_id, rung, channel, contact_name, contact_role, address, language, state, message_id, created_at, sent_at)
    select ${idOf('01930005', sql`w * 10000 + m`)}, ${idOf('01930004', sql`w * 10000 + m`)}, ${idOf('01930000', sql`m`)}, 0, 'mail', 'Vakt 0', 'security',
      'vakt0@kommune' || m || '.example', 'nb', 'sent', 'b' || w || '.' || m || '@bench.example', now(), now() from ${warning}, ${member}`)
  await tx.run(sql`analyze`)
}

const cluster = await startCluster(undefined)
try {
  const owner = openPostgresOwner(cluster.url)
  await migrate(owner)
  await owner.asOwner(fill)
  await owner.close()
  const world = await openWorld(
    readConfig({
      VARDE_DATABASE_URL: cluster.url,
      VARDE_LOG_LEVEL: 'silent',
      VARDE_SECRET_KEY: 'a key for measuring and for nothing else',
    }),
  )
  const id = toId('adv', '01930002-0000-7000-8000-000000000001')
  const now = utc(new Date())
  const means = { hasGateway: true }
  const page = { id, limit: 50 }
  const asked: Record<string, (tx: Tx) => Promise<unknown>> = {
    'first page': (tx) => silencePage(tx, scope, page, means, 'nb', now),
    silent: (tx) => silencePage(tx, scope, { ...page, silent: true, quiet: 24 }, means, 'nb', now),
    'by name, 200 rows': (tx) => silencePage(tx, scope, { id, limit: 200, sort: 'name' }, means, 'nb', now),
    effect: (tx) => effectOf(tx, scope, id, 'nb', now),
    'silent about all open': (tx) => silentEverywhere(tx, scope, { limit: 40 }, 'nb', now),
    'effects of all': (tx) => effectPage(tx, scope, { limit: 40 }, 'nb', now),
  }
  const measured: Record<string, { medianMs: number; p95Ms: number }> = {}
  for (const [name, ask] of Object.entries(asked)) {
    const taken: number[] = []
    for (let time = 0; time < times + 3; time += 1) {
      const began = performance.now()
      await world.db.read(scope, ask)
      // The first are asked to warm the plans and the program.
      if (time >= 3) taken.push(performance.now() - began)
    }
    measured[name] = { medianMs: Math.round(median(taken)), p95Ms: Math.round(percentile(taken, 95)) }
  }
  const first = await world.db.read(scope, (tx) => silencePage(tx, scope, page, means, 'nb', now))
  if (first?.totals.addressed !== members || first.totals.measures.asked !== members * parts)
    throw new Error('a wrong count has no speed')
  await closeWorld(world)
  console.table(measured)
  const kept = Object.values(measured).every(({ p95Ms }) => p95Ms < promiseMs)
  const result = { ...machine(), members, warnings, measuresEach: parts, times, promiseMs, measured, kept }
  if (members === promised) save('silence', result)
  else console.log(result)
} finally {
  await cluster.stop()
}
