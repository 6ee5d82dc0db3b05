import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const LOCK_IS_STALE_MS = 10 * 60_000

/** Installs the dependencies unless exactly these are there. Several at once wait for the first. */
export async function install(root) {
  const stamp = join(root, 'node_modules', '.certwire-install')
  const wanted = digest(root)
  if (isInstalled(root, stamp, wanted)) return
  const lock = join(root, '.install-lock')
  while (!take(lock)) await new Promise((resolve) => setTimeout(resolve, 500))
  try {
    if (isInstalled(root, stamp, wanted)) return
    run(root)
    writeFileSync(stamp, wanted)
  } finally {
    rmSync(lock, { recursive: true, force: true })
  }
}

function digest(root) {
  const hash = createHash('sha256')
  for (const file of ['package.json', 'pnpm-lock.yaml', 'pnpm-workspace.yaml'])
    hash.update(readFileSync(join(root, file)))
  return hash.digest('hex')
}

function isInstalled(root, stamp, wanted) {
  return (
    existsSync(stamp) &&
    readFileSync(stamp, 'utf8') === wanted &&
    existsSync(join(root, 'node_modules', '.bin', 'node'))
  )
}

/** A folder is made by one process only. One that was killed leaves it; after ten minutes it counts for nothing. */
function take(lock) {
  try {
    mkdirSync(lock)
    return true
  } catch {
    const age = existsSync(lock) ? Date.now() - statSync(lock).mtimeMs : 0
    if (age > LOCK_IS_STALE_MS) rmSync(lock, { recursive: true, force: true })
    return false
  }
}

function run(root) {
  const { packageManager } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  console.error(
    `installing what Certwire needs (${packageManager} through npx; once, about half a minute)`,
  )
  const { status, stdout, stderr, error } = spawnSync(
    'npx',
    ['--yes', packageManager, 'install', '--frozen-lockfile'],
    {
      cwd: root,
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
      shell: process.platform === 'win32',
    },
  )
  if (status === 0) return
  console.error(`${stdout ?? ''}${stderr ?? ''}${error ? error.message : ''}`)
  console.error(
    'The installation failed: see above. It needs npm and a package registry that can be reached.',
  )
  process.exit(1)
}
