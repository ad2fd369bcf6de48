import { config } from 'zod'

// Schemas would be compiled with `new Function`, which the content security policy forbids. Imported first, before any contract.
config({ jitless: true })
