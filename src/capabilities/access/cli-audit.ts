import { readFileSync } from 'node:fs'
import type { Command } from 'commander'
import { z } from 'zod'
import { CliError, print, table, withDb } from '#platform/cli.ts'
import { auditHead, searchAudit, verifyAudit } from './commands.ts'
import type { Verification } from './contract.ts'

const Head = z.object({ position: z.number(), hash: z.string(), at: z.string(), key: z.string(), signature: z.string() })

/** What the command line can do with the audit trail. */
export function auditCommands(audit: Command): void {
  audit
    .command('verify')
    .description('verify every entry and every signed day; exit code 1 when something was changed, put in or taken out')
    .option('--head <file>', 'also against a head that was kept elsewhere (varde audit head --json)')
    .option('--json', 'one JSON object')
    .action((options: { head?: string; json?: boolean }) =>
      withDb(async ({ db, config }) => {
        const found = await verifyAudit(db, config, options.head === undefined ? undefined : readHead(options.head))
        print(options.json, found, () => [...said(found), ...headSaid(found.head)].join('\n'))
        if (!found.whole) process.exitCode = 1
      }),
    )
  audit
    .command('head')
    .description('the head of the trail now, signed: keep it elsewhere, and verify against it later')
    .option('--json', 'one JSON object')
    .action((options: { json?: boolean }) =>
      withDb(async ({ db, config, clock }) => {
        const head = await auditHead(db, config, clock.now())
        print(
          options.json,
          head,
          () => `entry ${head.position}, ${head.hash}\nsigned ${head.at} by ${head.key}\n${head.signature}`,
        )
      }),
    )
  audit
    .command('list')
    .description('the trail, newest first')
    .option('--organisation <id>')
    .option('--object <id>', 'what it is about')
    .option('--who <id>', 'the account, or the part of the program')
    .option('--action <beginning>', 'for instance finding.')
    .option('--from <day>', 'in Norway, for instance 2026-11-21')
    .option('--to <day>', 'this day counts')
    .option('--limit <n>', 'at most so many', '50')
    .option('--json', 'one JSON object')
    .action(({ json, ...asked }: { json?: boolean } & Record<string, string>) =>
      withDb(async ({ db }) => {
        const page = await searchAudit(db, asked as Parameters<typeof searchAudit>[1]).catch((cause: unknown) => {
          throw cause instanceof z.ZodError ? new CliError(z.prettifyError(cause)) : cause
        })
        print(json, page, () =>
          table(
            page.rows.map(({ position, at, who, words, thing, why }) => ({
              position,
              at,
              who: who.name,
              what: words,
              about: thing.words,
              why: why ?? '',
            })),
          ),
        )
      }),
    )
}

function readHead(file: string): z.infer<typeof Head> {
  try {
    return Head.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    throw new CliError(`${file} holds no head of a trail; make one with: varde audit head --json`)
  }
}

const said = ({
  whole,
  entries,
  signedDays,
  unsigned,
  faults,
  days,
  kept,
}: Omit<Verification, 'whole'> & { whole: boolean }): string[] => [
  `${entries} entries, ${signedDays} signed days, ${unsigned} entries since`,
  ...faults.map(
    ({ what, position, count, at, who, action, object }) =>
      `${what}: entry ${position}${count === undefined || count === 1 ? '' : ` and ${count - 1} after it`}${
        action === undefined ? '' : ` (${at} ${who} ${action} ${object})`
      }`,
  ),
  ...days.map(({ what, day, first, last }) => `${what}: the day ${day}, entries ${first} to ${last}`),
  ...(kept === 'none' || kept === 'holds' ? [] : [`the head that is kept in the data folder: ${kept}`]),
  ...(whole ? ['the trail is whole'] : []),
]

const headSaid = (head: string | undefined): string[] =>
  head === undefined
    ? []
    : [
        {
          holds: 'the trail holds what the head says',
          forged: 'the head was not signed by this house',
          rewritten: 'the trail no longer holds the entry that the head says',
        }[head] ?? head,
      ]
