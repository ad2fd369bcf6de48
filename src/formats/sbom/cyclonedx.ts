import { elementsIn, textIn, textOfChild, type XmlElement } from '#domain/xml.ts'
import type { Gathering, Said } from './gather.ts'
import { at, listAt, objectAt, type Place } from './json.ts'

const known = ['1.2', '1.3', '1.4', '1.5', '1.6']
/** What a component can be without being a product that somebody can have (CycloneDX 1.6, component type). */
const noProducts = ['file', 'data', 'cryptographic-asset']
/** Components within components; deeper ones are left out. */
const deepest = 100

/** Reads a CycloneDX document in JSON. Components come in the order of the file, each before those within it. */
export function readCycloneJson(root: Place, gathering: Gathering): void {
  const version = at(root, 'specVersion')
  if (!known.includes(String(version.value))) gathering.problem(version.place, 'unknown-version')
  const metadata = objectAt(root, 'metadata', gathering)
  const whole = metadata && objectAt(metadata, 'component', gathering)
  const waiting = [...listAt(root, 'components', gathering).reverse(), ...(whole ? [whole] : [])].map((place) => ({
    place,
    depth: 1,
  }))
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { place, depth } = next
    addJson(place, gathering)
    const within = listAt(place, 'components', gathering).reverse()
    if (within.length > 0 && depth >= deepest) gathering.problem(place.place, 'too-deep')
    else for (const one of within) waiting.push({ place: one, depth: depth + 1 })
  }
}

function addJson(component: Place, gathering: Gathering): void {
  if (noProducts.includes(String(at(component, 'type').value))) return
  const text = (key: string): Said => {
    const { value, place } = at(component, key)
    return { text: value, place }
  }
  const nameOf = (key: string): Said | undefined => {
    const organisation = objectAt(component, key, gathering)
    const name = organisation && at(organisation, 'name')
    return name && { text: name.value, place: name.place }
  }
  gathering.add({
    place: component.place,
    id: text('bom-ref'),
    name: text('name'),
    vendors: [nameOf('manufacturer'), nameOf('supplier'), text('publisher'), text('group')],
    version: text('version'),
    purls: [text('purl')],
    cpes: [text('cpe')],
  })
}

/** What is read of a CycloneDX document in XML while it is walked: `take` is asked of each element when it ends. */
export class CycloneXml {
  private readonly found: { order: number; element: XmlElement }[] = []

  /** Components are taken out of the tree, so that one holds none of those within it. */
  readonly take = (element: XmlElement, around: readonly XmlElement[]): boolean => {
    const parent = around.at(-1)?.name
    if (element.name !== 'component' || (parent !== 'components' && parent !== 'metadata')) return false
    // Components elsewhere are what something is compared with or came from, not what it is made of.
    if (around.some(({ name }) => name === 'pedigree' || name === 'tools')) return true
    this.found.push({ order: element.order, element })
    return true
  }

  /** Tells what was found, in the order of the file. */
  tell(root: XmlElement, gathering: Gathering): void {
    const version = /\/bom\/([\d.]+)$/.exec(root.space)?.[1] ?? ''
    if (!known.includes(version)) gathering.problem(`line ${root.line}`, 'unknown-version')
    for (const { element } of this.found.sort((one, other) => one.order - other.order)) addXml(element, gathering)
  }
}

function addXml(component: XmlElement, gathering: Gathering): void {
  if (noProducts.includes(component.attributes.get('type') ?? '')) return
  const said = (element: XmlElement | undefined, text: string | undefined): Said | undefined =>
    element && text ? { text, place: `line ${element.line}` } : undefined
  const child = (name: string): Said | undefined => {
    const [element] = elementsIn(component, name)
    return said(element, element && textIn(element).trim())
  }
  const nameOf = (name: string): Said | undefined => {
    const [element] = elementsIn(component, name)
    return said(element, element && textOfChild(element, 'name'))
  }
  gathering.add({
    place: `line ${component.line}`,
    id: said(component, component.attributes.get('bom-ref')),
    name: child('name'),
    vendors: [nameOf('manufacturer'), nameOf('supplier'), child('publisher'), child('group')],
    version: child('version'),
    purls: [child('purl')],
    cpes: [child('cpe')],
  })
}
