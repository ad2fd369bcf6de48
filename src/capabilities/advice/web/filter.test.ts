import { expect, it } from 'vitest'
import { readFilter, readForm, readReferences, writeReferences } from './filter.ts'

it('An address shows what it asks for and leaves out what it says wrongly', () => {
  expect(readFilter({ q: 'dmarc', topic: 'mail,nothing,updates', missing: 'nn,se', retired: 'only' })).toEqual({
    q: 'dmarc',
    topic: ['updates', 'mail'],
    missing: ['nn'],
    retired: 'only',
  })
  expect(readFilter({ topic: 'x', retired: 'maybe' })).toEqual({})
})

it('References are typed one a line, and come back as they were typed', () => {
  const text = '2.3.1\n\n  2.10\nRFC 7489: DMARC https://www.rfc-editor.org/rfc/rfc7489\nhttps://nsm.example/side\n'
  const references = [
    { kind: 'principle', id: '2.3.1' },
    { kind: 'principle', id: '2.10' },
    { kind: 'link', title: 'RFC 7489: DMARC', url: 'https://www.rfc-editor.org/rfc/rfc7489' },
    { kind: 'link', title: 'https://nsm.example/side', url: 'https://nsm.example/side' },
  ] as const
  expect(readReferences(text)).toEqual(references)
  expect(readReferences(writeReferences(references))).toEqual(references)
})

it('A language in which nothing is written has no text', () => {
  const { texts, why } = readForm({ topic: 'mail', 'nb.title': ' T ', 'nb.text': 'Tekst', 'en.title': 'Only a title', why: 'x' })
  expect(texts).toEqual({ nb: { title: 'T', text: 'Tekst' }, nn: null, en: { title: 'Only a title', text: '' } })
  expect(why).toBe('x')
})
