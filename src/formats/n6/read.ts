import { type JsonObject, textOf } from '#domain/json-values.ts'
import { callingTypes, evidenceGatherer, formOf, jsonReader, readAsset, type TimeReader, withHostOfUrl } from '#domain/observe.ts'
import type { AssetForm, Issue, Observation } from '#domain/reading.ts'
import type { RsitType } from '#domain/rsit.ts'
import type { Tlp } from '#domain/tlp.ts'

/** The categories of n6 (CERT Polska), as the RSIT types they mean. */
export const categories: Readonly<Record<string, RsitType>> = {
  amplifier: 'ddos-amplifier',
  backdoor: 'system-compromise',
  bots: 'infected-system',
  cnc: 'c2-server',
  deface: 'unauthorised-information-modification',
  'dns-query': 'other',
  'dos-attacker': 'ddos',
  'dos-victim': 'ddos',
  exposed: 'potentially-unwanted-accessible',
  flow: 'other',
  'flow-anomaly': 'other',
  fraud: 'masquerade',
  leak: 'data-leak',
  'malware-action': 'malware-configuration',
  malurl: 'malware-distribution',
  other: 'other',
  phish: 'phishing',
  proxy: 'other',
  'sandbox-url': 'malware-distribution',
  scam: 'masquerade',
  scanning: 'scanner',
  'server-exploit': 'ids-alert',
  spam: 'spam',
  'spam-url': 'spam',
  tor: 'other',
  vulnerable: 'vulnerable-system',
  webinject: 'malware-configuration',
}

/** Categories that are about a page, not about the machine that serves it. */
const aboutUrls = new Set([
  'deface',
  'fraud',
  'malware-action',
  'malurl',
  'phish',
  'sandbox-url',
  'scam',
  'spam-url',
  'webinject',
])

/** Whom n6 lets a record reach, as TLP. */
const restrictions: Readonly<Record<string, Tlp>> = {
  public: 'TLP:CLEAR',
  'need-to-know': 'TLP:AMBER',
  internal: 'TLP:AMBER+STRICT',
}

/** Headers of the messages of the stream interface (STOMP 1.2), when a dump of them is read. */
const stompLine = /^(?:MESSAGE|CONNECTED|RECEIPT|ERROR|[A-Za-z0-9_-]+:.*|\s*)$/

/**
 * Reads n6 events: the array of the REST interface, one a line, or a dump of stream messages. An event that names several
 * addresses is one observation for each of them, all of the same line.
 */
export const readN6 = jsonReader(readEvent, { between: stompLine })

interface Address {
  ip?: unknown
  ipv6?: unknown
  asn?: unknown
}

const leftOut = new Set(['address', 'category', 'restriction', 'time', 'modified', 'type', 'fqdn', 'url', 'client'])

function readEvent({ line, value }: JsonObject, issues: Issue[], readTime: TimeReader): Observation[] {
  const seenAt = readTime(textOf(value.time), line, 'time', issues)
  if (seenAt === undefined) return []
  const category = textOf(value.category)
  const type = Object.hasOwn(categories, category) ? categories[category] : undefined
  const tlp = restrictions[textOf(value.restriction)]
  // The target's port is the asset's own, unless the asset is the one who called.
  const calls = type !== undefined && callingTypes.has(type) && category !== 'dos-victim'
  const { add, evidence } = evidenceGatherer()
  for (const [key, one] of Object.entries(value)) if (!leftOut.has(key) && (calls || key !== 'dport')) add(key, textOf(one))

  const wanted: AssetForm = aboutUrls.has(category) ? (value.url ? 'url' : 'host') : 'address'
  const named = Array.isArray(value.address) && value.address.length > 0 ? (value.address as Address[]) : [{}]
  const observations = named.flatMap((address): Observation[] => {
    const asset = withHostOfUrl(
      readAsset(
        {
          ip: textOf(address.ip ?? address.ipv6),
          asn: textOf(address.asn),
          port: calls ? undefined : textOf(value.dport),
          transport: calls ? undefined : textOf(value.proto),
          host: textOf(value.fqdn),
          url: textOf(value.url),
        },
        (code, field, found) => issues.push({ line, code, field, found: found.slice(0, 200) }),
      ),
    )
    const form = formOf(asset, wanted)
    return form ? [{ line, seenAt, ...(type && { type }), form, asset, ...(tlp && { tlp }), evidence }] : []
  })
  if (observations.length === 0 && !issues.some((issue) => issue.line === line)) issues.push({ line, code: 'no-asset' })
  return observations
}
