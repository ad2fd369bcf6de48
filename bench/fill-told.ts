import { allKinds } from '#capabilities/findings/index.ts'
import { taskKinds } from '#capabilities/watch/contract.ts'
import { raw, type Sql, sql } from '#platform/db/db.ts'
import type { openPostgresOwner } from '#platform/db/open.ts'

/** What the told sector of `bench/lists.ts` has, beside its findings. */
export const toldSector = { tasks: 50_000, tasksDone: 200_000, untold: 20_000, closings: 2_000, findingsOfNotice: 10 }

/** The organisation of a number, as `bench/lists.ts` makes it. */
const organisationOf = (number: string): string => `('018f0000-0000-7000-8000-' || lpad(to_hex(${number}), 12, '0'))::uuid`

/** Ids that rise as the rows do. */
const idOf = (prefix: string, number: string): string =>
  `('${prefix}-' || lpad(to_hex((${number})::bigint >> 16), 4, '0') || '-7000-8000-' || lpad(to_hex(${number}), 12, '0'))::uuid`

/**
 * Tells and answers the findings that are there: notices of ten findings each, deliveries and steps, a measure for every finding, the
 * queue of the watch, what waits, and 45 days of files. Seeded by the rows, so that every run has the same sector.
 */
export async function fillTold(owner: ReturnType<typeof openPostgresOwner>, organisations: number): Promise<void> {
  const kinds = allKinds.map(({ id }) => id)
  for (const [what, statements] of Object.entries(parts(kinds, organisations))) {
    await owner.asOwner(async (tx) => {
      for (const statement of statements) await tx.run(statement)
    })
    console.log(what)
  }
}

const parts = (kinds: readonly string[], organisations: number): Record<string, Sql[]> => ({
  notices: [
    sql`create table told as
      select f.id as finding, f.organisation_id as organisation, coalesce(f.operator_id, f.organisation_id) as recipient, f.kind, f.asset_key, f.severity,
        f.first_seen, f.last_seen, f.sources, f.state, f.told_at, f.answer, f.answered_at, f.closed_at,
        row_number() over w - 1 as nth, dense_rank() over (order by coalesce(f.operator_id, f.organisation_id)) as rank
      from finding f window w as (partition by coalesce(f.operator_id, f.organisation_id) order by f.id)`,
    sql`create table told_notice as
      select recipient, nth / ${raw(String(toldSector.findingsOfNotice))} as part, row_number() over (order by nth / ${raw(String(toldSector.findingsOfNotice))}, recipient) as i, max(severity) as severity,
        count(*)::int as findings, count(distinct organisation)::int as organisations, count(answer)::int as answered, count(closed_at)::int as done
      from told group by recipient, nth / ${raw(String(toldSector.findingsOfNotice))}`,
    sql`insert into notice (id, recipient_id, constituency, topic, schedule, state, language, tlp, severity, subject, text, html, csv, findings, organisations,
        answered, done, created_at, sent_at, opened_at, answered_at, answer_by, rung, steps)
      select ${raw(idOf('01940000', 'i'))}, recipient, 'municipal', case when i % 50 = 0 then 'correction' else 'findings' end,
        case when severity = 4 then 'at-once' else 'daily' end, (array['sent','sent','opened','answered','answered','silent','bounced','queued'])[1 + i % 8],
        'nb', 'TLP:AMBER', severity, findings || ' funn hos virksomhet ' || i, repeat('Vi har sett noe hos dere. ', 80), repeat('<p>Vi har sett noe.</p>', 200), null,
        findings, organisations, least(answered, findings), least(done, findings), at, at, case when i % 3 = 0 then at + interval '5 hours' end,
        case when i % 8 in (3, 4) then at + interval '2 days' end, case when i % 8 = 5 then at + interval '3 days' end, 0, 3
      from (select *, now() - make_interval(mins => ((select max(i) from told_notice) - i)::int * 3) as at from told_notice) n`,
    sql`insert into notice_finding (notice_id, finding_id, organisation_id, recipient_id, place, kind, asset_text, severity, first_seen, last_seen, sources, because,
        told_at, answered_at, answer, outcome, done_at)
      select ${raw(idOf('01940000', 'n.i'))}, t.finding, t.organisation, t.recipient, 1 + t.nth % ${raw(String(toldSector.findingsOfNotice))}, t.kind, t.asset_key, t.severity, t.first_seen,
        t.last_seen, t.sources, '{"cause":"opened","role":"owner","owner":"Virksomhet","recipient":"Virksomhet"}', now() - interval '1 day', t.answered_at, t.answer,
        case when t.state = 'fixed' then 'fixed' end, t.closed_at
      from told t join told_notice n on n.recipient = t.recipient and n.part = t.nth / ${raw(String(toldSector.findingsOfNotice))}`,
    sql`insert into delivery (id, notice_id, recipient_id, rung, channel, contact_id, contact_name, contact_role, address, language, state, message_id, tries, created_at, sent_at)
      select ${raw(idOf('01950000', 'i'))}, ${raw(idOf('01940000', 'i'))}, recipient, 0, 'mail', null, 'Vakt', 'security', 'vakt@example.no', 'nb',
        case when i % 8 = 7 then 'queued' when i % 8 = 6 then 'bounced' else 'sent' end, i || '@varde.example', 1, now(), now() from told_notice`,
    sql`insert into notice_step (notice_id, number, at, what, who_kind, who, because)
      select ${raw(idOf('01940000', 'i'))}, s, now(), (array['queued','sent','opened'])[s], 'system', 'notices.send', '{}' from told_notice cross join generate_series(1, 3) s`,
    sql`insert into finding_step (finding_id, number, at, what, before, after, who_kind, who, because)
      select id, 2, told_at, 'told', 'open', 'told', 'system', 'notices.send', '{"channel":"mail"}' from finding where told_at is not null`,
    sql`update finding set steps = 2 where told_at is not null`,
    sql`drop table told, told_notice`,
  ],
  measures: [
    sql`insert into measure (id, organisation_id, operator_id, cause, cause_id, kind, asset_text, severity, state, owner, due_at, cause_due_at, organisation_kinds, channel,
        created_at, told_at, read_at, answered_at, proved_at, closed_at, changed_at)
      select gen_random_uuid(), f.organisation_id, f.operator_id, 'finding', f.id, f.kind, f.asset_key, f.severity,
        case f.state when 'fixed' then 'done' when 'answered' then case f.answer when 'fixed' then 'claimed' else 'doing' end when 'accepted' then 'accepted'
          when 'disputed' then 'disputed' when 'withdrawn' then 'withdrawn' else 'open' end,
        case when f.sightings % 7 = 3 or right(f.id::text, 1) = '7' then 'Drift' end, f.due_at, f.due_at,
        case when right(f.organisation_id::text, 1) in ('3', '8') then '{hospital,municipality}'::text[] else '{municipality}'::text[] end,
        case when f.told_at is not null then case when right(f.id::text, 1) = '5' then 'telephone' else 'mail' end end,
        f.opened_at, f.told_at, f.told_at + interval '5 hours', f.answered_at, f.closed_at, f.closed_at, now()
      from finding f`,
  ],
  watch: [
    sql`insert into task (id, what, object, organisation_id, severity, state, count, because, due_at, created_at, changed_at, taken_by, taken_name, snoozed_until, done_at, done_name, outcome, notes)
      select ${raw(idOf('01960000', 'i'))}, (${taskKinds as readonly string[] as string[]}::text[])[1 + i % ${taskKinds.length}::int], 'object ' || i,
        case when i % 5 > 0 then ${raw(organisationOf(`1 + i % ${organisations}`))} end, (array[4,3,3,2,2,1,0])[1 + i % 7],
        case when is_done then 'done' else (array['open','open','open','taken','snoozed'])[1 + i % 5] end, 1, '{"subject":"noe"}',
        now() + make_interval(mins => (i * 7919 % 40000)::int - 20000), now() - make_interval(mins => (i * 104729 % 200000)::int), now(),
        case when i % 5 = 3 then case when i % 50 = 3 then 'usr_bench' else 'usr_other' end end, case when i % 5 = 3 then 'Bench' end,
        case when not is_done and i % 5 = 4 then now() + interval '1 day' end, case when is_done then now() - make_interval(mins => (i * 15485863 % 200000)::int) end,
        case when is_done then 'Bench' end, case when is_done then 'ordnet' end, 1
      from (select i, i > ${toldSector.tasks} as is_done from generate_series(1, ${toldSector.tasks + toldSector.tasksDone}::bigint) i) n`,
    sql`insert into task_about (task_id, what, object, at, over_at, times, because) select id, what, object || ' ' || n, created_at, done_at, 1, because from task cross join generate_series(1, 2) n`,
    sql`insert into task_note (task_id, number, at, who, who_name, what) select id, 1, created_at, 'watch', 'watch', 'raised' from task`,
    sql`insert into task_heard (position, kind, heard_at, things)
      select i, (array['finding.opened','finding.fixed','finding.told'])[1 + i % 3], now() - make_interval(secs => i::int), 10 from generate_series(1, 200000::bigint) i`,
    sql`insert into handover (id, at, who, who_name, to_name, since, summary, text, passed_on)
      select gen_random_uuid(), now() - make_interval(hours => 8 * i), 'usr_bench', 'Bench', 'Other', now() - make_interval(hours => 8 * i + 8),
        '{"raised":1,"done":1,"open":1,"overdue":0,"byKind":{},"noticesSent":1,"opened":1,"fixed":1}', '', '[]' from generate_series(1, 1000) i`,
  ],
  untold: [
    sql`insert into untold (finding_id, recipient_id, cause, organisation_id, role, schedule, send_after, severity, because, created_at)
      select id, coalesce(operator_id, organisation_id), 'opened', organisation_id, case when operator_id is null then 'owner' else 'operator' end,
        case when severity = 4 then 'at-once' else 'daily' end, now() + make_interval(mins => abs(hashtext(organisation_id::text)) % 1000), severity, '{}', now()
      from finding where state = 'open' order by md5(id::text) limit ${toldSector.untold}`,
    sql`insert into notice_recipient (organisation_id) select distinct recipient_id from untold`,
  ],
  files: [
    sql`insert into source (id, name, title, provider, format, rhythm_hours, created_at)
      values ('01970000-0000-7000-8000-000000000000', 'shadowserver', 'Shadowserver', 'shadowserver', 'shadowserver', 24, '2025-01-01')`,
    sql`insert into import (id, source_id, file_name, report_type, sha256, size_bytes, state, received_at, received_by, rows, sightings, last_seen_at, kinds)
      select gen_random_uuid(), '01970000-0000-7000-8000-000000000000', 'x', kind, gen_random_uuid()::text, 1, 'done', now() - make_interval(days => d), 'x', 500, 500,
        now() - make_interval(days => d, hours => 6), array[kind]
      from unnest(${[...kinds]}::text[]) with ordinality as k (kind, n) cross join generate_series(0, 44) d where (n + d) % 10 <> 0`,
    sql`insert into closing (id, source, kind, findings, of_open, absent_since, through, state, created_at, changed_at, decided_at, decided_by, reason, done_at)
      select gen_random_uuid(), 'shadowserver', (${[...kinds]}::text[])[1 + i % ${kinds.length}::int], 500, 1000, now() - interval '9 days', now(),
        case when i <= 20 then 'waiting' else (array['released','refused','over'])[1 + i % 3] end, now() - make_interval(hours => i), now() - make_interval(hours => i),
        case when i > 20 then now() - make_interval(hours => i - 2) end, case when i > 20 then 'Bench' end, case when i > 20 then 'sett på' end, case when i > 20 then now() end
      from generate_series(1, ${toldSector.closings}::int) i`,
  ],
})
