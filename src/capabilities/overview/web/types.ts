import type { z } from 'zod'
import type { membersApi } from '#capabilities/members/contract.ts'

/** An organisation as the register shows it, with its contacts and parts. */
export type Shown = z.output<typeof membersApi.get.output>
