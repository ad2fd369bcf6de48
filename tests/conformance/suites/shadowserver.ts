import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { readHost, readUrl } from '#domain/host.ts'
import { readAddress } from '#domain/network.ts'
import type { Observation } from '#domain/reading.ts'
import { type RsitType, readRsit } from '#domain/rsit.ts'
import { readUtc } from '#domain/time.ts'
import { readShadowserver } from '#formats/shadowserver/read.ts'
import { reportFor, reportTypeOf } from '#formats/shadowserver/reports.ts'
import { readAll } from '../reading.ts'
import { compareField, counting, type Difference, type Suite } from '../suite.ts'

type Event = Readonly<Record<string, unknown>>

interface Expectation {
  report: string
  file_name?: string
  events: Event[]
}

/** Reports of Shadowserver beside the events that IntelMQ makes of them: no row may be lost, and the events must agree. */
export const shadowserver: Suite = {
  takes: (_path, entries) => entries.includes('reports') && entries.includes('expected'),

  async compare(folder) {
    const { add, outcome } = counting()
    const expectations = await expectationsIn(join(folder, 'expected'))
    const today = await wordsOfToday(join(folder, 'schema'))
    for (const file of (await readdir(join(folder, 'reports'))).sort()) {
      const expected = expectations.get(file)
      const fileName = expected?.file_name ?? file
      const { observations, rows } = await readAll(readShadowserver, { path: join(folder, 'reports', file) }, fileName)
      add(compareField(file, 'rows', observations.length, rows))
      const name = reportTypeOf(fileName)
      const role = reportFor(name, []).report.asset
      const now = today.get(name ?? '')
      const free = new Set(observations)
      for (const [index, event] of (expected?.events ?? []).entries()) {
        const place = `${file}#${index + 1}`
        const here = observations[index]
        const agrees = (one: Observation | undefined) =>
          one !== undefined && free.has(one) && differ(place, role, one, event, now).length === 0
        // A row answers one event only.
        const match = agrees(here) ? here : observations.find(agrees)
        if (match) {
          free.delete(match)
          outcome.renamed.push(...renamesIn(place, match, event))
        }
        add(match ? [] : differ(place, role, here, event, now))
      }
    }
    return outcome
  },
}

async function expectationsIn(folder: string): Promise<Map<string, Expectation>> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.json'))
  const all = await Promise.all(files.map(async (file) => JSON.parse(await readFile(join(folder, file), 'utf8')) as Expectation))
  return new Map(all.map((one) => [one.report, one]))
}

function differ(place: string, role: string, ours: Observation | undefined, event: Event, now: Words | undefined): Difference[] {
  if (!ours) return compareField(place, 'row', undefined, 'an event')
  const text = (key: string): string | undefined => (event[key] === undefined ? undefined : String(event[key]))
  const number = (key: string): number | undefined => (event[key] === undefined ? undefined : Number(event[key]))
  const { asset, evidence } = ours
  const field = (name: string, our: unknown, their: unknown) => compareField(place, name, our, their)

  // Where IntelMQ keeps what our table calls the asset to warn about.
  const side =
    role === 'destination'
      ? 'destination.'
      : role === 'referer' && event['source.ip'] === undefined
        ? 'extra.http_referer_'
        : 'source.'
  const differences = [
    ...field('time', ours.seenAt, readUtc(text('time.source') ?? '')),
    ...field('ip', asset.ip, readAddress(text(`${side}ip`) ?? '')),
    // The port of one who calls says nothing of the asset; we keep it as evidence.
    ...field('port', asset.port ?? portIn(evidence), number(`${side}port`) || undefined),
    ...field('asn', asset.asn, number(`${side}asn`)),
    ...field('kind', ours.kind, kindOf(ours, text('classification.identifier'), now)),
    ...field('type', ours.type, typeOf(ours, text('classification.taxonomy'), text('classification.type'), now)),
  ]
  if (ours.form === 'address' || ours.form === 'network') return differences
  const url =
    text('source.url') ?? (role === 'referer' ? text('extra.http_referer') : role === 'url' ? text('destination.url') : undefined)
  if (url !== undefined) differences.push(...field('url', asset.url, readUrl(url)))
  const host = text('source.fqdn') ?? (role === 'asked' ? text('extra.request') : undefined)
  if (host !== undefined) differences.push(...field('host', asset.host, readHost(host)))
  const account = text('source.account') ?? text('extra.email')
  if (role === 'account' && account !== undefined) {
    differences.push(
      ...field(
        'account',
        [asset.account, evidence.username, evidence.email].includes(account) ? account : asset.account,
        account,
      ),
    )
  }
  return differences
}

const portIn = (evidence: Readonly<Record<string, string>>): number | undefined => Number(evidence.src_port) || undefined

/**
 * IntelMQ of 2023 writes the malware or the tag as identifier in some reports; with us that is evidence, not a kind. Other
 * identifiers that Shadowserver has renamed since are answered by the name of today.
 */
function kindOf(ours: Observation, identifier: string | undefined, now: Words | undefined): string | undefined {
  const said = [ours.evidence.infection, ours.evidence.family, ours.evidence.tag].map((word) => word?.toLowerCase())
  if (identifier !== undefined && said.includes(identifier)) return ours.kind
  return identifier !== ours.kind && now?.identifier === ours.kind ? ours.kind : identifier
}

/** Words of 2023 through the rename table, and through what Shadowserver calls the report today; `other` said of what had no class yet. */
function typeOf(ours: Observation, taxonomy: string | undefined, type: string | undefined, now: Words | undefined) {
  const theirs = readRsit(taxonomy, type)
  const renamed = theirs !== ours.type && now?.type !== undefined && now.type === ours.type
  return renamed || type === 'other' ? ours.type : theirs
}

/** Which words of an agreeing event are not ours as they stand: agreement on these rests on a rename. */
function renamesIn(place: string, ours: Observation, event: Event): string[] {
  const identifier = event['classification.identifier']
  const type = event['classification.type']
  return [
    ...(identifier === ours.kind ? [] : [`${place} kind: ${ours.kind} for ${identifier}`]),
    ...(type === ours.type ? [] : [`${place} type: ${ours.type} for ${type}`]),
  ]
}

interface Words {
  identifier: string | undefined
  type: RsitType | undefined
}

/** The words that Shadowserver uses now, when its schema lies beside: the expectations are from 2023. */
async function wordsOfToday(folder: string): Promise<Map<string, Words>> {
  const text = await readFile(join(folder, 'intelmq.json'), 'utf8').catch(() => '{}')
  const schema = JSON.parse(text) as Record<string, { file_name?: string; constant_fields?: Record<string, string> }>
  return new Map(
    Object.entries(schema).map(([name, { file_name, constant_fields: words }]) => [
      file_name ?? name,
      { identifier: words?.['classification.identifier'], type: readRsit(undefined, words?.['classification.type']) },
    ]),
  )
}
