/**
 * Whose the rows of a table are and what may be done to them by direct SQL in a bound transaction, kept by hand beside the policies.
 * Letters: s select, i insert, u update, d delete.
 */
export interface Rows {
  /** Condition for the rows of one organisation (`$org`) or person (`$usr`), as the owner of the schema sees them. */
  whose: string
  /** What a member may do with its own rows; with those of another it may do nothing. */
  member: string
  team: string
  /** What somebody of the team may do whom another has cleared for what is restricted, where that is not the same. */
  cleared?: string
  /** The column that would have to change for a row to become somebody else's. */
  column?: string
  /** A change that reads nothing: a policy for reading does not stand before it. */
  blind?: string
  /** What a trigger refuses to everybody bound, to members or to the team alone. */
  refused?: { members?: readonly string[]; team?: readonly string[]; all?: readonly string[] }
  /** Deeds of the team that another table remembers by more rows, since a trigger writes them. */
  remembers?: { table: string; deeds: readonly string[] }
  /** What only a trigger brings about. */
  brings?: Deed
}

/** A deed of the team, of `$org` or of its delegate, what the owner of the schema prepares for it, and a question that has rows after it. */
export interface Deed {
  before?: readonly string[]
  by: 'team' | 'member' | 'delegate'
  deed: string
  leaves: string
}

const teamOnly = (team: string): Rows => ({ whose: 'false', member: '', team })
const organisations = 'organisation_id = $org'

const seenFindings = '(organisation_id = $org or operator_id = $org)'

/** Every table that a bound transaction may reach. All others, partitions among them, are closed to it. */
export const rowTable: Readonly<Record<string, Rows>> = {
  event: { whose: 'false', member: 'i', team: 'si' },
  event_cursor: teamOnly('siu'),
  event_aside: teamOnly('siu'),
  audit: { whose: 'false', member: 'i', team: 'si' },
  audit_head: {
    whose: 'true',
    member: 's',
    team: 's',
    refused: { all: ["update audit_head set hash = repeat('0', 64)", 'update audit_head set position = position + 1'] },
  },
  audit_day: teamOnly('si'),
  read_log: { whose: organisations, member: 's', team: 'si' },
  work: {
    whose: "who = 'usr_' || replace(($usr)::text, '-', '')",
    member: 'siud',
    team: 'siud',
    column: 'who',
    blind: 'stop = false',
  },
  organisation: { whose: 'id = $org', member: 's', team: 'siu' },
  contact: {
    whose: organisations,
    member: 'siud',
    team: 'siud',
    column: 'organisation_id',
    blind: "language = 'nb'",
    brings: {
      before: ['update contact set put_by = null where organisation_id = $org'],
      by: 'delegate',
      deed: "update contact set language = 'nb' where organisation_id = $org",
      leaves: 'select from contact where organisation_id = $org and put_by is not null',
    },
  },
  holding: {
    whose: organisations,
    member: 's',
    team: 'siu',
    remembers: {
      table: 'holding_known',
      deeds: [
        'update holding set criticality = (criticality + 1) % 3',
        "insert into holding select gen_random_uuid(), organisation_id, relation, form, 'remembered.example', valid_from, valid_to, proof, criticality, source, confirmed_at, created_at, changed_at from holding where form = 'domain' limit 1",
      ],
    },
  },
  holding_known: { whose: organisations, member: 's', team: 's' },
  advisory: { ...teamOnly('siu'), refused: { team: ['update advisory set source = null where source is not null'] } },
  advisory_number: teamOnly('siu'),
  advisory_step: teamOnly('si'),
  advisory_version: {
    whose: `(advisory_id, version) in (select advisory_id, version from advisory_address where ${seenFindings})`,
    member: 's',
    team: 'siu',
    blind: 'ended_words = null',
    refused: {
      team: [
        'update advisory_version set content = content || \'{"type":"threat"}\'',
        'insert into advisory_version select advisory_id, version + 1, tracking_id, type, severity, tlp, pap, content, null, news, no_measures, published_at from advisory_version',
      ],
    },
  },
  open_warning: { whose: 'true', member: 's', team: 'siud' },
  open_step: { whose: 'true', member: 's', team: 'sid' },
  csaf_document: {
    whose: `(open or (advisory_id, version) in (select advisory_id, version from advisory_address where ${organisations}))`,
    member: 's',
    team: 'siu',
    refused: { team: ["update csaf_document set bytes = 'x'::bytea where state = 'ready'"] },
  },
  advisory_variant: teamOnly('siud'),
  advisory_reminder: teamOnly('siu'),
  advisory_call: teamOnly('si'),
  subscription: { whose: organisations, member: 'siud', team: 'siud', column: 'organisation_id', blind: "changed_name = ''" },
  subscription_step: { whose: organisations, member: 'siu', team: 'siu', column: 'organisation_id', blind: "by_name = ''" },
  subscription_item: { whose: organisations, member: 's', team: 'si' },
  subscription_letter: { whose: organisations, member: 's', team: 'siu' },
  subscription_run: teamOnly('siu'),
  advisory_address: { whose: seenFindings, member: 's', team: 'siu' },
  product_question: { whose: organisations, member: 'su', team: 'siu', column: 'organisation_id', blind: "said_by = ''" },
  supplier_ask: { whose: organisations, member: 's', team: 'siu' },
  supplier_reply: {
    whose: `(${organisations} or id in (select reply_id from reply_told where ${organisations}))`,
    member: 'si',
    team: 'si',
  },
  reply_told: { whose: organisations, member: 's', team: 'siu' },
  partner: teamOnly('siu'),
  partner_key: teamOnly('siu'),
  partner_page: teamOnly('siud'),
  partner_problem: teamOnly('siud'),
  partner_item: teamOnly('siu'),
  product_inventory: {
    whose: organisations,
    member: 'siu',
    team: 'siu',
    column: 'organisation_id',
    blind: 'changed_at = null',
  },
  product_name: { whose: 'false', member: 'i', team: 'si' },
  product_import: { whose: organisations, member: 'siu', team: 'siu' },
  product_refused: { whose: organisations, member: 'si', team: 'si' },
  product_line: { whose: organisations, member: 'siu', team: 'siu', column: 'organisation_id', blind: "note = ''" },
  product_past: { whose: organisations, member: 'sid', team: 'sid' },
  vulnerability: { whose: 'true', member: 's', team: 'siu' },
  vulnerability_fact: { whose: 'true', member: 's', team: 'siud' },
  vulnerability_epss: { whose: 'true', member: 's', team: 'siud' },
  vulnerability_source: { whose: 'true', member: 's', team: 'siu' },
  vulnerability_import: teamOnly('siu'),
  vulnerability_fetch: teamOnly('siud'),
  claim: { whose: organisations, member: 's', team: 'siu' },
  claim_check: { whose: organisations, member: 's', team: 'si' },
  claim_step: { whose: organisations, member: 's', team: 'si' },
  claim_code: teamOnly('siu'),
  claim_dispute: teamOnly('siu'),
  claim_delegation: { whose: organisations, member: 's', team: 'siu' },
  claim_delegated: teamOnly('si'),
  registry_import: teamOnly('si'),
  registry_range: { whose: organisations, member: 's', team: 'sid' },
  registry_handle: teamOnly('siud'),
  organisation_former: { whose: organisations, member: 's', team: 'sid' },
  organisation_succession: teamOnly('sid'),
  register_change: teamOnly('siu'),
  register_change_row: teamOnly('sid'),
  coverage_reference: teamOnly('siu'),
  register_version: { whose: 'true', member: 's', team: 'su' },
  person: {
    whose: 'id = $usr',
    member: 'su',
    team: 'siud',
    column: 'id',
    blind: "locale = 'nb'",
    refused: {
      members: [
        "update person set team_roles = '{admin}'",
        "update person set name = name || 'x'",
        'update person set disabled_at = now()',
      ],
    },
  },
  person_role: { whose: `(${organisations} or person_id = $usr)`, member: 's', team: 'siud' },
  session: { whose: 'person_id = $usr', member: 'siud', team: 'siud', column: 'person_id', blind: "agent = ''" },
  api_key: { whose: organisations, member: 'siud', team: 'siud', column: 'organisation_id', blind: 'used_at = null' },
  contact_confirmation: { whose: organisations, member: 'si', team: 'si' },
  contact_test_call: { whose: organisations, member: 's', team: 'sid' },
  contact_bounce: { whose: organisations, member: 's', team: 'si' },
  contact_request: { whose: organisations, member: 'su', team: 'siu', column: 'organisation_id', blind: 'reminded_at = null' },
  invitation: { whose: organisations, member: 'siu', team: 'siu', column: 'organisation_id', blind: "locale = 'nb'" },
  delegation: {
    whose: '(member_id = $org or operator_id = $org)',
    member: 'siu',
    team: 'siu',
    column: 'member_id',
    blind: "reason = ''",
    refused: {
      members: ["update delegation set ends_at = ends_at + interval '1 day'", "update delegation set may = '{answer}'"],
    },
    brings: {
      before: [
        "update contact set confirmed_at = '2026-01-01' where organisation_id = $org",
        `update contact set put_by = (select operator_id from delegation where member_id = $org and consented_at is not null and accepted_at is not null and ended_at is null)
           where organisation_id = $org`,
      ],
      by: 'member',
      deed: "update delegation set ended_at = now(), ended_side = 'member', ended_by_name = 'walls' where member_id = $org and ended_at is null",
      leaves: 'select from contact where organisation_id = $org and put_by is not null and confirmed_at is null',
    },
  },
  reading_look: { whose: 'person_id = $usr', member: 'siu', team: '', column: 'person_id', blind: 'up_to = 0' },
  identity_provider: teamOnly('siud'),
  identity_provider_key: teamOnly('siud'),
  person_identity: { whose: 'person_id = $usr', member: 's', team: 'siud' },
  passkey: { whose: 'person_id = $usr', member: 'siud', team: 'siud', column: 'person_id', blind: "name = ''" },
  sign_in_step: teamOnly('siud'),
  used_once: teamOnly('siud'),
  break_glass: teamOnly('siud'),
  sign_in_policy: teamOnly('su'),
  machine_token: teamOnly('siud'),
  portal_face: { whose: organisations, member: 'siu', team: 'siu', column: 'organisation_id', blind: 'simple = true' },
  source: { ...teamOnly('siud'), refused: { team: ["update source set tlp = 'TLP:CLEAR'"] } },
  import: teamOnly('siud'),
  raw_piece: teamOnly('siud'),
  import_issue: teamOnly('siud'),
  finding: {
    whose: seenFindings,
    member: 's',
    team: 'siud',
    refused: { team: ["update finding set tlp = 'TLP:CLEAR'"] },
    brings: {
      before: ["update notice set tlp = 'TLP:AMBER' where recipient_id = $org"],
      by: 'team',
      deed: "update finding set tlp = 'TLP:RED' where organisation_id = $org and tlp <> 'TLP:RED'",
      leaves: "select from notice where recipient_id = $org and tlp = 'TLP:RED'",
    },
  },
  finding_step: {
    whose: `not team_only and finding_id in (select id from finding where ${seenFindings})`,
    member: 's',
    team: 'siud',
  },
  sighting: {
    whose: `state = 'attributed' and finding_id in (select id from finding where ${seenFindings})`,
    member: 's',
    team: 'siud',
  },
  ignore_rule: teamOnly('siud'),
  label_consent: teamOnly('siud'),
  withdrawn_report: teamOnly('siud'),
  closing: teamOnly('siu'),
  sender: teamOnly('siud'),
  team_key: teamOnly('siu'),
  team_profile: teamOnly('siu'),
  security_txt: teamOnly('siu'),
  pgp_key: { whose: organisations, member: 'siu', team: 'siu', column: 'organisation_id', blind: "contact = 'x'" },
  key_rule: { whose: organisations, member: 'siu', team: 'siu', column: 'organisation_id', blind: "changed_by = 'x'" },
  key_block: { whose: organisations, member: 's', team: 'si' },
  routing_rule: { whose: organisations, member: 's', team: 'siud' },
  notice_preference: { whose: organisations, member: 's', team: 'siud' },
  maintenance_window: { whose: '(organisation_id is null or organisation_id = $org)', member: 's', team: 'siud' },
  sending_hold: teamOnly('su'),
  untold: teamOnly('siud'),
  notice_recipient: teamOnly('siud'),
  notice: { whose: 'recipient_id = $org', member: 's', team: 'siud' },
  notice_finding: { whose: '(organisation_id = $org or recipient_id = $org)', member: 's', team: 'siud' },
  delivery: { whose: 'recipient_id = $org', member: 's', team: 'siud' },
  notice_step: { whose: 'notice_id in (select id from notice where recipient_id = $org)', member: 's', team: 'siud' },
  inbound_mail: teamOnly('siud'),
  webhook: { whose: organisations, member: 'siud', team: 'siud', column: 'organisation_id', blind: 'active = true' },
  webhook_call: { whose: organisations, member: 's', team: 'siud' },
  measure: { whose: seenFindings, member: 's', team: 'siud' },
  measure_step: { whose: `measure_id in (select id from measure where ${seenFindings})`, member: 's', team: 'si' },
  task: teamOnly('siud'),
  task_about: teamOnly('siud'),
  task_heard: teamOnly('siud'),
  task_note: teamOnly('siud'),
  handover: teamOnly('si'),
  tour_taken: { whose: 'person_id = $usr', member: 'siud', team: '', column: 'person_id', blind: 'taken_at = now()' },
  welcome_word: { whose: organisations, member: 'siu', team: 'siu', column: 'organisation_id', blind: "remark = ''" },
  saved_view: { whose: 'person_id = $usr', member: 'siud', team: '', column: 'person_id', blind: 'shared = false' },
  service_terms: { whose: 'true', member: 's', team: 'si' },
  service_consent: {
    whose: organisations,
    member: 'siu',
    team: 'su',
    column: 'organisation_id',
    blind: 'withdrawn_at = null',
  },
  service_enrolment: {
    whose: organisations,
    member: 'siu',
    team: 'siu',
    column: 'organisation_id',
    blind: 'contact_id = null',
    refused: {
      members: [
        'update service_enrolment set approved_at = now()',
        'update service_enrolment set offered_at = now()',
        "insert into service_enrolment (organisation_id, service, approved_at, changed_at) select organisation_id, 'sensors', now(), now() from service_enrolment limit 1",
      ],
    },
  },
  service_target: {
    whose: organisations,
    member: 'siud',
    team: 'siud',
    column: 'organisation_id',
    blind: 'verified = false',
    refused: {
      members: [
        "update service_target set decision = 'approved'",
        "insert into service_target (id, organisation_id, service, form, value, verified, decision, added_at, added_by) select gen_random_uuid(), organisation_id, 'pentests', form, value, false, 'approved', now(), '' from service_target limit 1",
      ],
    },
  },
  service_step: { whose: organisations, member: 'si', team: 'si' },
  demand_answer: { whose: organisations, member: 'siu', team: 's', column: 'organisation_id', blind: "note = ''" },
  assessment: { whose: organisations, member: 'si', team: '' },
  assessment_share: { whose: organisations, member: 'siu', team: '', column: 'organisation_id', blind: "label = ''" },
  organisation_service: { whose: organisations, member: 'siu', team: 'siu', column: 'organisation_id', blind: "source = ''" },
  organisation_relation: { whose: organisations, member: 'siu', team: 'siu', column: 'organisation_id', blind: "source = ''" },
  stakeholder_group: teamOnly('siu'),
  group_member: teamOnly('siu'),
  peer_team: teamOnly('siu'),
  peer_fact: teamOnly('si'),
  peer_member: teamOnly('siu'),
  agreed_lead: teamOnly('siu'),
  security_clearance: teamOnly('siu'),
  security_act_decision: { ...teamOnly(''), cleared: 'siu' },
  advice_block: teamOnly('siu'),
  advice_version: teamOnly('si'),
  advice_retirement: teamOnly('si'),
  watch_look: teamOnly('siu'),
  demo: { whose: 'true', member: 's', team: 'siu' },
  overview_finding: teamOnly('siud'),
  overview_count: teamOnly('siud'),
  overview_event: teamOnly('si'),
}
