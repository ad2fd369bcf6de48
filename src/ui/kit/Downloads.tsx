import { DownloadIcon, PrinterSmallIcon } from '@navikt/aksel-icons'
import { type ReactNode, useState } from 'react'
import type { z } from 'zod'
import type { Endpoint } from '#domain/endpoint.ts'
import { type Locale, locales } from '#domain/locale.ts'
import { type ApiFault, fetchFile, fileAddress } from '#ui/api.ts'
import { useText } from '#ui/text/text.ts'
import { Dialog } from './Dialog.tsx'
import { Menu, MenuButton, MenuFile } from './Menu.tsx'
import { FaultNotice } from './Notice.tsx'
import { tell } from './Toast.tsx'
import { kitTexts } from './texts.ts'

/** A list as a file: a workbook, CSV as Excel opens it, or plain CSV. */
export function TableDownloads<Csv extends Endpoint, Xlsx extends Endpoint>({
  csv,
  xlsx,
  input,
}: {
  csv: Csv
  xlsx: Xlsx
  input: z.input<Csv['input']> & z.input<Xlsx['input']>
}) {
  const t = useText(kitTexts)
  return (
    <Menu label={t('download.open')} icon={<DownloadIcon aria-hidden="true" />}>
      <MenuFile href={fileAddress(xlsx, input)}>{t('download.xlsx')}</MenuFile>
      <MenuFile href={fileAddress(csv, { ...input, for: 'excel' })}>{t('download.excel')}</MenuFile>
      <MenuFile href={fileAddress(csv, input)}>{t('download.csv')}</MenuFile>
    </Menu>
  )
}

/** A page on paper: as it stands, or as a document in one of the three languages. */
export function PrintMenu<E extends Endpoint>({ pdf, input }: { pdf: E; input: z.input<E['input']> }) {
  const t = useText(kitTexts)
  return (
    <DocumentMenu label={t('print.open')} pdf={pdf}>
      {(fetch) => (
        <>
          <MenuButton onClick={() => window.print()}>{t('print.page')}</MenuButton>
          {locales.map((locale: Locale) => (
            <MenuButton key={locale} onClick={() => fetch({ ...input, locale })}>
              {t(`print.${locale}`)}
            </MenuButton>
          ))}
        </>
      )}
    </DocumentMenu>
  )
}

/** A menu of documents that are made while one waits: it says so, and when it did not work, what to do. */
export function DocumentMenu<E extends Endpoint>({
  label,
  pdf,
  children,
}: {
  label: string
  pdf: E
  children: (fetch: (input: z.input<E['input']>) => void) => ReactNode
}) {
  const t = useText(kitTexts)
  const [asked, setAsked] = useState<z.input<E['input']>>()
  const [fault, setFault] = useState<ApiFault>()
  const fetch = async (input: z.input<E['input']>) => {
    setAsked(input)
    setFault(undefined)
    try {
      const file = await fetchFile(pdf, input)
      save(file)
      setAsked(undefined)
      tell(t('print.made', { name: file.name }))
    } catch (caught) {
      setFault(caught as ApiFault)
    }
  }
  const isMaking = asked !== undefined && !fault
  return (
    <>
      <Menu label={isMaking ? t('print.making') : label} icon={<PrinterSmallIcon aria-hidden="true" />} busy={isMaking}>
        {children((input) => void (isMaking || fetch(input)))}
      </Menu>
      {fault && (
        <Dialog title={t('print.failed')} onClose={() => setFault(undefined)}>
          <FaultNotice fault={fault} onRetry={() => void (asked && fetch(asked))} />
        </Dialog>
      )}
    </>
  )
}

function save(file: File): void {
  const href = URL.createObjectURL(file)
  Object.assign(document.createElement('a'), { href, download: file.name }).click()
  setTimeout(() => URL.revokeObjectURL(href), 60_000)
}
