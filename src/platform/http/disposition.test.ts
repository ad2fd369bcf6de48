import { expect, it } from 'vitest'
import { disposition, safeName } from './disposition.ts'

it('A file is kept under a name that a person finds again, and under a plain one by whoever knows ASCII only', () => {
  expect(disposition('findings.csv')).toBe('attachment; filename="findings.csv"')
  expect(disposition('Høy – Nettstedet er kapret – Våler kommune.pdf')).toBe(
    `attachment; filename="H_y_Nettstedet_er_kapret_V_ler_kommune.pdf"; filename*=UTF-8''H%C3%B8y%20%E2%80%93%20Nettstedet%20er%20kapret%20%E2%80%93%20V%C3%A5ler%20kommune.pdf`,
  )
  expect(disposition("It's (a) *test*.pdf")).toContain("filename*=UTF-8''It%27s%20%28a%29%20test.pdf")
})

it('No name leaves its folder, breaks its header or is refused by a file system', () => {
  expect(safeName('../../etc/passwd')).toBe('etc passwd')
  expect(safeName('a/b\\c:d*e?f"g<h>i|j.pdf')).toBe('a b c d e f g h i j.pdf')
  expect(safeName('a\r\nSet-Cookie: x\u0000\u202e.pdf')).toBe('a Set-Cookie x.pdf')
  expect(safeName('half \ud83d.pdf')).toBe('half \ufffd.pdf')
  expect([...safeName(`${'å'.repeat(400)}.pdf`)]).toHaveLength(154)
  expect(safeName('???.pdf')).toBe('varde.pdf')
})
