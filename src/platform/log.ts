import { pino } from 'pino'

export type Log = ReturnType<typeof createLog>

const secret = ['password', 'code', 'token', 'secret', 'cookie', 'authorization', 'key']

/** The structured log: one JSON object a line on stderr, so that stdout stays for answers. Secrets are cut out at every depth we write. */
export const createLog = (level: string) =>
  pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: secret.flatMap((name) => [name, `*.${name}`, `req.headers.${name}`]),
    },
    pino.destination({ dest: 2, sync: true }),
  )
