import { existsSync, readFileSync } from 'node:fs'
import type { Command } from 'commander'
import { importCsaf } from '#capabilities/advisories/index.ts'
import type { SourceChecked } from '#domain/checked.ts'
import { startValidator } from '#formats/csaf/validate.ts'
import { CliError, commandLine, print, withDb } from '#platform/cli.ts'
import { type Beside, checkBeside } from './by-hand.ts'
import { partnerErrors } from './errors.ts'

interface ImportOptions {
  json?: boolean
  despite: string
  key?: string
}

const there = (file: string): string => {
  if (!existsSync(file)) throw new CliError(`${file} does not exist`)
  return file
}

/** What lies beside a file under its own name; what is piped in has no neighbours. */
function besideOf(file: string, key: string | undefined): Beside {
  const neighbour = (ending: string) =>
    file !== '-' && existsSync(`${file}.${ending}`) ? readFileSync(`${file}.${ending}`, 'utf8') : ''
  return {
    hashes: ['sha512', 'sha256'].map(neighbour),
    signature: neighbour('asc'),
    pgpKey: key === undefined ? '' : readFileSync(there(key), 'utf8'),
  }
}

function checkedInWords({ hash, signedBy, keyOf }: SourceChecked): string {
  const ofKey = keyOf ? `accepted for ${keyOf}` : 'not known from before: compare it with the publisher'
  const signed = signedBy ? `signature good, key ${signedBy}, ${ofKey}` : 'signature not checked'
  return `${hash ? `${hash} fits` : 'hash not checked'}; ${signed}`
}

const saidOf = (reason: string, detail = ''): string => {
  const text = partnerErrors[reason]
  return text ? [text.message.en, detail, text.next.en].filter(Boolean).join(' ') : [reason, detail].filter(Boolean).join(': ')
}

const read = (file: string, options: ImportOptions): Promise<void> =>
  withDb(async ({ db, clock }) => {
    const bytes = readFileSync(file === '-' ? 0 : there(file))
    const checked = await checkBeside(db, commandLine, bytes, besideOf(file, options.key), clock.now())
    if (!checked.ok) throw new CliError(saidOf(checked.reason, checked.detail))
    const validator = startValidator()
    const given = { bytes, despite: options.despite, checked: checked.value }
    const taken = await importCsaf(db, commandLine, validator, given, clock.now()).finally(() => validator.close())
    if (!taken.ok) throw new CliError(saidOf(taken.reason, taken.detail))
    const { id, title, failures, unread } = taken.value
    print(options.json, taken.value, () => [
      checkedInWords(checked.value),
      ...failures.map(({ test, group, pointer, message }) => `${test} (${group}) ${pointer || '/'}: ${message}`),
      ...unread.map((pointer) => `${pointer}: not understood`),
      id ? `${title}: a draft, ${id}` : 'not taken: it fails mandatory tests. Say with --despite why it is taken all the same',
    ])
    if (!id) process.exitCode = 1
  })

/** `varde advisory import`: the word is that of warnings, who are below; keys that documents are signed with are known here. */
export function importCommand(program: Command): void {
  const advisory = program.commands.find((command) => command.name() === 'advisory') ?? program.command('advisory')
  advisory
    .command('import')
    .description(
      'read a CSAF file as a draft; FILE.sha512, FILE.sha256 and FILE.asc beside it are checked first. Ends with 1 when it fails mandatory tests and is not taken',
    )
    .argument('<file>', 'a file, or - for what is piped in')
    .option('--key <file>', 'the public key of the signature, where no partner has it')
    .option('--despite <words>', 'why it is taken although it fails', '')
    .option('--json', 'one JSON object')
    .action(read)
}
