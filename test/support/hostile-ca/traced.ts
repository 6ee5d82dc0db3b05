import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Of strace, before the program: all threads and children, written into this file. */
export const straceOptions = (file: string): readonly string[] => [
  ...['-f', '-qq', '--seccomp-bpf', '-s', '300'],
  ...['-e', 'trace=network,process,file', '-o', file],
]

/** What a process and all of its threads asked of the system, as strace wrote it down. */
export interface Traced {
  /** Internet addresses that something was sent to, or that were connected to, as `ip:port`. */
  readonly addresses: readonly string[]
  /** Programs that were started after the process itself, and processes that it made. */
  readonly processes: readonly string[]
  /** Files that were written, made, renamed or removed, each once. */
  readonly written: readonly string[]
  /** Files that were opened to be read, each once. */
  readonly read: readonly string[]
}

/** `cwd` is where the process was started. Lines before `from` are of its start, and count for files that are read no more. */
export async function readTrace(file: string, cwd: string, from = 0): Promise<Traced> {
  const lines = (await readFile(file, 'utf8')).split('\n')
  const all = lines.map(withoutThread)
  const later = all.slice(from)
  const paths = (some: readonly string[], isWanted: (line: string) => boolean) =>
    distinct(some.filter(isWanted).flatMap((line) => pathsIn(line, cwd)))
  return {
    addresses: distinct(all.flatMap(addressIn)),
    processes: distinct(all.filter(isProcess).slice(1)),
    written: paths(all, isWrite),
    read: paths(later, isRead),
  }
}

export const linesOf = async (file: string): Promise<number> =>
  (await readFile(file, 'utf8')).split('\n').length

const distinct = (all: readonly string[]): string[] => [...new Set(all)]
const withoutThread = (line: string) => line.replace(/^\d+\s+/, '')

const isProcess = (line: string) =>
  /^(execve|execveat|fork|vfork)\(/.test(line) ||
  (/^clone3?\(/.test(line) && !line.includes('CLONE_THREAD'))

const WRITES =
  /^(creat|mkdir|mkdirat|mknod|mknodat|rename|renameat|renameat2|link|linkat|symlink|symlinkat|unlink|unlinkat|rmdir|truncate|chmod|fchmodat|chown|fchownat)\(/
const isOpen = (line: string) => /^(open|openat|openat2)\(/.test(line)
const isToWrite = (line: string) => /O_WRONLY|O_RDWR|O_CREAT|O_TRUNC|O_APPEND/.test(line)
const isDone = (line: string) => !/= -1 E/.test(line)

const isWrite = (line: string) =>
  isDone(line) && (WRITES.test(line) || (isOpen(line) && isToWrite(line)))
const isRead = (line: string) => isDone(line) && isOpen(line) && !isToWrite(line)

const pathsIn = (line: string, cwd: string): string[] =>
  [...line.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, path = '']) =>
    path.startsWith('/') ? path : join(cwd, path),
  )

function addressIn(line: string): string[] {
  if (!/^(connect|sendto|sendmsg|sendmmsg)\(/.test(line)) return []
  const port = line.match(/sin6?_port=htons\((\d+)\)/)?.[1]
  const ip = line.match(/inet_addr\("([^"]+)"\)|inet_pton\(AF_INET6, "([^"]+)"/)
  return port === undefined || !ip ? [] : [`${ip[1] ?? ip[2]}:${port}`]
}
