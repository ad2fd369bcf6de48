import { readFile } from 'node:fs/promises'
import type { Command } from 'commander'
import { inFours } from '#domain/fingerprint.ts'
import { type Locale, locales } from '#domain/locale.ts'
import { CliError, commandLine, print, withDb } from '#platform/cli.ts'
import { systemClock } from '#platform/clock.ts'
import { readConfig } from '#platform/config.ts'
import { allowList } from '#platform/door.ts'
import { type KeyCard, readKeyBlock } from '#platform/pgp.ts'
import { createSecretBox } from '#platform/secret-box.ts'
import { lookUpKey } from '#platform/wkd.ts'
import { openProfile, profileFile, securityTxtNow, signText } from './profile.ts'

/** What the command line can do with keys and the profile. */
export function commands(program: Command): void {
  const profile = program.command('profile').description('what the team says of itself')
  profile
    .command('show')
    .description('the profile that is published (RFC 2350)')
    .option('--lang <language>', 'nb, nn or en', 'nb')
    .option('--json', 'one JSON object')
    .action(({ lang, json }: { lang: string; json?: boolean }) =>
      withDb(async ({ db, clock }) => {
        const locale = localeOf(lang)
        const text = await profileFile(db, locale, 'signed')
        if (!text.ok) throw new CliError('no profile has been published')
        const shown = await openProfile(db, locale, clock.now())
        print(json, shown.value, () => text.value)
      }),
    )
  profile
    .command('sign')
    .description('signs a text with the key of the team, in clear')
    .argument('<file>')
    .option('--json', 'one JSON object')
    .action((file: string, { json }: { json?: boolean }) =>
      withDb(async ({ db, clock, config }) => {
        const signed = await signText(db, commandLine, createSecretBox(config), await textIn(file), clock.now())
        if (!signed.ok) throw new CliError('the team has no key that can sign')
        print(json, { file, ...signed.value }, () => signed.value.text)
      }),
    )
  profile
    .command('security-txt')
    .description('the file of RFC 9116 as it is served')
    .option('--json', 'one JSON object')
    .action(({ json }: { json?: boolean }) =>
      withDb(async ({ db, clock }) => {
        const text = await securityTxtNow(db, clock.now())
        if (text === undefined) throw new CliError('there is no security.txt: no profile has been published')
        print(json, { text }, () => text)
      }),
    )
  const pgp = program.command('pgp').description('OpenPGP keys')
  pgp
    .command('facts')
    .description('what a public key says of itself')
    .argument('<file>', 'armoured')
    .option('--json', 'one JSON object')
    .action(async (file: string, { json }: { json?: boolean }) => {
      const card = await readKeyBlock(await textIn(file), systemClock.now())
      if (!card.ok) throw new CliError(`${file}: ${sayings[card.reason]}`)
      print(json, card.value, () => linesOf(card.value))
    })
  pgp
    .command('wkd')
    .description('looks an address up in the Web Key Directory of its domain')
    .argument('<address>')
    .option('--json', 'one JSON object')
    .action(async (address: string, { json }: { json?: boolean }) => {
      const { VARDE_OUTBOUND_ALLOW } = readConfig(process.env)
      const found = await lookUpKey(address, { allow: allowList(VARDE_OUTBOUND_ALLOW) }, systemClock.now())
      if (!found.ok) throw new CliError(`${address}: ${sayings[found.reason]}`)
      print(json, found.value, () => [`${found.value.method}: ${found.value.url}`, ...linesOf(found.value.card)])
    })
}

const sayings = {
  'not-a-key': 'no public key that can be read',
  'private-key': 'a private key; hand in the public half',
  'several-keys': 'several keys; one at a time',
  'not-an-address': 'no mail address',
  'no-directory': 'the domain has no Web Key Directory that answers',
  'no-key': 'the directory has no key for this address',
  'other-address': 'the key that lies there does not name this address',
} as const

function localeOf(text: string): Locale {
  const locale = locales.find((one) => one === text)
  if (!locale) throw new CliError(`--lang takes nb, nn or en, not ${text}`)
  return locale
}

const textIn = (file: string): Promise<string> =>
  readFile(file, 'utf8').catch((error: Error) => {
    throw new CliError(`${file} cannot be read: ${error.message}`)
  })

const linesOf = ({ fingerprint, userIds, algorithms, createdAt, expiresAt, problem }: KeyCard): string[] => [
  ...userIds,
  `fingerprint  ${inFours(fingerprint)}`,
  `algorithms   ${algorithms}`,
  `made         ${createdAt}`,
  `expires      ${expiresAt ?? 'never'}`,
  `encrypts     ${problem === null ? 'yes' : `no: ${problem}`}`,
]
