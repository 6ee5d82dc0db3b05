import Table from 'cli-table3'
import { escaped, printable } from './printable.ts'
import { toYaml } from './to-yaml.ts'

export const formats = ['table', 'json', 'jsonl', 'yaml'] as const
export type Format = (typeof formats)[number]

/** How rows look in a table; every other format shows the data as the API gave it. */
export type Columns<Row> = readonly (readonly [title: string, cell: (row: Row) => string])[]

export interface Print {
  /** A list. In `jsonl` one object a line. */
  rows<Row>(rows: readonly Row[], columns: Columns<Row>): void
  /** One thing. In a table, its fields as lines of name and value. */
  one<Row>(row: Row, columns: Columns<Row>): void
  /** One thing that has a form of its own, which stands in place of a table. */
  text<Row>(row: Row, text: (row: Row) => string): void
  /** One of a stream that goes on: a line in every format but `yaml`, which makes a document of it. */
  line<Row>(row: Row, text: (row: Row) => string): void
}

export function printTo(write: (text: string) => void, format: Format): Print {
  if (format === 'table') return printTable(write)
  return {
    rows: (rows) => {
      if (format === 'jsonl') for (const row of rows) write(written(row, format))
      else write(written(rows, format))
    },
    one: (row) => write(written(row, format)),
    text: (row) => write(written(row, format)),
    line: (row) => write(format === 'yaml' ? `---\n${toYaml(row)}` : written(row, 'jsonl')),
  }
}

const printTable = (write: (text: string) => void): Print => ({
  rows: (rows, columns) => write(table(rows, columns)),
  one: (row, columns) => write(fields(row, columns)),
  text: (row, text) => write(printable(text(row))),
  line: (row, text) => write(`${printable(text(row)).replaceAll('\n', '·')}\n`),
})

function written(value: unknown, format: Exclude<Format, 'table'>): string {
  if (format === 'yaml') return toYaml(value)
  return `${escaped(JSON.stringify(value, undefined, format === 'json' ? 2 : undefined))}\n`
}

function table<Row>(rows: readonly Row[], columns: Columns<Row>): string {
  const grid = new Table({
    head: columns.map(([title]) => title.toUpperCase()),
    chars: plain,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 2 },
  })
  grid.push(...rows.map((row) => columns.map(([, cell]) => printable(cell(row)))))
  return `${grid.toString().replaceAll(/ +$/gm, '')}\n`
}

function fields<Row>(row: Row, columns: Columns<Row>): string {
  const shown = columns.map(([title, cell]) => [title, printable(cell(row))] as const)
  const width = Math.max(...shown.map(([title]) => title.length)) + 2
  const indented = (text: string) => text.replaceAll('\n', `\n${' '.repeat(width)}`)
  return shown
    .filter(([, text]) => text !== '')
    .map(([title, text]) => `${title.padEnd(width)}${indented(text)}\n`)
    .join('')
}

const plain = Object.fromEntries(
  ['top', 'bottom', 'left', 'right', 'mid', 'middle'].flatMap((side) =>
    ['', '-mid', '-left', '-right'].map((part) => [`${side}${part}`, '']),
  ),
)
