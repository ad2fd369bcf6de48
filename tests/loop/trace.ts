import { capabilities } from '#apps/server/capabilities.ts'
import { accessTable } from '../walls/access-table.ts'
import { overhear } from '../walls/walker.ts'
import { ask, type Sender } from '../walls/wire.ts'

/** One address that somebody read, and all that reached them. */
export interface Read {
  endpoint: string
  url: string
  status: number
  everything: string
}

const streams = new Set(
  capabilities.flatMap(({ endpoints }) => endpoints.filter(({ form }) => form === 'stream').map(({ path }) => `GET /api${path}`)),
)

/** The addresses of an endpoint: each of these things stands where it names one. */
const addressesOf = (endpoint: string, things: readonly string[]): string[] => {
  const url = endpoint.slice('GET '.length)
  return /:|\*/.test(url) ? things.map((thing) => url.replaceAll(/:\w+|\*/g, thing)) : [url]
}

/** Reads at every endpoint of the access table that has anything to read, whoever it is for, and at these addresses beside them. */
export async function readEverywhere(sender: Sender, things: readonly string[], more: readonly string[]): Promise<Read[]> {
  const endpoints = Object.keys(accessTable).filter((name) => name.startsWith('GET '))
  const asked = endpoints.flatMap((endpoint) => addressesOf(endpoint, things).map((url) => ({ endpoint, url })))
  const reads: Read[] = []
  for (const { endpoint, url } of [...asked, ...more.map((url) => ({ endpoint: `GET ${url}`, url }))]) {
    const { status, everything } = await (streams.has(endpoint) ? overhear(sender, 'GET', url) : ask(sender, 'GET', url))
    reads.push({ endpoint, url, status, everything })
  }
  return reads
}

/** The endpoints where one of these words was read, once each. What somebody asked with may come back to them. */
export const tracesOf = (reads: readonly Read[], words: readonly string[]): string[] => {
  const looked = words.map((word) => word.toLowerCase())
  const found = reads.filter(({ url, everything }) => {
    const [asked, reached] = [url.toLowerCase(), everything.toLowerCase()]
    return looked.some((word) => reached.includes(word) && !asked.includes(word))
  })
  return [...new Set(found.map(({ endpoint }) => endpoint))]
}
