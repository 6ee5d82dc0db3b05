import {
  mkdirSync,
  readdirSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'

const POLL_MS = 200
const OWNERLESS_MS = 5000
const STALE_MS = 10 * 60_000
const me = `${hostname()}_${process.pid}`

/**
 * Does something while no other process does the same. The lock is a folder with one file, named after its owner. One
 * whose owner is dead, or older than ten minutes, is taken over.
 */
export async function withLock(folder, { work, onWait }) {
  for (let waits = 0; !take(folder); waits += 1) {
    if (waits === 0) onWait()
    await new Promise((resolve) => setTimeout(resolve, POLL_MS))
  }
  try {
    return await work()
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function take(folder) {
  try {
    mkdirSync(folder)
  } catch (error) {
    if (error.code !== 'EEXIST') throw error
    return attempt(() => takeOver(folder))
  }
  writeFileSync(join(folder, me), '')
  return true
}

/** Both ways out of a stale lock work for one of several who try at once: an owner has only one new name. */
function takeOver(folder) {
  const [owner] = readdirSync(folder)
  const ageMs = Date.now() - statSync(folder).mtimeMs
  if (owner === undefined) {
    if (ageMs > OWNERLESS_MS) rmdirSync(folder)
    return false
  }
  if (isAlive(owner) && ageMs < STALE_MS) return false
  renameSync(join(folder, owner), join(folder, me))
  return true
}

function isAlive(owner) {
  const [, host, pid] = owner.match(/^(.*)_(\d+)$/) ?? []
  // Nobody can tell from here whether a process of another machine lives.
  if (host !== hostname()) return true
  try {
    return process.kill(Number(pid), 0)
  } catch (error) {
    return error.code === 'EPERM'
  }
}

/** Whoever was first has changed the folder under our hands: that is a "not yet". */
function attempt(action) {
  try {
    return action()
  } catch (error) {
    if (['ENOENT', 'ENOTEMPTY', 'EEXIST'].includes(error.code)) return false
    throw error
  }
}
