import { spawn } from 'node:child_process'
import { join } from 'node:path'

interface Step {
  readonly name: string
  readonly command: readonly string[]
}

const root = join(import.meta.dirname, '..')
const source = '--conditions=certwire-source'

// Two at a time: that is what small machines have.
const lanes: readonly (readonly Step[])[] = [
  [
    { name: 'format and lint', command: ['biome', 'check', '--error-on-warnings'] },
    { name: 'types', command: ['tsc', '-p', 'tsconfig.json'] },
    { name: 'promises', command: ['oxlint', '--type-aware', '-c', '.oxlintrc.json'] },
    { name: 'dead code', command: ['knip', '--no-progress'] },
    {
      name: 'branches of the order table',
      command: ['vitest', 'run', '--project=unit', '--coverage', 'packages/domain'],
    },
  ],
  [
    { name: 'generated files', command: ['node', source, 'scripts/gen.ts', '--check'] },
    {
      name: 'unit, flow and contract tests',
      command: ['vitest', 'run', '--project=unit', '--exclude', 'packages/domain/**'],
    },
  ],
]

const haste = {
  // Of the randomised tests that take long; `npm test` makes every trial.
  CERTWIRE_TRIALS: '0.2',
  // The type-aware part of oxlint is a Go program that collects garbage most of the time, if it is let.
  GOGC: '400',
  // What Node has compiled once, it need not compile again in each worker.
  NODE_COMPILE_CACHE: join(root, 'node_modules', '.cache', 'compile'),
}

const begin = performance.now()
const stop = new AbortController()
const results = await Promise.all(lanes.map(runLane))
const ok = results.every(Boolean)
console.log(`check: ${ok ? 'ok' : 'failed'} in ${secondsSince(begin)} s`)
process.exitCode = ok ? 0 : 1

async function runLane(steps: readonly Step[]): Promise<boolean> {
  for (const step of steps) if (!(await runStep(step))) return false
  return true
}

/** Runs one tool. Its output is shown only if it has something against us; then the others are stopped. */
async function runStep({ name, command: [tool = '', ...args] }: Step): Promise<boolean> {
  if (stop.signal.aborted) return false
  const from = performance.now()
  const { code, output } = await outputOf(join(root, 'node_modules', '.bin', tool), args)
  if (stop.signal.aborted) return false
  console.log(`${code === 0 ? 'ok    ' : 'FAILED'} ${name} (${secondsSince(from)} s)`)
  if (code === 0) return true
  console.log(output)
  stop.abort()
  return false
}

function outputOf(file: string, args: readonly string[]) {
  const env = { ...process.env, ...haste }
  const child = spawn(file, args, { cwd: root, env, signal: stop.signal })
  const output: Buffer[] = []
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => output.push(chunk))
  return new Promise<{ code: number | null; output: string }>((resolve) => {
    // What does not start and what is stopped ends here; `close` comes for all the others.
    child.on('error', (error) => resolve({ code: null, output: error.message }))
    child.on('close', (code) => resolve({ code, output: Buffer.concat(output).toString() }))
  })
}

function secondsSince(from: number): string {
  return ((performance.now() - from) / 1000).toFixed(1)
}
