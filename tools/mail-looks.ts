import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { examples } from '../src/capabilities/notices/fixtures/notices.ts'
import { wordNotice } from '../src/capabilities/notices/words/notice.ts'
import { locales } from '../src/domain/locale.ts'

/** Writes every shape of notice in every language to a folder, for people to look at: `node tools/mail-looks.ts FOLDER`. */
const folder = process.argv[2]
if (!folder) throw new Error('usage: node tools/mail-looks.ts FOLDER')
mkdirSync(folder, { recursive: true })
for (const [name, example] of Object.entries(examples)) {
  for (const locale of locales) {
    const { subject, text, html, csv } = wordNotice(example(locale))
    writeFileSync(join(folder, `${name}.${locale}.txt`), `Subject: ${subject}\n\n${text}`)
    writeFileSync(join(folder, `${name}.${locale}.html`), html)
    writeFileSync(join(folder, `${name}.${locale}.csv`), csv ?? '')
  }
}
