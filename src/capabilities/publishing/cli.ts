import type { Command } from 'commander'
import { siteOf } from '#capabilities/profile/index.ts'
import { startValidator } from '#formats/csaf/validate.ts'
import { CliError, print, withDb } from '#platform/cli.ts'
import { createSecretBox } from '#platform/secret-box.ts'
import { checkServed } from './check.ts'
import { csafFolder } from './contract.ts'
import { makeDue, makeScope, prepareAll } from './make.ts'
import { providerNow } from './provider.ts'
import { tallyDocuments } from './store-documents.ts'

interface Options {
  check?: boolean
  json?: boolean
}

const publish = ({ check, json }: Options): Promise<void> =>
  withDb(async ({ db, clock, config }) => {
    const provider = await providerNow(db, config, clock.now())
    if (!provider) throw new CliError('the team has no key that can sign: give its sender one, then publish again')
    await prepareAll(db, clock.now())
    const validator = startValidator()
    const making = await makeDue({ db, clock, box: createSecretBox(config), validator, site: siteOf(config) }).finally(() =>
      validator.close(),
    )
    const metadata = `${siteOf(config)}${csafFolder}provider-metadata.json`
    const { byState } = await db.read(makeScope, (tx) => tallyDocuments(tx, makeScope, null))
    const checked = check ? await checkServed(db, metadata, clock.now()) : undefined
    print(json, { metadata, ...making, byState, ...(checked && { checked }) }, () => [
      `${making.made} made, ${making.signed} signed anew, ${making.failed.length} failed; ${byState.ready} are served, ${byState.kept} kept back`,
      ...making.failed.flatMap(({ id, failures }) =>
        failures.map(({ test, pointer, message }) => `${id}: ${test} ${pointer || '/'}: ${message}`),
      ),
      ...(checked
        ? [
            `${checked.read} of ${checked.open} open documents read back from ${metadata}`,
            ...checked.missing.map((id) => `${id}: not found there`),
            ...checked.problems.map(({ where, said }) => `${where}: ${said}`),
          ]
        : []),
    ])
    if (making.failed.length > 0 || (checked && checked.missing.length + checked.problems.length > 0)) process.exitCode = 1
  })

/** What the command line does with what is published; it stands beside what else there is of CSAF. */
export function commands(program: Command): void {
  const csaf = program.commands.find((one) => one.name() === 'csaf') ?? program.command('csaf').description('CSAF documents')
  csaf
    .command('publish')
    .description('makes, tests and signs every document that is to be served and is not')
    .option('--check', 'reads everything back over HTTP as a stranger would, with hashes and signatures')
    .option('--json', 'one JSON object')
    .action(publish)
}
