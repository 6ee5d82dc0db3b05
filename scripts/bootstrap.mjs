// Behind every npm script: makes sure that what is needed is installed, then runs it on our own Node. Runs itself on
// whatever Node the machine has, so it is plain JavaScript without dependencies.
import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { join } from 'node:path'
import { install } from './install.mjs'

const root = join(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '..')
const bin = (name) => join(root, 'node_modules', '.bin', name)

/** What each npm script runs: with our Node, or a tool of ours that finds it by itself. */
const scripts = {
  start: ['packages/cli/src/main.ts', 'start'],
  certwire: ['packages/cli/src/main.ts'],
  test: [bin('vitest'), 'run'],
  check: ['scripts/check.ts'],
  gen: ['scripts/gen.ts'],
  proof: ['test/proofs/main.ts'],
  build: [bin('tsc'), '-b'],
}

const [name, ...args] = process.argv.slice(2)
const script = scripts[name]
if (!script) {
  console.error(`there is no script "${name}"; there are: ${Object.keys(scripts).join(', ')}`)
  process.exit(2)
}
await install(root)
const [first, ...rest] = script
const isSource = first.endsWith('.ts')
const command = isSource ? bin('node') : first
const given = isSource ? ['--conditions=certwire-source', join(root, first), ...rest] : rest
// Beside ours, tools find our Node too, and not the machine's.
const env = { ...process.env, PATH: `${join(root, 'node_modules', '.bin')}:${process.env.PATH}` }
const child = spawn(command, [...given, ...args], {
  stdio: 'inherit',
  env,
  cwd: process.env.INIT_CWD ?? root,
})
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
child.on('error', (error) => {
  console.error(`${command} does not start: ${error.message}`)
  process.exit(1)
})
child.on('exit', (code, signal) => process.exit(code ?? 128 + constants.signals[signal]))
