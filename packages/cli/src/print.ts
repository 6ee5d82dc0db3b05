import Table from 'cli-table3'
import { stringify } from 'yaml'

export const formats = ['table', 'json', 'jsonl', 'yaml'] as const
export type Format = (typeof formats)[number]

/** How rows look in a table; every other format shows the data as the API gave it. */
export type Columns<Row> = readonly (readonly [title: string, cell: (row: Row) => string])[]

export interface Print {
  /** A list. In `jsonl` one object a line. */
  rows<Row>(rows: readonly Row[], columns: Columns<Row>): void
  /** One thing. In a table, its fields as lines of name and value. */
  one<Row>(row: Row, columns: Columns<Row>): void
  /** One of a stream that goes on: a line in every format but `yaml`, which makes a document of it. */
  line<Row>(row: Row, text: (row: Row) => string): void
}

export function printTo(write: (text: string) => void, format: Format): Print {
  const data = (value: unknown) => {
    if (format === 'yaml') write(stringify(value))
    else write(`${JSON.stringify(value, undefined, format === 'json' ? 2 : undefined)}\n`)
  }
  return {
    rows: (rows, columns) => {
      if (format === 'table') write(table(rows, columns))
      else if (format === 'jsonl') for (const row of rows) data(row)
      else data(rows)
    },
    one: (row, columns) => (format === 'table' ? write(fields(row, columns)) : data(row)),
    line: (row, text) => {
      if (format === 'table') write(`${text(row)}\n`)
      else if (format === 'yaml') write(`---\n${stringify(row)}`)
      else write(`${JSON.stringify(row)}\n`)
    },
  }
}

function table<Row>(rows: readonly Row[], columns: Columns<Row>): string {
  const grid = new Table({
    head: columns.map(([title]) => title.toUpperCase()),
    chars: plain,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 2 },
  })
  grid.push(...rows.map((row) => columns.map(([, cell]) => printable(cell(row)))))
  return `${grid.toString()}\n`
}

function fields<Row>(row: Row, columns: Columns<Row>): string {
  const shown = columns.map(([title, cell]) => [title, printable(cell(row))] as const)
  const width = Math.max(...shown.map(([title]) => title.length)) + 2
  return shown
    .filter(([, text]) => text !== '')
    .map(
      ([title, text]) =>
        `${title.padEnd(width)}${text.replaceAll('\n', `\n${' '.repeat(width)}`)}\n`,
    )
    .join('')
}

/** Text from a CA or an upstream must not move the cursor or set the title of somebody's terminal. */
const printable = (text: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for.
  text.replaceAll(/[\x00-\x09\x0b-\x1f\x7f-\x9f]/g, '·')

const plain = Object.fromEntries(
  ['top', 'bottom', 'left', 'right', 'mid', 'middle'].flatMap((side) =>
    ['', '-mid', '-left', '-right'].map((part) => [`${side}${part}`, '']),
  ),
)
