import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

// biome-ignore lint/style/noProcessEnv: programs need a PATH, and Debian has servers where only root's leads to.
export const env = { ...process.env, PATH: `${process.env.PATH}:/usr/sbin:/sbin` }

/** What the program printed, after it was told `input`. Rejects when it says by its exit code that it failed. */
export async function run(program: string, args: readonly string[], input = ''): Promise<string> {
  const running = promisify(execFile)(program, args, { env })
  // A program may end without having read it; how it ended says whether that was right.
  running.child.stdin?.on('error', () => undefined).end(input)
  return (await running).stdout
}
