import type { Locale } from '#domain/locale.ts'
import type { Utc } from '#domain/time.ts'
import { sql, type Tx } from '#platform/db/db.ts'
import type { ProfileFacts } from './contract.ts'
import type { Section } from './rules-profile.ts'

/** The profile in one language as it was published. */
export interface ProfileText {
  sections: Section[]
  plain: string
  signed: string | null
  signature: string | null
}

export interface Version {
  version: number
  facts: ProfileFacts
  publishedAt: Utc
  publishedBy: string
  fingerprint: string | null
  site: string
  texts: Record<Locale, ProfileText>
}

export interface Draft {
  version: number
  facts: ProfileFacts
  changedAt: Utc
  changedBy: string
}

const published = sql`version, facts, published_at as "publishedAt", published_by as "publishedBy", fingerprint, site, texts`

/** The version that stands; nothing when none was published. */
export const lastVersion = (tx: Tx): Promise<Version | undefined> =>
  tx.one<Version>(sql`select ${published} from team_profile where published_at is not null order by version desc limit 1`)

/** Which versions there were, the newest first. */
export const versions = (tx: Tx): Promise<Pick<Version, 'version' | 'publishedAt' | 'publishedBy' | 'fingerprint'>[]> =>
  tx.rows(sql`
    select version, published_at as "publishedAt", published_by as "publishedBy", fingerprint from team_profile
    where published_at is not null order by version desc limit 100`)

export const draftRow = (tx: Tx): Promise<Draft | undefined> =>
  tx.one<Draft>(sql`
    select version, facts, changed_at as "changedAt", changed_by as "changedBy" from team_profile where published_at is null`)

/** Lets only this transaction make a version until it ends. */
export const holdProfile = (tx: Tx): Promise<unknown> => tx.one(sql`select pg_advisory_xact_lock(hashtext('team_profile'))`)

export const saveDraft = (tx: Tx, facts: ProfileFacts, now: Utc): Promise<number> =>
  tx.run(sql`
    insert into team_profile (version, facts, changed_at, changed_by)
    select coalesce(max(version) filter (where published_at is null), coalesce(max(version), 0) + 1), ${JSON.stringify(facts)}::jsonb, ${now}::timestamptz,
           ${tx.scope.who.name} from team_profile
    on conflict (version) do update set facts = excluded.facts, changed_at = excluded.changed_at, changed_by = excluded.changed_by`)

export const addVersion = (tx: Tx, version: Version): Promise<number> =>
  tx.run(sql`
    insert into team_profile (version, facts, changed_at, changed_by, published_at, published_by, fingerprint, site, texts)
    values (${version.version}, ${JSON.stringify(version.facts)}::jsonb, ${version.publishedAt}, ${version.publishedBy}, ${version.publishedAt},
            ${version.publishedBy}, ${version.fingerprint}, ${version.site}, ${JSON.stringify(version.texts)}::jsonb)
    on conflict (version) do update set facts = excluded.facts, changed_at = excluded.changed_at, changed_by = excluded.changed_by,
      published_at = excluded.published_at, published_by = excluded.published_by, fingerprint = excluded.fingerprint, site = excluded.site, texts = excluded.texts`)

/** Moves what is being written behind a version that is published in between. */
export const moveDraft = (tx: Tx, from: number, to: number): Promise<number> =>
  tx.run(sql`update team_profile set version = ${to} where version = ${from} and published_at is null`)

export interface SecurityTxt {
  body: string
  signed: boolean
  madeAt: Utc
  expiresAt: Utc
}

export const securityTxtRow = (tx: Tx): Promise<SecurityTxt | undefined> =>
  tx.one<SecurityTxt>(sql`select body, signed, made_at as "madeAt", expires_at as "expiresAt" from security_txt`)

export const saveSecurityTxt = (tx: Tx, { body, signed, madeAt, expiresAt }: SecurityTxt): Promise<number> =>
  tx.run(sql`
    insert into security_txt (body, signed, made_at, expires_at) values (${body}, ${signed}, ${madeAt}, ${expiresAt})
    on conflict (one) do update set body = excluded.body, signed = excluded.signed, made_at = excluded.made_at, expires_at = excluded.expires_at`)
