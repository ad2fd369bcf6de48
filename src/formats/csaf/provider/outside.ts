import { no, ok, type Result } from '#domain/result.ts'
import type { Utc } from '#domain/time.ts'
import type { Reason } from './problems.ts'

/** What a server said, whatever it was. Redirects are told, not followed. */
export interface Answer {
  status: number
  headers: Readonly<Record<string, string | string[] | undefined>>
  bytes: Uint8Array
}

/** Why no answer came: the words of the outbound door. */
export type NoAnswer =
  | 'bad-url'
  | 'not-https'
  | 'private-address'
  | 'status'
  | 'timeout'
  | 'too-large'
  | 'too-many-redirects'
  | 'unreachable'

/** A public key that was read. */
export interface ReadKey {
  armoured: string
  fingerprint: string
  expiresAt: Utc | null
  /** `revoked`, when it was; other words are about encrypting and mean nothing here. */
  problem: string | null
}

/** The world as a reader of providers needs it; `README.md` says how the real one is made of the door and OpenPGP. */
export interface Outside {
  /** Fetches an address; `most` is how many bytes the answer may have. */
  get(url: string, most: number): Promise<Result<Answer, NoAnswer>>
  /** Reads one public key, armoured or as bytes; nothing when it is none. */
  readKey(bytes: Uint8Array): Promise<ReadKey | undefined>
  /** What a detached signature of exactly these bytes is worth by these keys. */
  worth(bytes: Uint8Array, signature: string, keys: readonly string[]): Promise<'none' | 'good' | 'bad' | 'unknown'>
  now: Utc
}

/** The bytes at an address, or why there are none. */
export async function ask({ get }: Pick<Outside, 'get'>, url: string, most: number): Promise<Result<Uint8Array, Reason>> {
  const answer = await get(url, most)
  if (!answer.ok) return no(answer.reason === 'too-many-redirects' ? 'redirects' : answer.reason, answer.detail)
  const { status, headers, bytes } = answer.value
  if (status === 200) return ok(bytes)
  if (status >= 300 && status < 400) return no('redirects', String(headers.location ?? status).slice(0, 500))
  if (status === 401 || status === 403) return no('closed', String(status))
  return status === 404 || status === 410 ? no('not-found', String(status)) : no('status', String(status))
}

/** Bytes as UTF-8 text without byte order mark; nothing when they are not UTF-8. */
export function textOf(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}

/** Bytes as JSON; nothing when they are none. */
export function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(textOf(bytes) ?? '')
  } catch {
    return undefined
  }
}
