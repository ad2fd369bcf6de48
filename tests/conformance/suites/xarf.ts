import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { readXarf } from '#formats/xarf/read.ts'
import { readAll } from '../reading.ts'
import { compareField, counting, type Suite } from '../suite.ts'

/** X-ARF samples: every valid report is read without an issue, every invalid one refused. */
export const xarf: Suite = {
  takes: (path, entries) => /(?:^|\/)xarf-v\d+$/.test(path) && entries.includes('valid'),

  async compare(folder) {
    const { add, outcome } = counting()
    for (const kind of ['valid', 'invalid']) {
      const files = await readdir(join(folder, kind)).catch(() => [])
      for (const file of files.sort()) {
        const { observations, issues, rows } = await readAll(readXarf, { path: join(folder, kind, file) }, file)
        const place = `${kind}/${file}`
        if (kind === 'valid')
          add([
            ...compareField(place, 'observations', observations.length, Math.max(rows, 1)),
            ...compareField(place, 'issues', issues.length, 0),
          ])
        else
          add([
            ...compareField(place, 'observations', observations.length, 0),
            ...compareField(place, 'refused', issues.length > 0, true),
          ])
      }
    }
    return outcome
  },
}
