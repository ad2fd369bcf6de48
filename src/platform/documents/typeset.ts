import { fileURLToPath } from 'node:url'
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import { tlpColours } from '#domain/tlp.ts'
import type { Printed } from './document.ts'
import { readFonts } from './fonts.ts'
import { plainTexts } from './plain.ts'

const folder = fileURLToPath(new URL('.', import.meta.url))
const template = fileURLToPath(new URL('document.typ', import.meta.url))
/** So many documents later what the compiler remembered of one is forgotten. */
const remembered = 5

/**
 * Makes documents. The template is ours; what a document says goes in beside it as JSON, so that no text can be taken for typst. Holds the
 * compiler's memory: one for a process is enough.
 */
export function createTypesetter(): (document: Printed) => Uint8Array {
  const fonts = readFonts()
  const compiler = NodeCompiler.create({ workspace: folder, fontArgs: [{ fontBlobs: fonts.files }] })
  return (document) => {
    const data = JSON.stringify({ ...plainTexts(document, fonts.has), ...settingsOf(document), families: fonts.families })
    try {
      return compiler.pdf({ mainFilePath: template, inputs: { data } }, { pdfStandard: 'ua-1' })
    } finally {
      compiler.evictCache(remembered)
    }
  }
}

const regions = { nb: 'NO', nn: 'NO', en: 'GB' } as const

function settingsOf({ language, tlp, at }: Printed) {
  const moment = new Date(at)
  return {
    lang: language,
    region: regions[language],
    author: 'Varde',
    tlpColour: tlpColours[tlp],
    date: {
      year: moment.getUTCFullYear(),
      month: moment.getUTCMonth() + 1,
      day: moment.getUTCDate(),
      hour: moment.getUTCHours(),
      minute: moment.getUTCMinutes(),
      second: moment.getUTCSeconds(),
    },
  }
}
