import { emptyAudience, emptyContent } from '#capabilities/advisories/rules.ts'
import { allKinds } from '#capabilities/findings/index.ts'
import { usualChoice } from '#capabilities/subscriptions/rules.ts'
import { taskKinds } from '#capabilities/watch/contract.ts'
import { uuidOf } from '#domain/id.ts'
import { raw, type Sql, sql } from '#platform/db/db.ts'
import type { House } from './house.ts'

/** Nothing in the sector is called anything longer; it is the member that reads. */
export const longName = 'Nordre Follo interkommunale legevakt- og øyeblikkelig-hjelp-tjeneste'
const longHost = 'innsjekk-og-timebestilling.nordre-follo-interkommunale-legevakt-og-oyeblikkelig-hjelp.example'
const longReason = `Avtalt med ${longName} til den nye brannmuren står i uke 50.`

/** Lists that nobody has a hundred thousand of end here. */
const few = 2_000

/** A warning with long words in every text, and in the labels that most have. */
const words = { nb: longReason, nn: longReason, en: longReason }
const title = { nb: longName, nn: longName, en: longName }
const measure = { key: 'm1', group: 'now', text: words, hours: 24 } as const
const product = { vendor: 'Fortinet', product: `FortiOS for ${longName}`, versions: '7.2.5', cpe: '', purl: '' }
/** What a supplier reads of it. */
const supplierShown = JSON.stringify({
  trackingId: 'FILL-2026-1',
  title,
  summary: words,
  what: words,
  publishedAt: '2026-11-20T10:00:00.000Z',
  products: [
    { key: `Fortinet FortiOS for ${longName}`, name: `Fortinet FortiOS for ${longName}`, versions: '7.2.5', cpe: '', purl: '' },
  ],
  cves: ['CVE-2026-10001', 'CVE-2026-10002'],
})
const advisory = JSON.stringify({
  ...emptyContent('vulnerability'),
  title,
  summary: words,
  what: words,
  who: words,
  measures: [measure],
  products: [product],
  references: [{ summary: longName, url: `https://${longHost}/${'varsel'.repeat(20)}` }],
})

/** The same, open to everybody. */
const open = JSON.stringify({ ...JSON.parse(advisory), tlp: 'TLP:CLEAR', pap: 'PAP:CLEAR' })

const subscription = JSON.stringify({
  ...usualChoice,
  atOnce: 'critical',
  products: [{ vendor: 'Fortinet', product: `FortiOS for ${longName}` }],
  words: [longName, 'fjernpålogging'],
})

/** The id of a row by its number; rows rise as their numbers do. */
const idOf = (prefix: string, number = 'i'): Sql =>
  raw(
    `('${prefix}-' || lpad(to_hex((${number})::bigint >> 16), 4, '0') || '-7000-8000-' || lpad(to_hex(${number}), 12, '0'))::uuid`,
  )

/**
 * Grows every list of a house from so many rows to so many; the same rows in every run. Half of the findings are the reading member's,
 * the others are what it operates for somebody else. States, kinds, severities and languages go round; names are as long as they get.
 */
export async function fill(house: House, from: number, to: number): Promise<void> {
  const reader = uuidOf(await house.organisation(longName))
  for (const statement of statements(reader, from, to)) await house.db.asOwner((tx) => tx.run(statement))
  await house.db.asOwner((tx) => tx.run(sql`analyze`))
}

function statements(reader: string, from: number, to: number): Sql[] {
  const numbers = (after: number, last: number): Sql => sql`generate_series(${after + 1}::bigint, ${last}::bigint) i`
  const rows = numbers(from, to)
  const fewer = numbers(from, Math.min(to, few))
  const doubled = numbers(2 * from, 2 * to)
  const other = idOf('018f0000', `1 + (i / 2) % ${Math.min(to, few)}`)
  const owner = sql`case when i % 2 = 1 then ${reader}::uuid else ${other} end`
  const name = sql`${longName}::text`
  const host = sql`${longHost}::text`
  const reason = sql`${longReason}::text`
  const kinds = allKinds.map(({ id }) => id)
  const kind = sql`(${kinds}::text[])[1 + i % ${kinds.length}::int]`
  const severity = raw('(array[4,3,2,1,0])[1 + i % 5]')
  const address = raw(`host(inet '198.18.0.0' + i)`)
  const cvePlace = raw('202600000010000 + i')
  return [
    sql`insert into organisation (id, number, name, kinds, constituencies, municipality, county, language, membership, member_since, source, created_at, changed_at, search)
      select ${idOf('018f0000')}, null, name, case when i % 2 = 0 then '{municipality}' else '{general-practice,hospital-trust}' end::text[],
        case when i % 2 = 0 then '{municipal}' else '{health}' end::text[], place, left(place, 2), (array['nb','nn','en'])[1 + i % 3], 'member', '2025-01-01', 'fill', now(), now(), lower(name)
      from (select i, case when i % 3 = 0 then 'Vik kommune' else ${name} || ', avdeling' end || ' ' || i as name,
        (array['0301','1103','3203','4601','5001','5501','5601','3301','1508','4204'])[1 + i % 10] as place from ${fewer}) n`,
    sql`insert into holding (id, organisation_id, relation, form, value, valid_from, proof, confirmed_at, created_at, changed_at, source)
      select ${idOf('01910000')}, case when i <= 40 then ${reader}::uuid else ${idOf('018f0000')} end, case when i % 4 = 0 then 'operates' else 'owns' end,
        case when i % 2 = 0 then 'network' else 'domain' end, case when i % 2 = 0 then ${address} || '/32' else 'avdeling-' || i || '.' || ${host} end,
        '2025-01-01', 'declared', now(), now(), now(), 'fill' from ${fewer}`,
    sql`insert into vulnerability (place, cve, state, title, severity, score, score_version, kev_on, eukev_on, ransomware, published_at, words, product_words, changed_at)
      select ${cvePlace}, 'CVE-2026-' || 10000 + i, case when i % 9 = 0 then 'rejected' else 'published' end, ${reason} || ' ' || i, case when i % 6 > 0 then i % 5 end,
        case when i % 6 > 0 then (i % 100) / 10.0 end, case when i % 6 > 0 then '3.1' end, case when i % 2 = 1 then date '2026-11-12' end,
        case when i % 3 = 1 then date '2026-11-13' end, i % 4 = 1, now(), lower(${reason}), 'fjordsoft portvakt', now() from ${fewer}`,
    sql`insert into vulnerability_import (id, source, file_name, sha256, version, as_of, read_at, touched_at, ended_at, who_name, records, added, changed, refused, issues)
      select ${idOf('01b30000')}, (array['kev','eukev','cve5','nvd2','epss'])[1 + i % 5], ${host} || '-' || i || '.json.gz', md5(i::text), 'v2026.11.20', now() - interval '9 days',
        now() - i * interval '1 minute', now() - i * interval '1 minute', case when i % 8 > 0 then now() end, ${name}, 300000, 1200, 34000, 2,
        jsonb_build_array(jsonb_build_object('record', 12, 'line', 1, 'code', 'bad-schema', 'field', 'cveMetadata.cveId', 'found', ${longHost}::text)) from ${numbers(from, Math.min(to, 60))}`,
    sql`insert into vulnerability_source (source, version, as_of, read_at, known)
      select source, 'v2026.11.20', case when source <> 'eukev' then now() - interval '9 days' end, now() - interval '8 days', 300000
      from unnest(array['kev','eukev','cve5','nvd2']) source on conflict do nothing`,
    sql`insert into vulnerability_fetch (source, address, every_hours, next_at, tried_at, reached_at, fault)
      values ('kev', 'https://' || ${longHost} || '/known_exploited_vulnerabilities.json', 12, now() + interval '12 hours', now(), now() - interval '2 days', 'private-address') on conflict do nothing`,
    sql`insert into vulnerability_fact (place, source, import_id, as_of, read_at, statement)
      select ${cvePlace}, source, ${idOf('01b30000', '1')}, now() - interval '9 days', now(), jsonb_build_object('title', ${reason}, 'state', 'published',
        'descriptions', jsonb_build_array(jsonb_build_object('lang', 'en', 'text', repeat(${reason} || ' ', 12))),
        'scores', jsonb_build_array(
          jsonb_build_object('version', '4.0', 'vector', 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N', 'by', ${longHost}::text, 'said', 9.3, 'score', 9.3, 'severity', 'critical', 'problems', '[]'::jsonb),
          jsonb_build_object('version', '3.1', 'vector', 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H', 'by', 'nvd@nist.gov', 'said', 9.1, 'score', 9.8, 'severity', 'critical', 'problems', '["score-differs"]'::jsonb),
          jsonb_build_object('version', '2.0', 'vector', 'AV:N/AC:L/Au:N/C:C/I:C/A:C', 'by', 'nvd@nist.gov', 'said', 10, 'score', 10, 'severity', 'high', 'problems', '[]'::jsonb)),
        'weaknesses', jsonb_build_array(jsonb_build_object('id', 'CWE-78', 'name', ${reason}, 'by', 'CISA')),
        'products', (select jsonb_agg(jsonb_build_object('vendor', ${name}, 'product', 'Portvakt ' || n, 'versions', 'vers:generic/>=7.0|<7.0.13', 'by', 'fjordsoft')) from generate_series(1, 30) n),
        'references', jsonb_build_array(jsonb_build_object('url', 'https://' || ${longHost}::text || '/advisories/7', 'tags', jsonb_build_array('Vendor Advisory'))),
        'exploited', jsonb_build_object('addedOn', '2026-11-12', 'dueOn', '2026-12-03', 'requiredAction', ${reason}))
      from ${fewer}, unnest(array['kev','cve5']) source`,
    sql`insert into vulnerability_epss (place, import_id, score, percentile, as_of, read_at, before_score, before_percentile, before_as_of)
      select ${cvePlace}, ${idOf('01b30000', '1')}, (i * 7919) % 100001, (i * 104729) % 100001, now() - interval '9 days', now(), (i * 31) % 100001, 50000, now() - interval '10 days'
      from ${fewer} where i % 5 > 0`,
    sql`insert into service_terms (subject, version, body, changed, valid_from, published_at, published_by)
      select s, 1, jsonb_build_object('nb', b, 'nn', b, 'en', b), jsonb_build_object('nb', ${reason}, 'nn', ${reason}, 'en', ${reason}),
        '2026-01-01', '2026-01-01', ${name}
      from unnest(array['membership','scanning','sensors']) s,
        jsonb_build_object('text', ${reason}, 'ours', jsonb_build_array(${reason}), 'yours', jsonb_build_array(${reason})) b
      on conflict do nothing`,
    sql`insert into service_enrolment (organisation_id, service, offered_at, wanted_at, paused_at, pause_reason, changed_at)
      select organisation, service, case when i % 5 = 0 then now() end, case when i % 5 > 0 then now() end, case when i % 7 = 0 then now() end,
        case when i % 7 = 0 then ${reason} end, now()
      from (select i, service, case when i = 1 then ${reader}::uuid else ${idOf('018f0000')} end as organisation
        from ${fewer}, unnest(array['membership','scanning','sensors']) service) n on conflict do nothing`,
    sql`insert into service_consent (id, organisation_id, subject, version, signatory, given_at, given_by, given_by_name)
      select gen_random_uuid(), organisation, subject, 1, ${reason}, now(), 'fill', ${name}
      from (select i, subject, case when i = 1 then ${reader}::uuid else ${idOf('018f0000')} end as organisation
        from ${fewer}, unnest(array['membership','scanning']) subject) n where i % 5 > 0 on conflict do nothing`,
    sql`insert into service_target (id, organisation_id, service, form, value, verified, added_at, added_by)
      select ${idOf('018d0000')}, ${reader}::uuid, 'scanning', 'domain', 'avdeling-' || i || '.' || ${host}, i % 2 = 0, now(), ${name}
      from ${numbers(from, Math.min(to, 40))} on conflict do nothing`,
    sql`insert into assessment (id, organisation_id, owner_name, framework, title, done_on, document, answers, created_at, created_by)
      select ${idOf('018c0000')}, ${reader}::uuid, ${name}, 'other', ${reason} || ' ' || i, '2026-01-01',
        jsonb_build_object('issuer', ${name}, 'reference', '2026/1', 'validUntil', null, 'sha256', ''), '[]', now(), ${name}
      from ${numbers(from, Math.min(to, 40))}`,
    sql`insert into contact (id, organisation_id, role, name, email, telephone, language, confirmed_at, created_at, changed_at)
      select ${idOf('01920000')}, ${idOf('018f0000')}, case when i % 5 = 0 then 'operations-24/7' else 'security' end, 'Sikkerhetsvakten ved ' || ${name}, 'sikkerhetsvakten.' || i || '@' || ${host}, '+47 00 00 00 00',
        'nb', now(), now(), now() from ${fewer}`,
    sql`insert into pgp_key (id, organisation_id, contact_id, contact, address, armoured, fingerprint, user_ids, algorithms, made_at, expires_at, problem, state,
        source, added_at, added_by)
      select ${idOf('01940000')}, case when i = 1 then ${reader}::uuid else ${idOf('018f0000')} end, ${idOf('01920000')}, 'Sikkerhetsvakten ved ' || ${name}, 'sikkerhetsvakten.' || i || '@' || ${host},
        '-----BEGIN PGP PUBLIC KEY BLOCK-----', upper(md5(i::text) || left(md5(i::text), 8)), array['Sikkerhetsvakten ved ' || ${name}], 'Ed25519 + Curve25519',
        now() - interval '1 year', case when i % 4 = 0 then now() + (i % 60 - 20) * interval '1 day' end,
        case when i % 9 = 0 then 'revoked' end, (array['used','waiting','replaced','refused'])[1 + i % 4], 'upload', now(), ${name} from ${fewer}`,
    sql`insert into key_block (id, organisation_id, contact_id, contact, notice_id, tlp, problem, became, at)
      select ${idOf('01950000')}, ${reader}::uuid, ${idOf('01920000')}, 'Sikkerhetsvakten ved ' || ${name}, ${idOf('01960000')}, 'TLP:AMBER+STRICT', 'expired',
        (array['held','pointer','clear'])[1 + i % 3], now() from ${fewer}`,
    sql`insert into organisation_former (id, organisation_id, form, value, valid_from, valid_to, recorded_at)
      select ${idOf('019a0100')}, ${reader}::uuid, 'name', ${name} || ' ' || i, timestamptz '1900-01-01' + i * interval '1 day', timestamptz '1900-01-02' + i * interval '1 day', now() from ${fewer}`,
    sql`insert into register_change (id, kind, list, title, at, who_name, counts)
      select ${idOf('019a0200')}, 'import', 'medlemsliste-' || i, ${name} || '.csv', now() - i * interval '1 minute', 'Nattevakten ved ' || ${name}, '{"organisationsNew": 1204, "organisationsChanged": 7, "organisationsGone": 3}' from ${fewer}`,
    sql`insert into coverage_reference (id, words, kinds, value, unit, bound, year, source)
      select 'kilde-' || i, jsonb_build_object('nb', ${name}, 'nn', ${name}, 'en', ${name}), '{municipality}', 95, 'percent', 'about', 2022, 'HOD 2022' from ${numbers(from, Math.min(to, 40))}`,
    sql`insert into person (id, name, display_name, password_hash, locale, team_roles, created_at)
      select ${idOf('01980000')}, 'nattevakt.' || i, 'Nattevakten ved ' || ${name} || ' ' || i, 'none', 'nb', '{duty}', now() from ${fewer}`,
    sql`insert into organisation_service (id, organisation_id, name, kind, valid_from, source, who_name, created_at, changed_at)
      select ${idOf('01a20000')}, ${reader}::uuid, 'Legevakt og øyeblikkelig hjelp ' || i, 'out-of-hours', '2024-01-01', ${reason}, ${name}, now(), now()
      from ${numbers(from, Math.min(to, 150))}`,
    sql`insert into organisation_relation (id, organisation_id, type, outward, other_number, other_name, service_place, valid_from, source, who_name, created_at, changed_at)
      select ${idOf('01a30000')}, case when i % 2 = 0 then ${reader}::uuid else ${idOf('018f0000')} end, (array['operates-for','supplies','processor'])[1 + i % 3], i % 5 = 0, null,
        ${name} || ' IKT ' || i, case when i % 2 = 0 then (select max(place) from organisation_service where organisation_id = ${reader}::uuid) end, '2024-01-01', ${reason}, ${name}, now(), now()
      from ${fewer}`,
    sql`insert into stakeholder_group (id, name, kind, note, created_at, changed_at)
      select ${idOf('01a40000')}, 'Høringsinstanser for ' || ${name} || ' ' || i, 'patients', ${reason}, now(), now() from ${fewer}`,
    sql`insert into group_member (id, group_id, organisation_id, name, valid_from, entered_at, entered_by)
      select ${idOf('01a50000')}, ${idOf('01a40000', '1')}, ${idOf('018f0000')}, ${name} || ', avdeling ' || i, '2024-01-01', now(), ${name} from ${fewer}`,
    sql`insert into peer_team (id, name, constituency, contact, email, telephone, created_at, changed_at)
      select ${idOf('01a60000')}, 'Responsmiljøet ved ' || ${name} || ' ' || i, ${name}, 'Nattevakten ved ' || ${name}, 'vakt.' || i || '@' || ${host}, '+47 00 00 00 00', now(), now()
      from ${numbers(from, Math.min(to, 40))}`,
    sql`insert into peer_fact (id, peer_id, on_day, words, source, who_name, created_at)
      select ${idOf('01a70000')}, ${idOf('01a60000', '1')}, '2022-04-01', ${reason}, ${name}, ${name}, now() from ${numbers(from, Math.min(to, 40))}`,
    sql`insert into peer_member (peer_id, organisation_id, valid_from) select ${idOf('01a60000', '1')}, ${idOf('018f0000')}, '2022-04-01' from ${fewer}`,
    sql`insert into agreed_lead (organisation_id, valid_from, peer_id, agreed_with, who_name, created_at)
      select ${idOf('018f0000')}, '2024-01-01', case when i % 2 = 0 then ${idOf('01a60000', '1')} end, 'Leder ved ' || ${name}, ${name}, now() from ${fewer} where i % 3 > 0`,
    sql`insert into security_clearance (id, person_id, reason, given_by, given_at, taken_at)
      select ${idOf('01a80000')}, ${idOf('01980000')}, ${reason}, 'Administratoren ved ' || ${name}, now(), case when i % 2 = 0 then now() end from ${numbers(from, Math.min(to, 40))}`,
    sql`insert into advice_block (id, version, topic, missing, search, retired, changed_at, changed_by)
      select ${idOf('01a90000')}, 2, (array['updates','mail','sign-in'])[1 + i % 3], case when i % 4 = 0 then '{nn,en}' else '{}' end::text[], lower(${reason}), i % 9 = 0,
        now() - i * interval '1 minute', 'Rådgiveren ved ' || ${name} from ${fewer}`,
    sql`insert into advice_version (block_id, version, topic, texts, reference_list, why, made_at, made_by)
      select ${idOf('01a90000')}, v, (array['updates','mail','sign-in'])[1 + i % 3], case when i % 4 = 0 then jsonb_build_object('nb', t) else jsonb_build_object('nb', t, 'nn', t, 'en', t) end,
        jsonb_build_array(jsonb_build_object('kind', 'principle', 'id', '2.3.1'), jsonb_build_object('kind', 'link', 'title', ${name}, 'url', 'https://' || ${host} || '/')),
        ${reason}, now() - i * interval '1 minute', 'Rådgiveren ved ' || ${name}
      from (select i, v, jsonb_build_object('title', 'Råd ' || i || ' til ' || ${name}, 'text', ${reason} || E'\\n- ' || ${reason} || E'\\n- Versjon ' || v) as t
        from ${fewer}, generate_series(1, 2) v) n`,
    sql`insert into api_key (id, name, token_hash, organisation_id, roles, created_by, created_at, expires_at)
      select ${idOf('01990000')}, 'Brannmuren ved ' || ${name} || ' ' || i, 'h' || i, case when i % 2 = 0 then ${reader}::uuid end,
        case when i % 2 = 0 then '{member-security}' else '{analyst}' end::text[], 'admin', now(), now() + interval '90 days' from ${fewer}`,
    sql`insert into source (id, name, title, provider, format, rhythm_hours, created_at, last_file_at, last_seen_at)
      select ${idOf('01970000')}, 'source-' || i, 'Daglige rapporter om ' || ${name} || ' ' || i, 'Shadowserver', 'shadowserver', 24, now() - interval '45 days', now(), now() from ${fewer}`,
    sql`insert into import (id, source_id, file_name, report_type, sha256, size_bytes, state, received_at, received_by, rows, sightings, issues, last_seen_at, kinds)
      select ${idOf('01a00000')}, ${idOf('01970000', '1')}, '2026-11-20-scan_rdp-' || ${host} || '-' || i || '.csv', 'scan_rdp', 'sha-' || i, 120000, 'done', now() - make_interval(hours => i::int),
        'admin', 500, 490, 1, now() - make_interval(hours => i::int), array[${kind}] from ${fewer}`,
    sql`insert into import_issue (import_id, number, line, code, field, found)
      select ${idOf('01a00000', '1')}, i, i + 1, 'bad-address', 'ip', ${host} from ${fewer}`,
    sql`insert into finding (id, organisation_id, operator_id, kind, asset_key, asset, ip, host, asn, state, severity, tlp, sources, first_seen, last_seen, sightings, opened_at, due_at,
        closed_at, steps, told_at, answer, answered_at, answer_until, closed_by)
      select ${idOf('01930000')}, ${owner}, case when i % 2 = 0 then ${reader}::uuid end, ${kind}, ${address} || ':3389/tcp',
        jsonb_build_object('ip', ${address}, 'port', 3389, 'transport', 'tcp', 'host', 'm' || i || '.' || ${host}), ${address}::inet, 'm' || i || '.' || ${host}, 64496, state, ${severity},
        'TLP:AMBER', '{shadowserver,source-1}', now() - interval '9 days', now() - interval '5 hours', 4, now() - interval '9 days', now() + make_interval(days => (i % 60)::int - 20),
        case when state in ('fixed', 'withdrawn') then now() - interval '1 hour' end, 2, case when state not in ('open', 'withdrawn') then now() - interval '8 days' end,
        case state when 'answered' then 'working' when 'accepted' then 'accepted' when 'disputed' then 'not-ours' end,
        case when state in ('answered', 'accepted', 'disputed') then now() - interval '3 days' end,
        case when state in ('answered', 'accepted') then now() + interval '20 days' end, case when state = 'fixed' then 'absence' end
      from (select i, (array['told','open','told','open','answered','fixed','accepted','disputed','told','withdrawn'])[1 + (i / 2) % 10] as state from ${doubled}) n`,
    sql`insert into finding_step (finding_id, number, at, what, before, after, who_kind, who, because)
      select id, 1, opened_at, 'opened', null, 'open', 'system', 'feeds', '{"source":"shadowserver"}'::jsonb from finding where steps = 2 and not exists (select from finding_step where finding_id = finding.id)`,
    sql`insert into finding_step (finding_id, number, at, what, before, after, who_kind, who, because)
      select id, 2, coalesce(told_at, now()), 'told', 'open', state, 'system', 'notices.send',
        jsonb_build_object('channel', 'mail', 'contact', 'Sikkerhetsvakten', 'recipient', ${name}) from finding where not exists (select from finding_step where finding_id = finding.id and number = 2)`,
    sql`insert into sighting (import_id, number, line, seen_at, recorded_at, source, kind, form, state, finding_id, organisation_id, ip, host, asn, asset, severity, tlp, evidence)
      select ${idOf('01a00000', '1')}, i, 1, now() - interval '5 hours', now(), 'shadowserver', ${kind}, 'address', case when i % 2 = 0 then 'unattributed' else 'attributed' end,
        case when i % 2 = 1 then ${idOf('01930000')} end, case when i % 2 = 1 then ${reader}::uuid end, case when i % 2 = 1 then ${address} else host(inet '198.19.0.0' + i * 256) end::inet,
        'm' || i || '.' || ${host}, 64499, jsonb_build_object('ip', ${address}, 'port', 3389, 'host', ${host}), ${severity}, 'TLP:AMBER', '{"banner":"RDP"}' from ${doubled}`,
    sql`insert into claim (id, organisation_id, relation, form, value, valid_from, state, level, token, claimed_by, claimed_name, created_at, changed_at, review)
      select ${idOf('01b10000')}, ${owner}, 'owns', 'domain', 'k' || i || '.' || ${host}, now() - interval '9 days',
        (array['open','refused','expired','withdrawn','disputed'])[1 + i % 5], 'declared', 't' || i, 'admin', 'Sikkerhetsvakten ved ' || ${name}, now(), now(),
        case when i % 4 = 0 then '{too-large}' else '{}' end::text[] from ${rows}`,
    sql`insert into advisory (id, tracking_id, type, severity, tlp, pap, title, search, life, draft, draft_state, revision, writers, audience, imported, version, created_at,
        created_by, changed_at, changed_name, published_at)
      select ${idOf('01d10000')}, 'FILL-2026-' || i, 'vulnerability', ${severity}, 'TLP:AMBER', 'PAP:AMBER', ${name} || ' ' || i, lower(${name}), 'published',
        case when i % 2 = 1 then ${advisory}::jsonb end, case when i % 2 = 1 then (array['draft','review','approved'])[1 + (i / 2) % 3] end, 3, '{}',
        ${JSON.stringify(emptyAudience())}::jsonb, false, 1, now(), 'fill', now() - make_interval(hours => i::int), 'Analytikeren ved ' || ${name}, now() from ${fewer}`,
    sql`insert into advisory_version (advisory_id, version, tracking_id, type, severity, tlp, pap, content, published_at)
      select id, 1, tracking_id, type, severity, tlp, pap, ${advisory}::jsonb, now() from advisory on conflict do nothing`,
    sql`insert into advisory_address (advisory_id, version, organisation_id, reasons, sureness, addressed_at)
      select advisory_id, version, ${reader}::uuid, '[{"kind":"named"}]', 'certain', now() from advisory_version on conflict do nothing`,
    sql`insert into open_warning (advisory_id, tracking_id, version, type, severity, content, search, life, first_published_at, published_at, ended_at, changed_at)
      select id, tracking_id, 1, type, severity, ${open}::jsonb, search, (array['published','withdrawn','closed'])[1 + number % 3], at, at,
        case when number % 3 > 0 then at end, at
      from (select *, split_part(tracking_id, '-', 3)::int as number, changed_at as at from advisory where tracking_id like 'FILL-%') filled on conflict do nothing`,
    sql`insert into open_step (advisory_id, version, what, at) select advisory_id, 1, 'published', published_at from open_warning on conflict do nothing`,
    sql`insert into csaf_document (advisory_id, number, version, tracking_id, tlp, state, tried_at, failures, changed_at)
      select id, 1, 1, tracking_id, tlp, case when number % 4 = 0 then 'failed' else 'waiting' end, now(),
        case when number % 4 = 0 then jsonb_build_array(jsonb_build_object('test', '6.1.23', 'group', 'mandatory', 'pointer', '/vulnerabilities/1/cve', 'message', ${longReason}::text)) else '[]' end,
        changed_at
      from (select *, split_part(tracking_id, '-', 3)::int as number from advisory where tracking_id like 'FILL-%') filled on conflict do nothing`,
    sql`insert into subscription (id, organisation_id, contact_id, choice, changed_at, changed_name)
      select ${idOf('01b20000')}, ${other}, ${idOf('01b30000')}, ${subscription}::jsonb, now() - make_interval(hours => i::int), 'Sikkerhetsvakten ved ' || ${name} from ${fewer}`,
    sql`insert into subscription_step (organisation_id, contact_id, at, what, by_name, as_who, reason, before, after)
      select ${reader}::uuid, null, now() - make_interval(hours => i::int), 'set', 'Analytikeren ved ' || ${name}, 'team', ${reason}, null, ${subscription}::jsonb from ${fewer}`,
    sql`insert into subscription_item (organisation_id, advisory_id, version, kind, why, at_once, added_at)
      select ${reader}::uuid, advisory_id, version, 'information', ${JSON.stringify({ by: 'product', what: longName })}::jsonb, false, published_at
      from advisory_version on conflict do nothing`,
    sql`insert into partner (id, name, kind, address, tlp, pap, every_minutes, days_back, take_unsigned, paused, next_at, fetched_at, outcome, came, heard_at, created_at, created_name, changed_at)
      select ${idOf('01e10000')}, ${name} || ' ' || i, (array['csaf','feed'])[1 + i % 2], 'https://' || ${host} || '/' || i, 'TLP:AMBER+STRICT', 'PAP:AMBER', 60, 90, false, i % 7 = 0,
        now(), now() - interval '1 hour', (array['good','partly','failed'])[1 + i % 3], '{"fresh":1204,"newer":3,"same":90,"refused":2,"left":0}', now() - make_interval(hours => (i % 40)::int),
        now() - interval '40 days', 'fill', now() from ${fewer}`,
    sql`insert into partner_key (partner_id, fingerprint, state, seen_at)
      select ${idOf('01e10000')}, repeat('0123456789ABCDEF', 2) || '0' || lpad((i % 1000)::text, 7, '0'), (array['accepted','waiting','refused'])[1 + i % 3], now() from ${fewer}`,
    sql`insert into partner_problem (partner_id, place, reason, detail, first_at, last_at, tries)
      select ${idOf('01e10000')}, 'https://' || ${host} || '/white/2026/varsel-' || i || '.json', (array['wrong-hash','foreign-signature','private-address'])[1 + i % 3], ${reason},
        now() - interval '3 days', now(), 7 from ${fewer}`,
    sql`insert into partner_item (id, partner_id, key, form, state, title, summary, link, version, publisher, published_at, changed_at, severity, tlp, pap, labelled, cves, content, reference,
        source, sha256, hash, signed_by, valid, failures, search, came_at, newer_at, advisory_id, taken_name, aside_name)
      select ${idOf('01e20000')}, ${idOf('01e10000', `1 + (i - 1) % ${Math.min(to, few)}`)}, 'FILL-' || i, case when i % 2 = 1 then 'csaf' else 'news' end, (array['new','taken','aside'])[1 + (i - 1) % 3],
        ${name} || ' ' || i, ${reason}, 'https://' || ${host} || '/' || i, '1', ${name}, now(), now(), ${severity}, 'TLP:AMBER+STRICT', 'PAP:AMBER', i % 2 = 1, '{CVE-2026-10001}', ${advisory}::jsonb,
        'https://' || ${host} || '/' || i, '', 's' || i, 'sha512', repeat('0123456789ABCDEF', 2), i % 4 > 0,
        jsonb_build_array(jsonb_build_object('test', '6.1.1', 'group', 'mandatory', 'pointer', '/vulnerabilities/0/product_status/known_affected/0', 'message', 'not defined')), lower(${name}) || i,
        now() - make_interval(mins => i::int), case when i % 5 = 0 then now() end, case when (i - 1) % 3 = 1 then ${idOf('01d10000', `1 + (i - 1) % ${Math.min(to, few)}`)} end,
        'Analytikeren ved ' || ${name}, 'Analytikeren ved ' || ${name} from ${rows}`,
    sql`insert into product_inventory (organisation_id, changed_at) select ${reader}::uuid, now() where ${from}::int = 0 on conflict do nothing`,
    sql`insert into product_name (id, vendor, product, cpe, purl)
      select ${idOf('01c10000')}, 'Fortinet', 'FortiOS for ' || ${name} || ' ' || i, '', '' from ${fewer}`,
    sql`insert into product_import (id, organisation_id, list, form, file_name, content, at, who, who_name, rows, added, changed, same, gone, repeated, refused, complete)
      select ${idOf('01c20000')}, ${reader}::uuid, 'inventory', 'csv', 'programvare-' || ${host} || '-' || i || '.csv', 'c' || i, now() - make_interval(hours => i::int),
        'fill', 'Driftsavdelingen ved ' || ${name}, 1204, 1200, 3, 0, 1, 0, 1, true from ${fewer}`,
    sql`insert into product_refused (import_id, organisation_id, number, place, field, reason, found, taken)
      select ${idOf('01c20000')}, ${reader}::uuid, 1, '17', 'cpe', 'bad-cpe', ${host}, true from ${fewer}`,
    sql`insert into product_line (id, organisation_id, system, vendor, product, version, quantity, note, name_id, source, first_seen_at, first_seen_by, seen_at, seen_by,
        ended_at, ended_by, ended_why)
      select ${idOf('01c30000')}, ${owner}, 'Brannmuren ved ' || ${name}, 'Fortinet', 'FortiOS for ' || ${name} || ' ' || place, '7.2.' || i, 1 + i % 900, ${reason},
        ${idOf('01c10000', 'place')}, (array['declared','csv','cyclonedx','spdx'])[1 + i % 4], now() - interval '40 days', 'Driftsavdelingen ved ' || ${name}, now(), '',
        case when i % 9 = 0 then now() end, case when i % 9 = 0 then 'Driftsavdelingen ved ' || ${name} end, case when i % 9 = 0 then 'hand' end
      from (select i, 1 + (i - 1) % ${Math.min(to, few)} as place from ${rows}) n`,
    sql`insert into product_question (id, organisation_id, product_key, vendor, product, versions, lines, about, asked_at, answer, answered_at, answered_by, affected)
      select ${idOf('01c40000')}, ${reader}::uuid, 'fill ' || i, 'Fortinet', 'FortiOS for ' || ${name}, '< 7.2.' || i, array[${idOf('01c30000')}], array[${idOf('01d10000')}],
        now(), case when i % 2 = 0 then 'no' end, case when i % 2 = 0 then now() end, case when i % 2 = 0 then 'Driftsavdelingen ved ' || ${name} end,
        case when i % 2 = 0 then false end from ${fewer}`,
    sql`insert into supplier_ask (advisory_id, organisation_id, shown, version, severity, tlp, pap, how, asked_at, asked_by)
      select ${idOf('01d10000')}, ${reader}::uuid, ${supplierShown}::jsonb, 1, ${severity}, 'TLP:AMBER', 'PAP:AMBER', 'named', now() - make_interval(hours => i::int),
        'Analytikeren ved ' || ${name} from ${fewer}`,
    sql`insert into supplier_reply (id, advisory_id, organisation_id, supplier_name, about, severity, tlp, pap, product, cve, number, state, fixed_in, justification, words,
        source, as_who, by_name, at)
      select ${idOf('01d20000')}, ${idOf('01d10000')}, ${reader}::uuid, ${name}, ${supplierShown}::jsonb, ${severity}, 'TLP:AMBER', 'PAP:AMBER', 'Fortinet FortiOS for ' || ${name},
        'CVE-2026-' || (10000 + i), 1, (array['affected','fixed','not-affected','under-investigation'])[1 + i % 4], case when i % 4 = 1 then '7.2.' || i else '' end,
        case when i % 4 = 2 then 'component_not_present' end, ${reason}, 'page', 'supplier', 'Produktsikkerhet', now() from ${fewer}`,
    sql`insert into reply_told (reply_id, organisation_id, lines, told_at, noticed_at)
      select ${idOf('01d20000')}, ${reader}::uuid, jsonb_build_array(jsonb_build_object('text', 'FortiOS for ' || ${name} || ' 7.2.5', 'why', jsonb_build_object('nb', ${reason}))),
        now(), now() from ${fewer}`,
    sql`insert into product_past (line_id, number, organisation_id, until, who_name, was)
      select ${idOf('01c30000')}, 1, ${owner}, now() - interval '9 days', 'Driftsavdelingen ved ' || ${name},
        jsonb_build_object('system', '', 'vendor', 'Fortinet', 'product', 'FortiOS', 'version', '7.0.' || i, 'cpe', '', 'purl', '', 'quantity', null, 'note', '')
      from ${fewer}`,
    sql`insert into claim_dispute (id, claim_id, organisation_id, rival_organisation_id, rival_claim_id, rival_value, how, state, found_at, changed_at)
      select ${idOf('01b20000')}, ${idOf('01b10000')}, ${owner}, ${other}, ${idOf('01b10000')}, 'k' || i || '.' || ${host}, 'same', 'open', now(), now() from ${fewer}`,
    sql`insert into measure (id, organisation_id, operator_id, cause, cause_id, kind, asset_text, severity, state, owner, due_at, cause_due_at, organisation_kinds, channel, created_at, told_at,
        read_at, answered_at, proved_at, closed_at, changed_at)
      select ${idOf('01a10000')}, ${owner}, case when i % 2 = 0 then ${reader}::uuid end, 'finding', ${idOf('01930000')}, ${kind}, 'm' || i || '.' || ${host}, ${severity},
        (array['open','doing','claimed','done','accepted','disputed','withdrawn'])[1 + i % 7], case when i % 3 = 0 then 'Driftsavdelingen ved ' || ${name} end,
        now() + make_interval(days => (i % 60)::int - 20), now() + interval '9 days', '{hospital-trust}', 'mail', now() - interval '9 days', now() - interval '8 days',
        case when i % 3 > 0 then now() - interval '7 days' end, case when i % 4 > 0 then now() - interval '5 days' end, case when i % 7 = 3 then now() - interval '1 day' end,
        case when i % 7 = 3 then now() - interval '1 day' end, now() from ${rows}`,
    sql`insert into notice (id, recipient_id, constituency, topic, schedule, state, language, tlp, severity, subject, text, html, findings, organisations, answered, done, created_at, sent_at,
        opened_at, answered_at, answer_by, rung, steps)
      select ${idOf('01940000')}, case when i % 2 = 1 then ${reader}::uuid else ${other} end, 'municipal', 'findings', 'daily',
        (array['sent','silent','opened','bounced','answered','sent','deferred','queued'])[1 + i % 8], 'nb', 'TLP:AMBER', ${severity}, 'TLP:AMBER Ett åpent fjernskrivebord hos ' || ${name} || ' (' || i || ')',
        'Vi har sett noe hos dere.', '<p>Vi har sett noe hos dere.</p>', 1, 1, 0, 0, now() - make_interval(mins => i::int), now() - make_interval(mins => i::int), null, null,
        now() + interval '3 days', 0, 1 from ${rows}`,
    sql`insert into notice_finding (notice_id, finding_id, organisation_id, recipient_id, place, kind, asset_text, severity, first_seen, last_seen, sources, because)
      select ${idOf('01940000')}, ${idOf('01930000')}, ${owner}, case when i % 2 = 1 then ${reader}::uuid else ${other} end, 1, ${kind}, ${address} || ':3389/tcp', ${severity}, now() - interval '9 days',
        now(), '{shadowserver}', jsonb_build_object('cause', 'opened', 'role', 'owner', 'owner', ${name}, 'recipient', ${name}) from ${rows}`,
    sql`insert into delivery (id, notice_id, recipient_id, rung, channel, contact_name, contact_role, address, language, state, message_id, tries, reply, created_at, sent_at)
      select ${idOf('01950000')}, ${idOf('01940000')}, case when i % 2 = 1 then ${reader}::uuid else ${other} end, 0, 'mail', 'Sikkerhetsvakten ved ' || ${name}, 'security',
        'sikkerhetsvakten@' || ${host}, 'nb', case when i % 8 = 3 then 'bounced' else 'sent' end, i || '@varde.example', 1, case when i % 8 = 3 then '550 5.1.1 mailbox unknown' end, now(), now() from ${rows}`,
    sql`insert into notice_step (notice_id, number, at, what, who_kind, who, because)
      select ${idOf('01940000')}, 1, now(), 'queued', 'system', 'notices.send', '{}' from ${rows}`,
    sql`insert into inbound_mail (id, mailbox, uid_validity, uid, message_id, form, sender, subject, received_at, text)
      select ${idOf('01a20000')}, 'INBOX', 1, i, i || '@inbound.example', (array['reply','bounce','unknown','auto-reply'])[1 + i % 4], 'sikkerhetsvakten@' || ${host}, 'SV: Ett åpent fjernskrivebord hos ' || ${name},
        now(), ${reason} from ${fewer}`,
    sql`insert into routing_rule (id, organisation_id, kind, severity_from, tell, reason, author, author_name, created_at)
      select ${idOf('01a30000')}, ${idOf('018f0000')}, ${kind}, 2, 'both', ${reason}, 'admin', 'admin', now() from ${fewer}`,
    sql`insert into maintenance_window (id, organisation_id, starts_at, ends_at, reason, author, author_name, created_at)
      select ${idOf('01a40000')}, ${idOf('018f0000')}, now() + interval '1 hour', now() + interval '9 hours', ${reason}, 'admin', 'admin', now() from ${fewer}`,
    sql`insert into ignore_rule (id, organisation_id, kind, network, reason, author, author_name, created_at, expires_at)
      select ${idOf('01a50000')}, ${idOf('018f0000')}, ${kind}, '198.18.0.0/24', ${reason}, 'admin', 'admin', now(), now() + interval '30 days' from ${fewer}`,
    sql`insert into webhook (id, organisation_id, url, secret, kinds, created_at, created_by)
      select ${idOf('01a60000')}, ${reader}::uuid, 'https://mottak.' || ${host} || '/varsler/' || i, 'none', '{finding.opened}', now(), 'admin' from ${fewer} where i <= 3`,
    sql`insert into closing (id, source, kind, findings, of_open, absent_since, through, state, created_at, changed_at, decided_at, decided_by, reason, done_at)
      select ${idOf('01a70000')}, 'source-1', ${kind}, 500, 1000, now() - interval '9 days', now(), case when i % 3 = 1 and i <= 40 then 'waiting' else 'refused' end, now() - make_interval(hours => i::int), now(),
        case when i % 3 <> 1 then now() end, case when i % 3 <> 1 then 'Nattevakten' end, case when i % 3 <> 1 then ${reason} end, null from ${fewer}`,
    sql`insert into untold (finding_id, recipient_id, cause, organisation_id, role, schedule, send_after, severity, because, created_at)
      select ${idOf('01930000')}, ${reader}::uuid, 'opened', ${owner}, 'owner', 'daily', now() + interval '5 hours', ${severity}, '{}', now() from ${fewer}`,
    sql`insert into task (id, what, object, organisation_id, severity, state, count, because, due_at, created_at, changed_at, taken_by, taken_name, snoozed_until, notes)
      select ${idOf('01960000')}, what, 'ntc_' || replace(${idOf('01940000')}::text, '-', ''), case when what in ('unattributed','feed-stopped','closing-held','sending-held','mail') then null when i % 2 = 1 then ${reader}::uuid else ${other} end,
        ${severity}, state, 1, jsonb_build_object('subject', 'TLP:AMBER Ett åpent fjernskrivebord hos ' || ${name}, 'title', 'Shadowserver', 'source', 'Shadowserver', 'name', 'Shadowserver', 'advisory', 'FILL-2026-1', 'findings', 3, 'of', 9,
          'address', 'sikkerhetsvakten@' || ${host}, 'contact', 'Nattevakten ved ' || ${name}, 'reason', ${reason}, 'remark', ${reason}, 'answer', 'not-ours', 'kind', 'open-rdp', 'asset', '198.18.0.7:3389/tcp',
          'group', '203.0.113.0/24', 'asn', 64500, 'sample', array['203.0.113.5'], 'sightings', 12, 'reply', '550 5.1.1 unknown', 'written', 12, 'severity', 3),
        now() + make_interval(mins => (i * 37 % 900)::int - 400), now() - make_interval(mins => i::int), now(), case when state = 'taken' then 'usr_other' end,
        case when state = 'taken' then 'Nattevakten ved ' || ${name} end, case when state = 'snoozed' then now() + interval '5 hours' end, 1
      from (select i, (${[...taskKinds]}::text[])[1 + i % ${taskKinds.length}::int] as what, (array['open','open','open','taken','snoozed'])[1 + i % 5] as state from ${rows}) n`,
    sql`insert into task_about (task_id, what, object, at, times, because) select id, what, object, created_at, 1, because from task on conflict do nothing`,
    sql`insert into task_note (task_id, number, at, who, who_name, what) select id, 1, created_at, 'watch', 'watch', 'raised' from task on conflict do nothing`,
    sql`insert into handover (id, at, who, who_name, to_name, since, summary, text, passed_on)
      select ${idOf('01a80000')}, now() - make_interval(hours => i::int * 8), 'usr_other', 'Nattevakten', 'Dagvakten ved ' || ${name}, now() - make_interval(hours => i::int * 8 + 8),
        '{"raised":12,"done":9,"open":3,"overdue":1,"byKind":{"call":2,"bounce":1},"noticesSent":40,"opened":12,"fixed":9}', ${reason}, '[]' from ${fewer}`,
    sql`insert into saved_view (id, person_id, person_name, path, query, name, shared, changed_at)
      select ${idOf('01a90000')}, (select id from person where name = 'lead'), 'lead', '/findings', 'q=' || i, 'Uløst ved ' || ${name} || ' ' || i, true, now() from ${fewer} where i <= 3`,
  ]
}
