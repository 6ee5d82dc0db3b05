import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { withLock } from './lock.mjs'
import { run } from './run.mjs'

/** The one that wrote pnpm-lock.yaml. */
const PNPM = 'pnpm@12.21.0'
const UNREACHABLE = /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ERR_SOCKET_TIMEOUT/

/** Installs the dependencies unless exactly these are there. Several at once wait for the first. False if it failed. */
export async function install(root) {
  const wanted = digest(root)
  if (isInstalled(root, wanted)) return true
  return withLock(join(root, '.install-lock'), {
    onWait: () => console.error('another process is installing what Certwire needs: waiting'),
    work: async () => {
      if (isInstalled(root, wanted)) return true
      if (!(await runPnpm(root))) return false
      writeFileSync(stampOf(root), wanted)
      return true
    },
  })
}

const stampOf = (root) => join(root, 'node_modules', '.certwire-install')

function digest(root) {
  const hash = createHash('sha256')
  for (const file of ['package.json', 'pnpm-lock.yaml', 'pnpm-workspace.yaml'])
    hash.update(readFileSync(join(root, file)))
  return hash.digest('hex')
}

function isInstalled(root, wanted) {
  const stamp = stampOf(root)
  return (
    existsSync(stamp) &&
    readFileSync(stamp, 'utf8') === wanted &&
    existsSync(join(root, 'node_modules', 'node', 'bin'))
  )
}

async function runPnpm(root) {
  console.error(`installing what Certwire needs (${PNPM} through npx; once, about half a minute)`)
  const isWindows = process.platform === 'win32'
  const { code, error, output } = await run(
    isWindows ? 'npx.cmd' : 'npx',
    ['--yes', PNPM, 'install', '--frozen-lockfile'],
    // Windows starts a .cmd only through its shell.
    { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], shell: isWindows },
  )
  if (code === 0) return true
  process.stderr.write(output)
  console.error(`the installation failed (exit code ${code}): ${cureFor(error, output)}`)
  return false
}

function cureFor(error, output) {
  if (error)
    return `npx did not start (${error.message}); it comes with npm, which has to be installed`
  if (UNREACHABLE.test(output))
    return 'the package registry cannot be reached; check the network and "npm config get registry"'
  return 'the output above says why'
}
