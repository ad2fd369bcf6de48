import { type ProviderKey, providerKey } from './checks.ts'
import type { Metadata } from './metadata.ts'
import { ask, type Outside } from './outside.ts'
import { type Problem, problem } from './problems.ts'

const mostBytes = 256 * 1024
/** So many keys of a provider are looked at. */
const mostKeys = 20

/**
 * Fetches the keys that a provider names (requirement 20). A key that lies with somebody else counts only with its fingerprint;
 * where `pinned` are given, no other key counts.
 */
export async function readKeys(
  { keys, canonicalUrl }: Pick<Metadata, 'keys' | 'canonicalUrl'>,
  hosts: ReadonlySet<string>,
  outside: Outside,
  pinned: readonly string[] | undefined,
): Promise<{ keys: ProviderKey[]; problems: Problem[] }> {
  const found: ProviderKey[] = []
  const problems: Problem[] = []
  const accepted = pinned?.map((one) => one.toUpperCase())
  for (const { url, fingerprint } of keys.slice(0, mostKeys)) {
    if (fingerprint === undefined && !hosts.has(new URL(url).host)) {
      problems.push(problem(url, 'no-fingerprint'))
      continue
    }
    const key = await readKeyAt(url, fingerprint, outside)
    if ('kind' in key) problems.push(key)
    else if (accepted && !accepted.includes(key.fingerprint)) problems.push(problem(url, 'new-key', key.fingerprint))
    else found.push(key)
  }
  if (found.length === 0) problems.push(problem(canonicalUrl, 'no-key'))
  return { keys: found, problems }
}

async function readKeyAt(url: string, fingerprint: string | undefined, outside: Outside): Promise<ProviderKey | Problem> {
  const bytes = await ask(outside, url, mostBytes)
  if (!bytes.ok) return problem(url, bytes.reason, bytes.detail)
  const key = await outside.readKey(bytes.value)
  if (!key) return problem(url, 'not-a-key')
  const own = providerKey(key, outside.now)
  return fingerprint !== undefined && fingerprint !== own.fingerprint
    ? problem(url, 'wrong-fingerprint', `${own.fingerprint}, not ${fingerprint}`)
    : own
}
