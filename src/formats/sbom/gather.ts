import { hasWildcard, plainValue, readCpe, writeCpe } from '#domain/cpe.ts'
import { readPurl } from '#domain/purl.ts'
import { mostComponents, type SbomComponent, type SbomProblem, type SbomReason } from './shape.ts'

/** A text of the file and where it stands. */
export interface Said {
  text: unknown
  place: string
}

/** A component as a file says it, before anything of it is believed. Of several names the first that is right counts. */
export interface Told {
  place: string
  id?: Said | undefined
  name?: Said | undefined
  /** From the one that counts most to the least. */
  vendors: readonly (Said | undefined)[]
  version?: Said | undefined
  purls: readonly (Said | undefined)[]
  cpes: readonly (Said | undefined)[]
}

const longestText = 500
const mostProblems = 500

/** Gathers components and what is wrong with them: each once, and no more than are read. */
export class Gathering {
  readonly components: SbomComponent[] = []
  readonly problems: SbomProblem[] = []
  private readonly seen = new Set<string>()
  private readonly ids = new Set<string>()
  private isFull = false

  problem(place: string, reason: SbomReason): void {
    if (this.problems.length < mostProblems) this.problems.push({ place, reason })
    else if (this.problems.length === mostProblems) this.problems.push({ place, reason: 'too-many-problems' })
  }

  /** Takes what is right of a component; without any name it is none. */
  add(told: Told): void {
    if (this.isFull) return
    const purl = this.first(told.purls, readPurl, 'bad-purl')
    const cpe = this.first(told.cpes, cpeIn, 'bad-cpe')
    const name = this.text(told.name) ?? purl?.name ?? (cpe && plainValue(cpe.product))
    if (!name) {
      this.problem(told.place, 'missing-name')
      return
    }
    this.noteId(told.id)
    const vendor = this.firstText(told.vendors) ?? (cpe && plainValue(cpe.vendor))
    const version = this.text(told.version) ?? purl?.version ?? (cpe && plainValue(cpe.version))
    this.keep({
      name,
      ...(vendor && { vendor }),
      ...(version && { version }),
      ...(purl && { purl: purl.text }),
      ...(cpe && { cpe: writeCpe(cpe) }),
      place: told.place,
    })
  }

  private keep(component: SbomComponent): void {
    const { name, vendor, version, purl, cpe } = component
    const key = JSON.stringify([name, vendor, version, purl, cpe])
    if (this.seen.has(key)) return
    if (this.components.length >= mostComponents) {
      this.isFull = true
      this.problem(component.place, 'too-many-components')
      return
    }
    this.seen.add(key)
    this.components.push(component)
  }

  private noteId(id: Said | undefined): void {
    const text = this.text(id)
    if (text === undefined) return
    if (this.ids.has(text)) this.problem(id!.place, 'duplicate-id')
    this.ids.add(text)
  }

  private first<Name>(
    all: readonly (Said | undefined)[],
    read: (text: string) => Name | undefined,
    reason: SbomReason,
  ): Name | undefined {
    let found: Name | undefined
    for (const said of all) {
      const text = this.text(said)
      const name = text === undefined ? undefined : read(text)
      if (text !== undefined && name === undefined) this.problem(said!.place, reason)
      found ??= name
    }
    return found
  }

  private firstText(all: readonly (Said | undefined)[]): string | undefined {
    for (const said of all) {
      const text = this.text(said)
      if (text !== undefined) return text
    }
    return undefined
  }

  /** A text on one line, cut where it is longer than any name; nothing when it is empty, or says that nobody says. */
  private text(said: Said | undefined): string | undefined {
    if (said?.text === undefined || said.text === null) return undefined
    if (typeof said.text !== 'string') {
      this.problem(said.place, 'not-text')
      return undefined
    }
    // Names of packages may be as long as they like in purl and CPE, which have limits of their own.
    const isName = /^(pkg|cpe):/i.test(said.text)
    const text = said.text
      .slice(0, 10 * longestText)
      .toWellFormed()
      .replaceAll(/[\p{Cc}\s]+/gu, ' ')
      .trim()
    if (text === '' || text === 'NOASSERTION' || text === 'NONE') return undefined
    if (isName || text.length <= longestText) return text
    this.problem(said.place, 'text-cut')
    return text.slice(0, longestText).toWellFormed().trim()
  }
}

/** A name that leaves the product open would fit everything there is, so it names nothing here. */
const cpeIn = (text: string) => {
  const read = readCpe(text)
  return read.ok && plainValue(read.value.product) !== undefined && !hasWildcard(read.value.product) ? read.value : undefined
}
