import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type BaseOrganisation, readNorway } from '#formats/norway/read.ts'
import { compareField, counting, type Suite } from '../suite.ts'

interface Listed {
  number?: string
  orgnr?: string | null
  name?: string
  name_nb?: string
  county_number?: string
  municipalities?: number
  parent_orgnr?: string | null
  kind?: string
}

/** The Norwegian base data: everybody is there with number and name, below the right county and the right parent. */
export const norway: Suite = {
  takes: (path, entries) => (path === 'norway' || path.endsWith('/norway')) && entries.includes('municipalities.json'),

  async compare(folder) {
    const { add, outcome } = counting()
    const names = (await readdir(folder)).filter((file) => file.endsWith('.json'))
    const files = Object.fromEntries(
      await Promise.all(names.map(async (file) => [file, await readFile(join(folder, file), 'utf8')] as const)),
    )
    const { organisations, issues } = readNorway(files)
    add(compareField('all files', 'issues', issues.length, 0))

    const listed = Object.values(files).flatMap(listIn)
    const counties = listed.filter((one) => one.municipalities !== undefined)
    for (const one of listed.filter((entry) => entry.county_number !== undefined)) {
      const ours = organisations.find(({ municipality }) => municipality === one.number)
      add([
        ...same(one, ours),
        ...compareField(`${one.number}`, 'county', ours?.county, one.county_number),
        ...compareField(
          `${one.number}`,
          'a listed county',
          counties.some(({ number }) => number === ours?.county),
          true,
        ),
      ])
    }
    for (const one of counties) {
      const ours = organisations.find(({ county, kinds }) => county === one.number && kinds.includes('county'))
      const below = organisations.filter(({ county, kinds }) => county === one.number && kinds.includes('municipality')).length
      add([
        ...compareField(`county ${one.number}`, 'name', ours?.name, one.name_nb),
        ...compareField(`county ${one.number}`, 'municipalities', below, one.municipalities),
      ])
    }
    const numbers = new Set(organisations.map(({ number }) => number))
    for (const one of listed.filter((entry) => entry.kind !== undefined)) {
      const ours = organisations.find(({ number, name }) => (one.orgnr ? number === one.orgnr : name === one.name))
      add([
        ...same(one, ours),
        ...compareField(`${one.name}`, 'parent', ours?.parentNumber, one.parent_orgnr ?? undefined),
        ...compareField(
          `${one.name}`,
          'parent is listed',
          ours?.parentNumber === undefined || numbers.has(ours.parentNumber),
          true,
        ),
      ])
    }
    return outcome
  },
}

const same = (one: Listed, ours: BaseOrganisation | undefined) => [
  ...compareField(`${one.number ?? one.name}`, 'name', ours?.name, one.name_nb ?? one.name),
  ...compareField(`${one.number ?? one.name}`, 'number', ours?.number, one.orgnr ?? undefined),
]

function listIn(text: string): Listed[] {
  const parsed: unknown = JSON.parse(text)
  const list = Array.isArray(parsed) ? parsed : ((parsed as { organisations?: Listed[] }).organisations ?? [])
  return (list as Listed[]).filter(
    (one) => one.county_number !== undefined || one.municipalities !== undefined || one.kind !== undefined,
  )
}
