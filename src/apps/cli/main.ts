import { enableCompileCache } from 'node:module'
import { join } from 'node:path'

// What was read and compiled once is kept, so that a command starts sooner and in less memory. Where nothing may be written, nothing is.
enableCompileCache(join(import.meta.dirname, '../../../node_modules/.cache/varde/compile'))
await import('./program.ts')
