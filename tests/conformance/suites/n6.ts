import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { readUrl } from '#domain/host.ts'
import { readAddress } from '#domain/network.ts'
import type { Observation } from '#domain/reading.ts'
import { readUtc } from '#domain/time.ts'
import { readN6 } from '#formats/n6/read.ts'
import { readShadowserver, reportTypes } from '#formats/shadowserver/read.ts'
import { readAll } from '../reading.ts'
import { compareField, counting, type Difference, type Suite } from '../suite.ts'

interface Event {
  time: string
  address?: { ip?: string; ipv6?: string; asn?: number }[]
  dport?: number
  sport?: number
  url?: string
}

interface Source {
  source: string
  cases: { input: string; expected: Event[] | string }[]
}

/** What n6 calls a report that Shadowserver calls otherwise; the rest differ only by prefix and hyphens. */
const otherwise: Readonly<Record<string, string>> = {
  'amplification-ddos-victim': 'event4_honeypot_ddos_amp',
  'brute-force': 'event4_honeypot_brute_force',
  darknet: 'event4_honeypot_darknet',
  'ddos-victim': 'event4_honeypot_ddos_target',
  'device-info': 'device_id',
  'http-scanners': 'event4_honeypot_http_scan',
  'ics-scanners': 'event4_honeypot_ics_scan',
  ldap: 'scan_ldap_udp',
  modbus: 'scan_ics',
  msrdpeudp: 'scan_rdpeudp',
  netis: 'scan_netis_router',
  'ntp-monitor': 'scan_ntpmonitor',
  'ntp-version': 'scan_ntp',
  'open-resolver': 'scan_dns',
  postgresql: 'scan_postgres',
  proxy: 'scan_http_proxy',
}

/**
 * n6 by source: raw input and the events expected of it. We read the raw reports of Shadowserver among them; the other raw
 * forms are named as not covered.
 */
const bySource: Suite = {
  takes: (path) => path.endsWith('feeds/n6') || path === 'n6',

  async compare(folder) {
    const { add, outcome } = counting()
    for (const file of (await readdir(folder)).filter((one) => one.endsWith('.json')).sort()) {
      const source = JSON.parse(await readFile(join(folder, file), 'utf8')) as Source
      const channel = /^shadowserver\.(.+)$/.exec(source.source)?.[1]
      if (channel === undefined) outcome.notCovered.push(source.source)
      else
        for (const [index, one] of source.cases.entries())
          for (const found of await compareCase(`${file}#${index + 1}`, channel, one)) add(found)
    }
    return outcome
  },
}

async function compareCase(
  place: string,
  channel: string,
  { input, expected }: Source['cases'][number],
): Promise<Difference[][]> {
  const { observations } = await readAll(readShadowserver, { text: input }, '', typeOf(channel))
  if (typeof expected === 'string') return [compareField(place, 'observations', observations.length, 0)]
  return expected.map((event, index) => {
    const here = differ(`${place}.${index + 1}`, observations[index], event)
    return observations.some((one) => differ(place, one, event).length === 0) ? [] : here
  })
}

/** The report type that a channel of n6 is; one that is in no table is read by its columns. */
function typeOf(channel: string): string {
  const name = channel.replaceAll('-', '_')
  const known = Object.keys(reportTypes)
  return (
    otherwise[channel] ??
    known.find((type) => type === `scan_${name}` || type === name) ??
    known.find((type) => type.endsWith(`_${name}`)) ??
    name
  )
}

function differ(place: string, ours: Observation | undefined, event: Event): Difference[] {
  if (!ours) return compareField(place, 'row', undefined, 'an event')
  const field = (name: string, our: unknown, their: unknown) => compareField(place, name, our, their)
  const { asset, evidence } = ours
  const address = event.address?.[0]
  return [
    ...field('time', ours.seenAt, readUtc(event.time)),
    ...(address ? field('ip', asset.ip, readAddress(address.ip ?? address.ipv6 ?? '')) : []),
    ...(address?.asn ? field('asn', asset.asn, address.asn) : []),
    ...(event.dport ? field('port', asset.port ?? Number(evidence.dst_port), event.dport) : []),
    ...(event.url && ours.form === 'url' ? field('url', asset.url, readUrl(event.url)) : []),
  ]
}

/** Output of n6 itself (REST array, stream messages): read without an issue, one observation for each address. */
const output: Suite = {
  takes: (path) => path.endsWith('n6/api-examples'),

  async compare(folder) {
    const { add, outcome } = counting()
    for (const file of (await readdir(folder)).sort()) {
      const { observations, issues, rows } = await readAll(readN6, { path: join(folder, file) }, file)
      const text = await readFile(join(folder, file), 'utf8')
      add([
        ...compareField(file, 'issues', issues.length, 0),
        ...compareField(file, 'events', rows, text.match(/"time"\s*:/g)?.length ?? 0),
        ...compareField(file, 'addresses', observations.length, text.match(/"ip(?:v6)?"\s*:/g)?.length ?? 0),
      ])
    }
    return outcome
  },
}

export const n6 = [bySource, output]
