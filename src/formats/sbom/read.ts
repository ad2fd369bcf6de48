import { readXml, xmlText } from '#domain/xml.ts'
import { CycloneXml, readCycloneJson } from './cyclonedx.ts'
import { Gathering } from './gather.ts'
import { objectAt, type Place, rootOf } from './json.ts'
import { largestSbom, type SbomForm, type SbomReading } from './shape.ts'
import { readSpdxGraph, readSpdxJson, readSpdxTags } from './spdx.ts'

/**
 * Reads a software bill of materials: CycloneDX in JSON or XML, SPDX 2 in JSON or tag-value, packages of SPDX 3.0. Which it is, the file
 * says itself. What is broken costs itself and stands in `problems`; README.md has the shape and the limits. Pure; four seconds for 200,000 components.
 */
export function readSbom(input: Uint8Array): SbomReading {
  const gathering = new Gathering()
  const form = read(input, gathering)
  return { ...(form && { form }), components: gathering.components, problems: gathering.problems }
}

function read(input: Uint8Array, gathering: Gathering): SbomForm | undefined {
  if (input.length > largestSbom) {
    gathering.problem('', 'too-large')
    return undefined
  }
  const { text, isGuessed } = xmlText(input)
  if (isGuessed) gathering.problem('', 'bad-encoding')
  const begin = text.trimStart().slice(0, 1)
  if (begin === '{') return readJson(text, gathering)
  if (begin === '<') return readCycloneXml(text, gathering)
  if (/^SPDXVersion:/m.test(text)) {
    readSpdxTags(text, gathering)
    return 'spdx'
  }
  gathering.problem('', 'not-sbom')
  return undefined
}

function readJson(text: string, gathering: Gathering): SbomForm | undefined {
  let parsed: unknown
  try {
    parsed = JSON.parse(text)
  } catch (error) {
    const line = /\(line (\d+)/.exec((error as Error).message)?.[1]
    gathering.problem(line ? `line ${line}` : '', 'bad-json')
    return undefined
  }
  const root = rootOf(parsed)!
  // Code hosts wrap what they export.
  const sbom = 'sbom' in root.value ? (objectAt(root, 'sbom', gathering) ?? root) : root
  return readObject(sbom, gathering)
}

function readObject(sbom: Place, gathering: Gathering): SbomForm | undefined {
  const { value } = sbom
  if (value.bomFormat === 'CycloneDX') {
    readCycloneJson(sbom, gathering)
    return 'cyclonedx'
  }
  if (value.spdxVersion !== undefined) {
    readSpdxJson(sbom, gathering)
    return 'spdx'
  }
  if (JSON.stringify(value['@context'] ?? '').includes('spdx.org/rdf/3.')) {
    readSpdxGraph(sbom, gathering)
    return 'spdx'
  }
  gathering.problem('', 'not-sbom')
  return undefined
}

function readCycloneXml(text: string, gathering: Gathering): SbomForm | undefined {
  const cyclone = new CycloneXml()
  const { root, problems } = readXml(text, { take: cyclone.take })
  for (const { line, reason } of problems) gathering.problem(`line ${line}`, reason)
  if (root?.name !== 'bom' || !root.space.includes('cyclonedx')) {
    gathering.problem('', 'not-sbom')
    return undefined
  }
  cyclone.tell(root, gathering)
  return 'cyclonedx'
}
