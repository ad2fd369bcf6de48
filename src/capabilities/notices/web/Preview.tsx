import { DownloadIcon } from '@navikt/aksel-icons'
import { Definition } from '#ui/kit/Definition.tsx'
import { MailFrame, MailText } from '#ui/kit/MailFrame.tsx'
import { Tabs } from '#ui/kit/Tabs.tsx'
import { useText } from '#ui/text/text.ts'
import { noticesTexts } from './texts.ts'

export interface Sent {
  subject: string
  text: string
  html: string
  csv: string | null
}

/** Where each copy has its own answer link, which belongs to its recipient alone. */
const answerPlace = '{{answer}}'

/** A notice exactly as it is sent: as mail, as text, and what is attached. */
export function Preview({ sent, fileName }: { sent: Sent; fileName: string }) {
  const t = useText(noticesTexts)
  const shown = (text: string) => text.replaceAll(answerPlace, t('preview.link'))
  return (
    <div className="preview">
      <Definition items={[[t('preview.subject'), <b key="subject">{sent.subject}</b>]]} />
      <Tabs
        label={t('preview.tabs')}
        tabs={[
          { key: 'mail', title: t('preview.mail'), panel: () => <MailFrame title={sent.subject} html={shown(sent.html)} /> },
          { key: 'text', title: t('preview.text'), panel: () => <MailText text={shown(sent.text)} /> },
          ...(sent.csv === null
            ? []
            : [{ key: 'csv', title: t('preview.csv'), panel: () => <Attached csv={sent.csv!} fileName={fileName} /> }]),
        ]}
      />
    </div>
  )
}

const shownRows = 50

function Attached({ csv, fileName }: { csv: string; fileName: string }) {
  const t = useText(noticesTexts)
  const rows = csv.trimEnd().split('\n')
  return (
    <div className="section">
      <div className="actions">
        <a
          className="ds-button"
          data-variant="secondary"
          href={`data:text/csv;charset=utf-8,${encodeURIComponent(csv)}`}
          download={`${fileName}.csv`}
        >
          <DownloadIcon aria-hidden="true" />
          {t('preview.csv.save')}
        </a>
      </div>
      <MailText text={rows.slice(0, shownRows + 1).join('\n')} />
      {rows.length > shownRows + 1 && <p>{t('preview.csv.rest', { count: rows.length - shownRows - 1 })}</p>}
    </div>
  )
}
