import { readAsn } from './asn.ts'
import { hostOfUrl, readHost, readUrl } from './host.ts'
import { type JsonObject, type JsonOptions, readJsonObjects } from './json-values.ts'
import { readAddress, readNetwork } from './network.ts'
import { maskIdentityNumbers } from './privacy.ts'
import type { Asset, AssetForm, Batch, Issue, IssueCode, Observation, Reader, ReadOptions } from './reading.ts'
import type { RsitType } from './rsit.ts'
import { day, later, readUtc, type Utc } from './time.ts'

/** What a row says of an asset, as it stands there. */
export interface AssetText {
  ip?: string | undefined
  port?: string | undefined
  transport?: string | undefined
  host?: string | undefined
  url?: string | undefined
  network?: string | undefined
  asn?: string | undefined
  account?: string | undefined
}

/** Called for every value that could not be understood. */
export type Complain = (code: IssueCode, field: string, found: string) => void

const present = (text: string | undefined): text is string => text !== undefined && text !== ''

/**
 * Understands an asset; what cannot be understood is left out. An impossible address, port or URL is complained of;
 * a host name or AS number that is none is not, since feeds write `0`, `-` and names of their own there.
 */
export function readAsset(text: AssetText, complain: Complain): Asset {
  const asset: Asset = {}
  if (present(text.ip)) {
    const ip = readAddress(text.ip)
    if (ip !== undefined) asset.ip = ip
    // `198.18.4.0/22` in a column of addresses says a network.
    else if (text.network === undefined && text.ip.includes('/') && readNetwork(text.ip))
      asset.network = readNetwork(text.ip)!.text
    else if (text.network !== text.ip || !readNetwork(text.ip)) complain('bad-address', 'ip', text.ip)
  }
  if (present(text.port)) {
    const port = readPort(text.port)
    if (port === undefined) complain('bad-port', 'port', text.port)
    else if (port > 0) asset.port = port
  }
  const transport = text.transport?.toLowerCase()
  if (transport === 'tcp' || transport === 'udp') asset.transport = transport
  if (present(text.url)) {
    const url = readUrl(text.url)
    if (url === undefined) complain('bad-url', 'url', text.url)
    else asset.url = url
  }
  const named = mailDomainOf(text.account) ?? text.host
  const host = present(named) ? readHost(named) : undefined
  if (host !== undefined) asset.host = host
  if (present(text.network) && text.network.includes('/')) {
    const network = readNetwork(text.network)
    if (network) asset.network = network.text
    else complain('bad-address', 'network', text.network)
  }
  const asn = present(text.asn) ? readAsn(text.asn) : undefined
  if (asn !== undefined) asset.asn = asn
  if (present(text.account)) asset.account = text.account.slice(0, 320)
  return asset
}

/** A leaked account is its mail domain's: whoever owns the domain is told. */
const mailDomainOf = (account: string | undefined): string | undefined =>
  account?.includes('@') ? account.slice(account.lastIndexOf('@') + 1) : undefined

/** A port, 0 to 65535 (0 means none); `undefined` for what is no port. */
const readPort = (text: string): number | undefined => {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN
  return port <= 65535 ? port : undefined
}

const has: Record<AssetForm, (asset: Asset) => boolean> = {
  address: (asset) => asset.ip !== undefined,
  host: (asset) => asset.host !== undefined,
  url: (asset) => asset.url !== undefined,
  network: (asset) => asset.network !== undefined,
  account: (asset) => asset.account !== undefined,
}
const inTurn: readonly AssetForm[] = ['address', 'network', 'url', 'host', 'account']

/** The form that is wanted when the asset has it, else the first that it has; `undefined` when there is nothing to warn about. */
export const formOf = (asset: Asset, wanted: AssetForm): AssetForm | undefined =>
  has[wanted](asset) ? wanted : inTurn.find((form) => has[form](asset))

/** The host of a URL joins the asset when the row names no other. */
export function withHostOfUrl(asset: Asset): Asset {
  if (asset.url === undefined || asset.host !== undefined) return asset
  const host = hostOfUrl(asset.url)
  return host === undefined || readAddress(host) !== undefined ? asset : { ...asset, host }
}

/** Understands the time of a row, or tells what is wrong with it. */
export type TimeReader = (text: string, line: number, field: string, issues: Issue[]) => Utc | undefined

/** Nothing that feeds tell of was seen before this; a year 0 is an empty field that somebody filled. */
const earliest: Utc = '1970-01-01T00:00:00.000Z'

/** Reads the times of one file against the moment of reading. The last text is remembered: feeds repeat themselves. */
export function timeReader(options: Pick<ReadOptions, 'now'>): TimeReader {
  const latest = later(options.now, day)
  let lastText: string | undefined
  let last: Utc | undefined
  return (text, line, field, issues) => {
    if (text !== lastText) {
      lastText = text
      last = readUtc(text)
    }
    if (last !== undefined && earliest <= last && last <= latest) return last
    issues.push({
      line,
      code: last !== undefined && last > latest ? 'time-in-future' : 'bad-time',
      field,
      found: text.slice(0, 200),
    })
    return undefined
  }
}

/** How much of a row is kept beside what we understand of it. */
const mostFields = 40
const mostCharacters = 4000
const longestValue = 1000

const elevenDigits = /\d{6}[ -]?\d{5}/

/** Gathers evidence within the limits; empty values are left out, long ones cut. */
export function evidenceGatherer(): { add(name: string, value: string): void; evidence: Record<string, string> } {
  const evidence: Record<string, string> = {}
  let fields = 0
  let left = mostCharacters
  return {
    evidence,
    add(name, value) {
      if (value === '' || fields >= mostFields || name === '__proto__') return
      const room = Math.min(longestValue, left - name.length)
      if (room <= 0) return
      const cut = value.length <= room ? value : value.slice(0, room)
      // A row may carry what no register of ours may hold; the digits go, the rest is evidence.
      const kept = elevenDigits.test(cut) ? maskIdentityNumbers(cut) : cut
      evidence[name] = kept
      fields++
      left -= name.length + kept.length
    },
  }
}

/** Types in which the asset is the one who calls: its port is another for each call, and says nothing about the asset. */
export const callingTypes: ReadonlySet<RsitType> = new Set([
  'infected-system',
  'scanner',
  'brute-force',
  'exploit',
  'ids-alert',
  'ddos',
  'dos',
  'spam',
])

/** Types that are about what lies behind a URL. */
const contentTypes: ReadonlySet<RsitType> = new Set([
  'malware-distribution',
  'phishing',
  'masquerade',
  'copyright',
  'violence',
  'harmful-speech',
  'data-leak',
  'unauthorised-information-modification',
  'malware-configuration',
])

/** The form to look for first, by what is wrong. */
export const usualForm = (type: RsitType | undefined): AssetForm => (type && contentTypes.has(type) ? 'url' : 'address')

/** What a format says of one object: what it observed (several when it names several assets), or nothing, with issues. */
export type ObjectReader = (object: JsonObject, issues: Issue[], readTime: TimeReader) => Observation[]

/** A reader of a JSON format, from how one object is read. */
export const jsonReader = (read: ObjectReader, json: JsonOptions = {}): Reader =>
  async function* (bytes, options) {
    const readTime = timeReader(options)
    for await (const batch of readJsonObjects(bytes, { ...json, ...(options.batchRows && { batchRows: options.batchRows }) })) {
      const { issues } = batch
      if (batch.line === 0 && issues.length === 0) issues.push({ line: 0, code: 'empty-file' })
      const observations = batch.objects.flatMap((object) => read(object, issues, readTime))
      yield { observations, issues, rows: batch.objects.length + batch.lost, line: batch.line } satisfies Batch
    }
  }
