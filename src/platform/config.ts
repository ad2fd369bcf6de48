import { isIP } from 'node:net'
import { homedir } from 'node:os'
import { resolve } from 'node:path'
import { z } from 'zod'

/** One setting: an environment variable, parsed once at start. `secret` values are never printed. */
interface Setting {
  name: `VARDE_${string}`
  schema: z.ZodType
  help: string
  secret?: boolean
  default?: string
}

const port = z.coerce.number().int().min(0).max(65_535)
const positive = z.coerce.number().int().positive()
const flag = z.stringbool()

/** All settings of every process; docs/config.md is printed from here. */
export const settings = [
  {
    name: 'VARDE_DATABASE_URL',
    schema: z.url().optional(),
    secret: true,
    help: 'PostgreSQL to use; without it the embedded database is used',
  },
  {
    name: 'VARDE_DATABASE_OWNER_URL',
    schema: z.url().optional(),
    secret: true,
    help: 'Owner of the schema, for `varde migrate`; without it VARDE_DATABASE_URL is used',
  },
  { name: 'VARDE_DATA', schema: z.string(), default: '.varde', help: 'Folder of the embedded database and of other local files' },
  { name: 'VARDE_HOST', schema: z.string(), default: '127.0.0.1', help: 'Address to listen on' },
  { name: 'VARDE_PORT', schema: port, default: '8080', help: 'Port to listen on' },
  {
    name: 'VARDE_PUBLIC_URL',
    schema: z.url().optional(),
    help: 'Address that people use, for links and for the origin check; https makes cookies secure',
  },
  {
    name: 'VARDE_TRUST_PROXY',
    schema: flag,
    default: 'false',
    help: 'Whether X-Forwarded-For of a reverse proxy on this machine is believed',
  },
  {
    name: 'VARDE_LOG_LEVEL',
    schema: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']),
    default: 'info',
    help: 'How much is logged',
  },
  {
    name: 'VARDE_SECRET_KEY',
    schema: z.string().min(32).optional(),
    secret: true,
    help: 'Key for secrets at rest (TOTP); without it one is made in VARDE_DATA',
  },
  {
    name: 'VARDE_METRICS_TOKEN',
    schema: z.string().min(16).optional(),
    secret: true,
    help: 'Bearer token for /metrics; without it only this machine may read it',
  },
  {
    name: 'VARDE_OUTBOUND_ALLOW',
    schema: z.string(),
    default: '',
    help: 'host:port pairs, comma separated, that may be reached although private or unverified',
  },
  {
    name: 'VARDE_DNS_SERVERS',
    schema: z
      .string()
      .transform((text) => text.split(',').flatMap((one) => one.trim() || []))
      .refine((servers) => servers.every((server) => isIP(server.replace(/^\[(.+)\](?::\d+)?$|^([\d.]+):\d+$/, '$1$2')) > 0)),
    default: '',
    help: 'Name servers for proof in DNS, comma separated, with port where it is not 53 (127.0.0.1:5353, [::1]:5353); without them those of the system',
  },
  { name: 'VARDE_MAX_UPLOAD_MB', schema: positive, default: '2048', help: 'Largest file that is received, in MB as it comes' },
  { name: 'VARDE_MAX_UNPACKED_MB', schema: positive, default: '8192', help: 'Largest unpacked size of a compressed file, in MB' },
  {
    name: 'VARDE_REQUESTS_PER_MINUTE',
    schema: positive,
    default: '1200',
    help: 'How often one caller may ask the API; beyond it is told to wait',
  },
  { name: 'VARDE_SESSION_HOURS', schema: positive, default: '12', help: 'How long a sign-in lasts' },
  {
    name: 'VARDE_WATCH_ROOT',
    schema: z.string().optional(),
    help: 'Folder that holds the folders which sources may watch; without it none is watched',
  },
  {
    name: 'VARDE_SMTP_URL',
    schema: z.url({ protocol: /^smtps?$/ }).optional(),
    secret: true,
    help: 'Mail server for what is sent (smtp:// with STARTTLS where offered, or smtps://); without it notices wait',
  },
  {
    name: 'VARDE_IMAP_URL',
    schema: z.url({ protocol: /^imaps?$/ }).optional(),
    secret: true,
    help: 'Mailbox in which bounces and replies arrive (imaps://user:password@host/INBOX); without it nobody reads them',
  },
  {
    name: 'VARDE_GATEWAY_URL',
    schema: z.url({ protocol: /^https?$/ }).optional(),
    help: 'HTTP gateway for SMS or paging; it gets a POST with JSON {to, text, id}. Without it that rung of the ladder is left out',
  },
  {
    name: 'VARDE_GATEWAY_TOKEN',
    schema: z.string().min(8).optional(),
    secret: true,
    help: 'Bearer token for the gateway',
  },
  {
    name: 'VARDE_OUTSIDER_POLICY',
    schema: z.enum(['national-cert', 'abuse-contact', 'nobody']),
    default: 'national-cert',
    help: 'Who is told about a known owner that is not a member, unless the organisation says otherwise',
  },
] as const satisfies readonly Setting[]

type Settings = (typeof settings)[number]
type Values = { [S in Settings as S['name']]: z.infer<S['schema']> }

/** The parsed configuration. */
export type Config = Values & { dataDir: string; secureCookies: boolean }

/** A setting that cannot be used; the message names the variable and what it should be. */
export class ConfigError extends Error {}

/** Parses the environment once. Unknown VARDE_ variables are refused, since a misspelt one is a silent default. Throws `ConfigError`. */
export function readConfig(env: Record<string, string | undefined>): Config {
  const known = new Set<string>([
    ...settings.map((setting) => setting.name),
    'VARDE_TEST_DATABASE_URL',
    'VARDE_CONFORMANCE_DATA',
    'VARDE_CRASH_AT',
  ])
  const unknown = Object.keys(env).filter((name) => name.startsWith('VARDE_') && !known.has(name))
  if (unknown.length > 0) throw new ConfigError(`unknown setting ${unknown.join(', ')}; docs/config.md lists all`)
  const values: Record<string, unknown> = {}
  for (const setting of settings) {
    const parsed = setting.schema.safeParse(env[setting.name] || ('default' in setting ? setting.default : undefined))
    if (!parsed.success) throw new ConfigError(`${setting.name}: ${parsed.error.issues[0]?.message}. ${setting.help}`)
    values[setting.name] = parsed.data
  }
  const config = values as Values
  return {
    ...config,
    dataDir: resolve(config.VARDE_DATA.replace(/^~(?=\/)/, homedir())),
    secureCookies: config.VARDE_PUBLIC_URL?.startsWith('https:') ?? false,
  }
}

/** The configuration for people: one line a setting, secrets as `set` or `not set`. */
export function printableConfig(config: Config): Record<string, unknown> {
  return Object.fromEntries(
    settings.map((setting) => [
      setting.name,
      'secret' in setting ? (config[setting.name] ? 'set' : 'not set') : (config[setting.name] ?? null),
    ]),
  )
}
