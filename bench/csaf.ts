/**
 * How long the tests of CSAF take for a hundred documents after the thread has loaded them, how long that loading takes, and how
 * long the main thread stands still meanwhile. `node bench/csaf.ts` writes `bench/results/csaf.json`.
 */
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { readCsaf } from '#formats/csaf/read.ts'
import { type Csaf, namesIn } from '#formats/csaf/shape.ts'
import { startValidator } from '#formats/csaf/validate.ts'
import { csafText, writeCsaf } from '#formats/csaf/write.ts'
import { machine, save } from './measure.ts'

const moment = '2026-11-22T08:00:00.000Z'
const nothing = { purls: [], skus: [], modelNumbers: [], serialNumbers: [], sbomUrls: [], uris: [], hashes: [] }

/** An advisory on `products` versions of one product, with twenty vulnerabilities that each name all of them. */
function advisory(number: number, products: number): Csaf {
  const versions = Array.from({ length: products }, (_, index) => ({ id: `P${index}`, version: `4.${number}.${index}` }))
  return {
    version: '2.0',
    category: 'csaf_security_advisory',
    title: `Pump ${number}`,
    language: 'en',
    publisher: { category: 'vendor', name: 'Granly Medical', namespace: 'https://granly.example' },
    tracking: {
      id: `GM-${number}`,
      version: '1',
      status: 'final',
      released: moment,
      changed: moment,
      aliases: [],
      revisions: [{ number: '1', date: moment, summary: 'First version' }],
    },
    tlp: 'TLP:CLEAR',
    notes: [{ category: 'summary', text: 'Settings are taken without sign-in.', title: 'Summary' }],
    references: [{ category: 'self', summary: 'This', url: `https://granly.example/gm-${number}.json` }],
    acknowledgments: [],
    products: versions.map(({ id, version }) => {
      const path = [
        { category: 'vendor', name: 'Granly Medical' },
        { category: 'product_name', name: 'Pump' },
        { category: 'product_version', name: version },
      ] as const
      return { id, name: `Granly Pump ${version}`, path: [...path], ...namesIn(path), helpers: nothing }
    }),
    groups: [],
    vulnerabilities: Array.from({ length: 20 }, (_, index) => ({
      cve: `CVE-2026-${10_000 + index}`,
      ids: [],
      cwes: [],
      metrics: [],
      status: { known_affected: versions.map(({ id }) => id) },
      remediations: [
        { category: 'vendor_fix', details: 'Install it.', entitlements: [], products: versions.map(({ id }) => id), groups: [] },
      ],
      threats: [],
      flags: [],
      notes: [{ category: 'description', text: 'Settings are taken without sign-in.' }],
      references: [],
      acknowledgments: [],
    })),
  }
}

const documents = 100
const products = 50
const texts = Array.from({ length: documents }, (_, number) => csafText(writeCsaf(advisory(number, products)).document))
const seconds = (from: number) => Number(((performance.now() - from) / 1000).toFixed(2))

const validator = startValidator()
const started = performance.now()
const first = await validator.validate(texts[0]!)
const loadSeconds = seconds(started)
// An invalid document would be measured for the wrong work.
if (!first.ok || !first.value.valid) throw new Error(JSON.stringify(first).slice(0, 500))

const delay = monitorEventLoopDelay({ resolution: 5 })
delay.enable()
const begun = performance.now()
const results = await Promise.all(texts.map((text) => validator.validate(text)))
const validateSeconds = seconds(begun)
delay.disable()
if (results.some((one) => !one.ok)) throw new Error('a document was not tested')
await validator.close()

const readBegun = performance.now()
for (const text of texts) readCsaf(text)
const figures = {
  documents,
  productsEach: products,
  kbEach: Math.round(texts[0]!.length / 1024),
  loadSeconds,
  validateSeconds,
  goal: 'under 60 seconds after start',
  longestStandstillOfMainThreadMs: Math.round(delay.max / 1e6),
  readSeconds: seconds(readBegun),
}
console.table(figures)
save('csaf', { ...machine(), ...figures })
