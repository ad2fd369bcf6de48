import type { ICruiseOptions, IForbiddenRuleType } from 'dependency-cruiser'

/**
 * Who may import whom: the table of docs/architecture.md, one rule a line of it. `tests/house/imports.test.ts` plants a
 * violation of each rule and sees it named. Tests beside the code may reach what they test, so rules are for the rest.
 */

const capability = '^src/capabilities/([^/]+)/'
const own = '^src/capabilities/$1/'
/** Tests and what only they need. */
export const test = String.raw`\.test\.tsx?$|/(fixtures|bench)/|/bench\.ts$`
const domain = '^src/domain/'
const engines = '^src/engines/'
const platform = '^src/platform/'
const contracts = String.raw`^src/capabilities/[^/]+/contract\.ts$`
const neighbours = String.raw`^src/capabilities/[^/]+/(index|contract)\.ts$`
/** Tables of data may lie beside any code of their room. */
const data = String.raw`\.data\.(json|ts)$`

/** Packages and Node's own modules by which a process reaches the world. */
const ioModules =
  'fs|fs/promises|net|http|https|http2|dns|dns/promises|tls|dgram|child_process|worker_threads|cluster|os|process|timers|timers/promises'
const io = `^(node:)?(${ioModules})$`
const platformPackages =
  '(^|node_modules/)(pg|pg-boss|fastify|@fastify/[^/]+|fastify-type-provider-zod|pino|prom-client|otplib|@node-rs/argon2|@electric-sql/[^/]+|nodemailer|smtp-server|imapflow|postal-mime|openpgp)(/|$)'

/** A rule of the table: files of `path` may import these of our rooms and nothing else of `src`. */
const mayImport = (name: string, path: string, allowed: string[], pathNot: string[] = []): IForbiddenRuleType => ({
  name,
  severity: 'error',
  from: { path, pathNot: [test, ...pathNot] },
  to: { path: '^src/', pathNot: allowed },
})

export const forbidden: IForbiddenRuleType[] = [
  mayImport('domain', domain, [domain]),
  { name: 'domain-no-io', severity: 'error', from: { path: domain, pathNot: test }, to: { path: [io, platformPackages] } },
  mayImport('formats', '^src/formats/([^/]+)/', [domain, '^src/formats/$1/', '^src/formats/[^/]+$']),
  mayImport('engines', '^src/engines/([^/]+)/', [domain, '^src/engines/$1/']),
  mayImport('platform', platform, [domain, platform]),
  mayImport('ui', '^src/ui/', [domain, '^src/ui/']),
  mayImport('contract', String.raw`${capability}contract\.ts$`, [domain, contracts]),
  mayImport('rules', String.raw`${capability}rules[a-z-]*\.ts$`, [
    domain,
    engines,
    String.raw`${own}(contract|rules[a-z-]*)\.ts$`,
    `${own}kinds/`,
    data,
  ]),
  {
    name: 'rules-no-io',
    severity: 'error',
    from: { path: String.raw`${capability}(rules[a-z-]*|contract)\.ts$` },
    to: { path: [io, platformPackages] },
  },
  mayImport('store', String.raw`${capability}store[a-z-]*\.ts$`, [
    '^src/platform/db/',
    domain,
    String.raw`${own}(contract|rules[a-z-]*|store[a-z-]*)\.ts$`,
  ]),
  mayImport(
    'capability',
    `${capability}.+[.]ts$`,
    [`${own}(?!web/)`, domain, platform, '^src/formats/', engines, neighbours],
    [String.raw`${capability}(contract|rules[a-z-]*|store[a-z-]*)\.ts$`, `${capability}web/`],
  ),
  mayImport('web', `${capability}web/`, [
    '^src/ui/',
    domain,
    `${own}web/`,
    String.raw`${own}(contract|rules[a-z-]*)\.ts$`,
    contracts,
  ]),
  mayImport('apps', '^src/apps/(?!web/|sensor/)([^/]+)/', [
    '^src/apps/(?!web/|sensor/)',
    platform,
    domain,
    String.raw`^src/capabilities/[^/]+/capability\.ts$`,
  ]),
  mayImport('apps-web', '^src/apps/web/', [
    '^src/apps/web/',
    '^src/ui/',
    domain,
    contracts,
    String.raw`^src/capabilities/[^/]+/web/[^/]+\.tsx?$`,
  ]),
  mayImport('apps-sensor', '^src/apps/sensor/', [
    '^src/apps/sensor/',
    domain,
    '^src/formats/',
    engines,
    String.raw`^src/capabilities/sensors/contract\.ts$`,
  ]),
  {
    name: 'packages-of-platform',
    comment: 'The outside world is met once: in platform, and nowhere else.',
    severity: 'error',
    from: { path: '^src/', pathNot: ['^src/(platform|apps)/', test] },
    to: { path: platformPackages },
  },
  {
    name: 'openpgp-in-one-file',
    comment: 'LGPL: what holds it can be changed for another in one place.',
    severity: 'error',
    from: { path: '^src/', pathNot: ['^src/platform/pgp[.]ts$', test] },
    to: { path: '(^|node_modules/)openpgp(/|$)' },
  },
  {
    name: 'browser-no-server',
    comment: 'What runs in the browser has no Node.',
    severity: 'error',
    from: { path: [`^src/capabilities/[^/]+/web/`, '^src/ui/', '^src/apps/web/'], pathNot: [test, '/vite[.]config[.]ts$'] },
    to: { dependencyTypes: ['core'] },
  },
  {
    name: 'src-stands-alone',
    comment: 'The product needs no test, tool or bench.',
    severity: 'error',
    from: { path: '^src/', pathNot: test },
    to: { path: ['^(tests|tools|bench)/', String.raw`\.test\.tsx?$`] },
  },
  { name: 'no-circles', severity: 'error', from: {}, to: { circular: true } },
]

export const options: ICruiseOptions = {
  doNotFollow: { path: 'node_modules' },
  exclude: { path: ['^dist/', '^tests/e2e/.*results/'] },
  tsPreCompilationDeps: true,
}

/** How imports are found: `#rooms` by package.json, files with their extension. */
export const resolving = {
  exportsFields: ['exports'],
  conditionNames: ['import', 'node', 'default'],
  extensions: ['.ts', '.tsx', '.js', '.json'],
}
