import { z } from 'zod'

/** What a warning is about. `medical-device`: equipment that often cannot be patched. `all-clear`: the danger of others is over. */
export const advisoryTypes = ['vulnerability', 'threat', 'campaign', 'medical-device', 'all-clear'] as const
export const AdvisoryType = z.enum(advisoryTypes)
export type AdvisoryType = z.infer<typeof AdvisoryType>
