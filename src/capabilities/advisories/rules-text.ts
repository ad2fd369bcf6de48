import type { Severity } from '#domain/severity.ts'
import type { AdvisoryContent, Product } from './contract.ts'
import { vendors } from './vendors.data.ts'

/** What a pasted text says, as far as simple rules see it; whoever writes the warning decides what of it is so. */
export interface Proposal {
  title: string
  summary: string
  what: string
  cves: string[]
  vectors: string[]
  products: Product[]
  urls: string[]
}

const longestTitle = 200
const longestSummary = 600
const longestText = 10_000
const most = 40

const cvePattern = /\bCVE[-‐‑–—\s]?(\d{4})[-‐‑–—](\d{4,19})\b/giu
const vectorPattern = /\b(?:CVSS:(?:3\.[01]|4\.0)\/[A-Z0-9:/.]+|AV:[LAN]\/AC:[LMH]\/Au:[MSN]\/[A-Z0-9:/]+)/g
const urlPattern = /https?:\/\/[^\s<>"'()[\]]+[^\s<>"'()[\].,;:!?]/g

/** Reads a news text: its first line as the title, its first paragraph as the summary, and the numbers, vectors, links and products in it. */
export function proposalOf(text: string): Proposal {
  const clean = text
    .replaceAll('\r\n', '\n')
    .replaceAll(/[^\P{Cc}\n\t]/gu, '')
    .trim()
  const [title = '', ...rest] = clean.split('\n').filter((line, index, all) => line.trim() !== '' || index < all.length - 1)
  const body = rest.join('\n').trim()
  const [first = '', ...others] = body.split(/\n\s*\n/)
  const paragraph = first.replaceAll(/\s+/g, ' ').trim()
  // The summary stands above the rest in mail and page: what it says whole is not said twice.
  const isSaid = paragraph.length <= longestSummary && others.join('').trim() !== ''
  return {
    title: cut(title.trim().replace(/^#+\s*/, ''), longestTitle),
    summary: cut(paragraph, longestSummary),
    what: (isSaid ? others.join('\n\n').trim() : body).slice(0, longestText),
    cves: unique([...clean.matchAll(cvePattern)].map(([, year, number]) => `CVE-${year}-${number}`)),
    vectors: unique([...clean.matchAll(vectorPattern)].map(([vector]) => vector.replace(/[.:/]+$/, ''))),
    products: productsIn(clean),
    urls: unique([...clean.matchAll(urlPattern)].map(([url]) => url)).filter((url) => url.length <= 2_000 && URL.canParse(url)),
  }
}

const unique = (list: readonly string[]): string[] => [...new Set(list)].slice(0, most)

/** At the end of a word where that is near; never in the middle of a sign. */
function cut(text: string, longest: number): string {
  if (text.length <= longest) return text
  const short = text.slice(0, longest - 1).toWellFormed()
  return `${short.slice(0, Math.max(short.lastIndexOf(' '), longest / 2))}…`
}

const capital = String.raw`[\p{Lu}\p{N}][\p{L}\p{N}+.-]*`
const followed = new RegExp(String.raw`^((?:[\s-]+${capital}){1,4})`, 'u')
const version =
  /^\s*(?:versjon(?:ar|er)?|versions?|v\.?)?\s*((?:(?:før|prior to|before|<=?|opp til|up to|til og med)\s*)?v?\d+(?:\.\d+){1,4}(?:\s*(?:-|–|til|to|through)\s*v?\d+(?:\.\d+){1,4})?)/iu

/** Vendors that the sector meets, and the words in capitals that stand after their name; a version where one follows. */
function productsIn(text: string): Product[] {
  const found = new Map<string, Product>()
  for (const vendor of vendors) {
    for (const { index } of text.matchAll(new RegExp(String.raw`(?<![\p{L}\p{N}])${vendor}(?![\p{L}\p{N}])`, 'gu'))) {
      const after = text.slice(index + vendor.length, index + vendor.length + 160)
      const words = followed.exec(after)?.[1] ?? ''
      const tokens = words.trim().split(/\s+/)
      const end = tokens.findIndex((token) => /^v?\d+\.\d|^[^\p{L}\p{N}]+$/u.test(token))
      const name = tokens
        .slice(0, end < 0 ? tokens.length : end)
        .join(' ')
        .replace(/[\s.-]+$/, '')
      if (name === '' || /^CVE\b/.test(name)) continue
      const at = after.indexOf(name.split(' ').at(-1)!) + name.split(' ').at(-1)!.length
      const versions = version.exec(after.slice(at))?.[1]?.trim() ?? ''
      const known = found.get(`${vendor} ${name}`)
      if (!known || known.versions === '') found.set(`${vendor} ${name}`, { vendor, product: name, versions, cpe: '', purl: '' })
    }
  }
  for (const product of namedWithVersions(text)) {
    const key = `${product.vendor} ${product.product}`
    const isKnown = [...found.values()].some(
      ({ vendor, product: name }) => `${vendor} ${name}`.includes(key) || key.includes(`${vendor} ${name}`),
    )
    if (!isKnown) found.set(key, product)
  }
  const all = [...found.values()]
  // What one vendor's name holds of another's product is one product: Citrix NetScaler, not NetScaler too.
  return all
    .filter(({ vendor }) => !all.some((other) => other.vendor !== vendor && other.product.startsWith(vendor)))
    .slice(0, most)
}

const named = new RegExp(
  String.raw`(?<![\p{L}\p{N}.])(${capital})((?:[ -]${capital}){1,3}?)[ ,]+(?:versjon(?:ar|er)?|versions?)\s+((?:(?:før|before|prior to|til og med|up to)\s+)?v?\d+(?:\.\d+){0,4}(?:\s*(?:-|–|til|to|through)\s*v?\d+(?:\.\d+){1,4})?)`,
  'gu',
)

/** Words in capitals right before a version, whoever makes them: the first is taken for the vendor. Whoever writes the warning sees it. */
function namedWithVersions(text: string): Product[] {
  return [...text.matchAll(named)].map(([, vendor, name, versions]) => ({
    vendor: vendor!,
    product: name!.trim().replace(/^-/, ''),
    versions: versions!.replaceAll(/\s+/g, ' ').trim(),
    cpe: '',
    purl: '',
  }))
}

/** The severity of the worst of some scores of CVSS (0–10), as the standard names them; nothing where there is none. */
export function severityOfScores(scores: readonly number[]): Severity | undefined {
  if (scores.length === 0) return undefined
  const worst = Math.max(...scores)
  if (worst >= 9) return 'critical'
  if (worst >= 7) return 'high'
  return worst >= 4 ? 'medium' : 'low'
}

/** What a proposal becomes in a draft, in bokmål: what it was written in is the writer's to say. */
export const contentOfProposal = (
  proposal: Proposal,
): Pick<AdvisoryContent, 'title' | 'summary' | 'what' | 'products' | 'vulnerabilities' | 'references'> => {
  const inBokmal = (text: string) => ({ nb: text, nn: '', en: '' })
  return {
    title: inBokmal(proposal.title),
    summary: inBokmal(proposal.summary),
    what: inBokmal(proposal.what),
    products: proposal.products,
    // A text that names one vulnerability means its vectors for that one; with several nobody can tell.
    vulnerabilities: proposal.cves.map((cve) => ({
      cve,
      vectors: proposal.cves.length === 1 ? proposal.vectors.slice(0, 6) : [],
    })),
    references: proposal.urls.map((url) => ({ summary: new URL(url).hostname, url })),
  }
}
