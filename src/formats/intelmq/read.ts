import { flatten, type JsonObject, textOf } from '#domain/json-values.ts'
import {
  callingTypes,
  evidenceGatherer,
  formOf,
  jsonReader,
  readAsset,
  type TimeReader,
  usualForm,
  withHostOfUrl,
} from '#domain/observe.ts'
import type { Asset, Issue, Observation } from '#domain/reading.ts'
import { readRsit } from '#domain/rsit.ts'
import { severities } from '#domain/severity.ts'
import { readTlp } from '#domain/tlp.ts'

/**
 * Reads IntelMQ events (IntelMQ data format, version 3) as one object, an array, or one a line; keys flat (`source.ip`) or
 * nested. `classification.identifier` is passed on as kind; whether the catalogue knows it, intake decides.
 */
export const readIntelmq = jsonReader(readEvent)

const sides = ['source', 'destination'] as const
type Side = (typeof sides)[number]

/** Parts that only repeat, locate or belong to the sender's own house. */
const leftOut =
  /^(?:raw|output|event_hash|rtir_id|__type|misp\..*|time\..*|feed\..*|classification\..*|tlp|.*\.geolocation\..*|.*abuse_contact|.*\.(?:as_name|registry|allocated|domain_suffix))$/
const assetKeys = ['ip', 'fqdn', 'reverse_dns', 'url', 'network', 'asn', 'account']

function readEvent({ line, value }: JsonObject, issues: Issue[], readTime: TimeReader): Observation[] {
  const event = flatten(value)
  const text = (key: string): string | undefined => textOf(event.get(key)) || undefined
  const seenAt = readTime(text('time.source') ?? text('time.observation') ?? '', line, 'time.source', issues)
  if (seenAt === undefined) return []
  const type = readRsit(text('classification.taxonomy'), text('classification.type'))
  const side = sideOf(event)
  const calls = type !== undefined && callingTypes.has(type) && side === 'source'
  const asset = assetOf(side, text, calls, (issue) => issues.push({ line, ...issue }))
  const form = formOf(asset, type === 'data-leak' && asset.account ? 'account' : usualForm(type))
  if (form === undefined) {
    if (!issues.some((issue) => issue.line === line)) issues.push({ line, code: 'no-asset' })
    return []
  }
  const kind = text('classification.identifier')
  const severity = severities.find((one) => one === (text('severity') ?? text('extra.severity'))?.toLowerCase())
  const tlp = readTlp(text('tlp') ?? '')
  return [
    {
      line,
      seenAt,
      ...(kind && { kind }),
      ...(type && { type }),
      ...(severity && { severity }),
      form,
      asset,
      ...(tlp && { tlp }),
      evidence: evidenceOf(event, side, calls),
    },
  ]
}

/** Whom the event is about: the source; the destination (the target of an attack) when nobody else is named. */
function sideOf(event: ReadonlyMap<string, unknown>): Side {
  const names = (side: Side) => assetKeys.some((key) => key !== 'asn' && textOf(event.get(`${side}.${key}`)) !== '')
  return !names('source') && names('destination') ? 'destination' : 'source'
}

function assetOf(
  side: Side,
  text: (key: string) => string | undefined,
  calls: boolean,
  complain: (issue: Omit<Issue, 'line'>) => void,
): Asset {
  const part = (name: string) => text(`${side}.${name}`)
  const asset = readAsset(
    {
      ip: part('ip'),
      port: calls ? undefined : part('port'),
      transport: calls ? undefined : text('protocol.transport'),
      host: part('fqdn') ?? part('reverse_dns'),
      url: part('url'),
      network: part('network'),
      asn: part('asn'),
      account: part('account'),
    },
    (code, field, found) => complain({ code, field: `${side}.${field}`, found: found.slice(0, 200) }),
  )
  return withHostOfUrl(asset)
}

function evidenceOf(event: ReadonlyMap<string, unknown>, side: Side, calls: boolean): Record<string, string> {
  const { add, evidence } = evidenceGatherer()
  const used = new Set([...assetKeys.map((key) => `${side}.${key}`), ...(calls ? [] : [`${side}.port`, 'protocol.transport'])])
  for (const [key, value] of event) {
    if (!used.has(key) && !leftOut.test(key)) add(key.replace(/^extra\./, ''), textOf(value))
  }
  return evidence
}
