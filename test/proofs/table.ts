import type { Audit } from '../support/audit.ts'

type Row = Readonly<Record<string, string | number>>

/** Rows of the same columns as a Markdown table. */
export function table(rows: readonly Row[]): string {
  const columns = Object.keys(rows[0] ?? {})
  const line = (cells: readonly unknown[]) => `| ${cells.join(' | ')} |`
  return [
    line(columns),
    line(columns.map(() => '---')),
    ...rows.map((row) => line(columns.map((column) => row[column] ?? ''))),
  ].join('\n')
}

/** Nothing lost, nothing twice, every certificate right and with its key. */
export const isClean = ({ lost, duplicates, withoutKey, unverified }: Audit): boolean =>
  lost + duplicates + withoutKey + unverified === 0
