import type { z } from 'zod'
import type { membersApi } from '../contract.ts'

/** One line of the register. */
export type Listed = z.output<typeof membersApi.list.output>['rows'][number]
/** One organisation with its contacts and parts. */
export type Shown = z.output<typeof membersApi.get.output>
