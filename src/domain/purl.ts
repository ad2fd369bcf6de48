import { PackageURL } from 'packageurl-js'

/** A package URL (ECMA-427): what names a package of some ecosystem, with or without its version. */
export interface Purl {
  /** As the standard writes it. */
  text: string
  type: string
  namespace: string | undefined
  name: string
  version: string | undefined
}

const longest = 1024

/** Reads a package URL with the rules of its type (names of PyPI in lower case, `_` as `-`); what is none is `undefined`. */
export function readPurl(from: string): Purl | undefined {
  const text = from.trim()
  if (text.length > longest || !/^pkg:/i.test(text)) return undefined
  try {
    const purl = PackageURL.fromString(text)
    const { type, namespace, name, version } = purl
    return { text: purl.toString(), type, namespace, name, version }
  } catch {
    return undefined
  }
}

/** What two versions of one package have in common: type, namespace and name. */
export const packageOf = ({ type, namespace, name }: Purl): string => [type, namespace ?? '', name].join('/').toLowerCase()
