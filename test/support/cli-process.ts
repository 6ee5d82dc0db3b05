import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from '@certwire/testkit'

const main = join(import.meta.dirname, '../../packages/cli/src/main.ts')

/** One run of the certwire command. */
export interface CliProcess {
  /** What it has written so far. */
  readonly stdout: string
  readonly stderr: string
  /** Its exit code, once it is gone. */
  readonly exit: Promise<number | null>
  kill(signal: NodeJS.Signals): void
  /** Resolves when it has written this. */
  until(what: RegExp): Promise<void>
}

/** A folder of its own, whose certwire.yaml has ports that nobody listens on. */
export interface CliFolder {
  readonly path: string
  readonly url: string
  run(args: readonly string[], env?: Readonly<Record<string, string>>): CliProcess
  close(): Promise<void>
}

export async function cliFolder(): Promise<CliFolder> {
  const path = await mkdtemp(join(tmpdir(), 'certwire-cli-'))
  const [http, caPort, dnsPort] = await Promise.all([freePort(), freePort(), freePort()])
  const config = { http: { port: http }, sandbox: { caPort, dnsPort } }
  await writeFile(join(path, 'certwire.yaml'), JSON.stringify(config))
  return {
    ...{ path, url: `http://127.0.0.1:${http}` },
    run: (args, env) => runCli(args, path, env),
    close: () => rm(path, { recursive: true, maxRetries: 5 }),
  }
}

/** One run in this folder. */
export function runCli(
  args: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>> = {},
): CliProcess {
  // biome-ignore lint/style/noProcessEnv: a program needs its PATH.
  const { PATH } = process.env
  const node = ['--conditions=certwire-source', main, ...args]
  const child = spawn(process.execPath, node, { cwd, env: { PATH, ...env } })
  const written = { stdout: '', stderr: '' }
  child.stdout.setEncoding('utf8').on('data', (text: string) => (written.stdout += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (written.stderr += text))
  const exit = once(child, 'close').then(([code]) => code as number | null)
  return {
    ...{ exit, kill: (signal) => void child.kill(signal) },
    get stdout() {
      return written.stdout
    },
    get stderr() {
      return written.stderr
    },
    until: async (what) => {
      while (!what.test(written.stdout + written.stderr)) {
        if (child.exitCode !== null) throw new Error(`it ended without ${what}: ${written.stderr}`)
        await sleep(20)
      }
    },
  }
}
