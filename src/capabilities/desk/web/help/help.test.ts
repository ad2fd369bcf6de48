import { expect, it } from 'vitest'
import { guideOf, guides, guidesFor } from './guides.ts'
import { blocksOf } from './markdown.ts'

it('A guide is read as headings, paragraphs, lists and pictures, with bold, code and links inside', () => {
  const page = `# Duty

Press **here**, then
\`Ctrl K\`, or read [the list](member.md).

1. One
2. Two
   goes on

- Loose

![The queue](../pictures/queue.png)
`
  expect(blocksOf(page)).toEqual([
    { kind: 'heading', level: 1, text: 'Duty' },
    {
      kind: 'paragraph',
      spans: [
        { kind: 'text', text: 'Press ' },
        { kind: 'strong', text: 'here' },
        { kind: 'text', text: ', then ' },
        { kind: 'code', text: 'Ctrl K' },
        { kind: 'text', text: ', or read ' },
        { kind: 'link', text: 'the list', to: 'member.md' },
        { kind: 'text', text: '.' },
      ],
    },
    {
      kind: 'list',
      ordered: true,
      items: [[{ kind: 'text', text: 'One' }], [{ kind: 'text', text: 'Two goes on' }]],
    },
    { kind: 'list', ordered: false, items: [[{ kind: 'text', text: 'Loose' }]] },
    { kind: 'picture', says: 'The queue', file: '../pictures/queue.png' },
  ])
})

it('Everybody meets the guide of what they do; the team may read all, a member those of members', () => {
  expect(guideOf(['analyst'], false)).toBe('duty')
  expect(guideOf(['admin', 'duty'], false)).toBe('duty')
  expect(guideOf(['admin'], false)).toBe('administrator')
  expect(guideOf(['member-reader'], false)).toBe('member')
  expect(guideOf(['member-security'], true)).toBe('operator')
  expect(guidesFor(['admin'])).toEqual(guides)
  expect(guidesFor(['member-reader'])).toEqual(['member', 'organisation', 'operator'])
})
