import { readdir } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { readLedger, recorded, recordFigures } from './ledger.ts'
import { figuresOf, type Measured, type Proof } from './proof.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'boolean', default: false },
    seed: { type: 'string' },
    record: { type: 'boolean', default: false },
  },
})

const proofs = await loadProofs()
const [wanted] = positionals
if (wanted === undefined) await list()
else process.exitCode = await prove(wanted)

async function loadProofs(): Promise<Proof[]> {
  const files = await readdir(import.meta.dirname)
  const modules = files.filter((file) => file.endsWith('.proof.ts')).sort()
  // A proof is the one thing that its file exports.
  return Promise.all(
    modules.map(async (file) => Object.values(await import(`./${file}`))[0] as Proof),
  )
}

async function list(): Promise<void> {
  const ledger = await readLedger()
  for (const { name, claim } of proofs)
    console.log(`${name}\n  ${claim}\n  last: ${recorded(ledger, name) ?? 'never recorded'}`)
}

async function prove(name: string): Promise<number> {
  const proof = proofs.find((one) => one.name === name)
  if (!proof) {
    console.error(`There is no proof "${name}"; there are: ${proofs.map((p) => p.name).join(', ')}`)
    return 2
  }
  const seed = Number(values.seed ?? Math.floor(Math.random() * 2 ** 31))
  const say = (line: string) => console.error(line)
  say(`${name}: ${proof.claim}\nseed ${seed}, node ${process.version}`)
  const measured = await proof.run({ seed, say, signal: new AbortController().signal })
  if (measured.table !== undefined) say(measured.table)
  if (values.record) await recordFigures(proof, measured)
  print(name, seed, measured)
  return measured.ok ? 0 : 1
}

function print(name: string, seed: number, measured: Measured): void {
  if (values.json) console.log(JSON.stringify({ name, seed, ...measured }))
  console.log(`${name}: ${measured.ok ? 'ok' : 'short'} ${figuresOf(measured)}`)
}
