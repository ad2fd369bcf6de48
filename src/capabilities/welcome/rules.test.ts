import { expect, it } from 'vitest'
import { stepsOf } from './rules.ts'

const at = '2026-11-21T08:00:00.000Z'
const nothing = { contacts: [], holdings: [], agreed: false }
const doneIn = (...given: Parameters<typeof stepsOf>) => stepsOf(...given).flatMap(({ step, done }) => (done ? [step] : []))

it('Nothing is done for whoever has just come', () => {
  expect(doneIn(nothing, [])).toEqual([])
})

it('What is known elsewhere counts as it is now: a confirmed security contact, a holding with a proof, the agreement', () => {
  const contact = { role: 'security', confirmed: true }
  expect(doneIn({ contacts: [contact], holdings: [{ proof: 'dns-token' }], agreed: true }, [])).toEqual([
    'contacts',
    'holdings',
    'agreement',
  ])
  expect(
    doneIn(
      {
        ...nothing,
        contacts: [
          { ...contact, confirmed: false },
          { role: 'media', confirmed: true },
        ],
      },
      [],
    ),
  ).toEqual([])
  expect(doneIn({ ...nothing, holdings: [{ proof: 'declared' }] }, [])).toEqual([])
})

it('A remark keeps the step open, until the member says that all is right', () => {
  const word = { step: 'organisation' as const, at, by: 'IKT' }
  expect(doneIn(nothing, [{ ...word, remark: 'Vi heter noe annet' }])).toEqual([])
  expect(
    doneIn(nothing, [
      { ...word, remark: '' },
      { step: 'findings', remark: '', at, by: 'IKT' },
    ]),
  ).toEqual(['organisation', 'findings'])
})
