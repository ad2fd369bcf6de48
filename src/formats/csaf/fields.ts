import { readUtc, type Utc } from '#domain/time.ts'

export const reasons = [
  'bad-encoding',
  'bad-json',
  'bad-time',
  'bad-tlp',
  'cycle',
  'duplicate-id',
  'missing',
  'not-a-list',
  'not-a-number',
  'not-an-object',
  'not-csaf',
  'not-read',
  'not-text',
  'too-deep',
  'too-large',
  'too-many',
  'unknown-product',
  'unknown-version',
  'unknown-word',
] as const

/** What could not be understood: where it stands (RFC 6901), why, and what stood there, at most 200 characters. */
export interface CsafIssue {
  pointer: string
  reason: (typeof reasons)[number]
  found?: string
}

/** More than this tells nobody more. */
const mostIssues = 500

/** Gathers issues, and says once that there are more. */
export class Issues {
  readonly list: CsafIssue[] = []

  add(pointer: string, reason: CsafIssue['reason'], found?: unknown): void {
    if (this.list.length === mostIssues) this.list.push({ pointer, reason: 'too-many', found: `over ${mostIssues} issues` })
    if (this.list.length > mostIssues) return
    const text = typeof found === 'string' || typeof found === 'number' || typeof found === 'boolean' ? String(found) : undefined
    this.list.push({ pointer, reason, ...(text !== undefined && { found: text.slice(0, 200) }) })
  }
}

const escaped = (key: string) => key.replaceAll('~', '~0').replaceAll('/', '~1')

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The members of one JSON object, read by name. What is there and cannot be used becomes an issue; what is not there is `undefined`. */
export class Fields {
  readonly pointer: string
  readonly issues: Issues
  private readonly value: Record<string, unknown>
  private readonly asked = new Set<string>()

  private constructor(value: Record<string, unknown>, pointer: string, issues: Issues) {
    this.value = value
    this.pointer = pointer
    this.issues = issues
  }

  /** The object at this place, or `undefined` with an issue. */
  static of(value: unknown, pointer: string, issues: Issues): Fields | undefined {
    if (isObject(value)) return new Fields(value, pointer, issues)
    issues.add(pointer, 'not-an-object', value)
    return undefined
  }

  /** The place of a member. */
  at(key: string): string {
    return `${this.pointer}/${escaped(key)}`
  }

  get(key: string): unknown {
    this.asked.add(key)
    return Object.hasOwn(this.value, key) ? this.value[key] : undefined
  }

  text(key: string): string | undefined {
    const value = this.get(key)
    if (typeof value === 'string' || value === undefined) return value
    this.issues.add(this.at(key), 'not-text', value)
    return undefined
  }

  /** Text that must be there: without it, `''` and an issue. */
  need(key: string): string {
    const text = this.text(key)
    if (!text && this.get(key) === undefined) this.issues.add(this.at(key), 'missing')
    return text ?? ''
  }

  number(key: string): number | undefined {
    const value = this.get(key)
    if (typeof value === 'number' || value === undefined) return value
    this.issues.add(this.at(key), 'not-a-number', value)
    return undefined
  }

  time(key: string): Utc | undefined {
    const text = this.text(key)
    if (text === undefined) return undefined
    const moment = readUtc(text)
    if (moment === undefined) this.issues.add(this.at(key), 'bad-time', text)
    return moment
  }

  /** A word of a closed list. */
  word<Word extends string>(key: string, words: readonly Word[]): Word | undefined {
    const text = this.text(key)
    if (text === undefined) return undefined
    const word = words.find((one) => one === text)
    if (!word) this.issues.add(this.at(key), 'unknown-word', text)
    return word
  }

  object(key: string): Fields | undefined {
    const value = this.get(key)
    return value === undefined ? undefined : Fields.of(value, this.at(key), this.issues)
  }

  /** The members of a list with their places; nothing when there is no list. */
  list(key: string): { value: unknown; pointer: string }[] {
    const value = this.get(key)
    if (value === undefined) return []
    if (Array.isArray(value)) return value.map((one, index) => ({ value: one, pointer: `${this.at(key)}/${index}` }))
    this.issues.add(this.at(key), 'not-a-list', value)
    return []
  }

  texts(key: string): string[] {
    return this.list(key).flatMap(({ value, pointer }) => {
      if (typeof value === 'string') return [value]
      this.issues.add(pointer, 'not-text', value)
      return []
    })
  }

  /** Reads each object of a list; one that `read` gives nothing for is left out. */
  each<Value>(key: string, read: (fields: Fields) => Value | undefined): Value[] {
    return this.list(key).flatMap(({ value, pointer }) => {
      const fields = Fields.of(value, pointer, this.issues)
      const one = fields && read(fields)
      if (one === undefined) return []
      fields?.tellRest()
      return [one]
    })
  }

  /** The members that nobody asked for, as far as they are text or numbers. */
  plainRest(): Record<string, string | number> {
    const rest: Record<string, string | number> = {}
    for (const [key, value] of Object.entries(this.value)) {
      if (this.asked.has(key)) continue
      if (typeof value === 'string' || typeof value === 'number') rest[key] = value
      else this.issues.add(this.at(key), 'not-read')
    }
    return rest
  }

  /** Names the members that nobody asked for. */
  tellRest(): void {
    for (const key of Object.keys(this.value))
      if (!this.asked.has(key)) this.issues.add(this.at(key), 'not-read', this.value[key])
  }
}
