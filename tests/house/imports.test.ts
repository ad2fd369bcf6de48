import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { forbidden } from '../../tools/import-rules.ts'
import { findViolations, roomRules, textRules } from '../../tools/imports.ts'

type Tree = Record<string, string>

/** A small house in which every room imports what it may. */
const clean: Tree = {
  'src/domain/time.ts': "import { z } from 'zod'\nexport const day = z",
  'src/domain/later.ts': "import { id } from './id.ts'\nexport const later = id",
  'src/domain/id.ts': "import { day } from './time.ts'\nexport const id = day",
  'src/engines/trie/trie.ts': "import { id } from '#domain/id.ts'\nexport const trie = id",
  'src/engines/match/match.ts': 'export const match = 1',
  'src/formats/csv/read.ts':
    "import { id } from '#domain/id.ts'\nimport { createReadStream } from 'node:fs'\nexport const read = [id, createReadStream]",
  'src/formats/stix/read.ts': 'export const stix = 1',
  'src/platform/db/db.ts': "import pg from 'pg'\nimport { id } from '#domain/id.ts'\nexport const sql = id\nexport const db = pg",
  'src/platform/http.ts': "import fastify from 'fastify'\nexport const http = fastify",
  'src/ui/button.tsx': "import { day } from '#domain/time.ts'\nexport const Button = () => day",
  'src/capabilities/alpha/contract.ts':
    "import { id } from '#domain/id.ts'\nimport { beta } from '#capabilities/beta/contract.ts'\nexport const alpha = [id, beta]",
  'src/capabilities/alpha/rules.ts':
    "import { alpha } from './contract.ts'\nimport { trie } from '#engines/trie/trie.ts'\nexport const rule = [alpha, trie]",
  'src/capabilities/alpha/store.ts':
    "import { sql } from '#platform/db/db.ts'\nimport { alpha } from './contract.ts'\nexport const rows = [sql, alpha]",
  'src/capabilities/alpha/actions.ts':
    "import { rows } from './store.ts'\nimport { rule } from './rules.ts'\nimport { ask } from '#capabilities/beta/index.ts'\nimport { read } from '#formats/csv/read.ts'\nexport const act = [rows, rule, ask, read]",
  'src/capabilities/alpha/capability.ts':
    "import { act } from './actions.ts'\nimport { http } from '#platform/http.ts'\nexport const manifest = [act, http]",
  'src/capabilities/alpha/web/page.tsx':
    "import { Button } from '#ui/button.tsx'\nimport { rule } from '../rules.ts'\nimport { beta } from '#capabilities/beta/contract.ts'\nexport const Page = [Button, rule, beta]",
  'src/capabilities/alpha/actions.test.ts':
    "import { readFileSync } from 'node:fs'\nimport { act } from './actions.ts'\nimport { sql } from '#platform/db/db.ts'\nexport const t = [act, sql, readFileSync]",
  'src/capabilities/beta/contract.ts': 'export const beta = 1',
  'src/capabilities/beta/rules.ts': 'export const betaRule = 1',
  'src/capabilities/beta/store.ts': 'export const betaRows = 1',
  'src/capabilities/beta/index.ts': "import { betaRows } from './store.ts'\nexport const ask = betaRows",
  'src/capabilities/beta/web/page.ts': "import { alpha } from '#capabilities/alpha/contract.ts'\nexport const page = alpha",
  'src/capabilities/beta/actions.test.ts': "import { act } from '#capabilities/alpha/actions.ts'\nexport const t = act",
  'src/apps/server/main.ts':
    "import { manifest } from '#capabilities/alpha/capability.ts'\nimport { http } from '#platform/http.ts'\nexport const run = [manifest, http]",
  'src/apps/web/main.tsx': "import { Page } from '#capabilities/alpha/web/page.tsx'\nexport const app = Page",
  'src/apps/sensor/main.ts':
    "import { trie } from '#engines/trie/trie.ts'\nimport { read } from '#formats/csv/read.ts'\nexport const sensor = [trie, read]",
  'tests/flow.test.ts': "import { act } from '#capabilities/alpha/actions.ts'\nexport const t = act",
  'tools/print.ts': "import { run } from '#apps/server/main.ts'\nexport const t = run",
}

/** For each rule one or more forbidden imports: who reaches for what. */
const planted: Record<string, [from: string, to: string][]> = {
  domain: [
    ['src/domain/new.ts', '#platform/http.ts'],
    ['src/domain/new.ts', '#engines/trie/trie.ts'],
  ],
  'domain-no-io': [
    ['src/domain/new.ts', 'node:fs'],
    ['src/domain/new.ts', 'pg'],
  ],
  formats: [
    ['src/formats/csv/new.ts', '#formats/stix/read.ts'],
    ['src/formats/csv/new.ts', '#platform/http.ts'],
  ],
  engines: [
    ['src/engines/trie/new.ts', '#engines/match/match.ts'],
    ['src/engines/trie/new.ts', '#formats/csv/read.ts'],
  ],
  platform: [
    ['src/platform/new.ts', '#capabilities/beta/index.ts'],
    ['src/platform/new.ts', '#capabilities/alpha/actions.ts'],
  ],
  ui: [
    ['src/ui/new.ts', '#capabilities/alpha/contract.ts'],
    ['src/ui/new.ts', '#platform/http.ts'],
  ],
  contract: [
    ['src/capabilities/beta/contract.ts', './rules.ts'],
    ['src/capabilities/beta/contract.ts', '#platform/http.ts'],
  ],
  rules: [
    ['src/capabilities/beta/rules.ts', './store.ts'],
    ['src/capabilities/beta/rules.ts', '#capabilities/alpha/contract.ts'],
    ['src/capabilities/beta/rules.ts', '#platform/http.ts'],
  ],
  'rules-no-io': [
    ['src/capabilities/beta/rules.ts', 'node:fs'],
    ['src/capabilities/beta/contract.ts', 'node:http'],
  ],
  store: [
    ['src/capabilities/beta/store.ts', '#platform/http.ts'],
    ['src/capabilities/beta/store.ts', '#capabilities/alpha/contract.ts'],
    ['src/capabilities/beta/store.ts', './index.ts'],
  ],
  capability: [
    ['src/capabilities/beta/actions.ts', '#capabilities/alpha/store.ts'],
    ['src/capabilities/beta/reactions.ts', '#capabilities/alpha/actions.ts'],
    ['src/capabilities/beta/routes.ts', '#capabilities/alpha/web/page.tsx'],
    ['src/capabilities/beta/index.ts', '#ui/button.tsx'],
    ['src/capabilities/beta/kinds/kind.ts', '#apps/server/main.ts'],
  ],
  web: [
    ['src/capabilities/beta/web/new.tsx', '../store.ts'],
    ['src/capabilities/beta/web/new.tsx', '#platform/http.ts'],
    ['src/capabilities/beta/web/new.tsx', '#capabilities/alpha/rules.ts'],
    ['src/capabilities/beta/web/new.tsx', '#capabilities/alpha/web/page.tsx'],
  ],
  apps: [
    ['src/apps/cli/new.ts', '#capabilities/alpha/store.ts'],
    ['src/apps/server/new.ts', '#capabilities/alpha/actions.ts'],
  ],
  'apps-web': [['src/apps/web/new.tsx', '#capabilities/alpha/actions.ts']],
  'apps-sensor': [
    ['src/apps/sensor/new.ts', '#platform/http.ts'],
    ['src/apps/sensor/new.ts', '#capabilities/alpha/contract.ts'],
  ],
  'packages-of-platform': [
    ['src/capabilities/beta/actions.ts', 'pg'],
    ['src/formats/csv/new.ts', 'pino'],
    ['src/ui/new.ts', 'fastify'],
    ['src/capabilities/beta/actions.ts', 'imapflow'],
  ],
  'openpgp-in-one-file': [['src/platform/mail/new.ts', 'openpgp']],
  'browser-no-server': [
    ['src/ui/new.ts', 'node:fs'],
    ['src/capabilities/beta/web/new.tsx', 'node:path'],
  ],
  'src-stands-alone': [
    ['src/apps/cli/new.ts', '../../../tools/print.ts'],
    ['src/capabilities/beta/actions.ts', '#capabilities/alpha/actions.test.ts'],
  ],
  'no-circles': [['src/domain/id.ts', './later.ts']],
  'one-way': [
    ['src/capabilities/beta/actions.ts', '#capabilities/alpha/contract.ts'],
    ['src/capabilities/beta/contract.ts', '#capabilities/alpha/contract.ts'],
  ],
  'sql-in-store': [
    ['src/capabilities/beta/actions.ts', '#platform/db/db.ts'],
    ['src/capabilities/beta/routes.ts', 'sql-template-tag'],
  ],
  'tsx-in-browser': [['src/capabilities/beta/mail.tsx', '#domain/id.ts']],
}

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'varde-rooms-'))
  const { imports, dependencies, devDependencies } = JSON.parse(readFileSync('package.json', 'utf8'))
  write({ 'package.json': JSON.stringify({ type: 'module', imports, dependencies, devDependencies }), ...clean })
})
afterEach(() => rmSync(root, { recursive: true }))

function write(tree: Tree): void {
  for (const [file, text] of Object.entries(tree)) {
    mkdirSync(join(root, dirname(file)), { recursive: true })
    writeFileSync(join(root, file), text)
  }
}

describe('the import rules', () => {
  it('let a house pass in which every room imports what it may', async () => {
    expect(await findViolations(root)).toEqual([])
  })

  it('are all planted against below', () => {
    expect(Object.keys(planted).sort()).toEqual([...forbidden.map((rule) => rule.name), ...roomRules, ...textRules].sort())
  })

  for (const [rule, imports] of Object.entries(planted))
    for (const [from, to] of imports)
      it(`${rule}: names ${from} when it imports ${to}`, async () => {
        write({ [from]: `${clean[from] ?? ''}\nimport { sql } from '${to}'\nexport const planted = sql` })
        expect(await findViolations(root)).toContainEqual(expect.objectContaining({ rule, from }))
      })

  it('one-way: names every import of a ring of three rooms, and none that only leads into it', async () => {
    write({
      'src/capabilities/beta/reactions.ts': "import { gamma } from '#capabilities/gamma/contract.ts'\nexport const heard = gamma",
      'src/capabilities/gamma/contract.ts': 'export const gamma = 1',
      'src/capabilities/gamma/actions.ts': "import { alpha } from '#capabilities/alpha/contract.ts'\nexport const act = alpha",
      'src/capabilities/delta/actions.ts': "import { gamma } from '#capabilities/gamma/contract.ts'\nexport const act = gamma",
    })
    expect([...new Set((await findViolations(root)).map(({ rule, from }) => `${rule} ${from}`))].sort()).toEqual([
      'one-way src/capabilities/alpha/actions.ts',
      'one-way src/capabilities/alpha/contract.ts',
      'one-way src/capabilities/beta/reactions.ts',
      'one-way src/capabilities/gamma/actions.ts',
    ])
  })
})
