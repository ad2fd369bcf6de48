import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { readHost, registrableDomain } from '#domain/host.ts'
import { compareField, counting, type Suite } from '../suite.ts'

/** Cases of the Public Suffix List: the registrable domain of each name, or that it has none. */
export const psl: Suite = {
  takes: (path) => path.endsWith('/psl') || path === 'psl',

  async compare(folder) {
    const { add, outcome } = counting()
    for (const file of (await readdir(folder)).filter((one) => one.endsWith('.json')).sort()) {
      const cases = JSON.parse(await readFile(join(folder, file), 'utf8')) as {
        domain: string | null
        registrable: string | null
      }[]
      for (const { domain, registrable } of cases) {
        const host = readHost(domain ?? '')
        const theirs = registrable === null ? undefined : readHost(registrable)
        add(compareField(`${file}#${domain}`, 'registrable', host && registrableDomain(host), theirs))
      }
    }
    return outcome
  },
}
