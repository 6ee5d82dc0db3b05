import { execFile } from 'node:child_process'
import { mkdtemp, rmdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { stdout } from 'node:process'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** A file system of a few megabytes. */
export interface SmallDisk {
  readonly folder: string
  readOnly(): Promise<void>
  remove(): Promise<void>
}

/** Undefined, with the reason printed, where nobody may mount one. */
export async function smallDisk(megabytes: number): Promise<SmallDisk | undefined> {
  const folder = await mkdtemp(join(tmpdir(), 'certwire-disk-'))
  try {
    await run('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder])
  } catch {
    await rmdir(folder)
    stdout.write('skipped: a full disk needs the right to mount a tmpfs (run as root)\n')
    return undefined
  }
  return {
    folder,
    readOnly: async () => {
      await run('mount', ['-o', 'remount,ro', folder])
    },
    remove: async () => {
      await run('umount', ['--lazy', folder])
      await rmdir(folder)
    },
  }
}
