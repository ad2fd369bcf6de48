import pg from 'pg'
import { allKinds } from '#capabilities/findings/index.ts'
import { sql } from '#platform/db/db.ts'
import type { openPostgresOwner } from '#platform/db/open.ts'
import { fillTold } from './fill-told.ts'

/** How much there is: findings, sightings of each, and organisations that have them. */
export interface FindingsSize {
  findings: number
  perFinding: number
  organisations: number
}

/** Fills an empty database with findings, their sightings and a told sector around them. Seeded by hashes of the row numbers, so that every run has the same sector. */
export async function fillFindings(
  owner: ReturnType<typeof openPostgresOwner>,
  url: string,
  { findings, perFinding, organisations }: FindingsSize,
): Promise<void> {
  const kinds = allKinds.map((kind) => kind.id)
  await owner.asOwner(async (tx) => {
    await tx.run(sql`
      insert into organisation (id, number, name, kinds, constituencies, membership, source, created_at, changed_at, search)
      select ('018f0000-0000-7000-8000-' || lpad(to_hex(i), 12, '0'))::uuid, null, 'Virksomhet ' || i, '{municipality}', '{municipal}', 'member', 'bench', now(), now(), 'virksomhet ' || i
      from generate_series(1, ${organisations}::int) i`)
    await tx.run(sql`
      insert into holding (id, organisation_id, relation, form, value, valid_from, proof, confirmed_at, created_at, changed_at, source)
      select gen_random_uuid(), ('018f0000-0000-7000-8000-' || lpad(to_hex(i), 12, '0'))::uuid, 'owns', 'network',
        set_masklen((inet '10.0.0.0' + (i * 512)::bigint)::cidr, 23)::text, '2025-01-01', 'declared', now(), now(), now(), 'bench'
      from generate_series(1, ${organisations}::int) i`)
    await tx.run(sql`
      insert into contact (id, organisation_id, role, name, email, telephone, created_at, changed_at)
      select gen_random_uuid(), ('018f0000-0000-7000-8000-' || lpad(to_hex(i), 12, '0'))::uuid, role, role,
        case role when 'security' then 'vakt' else role end || '@virksomhet' || i || '.example', '+47 00 00 00 00', now(), now()
      from generate_series(1, ${organisations}::int) i, unnest('{security,operations-24/7,management}'::text[]) role`)
  })
  const step = 100_000
  for (let from = 0; from < findings; from += step) {
    await owner.asOwner(async (tx) => {
      await tx.run(sql`
        insert into finding (id, organisation_id, operator_id, kind, asset_key, asset, ip, host, asn, state, severity, tlp, sources, first_seen, last_seen, sightings, opened_at, due_at, closed_at, steps,
          told_at, read_at, answer, answered_at, answer_until, closed_by, unmeasured_since)
        select ('01930000-' || lpad(to_hex(i >> 16), 4, '0') || '-7' || lpad(to_hex(i & 4095), 3, '0') || '-8000-' || lpad(to_hex(i), 12, '0'))::uuid,
          ('018f0000-0000-7000-8000-' || lpad(to_hex(o), 12, '0'))::uuid,
          case when o % 20 = 0 then '018f0000-0000-7000-8000-000000000001'::uuid end,
          (${kinds}::text[])[1 + h % ${kinds.length}::int], host(ip) || ':' || (i % 60000), jsonb_build_object('ip', host(ip), 'port', i % 60000, 'transport', 'tcp'),
          ip, case when h % 5 = 0 then 'tjeneste' || (h % 1000) || '.virksomhet' || o || '.example' end, 64500 + o % 500,
          state, (array[4,3,3,2,2,2,1,0])[1 + h % 8], 'TLP:AMBER', '{shadowserver}', now() - make_interval(days => h % 40), now() - make_interval(hours => h % 240), ${perFinding}::int,
          now() - make_interval(days => h % 40), now() + make_interval(days => h % 60 - 20),
          case when state in ('fixed', 'withdrawn') then now() - make_interval(hours => h % 300) end, 1,
          case when state not in ('open', 'withdrawn') then now() - make_interval(hours => 310 + h % 600) end,
          case when state not in ('open', 'withdrawn') and h % 3 > 0 then now() - make_interval(hours => 308 + h % 500) end, answer,
          case when answer is not null then now() - make_interval(hours => 305 + h % 400) end,
          case when answer in ('working', 'accepted') then now() + make_interval(days => 5 + h % 80) end, case when state = 'fixed' then 'absence' end,
          case when state in ('open', 'told', 'answered') and h % 20 = 0 then now() - interval '10 days' end
        from (select *, case state when 'answered' then (array['fixed', 'working'])[1 + h % 2] when 'accepted' then 'accepted'
                when 'disputed' then (array['not-ours', 'false-alarm'])[1 + h % 2] end as answer from (
              select i, h, o, (array['open','open','open','open','open','open','fixed','fixed','told','answered','accepted','disputed','withdrawn'])[1 + h % 13] as state, inet '10.0.0.0' + (o * 512 + h % 512)::bigint as ip
              from (select i, abs(hashint4(i::int)) as h, 1 + (abs(hashint4((i * 7)::int)) % case when i % 3 = 0 then 700 else ${organisations}::int end) as o
                    from generate_series(${from}::bigint, ${from + step - 1}::bigint) i) a) c) b
        on conflict do nothing`)
      await tx.run(sql`
        insert into finding_step (finding_id, number, at, what, after, who_kind, who, import_id, because)
        select id, 1, opened_at, 'opened', 'open', 'system', 'feeds', '01930000-0000-7000-8000-000000000000', '{"source":"shadowserver"}' from finding
        where id >= ('01930000-' || lpad(to_hex(${from}::bigint >> 16), 4, '0') || '-7000-8000-000000000000')::uuid and not exists (select from finding_step s where s.finding_id = finding.id)`)
      await tx.run(sql`
        insert into sighting (import_id, number, line, seen_at, recorded_at, source, kind, form, state, finding_id, organisation_id, ip, asn, asset, severity, tlp, evidence)
        select '01930000-0000-7000-8000-000000000000', (('x' || right(f.id::text, 12))::bit(48)::bigint) * ${perFinding}::int + n, 1, f.last_seen - make_interval(days => n * 3), now(), 'shadowserver', f.kind, 'address',
          case when n = 9 and f.severity = 0 then 'unattributed' else 'attributed' end, case when n = 9 and f.severity = 0 then null else f.id end, f.organisation_id, f.ip, f.asn, f.asset, f.severity, f.tlp, '{"version":"1.2"}'
        from finding f cross join generate_series(0, ${perFinding - 1}::int) n
        where ('x' || right(f.id::text, 12))::bit(48)::bigint between ${from}::bigint and ${from + step - 1}::bigint`)
    })
    process.stdout.write(`\r${from + step} findings`)
  }
  console.log()
  await fillTold(owner, organisations)
  const client = new pg.Client(url)
  await client.connect()
  await client.query('vacuum analyze')
  await client.end()
}
