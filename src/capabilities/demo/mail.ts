import { join } from 'node:path'
import type { Config } from '#platform/config.ts'

/** Where the mails of a demo are kept. */
export const mailFolder = ({ dataDir }: Pick<Config, 'dataDir'>): string => join(dataDir, 'demo-mail')
