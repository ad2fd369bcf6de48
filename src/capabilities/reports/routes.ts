import { isDemo } from '#capabilities/demo/index.ts'
import { readStory } from '#capabilities/findings/index.ts'
import { findingsOf, readNotice } from '#capabilities/notices/index.ts'
import type { Locale } from '#domain/locale.ts'
import { no, ok, type Result } from '#domain/result.ts'
import type { Tx } from '#platform/db/db.ts'
import type { Printed } from '#platform/documents/document.ts'
import { createPrinter } from '#platform/documents/printer.ts'
import { type App, type Context, type FileAnswer, serve } from '#platform/http/app.ts'
import { reportsApi } from './contract.ts'
import type { Reader } from './frame.ts'
import { noticeDocument, noticeName } from './notice.ts'
import { organisationDocument, organisationName, readReport } from './organisation.ts'
import { storyDocument, storyName } from './story.ts'

/** Findings of a notice that are printed; the rest is in the list of findings. */
const mostTold = 500

type Asked = { id: string; locale?: Locale | undefined }
/** A document, and what it is called among others: parts of its name. */
type Made = Promise<Result<{ document: Printed; name: readonly string[] }, string>>

export function routes(app: App): void {
  const printer = createPrinter()

  /** Reads in one transaction, which is over before the document is set in type. */
  async function print(
    { locale }: Asked,
    { scope, now, locale: usual }: Context,
    make: (tx: Tx, reader: Reader) => Made,
  ): Promise<Result<FileAnswer, string>> {
    const reader = { scope, now, locale: locale ?? usual, demo: await isDemo(app.db) }
    const made = await app.db.in(scope, (tx) => make(tx, reader))
    if (!made.ok) return made
    const printed = await printer.print(made.value.document)
    const fileName = `${made.value.name.join(' – ')}.pdf`
    return printed.ok
      ? ok({ fileName, contentType: 'application/pdf', body: inOne(printed.value), owners: 'noted' as const })
      : printed
  }

  serve(app, reportsApi.finding, (asked, context) =>
    print(asked, context, async (tx, reader) => {
      const told = await readStory(tx, reader.scope, asked.id, reader.locale, reader.now)
      return told.ok ? ok({ document: storyDocument(told.value, reader), name: storyName(told.value, reader) }) : told
    }),
  )
  serve(app, reportsApi.notice, (asked, context) =>
    print(asked, context, async (tx, reader) => {
      const sent = await readNotice(tx, asked.id, reader.locale, reader.now)
      if (!sent.ok) return sent
      const told = await findingsOf(tx, asked.id, { limit: mostTold }, reader.locale)
      if (!told.ok) return told
      const document = noticeDocument(sent.value, { rows: told.value.rows, more: told.value.next !== undefined }, reader)
      return ok({ document, name: noticeName(sent.value, reader) })
    }),
  )
  serve(app, reportsApi.organisation, (asked, context) =>
    print(asked, context, async (tx, reader) => {
      const facts = await readReport(tx, reader, asked.id, asked.days)
      return facts
        ? ok({ document: organisationDocument(facts, reader), name: organisationName(facts, reader) })
        : no('not-found')
    }),
  )
}

async function* inOne(bytes: Uint8Array) {
  yield bytes
}
