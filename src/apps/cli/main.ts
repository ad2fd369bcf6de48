import { enableCompileCache } from 'node:module'
import { join } from 'node:path'
import { setFlagsFromString } from 'node:v8'

// What was read and compiled once is kept, so that a command starts sooner and in less memory. Where nothing may be written, nothing is.
enableCompileCache(join(import.meta.dirname, '../../../node_modules/.cache/varde/compile'))
// Reading the modules makes much that is thrown away at once. The room for it would double to hold that, and it is never given back.
setFlagsFromString('--semi-space-growth-factor=1')
const { run } = await import('./program.ts')
setFlagsFromString('--semi-space-growth-factor=2')
await run()
