import { describe, expect, it } from 'vitest'
import { elementsIn, escapeXml, readXml, textIn, textOfChild, type XmlElement, xmlText } from './xml.ts'

const names = (element: XmlElement): unknown[] => [element.name, ...elementsIn(element).map(names)]

describe('a document', () => {
  it('is a tree of elements with namespaces, attributes as written and the line where each begins', () => {
    const { root, problems } = readXml('<a xmlns="urn:a" xmlns:b="urn:b" x="1 &amp; 2">\n <b:c xml:lang="nb">t<d/>u</b:c>\n</a>')
    expect(problems).toEqual([])
    expect(root).toMatchObject({ name: 'a', space: 'urn:a', line: 1, order: 0 })
    expect(root!.attributes.get('x')).toBe('1 & 2')
    const [c] = elementsIn(root!, 'c')
    expect(c).toMatchObject({ name: 'c', space: 'urn:b', line: 2, order: 1 })
    expect(c!.attributes.get('xml:lang')).toBe('nb')
    expect(textIn(c!)).toBe('tu')
    expect(textOfChild(root!, 'c')).toBe('tu')
    expect(textOfChild(root!, 'none')).toBeUndefined()
  })

  it('gives whoever takes an element that element, and holds it no more', () => {
    const taken: string[] = []
    const { root } = readXml('<a><b><c>1</c></b><d><c>2</c></d></a>', {
      take: (element, around) =>
        element.name === 'c' && taken.push(`${around.map(({ name }) => name).join('/')} ${textIn(element)}`) > 0,
    })
    expect(taken).toEqual(['a/b 1', 'a/d 2'])
    expect(names(root!)).toEqual(['a', ['b'], ['d']])
  })

  it('reads a bare ampersand as itself and says where it stood; in CDATA and comments it belongs', () => {
    const { root, problems } = readXml('<a>1 & 2 &copy; &#65;\n<!-- & --><![CDATA[ & ]]>&&amp;</a>', { entities: { copy: '©' } })
    expect(textIn(root!)).toBe('1 & 2 © A\n & &&')
    expect(problems).toEqual([
      { line: 1, reason: 'bad-xml' },
      { line: 2, reason: 'bad-xml' },
    ])
  })

  it('is given up where it goes deeper than 200 levels or holds half a million elements at a time', () => {
    const reasons = (text: string, take = false) => readXml(text, { take: () => take }).problems.map(({ reason }) => reason)
    expect(reasons(`<a>${'<b>'.repeat(200)}`)).toContain('too-deep')
    const many = `<a>${'<b/>'.repeat(500_010)}</a>`
    expect(reasons(many)).toEqual(['too-large'])
    expect(reasons(many, true)).toEqual([])
  })

  it('that is none gives no tree', () => {
    expect(readXml('').root).toBeUndefined()
    expect(readXml('plain text').root).toBeUndefined()
    expect(readXml('plain text').problems).not.toEqual([])
  })
})

it('What is escaped is read back equal, and what XML cannot say is left out', () => {
  const text = '<a href="x">&amp; \'q\' ]]> \r\n\t æ 😀'
  expect(textIn(readXml(`<t>${escapeXml(text)}</t>`).root!)).toBe(text)
  expect(readXml(`<t x="${escapeXml(text.replaceAll(/\s/g, ' '))}"/>`).root!.attributes.get('x')).toBe(
    text.replaceAll(/\s/g, ' '),
  )
  expect(escapeXml('a\u0000b\u0007\ufffe\ud800c')).toBe('ab\ufffdc')
})

it('Bytes are read in the encoding that they say, and otherwise guessed', () => {
  const bytes = (text: string, encoding: BufferEncoding) => new Uint8Array(Buffer.from(text, encoding))
  expect(xmlText(bytes('<a>ø</a>', 'utf8'))).toEqual({ text: '<a>ø</a>', isGuessed: false })
  expect(xmlText(bytes('<?xml version="1.0" encoding="ISO-8859-1"?><a>ø</a>', 'latin1')).text).toContain('ø')
  expect(xmlText(bytes('<a>ø</a>', 'latin1'))).toEqual({ text: '<a>ø</a>', isGuessed: true })
  expect(xmlText(bytes('<a>ø</a>', 'utf16le'))).toEqual({ text: '<a>ø</a>', isGuessed: false })
})
