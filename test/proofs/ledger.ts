import { readFile, writeFile } from 'node:fs/promises'
import { figuresOf, type Measured, type Proof } from './proof.ts'

const file = new URL('../../docs/proof.md', import.meta.url)

/** A proof's section, to the next one or the end. */
const sectionOf = (name: string) => new RegExp(`^## ${name}\\n[^]*?(?=^## |$(?![^]))`, 'm')

export const readLedger = (): Promise<string> => readFile(file, 'utf8')

/** The figures that docs/proof.md has for a proof. */
export const recorded = (ledger: string, name: string): string | undefined =>
  /^Last: (.*)$/m.exec(ledger.match(sectionOf(name))?.[0] ?? '')?.[1]

/** Puts what was just measured into docs/proof.md, in the place of what was measured before. */
export async function recordFigures({ name, claim }: Proof, measured: Measured): Promise<void> {
  const ledger = await readLedger()
  const outcome = `${measured.ok ? 'ok' : 'short'}: ${figuresOf(measured)}`
  const table = measured.table === undefined ? '' : `\n${measured.table}\n`
  const section = `## ${name}\n\n${claim}\n\nLast: ${outcome}\n${table}`
  const before = ledger.match(sectionOf(name))?.[0]
  const after =
    before === undefined
      ? `${ledger}\n${section}`
      : ledger.replace(before, () => `${section}${before.match(/\n*$/)?.[0].slice(1)}`)
  await writeFile(file, after)
}
