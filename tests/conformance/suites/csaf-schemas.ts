import { globSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Provider } from '#formats/csaf/provider/shape.ts'
import { listedOf, providerFiles } from '#formats/csaf/provider/write.ts'
import { readCsaf } from '#formats/csaf/read.ts'
import type { Csaf } from '#formats/csaf/shape.ts'
import { csafText, writeCsaf } from '#formats/csaf/write.ts'
import { compareField, counting, type Suite } from '../suite.ts'

interface Judge {
  (value: unknown): boolean
  errors?: { instancePath: string; message?: string }[]
}
interface Ajv {
  addSchema(schema: unknown, id: string): void
  getSchema(id: string): (Judge & { schema: unknown }) | undefined
}
/** The library's own checker: its class, the formats it knows, and CVSS schemas in a form that it understands. */
type Library = Ajv & { constructor: new (options: object) => Ajv; formats: object }

const libraries: Record<string, () => Promise<{ default: unknown }>> = {
  '2.0': () => import('@secvisogram/csaf-validator-lib/lib/shared/csafAjv.js'),
  '2.1': () => import('@secvisogram/csaf-validator-lib/csaf_2_1/csafAjv.js'),
}

/** The vocabulary that 2.1 asks for, which the checker has by itself. */
const formatAssertion = 'https://json-schema.org/draft/2020-12/meta/format-assertion'

/** Reads the schemas of a folder by their ids. */
async function schemasOf(folder: string, version: string): Promise<Ajv> {
  const library = (await libraries[version]!()).default as Library
  const Ajv = library.constructor
  const ajv = new Ajv({ strict: false, allErrors: true, validateSchema: false, formats: library.formats })
  ajv.addSchema({}, formatAssertion)
  for (const file of globSync('**/*.json', { cwd: folder })) {
    if (/_strict\.json$|(?:^|\/)meta\.json$/.test(file)) continue
    const { $id, $schema: _, ...schema } = JSON.parse(await readFile(join(folder, file), 'utf8')) as Record<string, unknown>
    // CVSS schemas have ids with a date, and are named without.
    const id = file.startsWith('first/') ? `https://www.first.org/cvss/${file.slice('first/'.length)}` : String($id)
    ajv.addSchema(file.startsWith('first/') ? (library.getSchema(id)?.schema ?? schema) : schema, id)
  }
  return ajv
}

const provider: Provider = {
  url: 'https://varde.example/.well-known/csaf/provider-metadata.json',
  publisher: { category: 'multiplier', name: 'Varde', namespace: 'https://varde.example', contact: 'cert@varde.example' },
  keys: [{ fingerprint: '0123456789abcdef0123456789abcdef01234567', armoured: '' }],
  onAggregators: { list: true, mirror: false },
  changedAt: '2026-11-22T12:00:00.000Z',
}

const sample = join(import.meta.dirname, '../../../src/formats/csaf/fixtures/gm-2026_07.json')

/** A document of 2.0 as one of 2.1, which asks for versions of weaknesses. */
const newer = (csaf: Csaf): Csaf => ({
  ...csaf,
  version: '2.1',
  vulnerabilities: csaf.vulnerabilities.map((one) => ({ ...one, cwes: one.cwes.map((cwe) => ({ version: '4.13', ...cwe })) })),
})

/** What we would serve of these documents at one path. */
async function served(path: string, documents: readonly Uint8Array[]): Promise<unknown> {
  const listed = documents.flatMap((bytes) => {
    const one = listedOf(bytes)
    return one.ok ? [{ ...one.value, bytes }] : []
  })
  for await (const file of providerFiles(provider, listed, async () => ''))
    if (file.path === path) return JSON.parse(new TextDecoder().decode(file.bytes))
  return undefined
}

/** The schemas of the standard: what we write fits them, as it stands and from the standard's own examples. */
export const csafSchemas: Suite = {
  takes: (path) => /(?:^|\/)schema-2\.[01]$/.test(path),

  async compare(folder) {
    const { add, outcome } = counting()
    const version = /schema-([\d.]+)$/.exec(folder)![1] as Csaf['version']
    const ajv = await schemasOf(folder, version)
    const judge = (inCase: string, id: string, value: unknown) => {
      const check = ajv.getSchema(`https://docs.oasis-open.org/csaf/csaf/${id}`)!
      const fits = check(value)
      const errors = (check.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`)
      add(compareField(inCase, 'fits', fits || errors.join('; '), true))
    }
    const documentId = version === '2.0' ? 'v2.0/csaf_json_schema.json' : 'v2.1/schema/csaf.json'
    const examples = join(folder, '..', `examples-${version}`)
    const files = [sample, ...globSync('csaf/**/*.json', { cwd: examples }).map((file) => join(examples, file))]
    const written: Uint8Array[] = []
    for (const file of files) {
      const { csaf } = readCsaf(await readFile(file))
      const document = csaf && writeCsaf(csaf.version === version ? csaf : newer(csaf)).document
      judge(file.split('/').at(-1)!, documentId, document)
      if (document) written.push(Buffer.from(csafText(document)))
    }
    if (version === '2.0')
      for (const documents of [written, []])
        judge(
          `provider-metadata.json of ${documents.length}`,
          'v2.0/provider_json_schema.json',
          await served('provider-metadata.json', documents),
        )
    return outcome
  },
}
