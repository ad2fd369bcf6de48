import { Link, useNavigate } from '@tanstack/react-router'
import { type MouseEvent, type ReactNode, useRef } from 'react'
import type { Count } from '#domain/endpoint.ts'
import type { ApiFault } from '#ui/api.ts'
import { useText } from '#ui/text/text.ts'
import { placeOf } from './address.ts'
import { Button } from './Button.tsx'
import { useCountWords } from './CountText.tsx'
import { useShortcut } from './keys.ts'
import { FaultNotice } from './Notice.tsx'
import { kitTexts } from './texts.ts'

export interface Column<Row> {
  key: string
  title: string
  cell: (row: Row) => ReactNode
  /** The header can be pressed to sort by this column. */
  sortable?: boolean
  /** Numbers stand to the right; `tight` columns take no more room than their content. */
  align?: 'end'
  tight?: boolean
}

export interface Sort {
  by: string
  direction: 'ascending' | 'descending'
}

/** What is chosen: some rows by their keys, or everything that the filter finds. */
export type Selection = { kind: 'some'; keys: ReadonlySet<string> } | { kind: 'all' }
export const nothing: Selection = { kind: 'some', keys: new Set() }

export interface TableProps<Row> {
  /** What the table is, for whoever cannot see it. */
  caption: string
  columns: readonly Column<Row>[]
  /** `undefined` while the first answer is awaited. */
  rows: readonly Row[] | undefined
  rowKey: (row: Row) => string
  /** What the row is called where it stands alone (*Select …*). */
  rowName: (row: Row) => string
  /** Where a row leads; the first column becomes the link. */
  rowLink?: (row: Row) => string
  /** Rows that deserve ember: critical and unanswered. */
  isLit?: (row: Row) => boolean
  sort?: Sort
  onSort?: (sort: Sort) => void
  selection?: Selection
  onSelect?: (selection: Selection) => void
  /** How many the filter finds, for *select all N*. */
  total?: number | Count
  /** What stands below the link of a row, in the first column. */
  rowNote?: (row: Row) => ReactNode
  /** What can be done with what is chosen. */
  bulk?: ReactNode
  /** Shown instead of rows when there are none: `<Empty …>`. */
  empty: ReactNode
  fault?: ApiFault | null
  onRetry?: () => void
  /** New rows are on their way; the old ones stay. */
  busy?: boolean
}

/** A list of things: sorted by its headers, chosen by boxes, moved in by `j` and `k`; cards on a telephone. */
export function DataTable<Row>(props: TableProps<Row>) {
  const { rows, fault, onRetry, empty, selection, caption, busy } = props
  if (fault && !rows) return <FaultNotice fault={fault} {...(onRetry && { onRetry })} />
  if (rows?.length === 0) return empty
  return (
    <div className="table-frame" aria-busy={!rows || busy}>
      {fault && <FaultNotice fault={fault} {...(onRetry && { onRetry })} />}
      <table className="ds-table table">
        <caption className="ds-sr-only">{caption}</caption>
        <Head {...props} />
        {rows ? <Rows {...props} rows={rows} /> : <Waiting columns={props.columns.length + (selection ? 1 : 0)} />}
      </table>
      {selection && rows && <SelectionBar {...props} selection={selection} rows={rows} />}
    </div>
  )
}

function Head<Row>({ columns, sort, onSort, rows, rowKey, selection, onSelect }: TableProps<Row>) {
  const t = useText(kitTexts)
  return (
    <thead>
      <tr>
        {selection && (
          <th className="table-box">
            <label className="table-all">
              <input
                type="checkbox"
                className="ds-input"
                disabled={!rows}
                checked={Boolean(rows) && rows!.every((row) => isChosen(selection, rowKey(row)))}
                ref={(box) => {
                  if (box)
                    box.indeterminate =
                      selection.kind === 'some' &&
                      selection.keys.size > 0 &&
                      !rows?.every((row) => isChosen(selection, rowKey(row)))
                }}
                onChange={({ target }) =>
                  onSelect?.(target.checked ? { kind: 'some', keys: new Set(rows?.map(rowKey)) } : nothing)
                }
              />
              <span>{t('table.selectPage')}</span>
            </label>
          </th>
        )}
        {columns.map((column) => (
          <th
            key={column.key}
            data-align={column.align}
            data-tight={column.tight}
            aria-sort={column.sortable ? (sort?.by === column.key ? sort.direction : 'none') : undefined}
          >
            {column.sortable ? (
              <button
                type="button"
                title={t('table.sort', { column: column.title })}
                onClick={() => onSort?.(turned(sort, column.key))}
              >
                {column.title}
              </button>
            ) : (
              column.title
            )}
          </th>
        ))}
      </tr>
    </thead>
  )
}

/** The order after a header was pressed: first downwards, for what is worst or newest is wanted first. */
export const turned = (sort: Sort | undefined, by: string): Sort => ({
  by,
  direction: sort?.by === by && sort.direction === 'descending' ? 'ascending' : 'descending',
})

/** The order as it stands in the address: `-due` is descending by `due`. */
export const sortText = ({ by, direction }: Sort): string => (direction === 'descending' ? `-${by}` : by)

/** Reads the order from the address. */
export const readSort = (text: string | undefined): Sort | undefined =>
  text ? { by: text.replace(/^-/, ''), direction: text.startsWith('-') ? 'descending' : 'ascending' } : undefined

/** Whether a row is among what is chosen. */
export const isChosen = (selection: Selection, key: string): boolean => selection.kind === 'all' || selection.keys.has(key)

/** What is chosen after the box of one row was pressed. */
export function toggled(selection: Selection, key: string, shown: readonly string[]): Selection {
  const keys = new Set(selection.kind === 'all' ? shown : selection.keys)
  if (!keys.delete(key)) keys.add(key)
  return { kind: 'some', keys }
}

function Rows<Row>({
  rows,
  columns,
  rowKey,
  rowName,
  rowLink,
  rowNote,
  isLit,
  selection,
  onSelect,
}: TableProps<Row> & { rows: readonly Row[] }) {
  const t = useText(kitTexts)
  const navigate = useNavigate()
  const body = useRef<HTMLTableSectionElement>(null)
  const keys = rows.map(rowKey)
  const toggle = (key: string) => selection && onSelect?.(toggled(selection, key, keys))

  const lines = () => [...(body.current?.rows ?? [])]
  const here = () => lines().findIndex((line) => line.contains(document.activeElement))
  const focusLine = (index: number) => (lines()[index]?.querySelector('a') ?? lines()[index]?.querySelector('input'))?.focus()
  useShortcut('j', t('help.move'), () => focusLine(Math.min(here() + 1, rows.length - 1)))
  useShortcut('k', t('help.move'), () => focusLine(Math.max(here() - 1, 0)))
  useShortcut('x', t('help.select'), () => here() >= 0 && toggle(keys[here()]!), Boolean(selection))

  const follow = (event: MouseEvent<HTMLElement>, to: string) => {
    // Links and boxes act for themselves; text that is being marked for copying is not a click.
    if ((event.target as HTMLElement).closest('a, button, input, label, summary') || String(getSelection())) return
    if (event.ctrlKey || event.metaKey) window.open(to, '_blank', 'noopener')
    else void navigate(placeOf(to))
  }
  return (
    <tbody ref={body}>
      {rows.map((row) => {
        const [key, to] = [rowKey(row), rowLink?.(row)]
        return (
          <tr
            key={key}
            data-lit={isLit?.(row) || undefined}
            data-link={Boolean(to) || undefined}
            onClick={to ? (event) => follow(event, to) : undefined}
          >
            {selection && (
              <td className="table-box">
                <input
                  type="checkbox"
                  className="ds-input"
                  aria-label={t('table.select', { name: rowName(row) })}
                  checked={isChosen(selection, key)}
                  onChange={() => toggle(key)}
                />
              </td>
            )}
            {columns.map((column, index) => (
              <td key={column.key} data-title={column.title} data-align={column.align} data-tight={column.tight}>
                {index === 0 && to ? (
                  <Link {...placeOf(to)} className="table-link">
                    {column.cell(row)}
                  </Link>
                ) : (
                  column.cell(row)
                )}
                {index === 0 && rowNote && <div className="table-note">{rowNote(row)}</div>}
              </td>
            ))}
          </tr>
        )
      })}
    </tbody>
  )
}

function SelectionBar<Row>({
  selection,
  onSelect,
  rows,
  rowKey,
  total,
  bulk,
}: TableProps<Row> & { selection: Selection; rows: readonly Row[] }) {
  const t = useText(kitTexts)
  const words = useCountWords()
  if (selection.kind === 'some' && selection.keys.size === 0) return null
  const mayTakeAll = selection.kind === 'some' && total !== undefined && rows.every((row) => selection.keys.has(rowKey(row)))
  const goesOn =
    total !== undefined && (typeof total === 'number' ? total : total.more ? Number.POSITIVE_INFINITY : total.value) > rows.length
  return (
    <div className="table-chosen">
      <p role="status">
        {selection.kind === 'all'
          ? t('table.chosenAll', { total: total === undefined ? '' : words(total) })
          : t('table.chosen', { count: selection.keys.size })}
      </p>
      {mayTakeAll && goesOn && (
        <Button look="tertiary" onClick={() => onSelect?.({ kind: 'all' })}>
          {t('table.chooseAll', { total: words(total) })}
        </Button>
      )}
      <Button look="tertiary" onClick={() => onSelect?.(nothing)}>
        {t('table.chooseNone')}
      </Button>
      <div className="actions">{bulk}</div>
    </div>
  )
}

function Waiting({ columns }: { columns: number }) {
  const t = useText(kitTexts)
  return (
    <tbody className="waiting">
      {Array.from({ length: 8 }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: these rows are all alike
        <tr key={row}>
          {Array.from({ length: columns }, (_, column) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: these cells are all alike
            <td key={column}>
              {row + column === 0 && (
                <span role="status" className="ds-sr-only">
                  {t('table.loading')}
                </span>
              )}
              <span className="bone" style={{ width: `${45 + ((row * 31 + column * 17) % 45)}%` }} />
            </td>
          ))}
        </tr>
      ))}
    </tbody>
  )
}
