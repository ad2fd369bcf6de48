import { afterAll, beforeAll, describe, it } from 'vitest'
import { type MailHouse, mailIsHere, startMail } from '../setup/mail.ts'
import { cuts, killAndRecount } from './send-crash.ts'

describe.skipIf(!mailIsHere())('kill -9 while sending, on the embedded database', () => {
  let mail: MailHouse
  beforeAll(async () => {
    mail = await startMail()
  })
  afterAll(() => mail?.stop())

  it.each(cuts)('loses no notice and doubles at most the one in flight, under the same Message-ID, at $at', (cut) =>
    killAndRecount('embedded', mail, cut),
  )
})
