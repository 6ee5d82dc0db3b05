import type { ChildProcess, SpawnOptions } from 'node:child_process'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { endChild, freePort, startChild } from '@certwire/testkit'

const cli = join(import.meta.dirname, '../../packages/cli/src/main.ts')

/** `certwire up NAME` as a process of its own. Its address stays the same over every restart. */
export interface ServiceProcess {
  readonly name: string
  readonly url: string
  readonly pid: number | undefined
  /** Resolves when it says that it is ready. */
  start(): Promise<void>
  /** `kill -9`, or another signal. Resolves when the process is gone. */
  kill(signal?: NodeJS.Signals): Promise<void>
}

interface Options {
  /** Where it finds its certwire.yaml; its log goes there as `NAME.log`. */
  readonly folder: string
  readonly env: Readonly<Record<string, string>>
}

/** `all` stands for a process with every service in it. */
export async function serviceProcess(
  name: string,
  { folder, env }: Options,
): Promise<ServiceProcess> {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  let child: ChildProcess | undefined
  return {
    ...{ name, url },
    get pid() {
      return child?.pid
    },
    start: async () => {
      child = await launch(name, url, folder, { CERTWIRE_HTTP_PORT: `${port}`, ...env })
    },
    kill: (signal) => endChild(child, signal),
  }
}

async function launch(
  name: string,
  url: string,
  folder: string,
  env: Readonly<Record<string, string>>,
): Promise<ChildProcess> {
  // biome-ignore lint/style/noProcessEnv: a program needs its PATH.
  const { PATH } = process.env
  const file = join(folder, `${name}.log`)
  const log = openSync(file, 'a')
  const args = ['--conditions=certwire-source', cli, 'up', ...(name === 'all' ? [] : [name])]
  const options: SpawnOptions = {
    ...{ cwd: folder, env: { PATH, ...env }, stdio: ['ignore', log, log] },
  }
  try {
    return await startChild(process.execPath, args, options, () => ready(url))
  } catch (cause) {
    const said = readFileSync(file, 'utf8').slice(-2000)
    throw new Error(`the process of ${name} did not start; its log ends with:\n${said}`, { cause })
  } finally {
    closeSync(log)
  }
}

async function ready(url: string): Promise<void> {
  const { status } = await fetch(`${url}/readyz`)
  if (status !== 200) throw new Error(`${url}/readyz says ${status}`)
}
