import type { Audit } from '../support/audit.ts'

type Row = Readonly<Record<string, string | number>>

/** Rows of the same columns as a Markdown table, padded as Biome wants it. */
export function table(rows: readonly Row[]): string {
  const columns = Object.keys(rows[0] ?? {})
  const texts = [columns, ...rows.map((row) => columns.map((column) => String(row[column] ?? '')))]
  const widths = columns.map((_, at) => Math.max(3, ...texts.map((row) => row[at]?.length ?? 0)))
  const line = (row: readonly string[], fill = ' ') =>
    `| ${widths.map((width, at) => (row[at] ?? '').padEnd(width, fill)).join(' | ')} |`
  const [head = [], ...body] = texts
  return [line(head), line([], '-'), ...body.map((row) => line(row))].join('\n')
}

/** Nothing lost, nothing twice, every certificate right and with its key. */
export const isClean = ({ lost, duplicates, withoutKey, unverified }: Audit): boolean =>
  lost + duplicates + withoutKey + unverified === 0
