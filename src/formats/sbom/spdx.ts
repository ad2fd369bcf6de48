import type { Gathering, Said } from './gather.ts'
import { at, listAt, type Place } from './json.ts'

const known = ['SPDX-2.2', 'SPDX-2.3']
const organisation = /^Organization:\s*([^(]*)/i

/** The organisation of `Organization: Name (mail)`; a person is nobody's vendor (SPDX 2.3, 7.5 and 7.6). */
const organisationIn = ({ text, place }: Said): Said | undefined =>
  typeof text === 'string' ? { text: organisation.exec(text)?.[1], place } : { text, place }

/** Which name an external reference gives (SPDX 2.3, F.1 and F.3); the type may be written as a URL. */
function formOf(type: unknown): 'purl' | 'cpe' | undefined {
  const word = typeof type === 'string' ? type.slice(type.lastIndexOf('/') + 1) : ''
  if (word === 'purl') return 'purl'
  return word === 'cpe23Type' || word === 'cpe22Type' ? 'cpe' : undefined
}

/** Reads an SPDX document of version 2 in JSON. */
export function readSpdxJson(root: Place, gathering: Gathering): void {
  const version = at(root, 'spdxVersion')
  if (!known.includes(String(version.value))) gathering.problem(version.place, 'unknown-version')
  for (const one of listAt(root, 'packages', gathering)) addPackage(one, gathering)
}

function addPackage(one: Place, gathering: Gathering): void {
  if (at(one, 'primaryPackagePurpose').value === 'FILE') return
  const text = (key: string): Said => {
    const { value, place } = at(one, key)
    return { text: value, place }
  }
  const references = listAt(one, 'externalRefs', gathering).map((reference) => {
    const locator = at(reference, 'referenceLocator')
    return { form: formOf(at(reference, 'referenceType').value), text: locator.value, place: locator.place }
  })
  gathering.add({
    place: one.place,
    id: text('SPDXID'),
    name: text('name'),
    vendors: [organisationIn(text('supplier')), organisationIn(text('originator'))],
    version: text('versionInfo'),
    purls: references.filter(({ form }) => form === 'purl'),
    cpes: references.filter(({ form }) => form === 'cpe'),
  })
}

interface Tags {
  line: number
  values: Map<string, Said>
  references: { form: 'purl' | 'cpe' | undefined; text: string; place: string }[]
}

/** Tags that begin something that is no package. */
const others = new Set(['FileName', 'SnippetSPDXID', 'LicenseID', 'Relationship', 'Annotator', 'Reviewer'])

/** Reads an SPDX document of version 2 in tag-value. A line that is no tag costs itself. */
export function readSpdxTags(text: string, gathering: Gathering): void {
  let open: Tags | undefined
  let version: Said | undefined
  let isLong = false
  const end = () => {
    if (open) addTags(open, gathering)
    open = undefined
  }
  for (const [index, raw] of text.split('\n').entries()) {
    const line = raw.trim()
    // Between <text> and </text> everything is text, also what looks like a tag.
    if (isLong) {
      isLong = !line.includes('</text>')
      continue
    }
    isLong = line.includes('<text>') && !line.includes('</text>')
    const [, tag = '', value = ''] = /^([A-Za-z]+):\s*(.*)$/.exec(line) ?? []
    const place = `line ${index + 1}`
    if (tag === 'SPDXVersion') version = { text: value, place }
    else if (tag === 'PackageName') {
      end()
      open = { line: index + 1, values: new Map([[tag, { text: value, place }]]), references: [] }
    } else if (others.has(tag)) end()
    else if (tag === 'ExternalRef') {
      const [, type = '', ...locator] = value.split(/\s+/)
      open?.references.push({ form: formOf(type), text: locator.join(' '), place })
    } else if (tag !== '' && !open?.values.has(tag)) open?.values.set(tag, { text: value, place })
  }
  end()
  if (isLong) gathering.problem(`line ${text.split('\n').length}`, 'truncated')
  if (!known.includes(String(version?.text))) gathering.problem(version?.place ?? 'line 1', 'unknown-version')
}

function addTags({ line, values, references }: Tags, gathering: Gathering): void {
  if (values.get('PrimaryPackagePurpose')?.text === 'FILE') return
  const vendor = (tag: string) => {
    const said = values.get(tag)
    return said && organisationIn(said)
  }
  gathering.add({
    place: `line ${line}`,
    id: values.get('SPDXID'),
    name: values.get('PackageName'),
    vendors: [vendor('PackageSupplier'), vendor('PackageOriginator')],
    version: values.get('PackageVersion'),
    purls: references.filter(({ form }) => form === 'purl'),
    cpes: references.filter(({ form }) => form === 'cpe'),
  })
}

/** Reads the packages of an SPDX 3.0 document (JSON-LD, one graph). */
export function readSpdxGraph(root: Place, gathering: Gathering): void {
  const elements = listAt(root, '@graph', gathering)
  const typeOf = (one: Place) => at(one, 'type').value ?? at(one, '@type').value
  const organisations = new Map<unknown, Said>(
    elements
      .filter((one) => typeOf(one) === 'Organization')
      .map((one) => {
        const name = at(one, 'name')
        return [at(one, 'spdxId').value ?? at(one, '@id').value, { text: name.value, place: name.place }]
      }),
  )
  for (const one of elements)
    if (typeOf(one) === 'software_Package' && at(one, 'software_primaryPurpose').value !== 'file')
      addGraphPackage(one, organisations, gathering)
}

function addGraphPackage(one: Place, organisations: ReadonlyMap<unknown, Said>, gathering: Gathering): void {
  const text = (key: string): Said => {
    const { value, place } = at(one, key)
    return { text: value, place }
  }
  // Agents are named by their ids; one that is a person, or not in the document, is nobody's vendor.
  const vendors = ['suppliedBy', 'originatedBy'].flatMap((key) => [at(one, key).value].flat().map((id) => organisations.get(id)))
  const identifiers = listAt(one, 'externalIdentifier', gathering).map((each) => {
    const identifier = at(each, 'identifier')
    return { type: String(at(each, 'externalIdentifierType').value), text: identifier.value, place: identifier.place }
  })
  gathering.add({
    place: one.place,
    id: text(at(one, 'spdxId').value === undefined ? '@id' : 'spdxId'),
    name: text('name'),
    vendors,
    version: text('software_packageVersion'),
    purls: [text('software_packageUrl'), ...identifiers.filter(({ type }) => type === 'packageUrl')],
    cpes: identifiers.filter(({ type }) => type === 'cpe23' || type === 'cpe22'),
  })
}
