import { readFile, writeFile } from 'node:fs/promises'
import { figuresOf, type Measured } from './proof.ts'

const file = new URL('../../docs/proof.md', import.meta.url)

const rowOf = (name: string) => new RegExp(`^\\| ${name} \\|.*$`, 'm')

/** The figures that docs/proof.md has for a proof. */
export const recorded = (ledger: string, name: string): string | undefined =>
  ledger.match(rowOf(name))?.[0].split('|').at(-2)?.trim()

/** Puts what was just measured into docs/proof.md, where the proof has its row. */
export async function recordFigures(name: string, measured: Measured): Promise<void> {
  const ledger = await readFile(file, 'utf8')
  const row = ledger.match(rowOf(name))?.[0]
  if (row === undefined) throw new Error(`docs/proof.md has no row for ${name}`)
  const cells = row.split('|')
  cells[cells.length - 2] = ` ${measured.ok ? 'ok' : 'short'}: ${figuresOf(measured)} `
  await writeFile(file, ledger.replace(row, cells.join('|')))
}
