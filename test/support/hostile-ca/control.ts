import { spawnSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readTrace, straceOptions } from './traced.ts'

/** Does what a process must not do: sends to another address, starts a program, writes and reads elsewhere. */
const culprit = (elsewhere: string) => `
  const { writeFileSync, readFileSync } = require('node:fs')
  require('node:net').connect(9, '127.0.0.9').on('error', () => undefined)
  require('node:child_process').spawnSync('true')
  writeFileSync(${JSON.stringify(elsewhere)}, 'x')
  readFileSync('/etc/hostname')`

/** How many of these four the trace shows. */
export async function foundInControl(): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'certwire-control-'))
  const [trace, elsewhere] = [join(folder, 'trace'), join(folder, 'elsewhere')]
  try {
    spawnSync('strace', [...straceOptions(trace), process.execPath, '-e', culprit(elsewhere)])
    const { addresses, processes, written, read } = await readTrace(trace, '/')
    return [
      addresses.includes('127.0.0.9:9'),
      processes.some((line) => line.startsWith('execve(') && line.includes('/true"')),
      written.includes(elsewhere),
      read.includes('/etc/hostname'),
    ].filter(Boolean).length
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
