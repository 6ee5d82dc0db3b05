import { spawn } from 'node:child_process'
import { join } from 'node:path'

interface Step {
  readonly name: string
  readonly command: readonly string[]
}

const root = join(import.meta.dirname, '..')

// Two at a time: that is what small machines have. The longest first.
const lanes: readonly (readonly Step[])[] = [
  [
    { name: 'types', command: ['tsc', '-b'] },
    { name: 'promises', command: ['oxlint', '--type-aware', '-c', '.oxlintrc.json'] },
    { name: 'dead code', command: ['knip'] },
  ],
  [
    { name: 'format and lint', command: ['biome', 'check', '--error-on-warnings'] },
    {
      name: 'generated files',
      command: ['node', '--conditions=certwire-source', 'scripts/gen.ts', '--check'],
    },
    { name: 'unit, flow and contract tests', command: ['vitest', 'run', '--project', 'unit'] },
  ],
]

const begin = performance.now()
const results = await Promise.all(lanes.map(runLane))
const seconds = ((performance.now() - begin) / 1000).toFixed(1)
const ok = results.every(Boolean)
console.log(`check: ${ok ? 'ok' : 'failed'} in ${seconds} s`)
process.exitCode = ok ? 0 : 1

async function runLane(steps: readonly Step[]): Promise<boolean> {
  let good = true
  for (const step of steps) good = (await runStep(step)) && good
  return good
}

/** Runs one tool; shows its output only if it has something against us. */
function runStep({ name, command: [tool = '', ...args] }: Step): Promise<boolean> {
  const from = performance.now()
  const child = spawn(join(root, 'node_modules', '.bin', tool), args, { cwd: root })
  const output: Buffer[] = []
  child.stdout.on('data', (chunk: Buffer) => output.push(chunk))
  child.stderr.on('data', (chunk: Buffer) => output.push(chunk))
  return new Promise((resolve) => {
    child.on('close', (code) => {
      const seconds = ((performance.now() - from) / 1000).toFixed(1)
      console.log(`${code === 0 ? 'ok    ' : 'FAILED'} ${name} (${seconds} s)`)
      if (code !== 0) console.log(Buffer.concat(output).toString())
      resolve(code === 0)
    })
  })
}
