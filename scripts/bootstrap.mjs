// Behind every npm script: makes sure that what is needed is installed, then runs it on our own Node. Runs itself on
// whatever Node the machine has (18 or later), so it is plain JavaScript without dependencies.
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { install } from './install.mjs'
import { run } from './run.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const modules = join(root, 'node_modules')
const source = ['--conditions=certwire-source']
const cli = join(root, 'packages/cli/src/main.ts')
// npm goes to the project's root; who types `npm run certwire` in another folder means files in that folder.
const here = process.env.INIT_CWD ?? process.cwd()

/** What our Node is given for each npm script. */
const scripts = {
  start: { args: [...source, cli, 'start'], cwd: here },
  certwire: { args: [...source, cli], cwd: here },
  test: { args: [join(modules, 'vitest/vitest.mjs'), 'run'] },
  check: { args: [...source, join(root, 'scripts/check.ts')] },
  gen: { args: [...source, join(root, 'scripts/gen.ts')] },
  proof: { args: [...source, join(root, 'test/proofs/main.ts')] },
  build: { args: [join(modules, 'typescript/bin/tsc'), '-b', 'tsconfig.build.json'] },
}

const [name, ...rest] = process.argv.slice(2)
if (!Object.hasOwn(scripts, name ?? '')) {
  console.error(`there is no script "${name}"; there are: ${Object.keys(scripts).join(', ')}`)
  process.exit(2)
}
if (!(await install(root))) process.exit(1)

const { args, cwd = root } = scripts[name]
// The real file and not the link in .bin, which is a shell script on some systems.
const node = join(modules, 'node/bin', process.platform === 'win32' ? 'node.exe' : 'node')
// Tools that look for a Node find ours, and not the machine's.
const env = { ...process.env, PATH: `${join(modules, '.bin')}${delimiter}${process.env.PATH}` }
const { code, error } = await run(node, [...args, ...rest], { stdio: 'inherit', cwd, env })
if (error)
  console.error(`${node} does not start (${error.message}): remove node_modules, then try again`)
process.exit(code)
