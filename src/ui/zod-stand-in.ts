/**
 * Stands in for zod in the browser. Contracts are TypeScript with schemas in it; the server checks every input and every answer by
 * them, and a page needs of them only the choices of an enum and whether a word of the address is one of these. zod itself is a third
 * of a page's first load, and making the schemas of all contracts a good part of its start.
 *
 * `enum`, `literal`, `templateLiteral` and `object` know what fits; all else lets everything through. What is chained to a schema
 * (`.meta()`, `.min(1)`) gives it back, `.catch()` its fallback.
 */
type Fits = (value: unknown) => boolean

interface StandIn {
  safeParse(value: unknown): { success: true; data: unknown } | { success: false; data?: undefined }
  parse(value: unknown): unknown
}

const anything: Fits = () => true

function schema(fits: Fits, facts: Record<string, unknown> = {}): StandIn {
  const own: Record<string, unknown> = {
    ...facts,
    fits,
    safeParse: (value: unknown) => (fits(value) ? { success: true, data: value } : { success: false }),
    parse(value: unknown) {
      if (fits(value)) return value
      throw new TypeError('what was read does not fit')
    },
    catch: (fallback: unknown) => ({ ...own, parse: (value: unknown) => (fits(value) ? value : fallback) }),
    extend: (more: object) => schema(fits, { ...facts, shape: { ...(facts.shape as object), ...more } }),
    optional: () => schema((value) => value === undefined || fits(value), facts),
    nullable: () => schema((value) => value === null || fits(value), facts),
  }
  const self: StandIn = new Proxy(own, {
    get: (known, name) =>
      name in known ? known[name as string] : typeof name === 'string' && name !== 'then' ? () => self : undefined,
  }) as never
  return self
}

const oneOf = (values: readonly unknown[]): StandIn => schema((value) => values.includes(value), { options: values })

/** The parts of a template: texts as they are, schemas of texts by their pattern. */
const pattern = (parts: readonly unknown[]): RegExp =>
  new RegExp(
    `^${parts.map((part) => (typeof part === 'string' ? part.replaceAll(/[^\w-]/g, String.raw`\$&`) : ((part as { pattern?: string }).pattern ?? '.*'))).join('')}$`,
  )

const text = (): StandIn => {
  const plain = schema(anything)
  return new Proxy(plain, {
    get: (known, name) =>
      name === 'regex'
        ? (wanted: RegExp) =>
            schema((value) => typeof value === 'string' && wanted.test(value), {
              pattern: wanted.source.replaceAll(/^\^|\$$/g, ''),
            })
        : (known as never)[name],
  })
}

const makers: Record<string, (...given: never[]) => unknown> = {
  enum: (values: readonly unknown[]) => oneOf(values),
  literal: (value: unknown) => oneOf([value].flat()),
  object: (shape: object) => schema(anything, { shape }),
  looseObject: (shape: object) => schema(anything, { shape }),
  string: text,
  templateLiteral: (parts: readonly unknown[]) => {
    const wanted = pattern(parts)
    return schema((value) => typeof value === 'string' && wanted.test(value))
  },
}

/** `z.number()`, `z.iso.date()` and all others: whatever is called gives a schema that everything fits. */
const others = (): unknown => new Proxy(() => schema(anything), { get: (_known, name) => makers[name as string] ?? others() })

export const z = others()
