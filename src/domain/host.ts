import { getDomain } from 'tldts'
import { z } from 'zod'
import { readAddress } from './network.ts'

/** A host name in lower case, as A-labels, without final dot. */
export type Host = string & { readonly __host?: never }

const longestUrl = 2 * 2_083
const label = /^[a-z0-9_-]{1,63}$/
const numberLabel = /^(?:\d+|0x[0-9a-f]*)$/

/**
 * Reads a host name: lower case, no final dot, foreign letters as A-labels (`blåbær.example` → `xn--blbr-roah.example`).
 * Labels have 1–63 signs, the name at most 253 (RFC 1035, 2.3.4); `_` is allowed, since names of services have it. Addresses,
 * wildcards, ports and names that browsers would take for an address (last label a number) are `undefined`.
 */
export function readHost(text: string): Host | undefined {
  const trimmed = text.trim().toLowerCase()
  const ascii = /^[\0-\x7f]*$/.test(trimmed) ? trimmed : toAscii(trimmed)
  const host = ascii?.endsWith('.') ? ascii.slice(0, -1) : ascii
  if (!host || host.length > 253) return undefined
  const labels = host.split('.')
  return labels.every((one) => label.test(one)) && !numberLabel.test(labels.at(-1)!) ? host : undefined
}

/** Unicode to A-labels (UTS 46), by the one implementation that browser and server share. */
const toAscii = (text: string): string | undefined =>
  /[\s/?#@:\\%[\]]/.test(text) ? undefined : (URL.parse(`http://${text}`)?.hostname ?? undefined)

/**
 * The name that was registered: one label below the public suffix. The list's private part counts too, so that customers
 * of one host provider are strangers to each other. A public suffix itself has none.
 */
export const registrableDomain = (host: string): Host | undefined =>
  getDomain(host, { allowPrivateDomains: true, extractHostname: false }) ?? undefined

/** Whether the host is the domain or lies below it, label by label: `badvarde.example` is not within `varde.example`. */
export const isWithin = (host: Host, domain: Host): boolean =>
  host.endsWith(domain) && (host.length === domain.length || host[host.length - domain.length - 1] === '.')

const defanged: readonly [RegExp, string][] = [
  [/[[({]\s*(?:\.|dot)\s*[\])}]/gi, '.'],
  [/[[({]:[\])}]/g, ':'],
]
const parts = /^(h(?:tt|xx|\*\*)ps?|f(?:t|x)p|wss?)(?::|\[:\])(?:\/\/|\[\/\/\])([^/?#]*)(.*)$/is

/** Undoes what people do to an address so that nobody clicks on it: `hxxps[:]//evil[.]example/x`. Paths are left alone. */
function refang(text: string): string | undefined {
  const [, scheme, authority, rest] = parts.exec(text.replace(/\[:\/\/\]/, '://')) ?? []
  if (!scheme || authority === undefined) return undefined
  const plain = defanged.reduce((one, [from, to]) => one.replaceAll(from, to), authority)
  return `${scheme
    .toLowerCase()
    .replace(/xx|\*\*/, 'tt')
    .replace('fxp', 'ftp')}://${plain}${rest}`
}

/** Host of a parsed address: a name, or the canonical text of an address. */
const hostIn = (url: URL): string | undefined => {
  const bare = url.hostname.replace(/^\[|\]$/g, '')
  return readAddress(bare) ?? readHost(bare)
}

/**
 * Reads an absolute address of the web or of FTP, also a defanged one, and gives its canonical text (WHATWG URL: lower-case
 * host, no default port). Longer than 4,166 signs, with control characters, without a proper host: `undefined`.
 */
export function readUrl(text: string): string | undefined {
  const trimmed = text.trim()
  if (trimmed.length > longestUrl || /[\0-\x1f\x7f]/.test(trimmed)) return undefined
  const plain = refang(trimmed)
  const url = plain ? URL.parse(plain) : null
  const host = url && hostIn(url)
  if (!url || !host) return undefined
  if (url.hostname.endsWith('.')) url.hostname = host
  return url.href.length > longestUrl ? undefined : url.href
}

/** Whom a URL points at: a host name, or an address as canonical text. */
export function hostOfUrl(text: string): string | undefined {
  const canonical = readUrl(text)
  return canonical === undefined ? undefined : hostIn(new URL(canonical))
}

/** Schema of a host name in a contract; gives the canonical text. */
export const Host = z.string().transform((text, context): Host => {
  const host = readHost(text)
  if (host !== undefined) return host
  context.addIssue({ code: 'custom', message: 'not a host name' })
  return z.NEVER
})
