import { PassThrough } from 'node:stream'
import { beforeEach, expect, it } from 'vitest'
import { closeWorld, openWorld, type World } from '#apps/server/world.ts'
import { readConfig } from '#platform/config.ts'
import { createLog } from '#platform/log.ts'
import { type FreshDatabase, freshDatabase } from '../../../tests/setup/database.ts'
import { askFirstAdministrator } from './first-administrator.ts'

let database: FreshDatabase
let world: World
beforeEach(async () => {
  database = await freshDatabase()
  world = await openWorld(readConfig({ VARDE_DATABASE_URL: database.url }), { log: createLog('silent') })
  return async () => {
    await closeWorld(world)
    await database.drop()
  }
})

/** A terminal at which somebody types these lines, each when it is asked for; `read` is what stands on the screen. */
function terminal(...lines: string[]) {
  const input = new PassThrough()
  const output = new PassThrough()
  let read = ''
  output.on('data', (piece: Buffer) => {
    read += piece
    if (!/\]: $/.test(read)) return
    const next = lines.shift()
    if (next === undefined) input.end()
    else setImmediate(() => input.write(`${next}\r`))
  })
  return {
    input,
    output,
    get read() {
      return read
    },
  }
}

it('asks for name and password, and never shows the password', async () => {
  const screen = terminal('leder', 'fire hester i regn')
  expect(await askFirstAdministrator(world, screen)).toBe('leder')
  expect(screen.read).toContain('Who is its first administrator?')
  expect(screen.read).not.toContain('hester')
  expect(await askFirstAdministrator(world, terminal())).toBeUndefined()
})

it('makes a password when none is typed, and shows that once', async () => {
  const screen = terminal('', '')
  expect(await askFirstAdministrator(world, screen)).toBe('admin')
  expect(screen.read).toMatch(/The password of admin is (\w{4}-){4}\w{4} \(printed once\)/)
})

it('asks again when the password is weak or the name is none', async () => {
  const screen = terminal('leder', 'kort', 'leder', 'passord123456', 'Å', 'fire hester i regn', 'leder', 'fire hester i regn')
  expect(await askFirstAdministrator(world, screen)).toBe('leder')
  expect(screen.read.match(/too easy to guess/g)).toHaveLength(2)
  expect(screen.read).toContain('A name is letters')
})

it('gives up when the terminal is closed', async () => {
  expect(await askFirstAdministrator(world, terminal('leder'))).toBeUndefined()
})
