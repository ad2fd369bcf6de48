import type { z } from 'zod'
import type { noticesApi } from '#capabilities/notices/contract.ts'

/** What an answer link opens: one notice and its findings. */
export type Linked = z.output<typeof noticesApi.readLink.output>
