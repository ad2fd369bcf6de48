import { createServer, type Server, type Socket } from 'node:net'
import type { SMTPServerOptions } from 'smtp-server'
import { afterEach, describe, expect, it } from 'vitest'
import { type SmtpPeer, startSmtpPeer } from '../../../tests/setup/peers.ts'
import { type Letter, openSmtp, type Smtp, type SmtpOptions } from './smtp.ts'

const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

async function peer(...how: Parameters<typeof startSmtpPeer>): Promise<SmtpPeer> {
  const started = await startSmtpPeer(...how)
  closing.push(() => started.stop())
  return started
}
function smtpTo(url: string, options: SmtpOptions = {}): Smtp {
  const smtp = openSmtp(url, { answerTimeout: 5_000, ...options })
  closing.push(() => smtp.close())
  return smtp
}
const letter = (more: Partial<Letter> = {}): Letter => ({
  raw: Buffer.from('From: varsel@varde.example\r\nSubject: x\r\n\r\nHei\r\n.en prikk\r\n'),
  from: 'svar+dlv_1@varde.example',
  to: 'sikkerhet@granly.example',
  envelopeId: 'dlv_1',
  ...more,
})

const authenticate: NonNullable<SMTPServerOptions['onAuth']> = ({ username, password }, _session, done) => {
  if (username === 'varde' && password === 's@nd/æ') done(null, { user: 'varde' })
  else done(Object.assign(new Error('5.7.8 wrong name or password'), { responseCode: 535 }))
}

describe('a mail that is handed over', () => {
  it('is sent, with the words of the server, and comes as it was', async () => {
    const server = await peer()
    expect(await smtpTo(server.url).send(letter())).toEqual({
      state: 'sent',
      reply: '250 2.0.0 taken as 1',
      recipients: [{ address: 'sikkerhet@granly.example', state: 'sent', reply: '250 2.0.0 taken as 1' }],
      unsure: false,
    })
    expect(server.taken).toMatchObject([{ from: 'svar+dlv_1@varde.example', to: ['sikkerhet@granly.example'] }])
    expect(server.taken[0]!.raw).toBe(letter().raw.toString())
  })

  it('asks to be told of failure and delay, under an id of ours', async () => {
    const server = await peer()
    await smtpTo(server.url).send(letter())
    expect(server.taken[0]).toMatchObject({ envelopeId: 'dlv_1', notify: 'FAILURE,DELAY' })
  })

  it('goes by one kept connection, one after the other, also when all are given at once', async () => {
    const server = await peer()
    const smtp = smtpTo(server.url)
    const sent = await Promise.all(Array.from({ length: 20 }, (_, number) => smtp.send(letter({ envelopeId: `dlv_${number}` }))))
    expect(sent.every(({ state }) => state === 'sent')).toBe(true)
    expect(server.taken.map(({ envelopeId }) => envelopeId)).toEqual(Array.from({ length: 20 }, (_, number) => `dlv_${number}`))
    expect(server.connections()).toBe(1)
  })

  it('is half on its way when the moment for a crash is called, and whole afterwards', async () => {
    const server = await peer()
    let seen = -1
    const raw = Buffer.alloc(2_000_000, 'abcdefgh\r\n')
    const sent = await smtpTo(server.url).send(letter({ raw, inData: () => (seen = server.taken.length) }))
    expect([seen, sent.state]).toEqual([0, 'sent'])
    expect(server.taken[0]!.raw).toBe(raw.toString())
  })

  it('goes to an address with letters beyond ASCII', async () => {
    const server = await peer()
    expect(await smtpTo(server.url).send(letter({ to: 'blåbær@granly.example' }))).toMatchObject({ state: 'sent' })
    expect(server.taken[0]!.to).toEqual(['blåbær@granly.example'])
  })
})

describe('a server that says no', () => {
  it('refuses one recipient of many, and the others get theirs by the same connection', async () => {
    const server = await peer({ refuse: ['borte@granly.example'] })
    const smtp = smtpTo(server.url)
    const sent = []
    for (const to of ['en@granly.example', 'borte@granly.example', 'to@granly.example'])
      sent.push(await smtp.send(letter({ to })))
    expect(sent.map(({ state }) => state)).toEqual(['sent', 'refused', 'sent'])
    expect(sent[1]!.reply).toBe('550 5.1.1 <borte@granly.example>: no such mailbox here')
    expect([server.taken.length, server.connections()]).toEqual([2, 1])
  })

  it('refuses one recipient of a mail to many, and says which', async () => {
    const server = await peer({ refuse: ['borte@granly.example'] })
    const sent = await smtpTo(server.url).send(letter({ to: ['en@granly.example', 'borte@granly.example'] }))
    expect(sent.state).toBe('sent')
    expect(sent.recipients.map(({ state }) => state)).toEqual(['sent', 'refused'])
    expect(server.taken[0]!.to).toEqual(['en@granly.example'])
  })

  it('is taken at its word after many refusals in a row', async () => {
    const server = await peer({ refuse: ['borte@granly.example'] })
    const smtp = smtpTo(server.url)
    for (let number = 0; number < 8; number += 1) await smtp.send(letter({ to: 'borte@granly.example' }))
    expect(await smtp.send(letter())).toMatchObject({ state: 'sent' })
  })

  it.each([
    [552, 'refused'],
    [451, 'deferred'],
  ])('after the whole mail with %s: it is %s', async (afterData, state) => {
    const server = await peer({ afterData })
    expect(await smtpTo(server.url).send(letter())).toMatchObject({ state, reply: `${afterData} not this mail`, unsure: false })
  })

  it('for now, by greylisting, defers; the next time it takes the mail', async () => {
    const server = await peer({ greylist: 1 })
    const smtp = smtpTo(server.url)
    expect(await smtp.send(letter())).toMatchObject({
      state: 'deferred',
      reply: expect.stringMatching(/^450 4\.2\.0 .*greylisted/),
    })
    expect(await smtp.send(letter())).toMatchObject({ state: 'sent' })
  })

  it('with 421 and the end of the connection defers, and the next mail gets a new one', async () => {
    const server = await peer({ busy: 1 })
    const smtp = smtpTo(server.url)
    expect(await smtp.send(letter())).toMatchObject({ state: 'deferred', reply: expect.stringMatching(/^421 /), unsure: false })
    expect(await smtp.send(letter())).toMatchObject({ state: 'sent' })
    expect(server.connections()).toBe(2)
  })

  it('to an address that is none is spared the question', async () => {
    const server = await peer()
    const smtp = smtpTo(server.url)
    expect(await smtp.send(letter({ to: 'a@b.example>\r\nRCPT TO:<thief@away.example' }))).toMatchObject({ state: 'refused' })
    expect(await smtp.send(letter({ to: '' }))).toMatchObject({ state: 'refused' })
    expect(server.taken).toEqual([])
  })
})

describe('a connection that fails', () => {
  it('in mid DATA leaves the mail with us: deferred, and nobody has it', async () => {
    const server = await peer({ dropInData: 1 })
    const smtp = smtpTo(server.url)
    const raw = Buffer.alloc(3_000_000, 'abcdefgh\r\n')
    expect(await smtp.send(letter({ raw }))).toMatchObject({ state: 'deferred' })
    expect(server.taken).toEqual([])
    expect(await smtp.send(letter({ raw }))).toMatchObject({ state: 'sent' })
  })

  it('after the whole mail and before the answer leaves us unsure, and it is not sent again unasked', async () => {
    const server = await peer()
    const smtp = smtpTo(server.url)
    await smtp.send(letter())
    server.behave({ dropAfterData: 1 })
    expect(await smtp.send(letter({ envelopeId: 'dlv_2' }))).toMatchObject({ state: 'deferred', unsure: true })
    expect(server.taken.map(({ envelopeId }) => envelopeId)).toEqual(['dlv_1', 'dlv_2'])
  })

  it('because the server answers too slowly is told within the time we give it', async () => {
    const server = await peer({ slow: 3_000 })
    expect(await smtpTo(server.url, { answerTimeout: 300 }).send(letter())).toMatchObject({
      state: 'deferred',
      reply: expect.stringMatching(/timeout/i),
    })
  })

  it('because nobody listens is told, and the first mail after it came up goes', async () => {
    const server = await peer()
    const smtp = smtpTo(server.url)
    await server.down()
    expect(await smtp.send(letter())).toMatchObject({ state: 'deferred', reply: expect.stringMatching(/ECONNREFUSED/) })
    await server.up()
    expect(await smtp.send(letter())).toMatchObject({ state: 'sent' })
  })

  it('between two mails, unseen, costs nothing: the second goes by a new one', async () => {
    const server = await peer()
    const smtp = smtpTo(server.url)
    await smtp.send(letter())
    await server.down()
    await server.up()
    expect(await smtp.send(letter())).toMatchObject({ state: 'sent' })
    expect(server.connections()).toBe(2)
  })

  it('is closed by us when nobody has used it for a while', async () => {
    const server = await peer()
    const smtp = smtpTo(server.url, { idleTimeout: 50 })
    await smtp.send(letter())
    await new Promise((resolve) => setTimeout(resolve, 200))
    await smtp.send(letter())
    expect(server.connections()).toBe(2)
  })

  it('because it never greets, or talks without end, is told too', async () => {
    const mute = await talker(() => undefined)
    expect(await smtpTo(mute.url, { answerTimeout: 200 }).send(letter())).toMatchObject({ state: 'deferred' })
    const endless = await talker((socket) => {
      socket.write('220 hello\r\n')
      const timer = setInterval(() => socket.write('250-more\r\n'), 20)
      socket.once('close', () => clearInterval(timer))
    })
    const sent = smtpTo(endless.url, { connectTimeout: 300, answerTimeout: 200 }).send(letter())
    expect(await sent).toMatchObject({ state: 'deferred' })
  })

  it('because there is no such host is told', async () => {
    expect(await smtpTo('smtp://nowhere.invalid:25').send(letter())).toMatchObject({ state: 'deferred' })
  })
})

describe('a password', () => {
  const options: SMTPServerOptions = {
    authOptional: false,
    onAuth: authenticate,
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
  }

  it('comes from the address, with its letters as they are', async () => {
    const server = await peer({}, options)
    const smtp = smtpTo(server.url.replace('//', `//varde:${encodeURIComponent('s@nd/æ')}@`))
    expect(await smtp.send(letter())).toMatchObject({ state: 'sent' })
    expect(server.taken[0]).toMatchObject({ user: 'varde' })
  })

  it('crosses no network without TLS', async () => {
    const server = await peer({}, options)
    const sent = await smtpTo(elsewhere(server.url).replace('//', `//varde:${encodeURIComponent('s@nd/æ')}@`)).send(letter())
    expect([sent.state, server.taken]).toEqual(['deferred', []])
  })

  it('that is wrong is our trouble: the mail waits', async () => {
    const server = await peer({}, options)
    const sent = await smtpTo(server.url.replace('//', '//varde:wrong@')).send(letter())
    expect(sent).toMatchObject({ state: 'deferred', reply: expect.stringMatching(/^535 /) })
  })
})

describe('TLS', () => {
  it('is used where it is offered, with whatever certificate on this machine', async () => {
    const server = await peer({}, { disabledCommands: ['AUTH'] })
    expect(await smtpTo(server.url).send(letter())).toMatchObject({ state: 'sent' })
    expect(server.taken[0]).toMatchObject({ secure: true })
  })

  it("is refused by us where the certificate is nobody's, unless the operator listed the server", async () => {
    const server = await peer({}, { disabledCommands: ['AUTH'] })
    expect(await smtpTo(elsewhere(server.url)).send(letter())).toMatchObject({
      state: 'deferred',
      reply: expect.stringMatching(/certificate/),
    })
    expect(server.taken).toEqual([])
    expect(await smtpTo(elsewhere(server.url), { unverified: true }).send(letter())).toMatchObject({ state: 'sent' })
  })

  it('stands from the first byte with smtps', async () => {
    const server = await peer({}, { secure: true, disabledCommands: ['AUTH'] })
    expect(await smtpTo(server.url.replace('smtp:', 'smtps:')).send(letter())).toMatchObject({ state: 'sent' })
    expect(server.taken[0]).toMatchObject({ secure: true })
  })
})

/** The same server under an address that does not say it is this machine. */
const elsewhere = (url: string): string => url.replace('127.0.0.1', '0.0.0.0')

/** A server of whatever words. */
async function talker(say: (socket: Socket) => void): Promise<{ url: string }> {
  const sockets = new Set<Socket>()
  const server: Server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    say(socket)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closing.push(async () => {
    for (const socket of sockets) socket.destroy()
    await new Promise((resolve) => server.close(resolve))
  })
  return { url: `smtp://127.0.0.1:${(server.address() as { port: number }).port}` }
}
