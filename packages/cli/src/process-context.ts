import { readFile } from 'node:fs/promises'
import { loadConfig } from '@certwire/config'
import { Secret } from '@certwire/secrets'
import { connectApi } from './api.ts'
import { CliError } from './cli-error.ts'
import { tokenFileOf } from './compose/token-file.ts'
import type { Context } from './context.ts'
import { type Format, printTo } from './print.ts'

/** The context of this process: its environment, its folder, its streams. */
export function processContext(format: Format, signal: AbortSignal): Context {
  const { env, stdout, stderr } = process
  const cwd = process.cwd()
  const config = () => loadConfig({ env, cwd })
  return {
    ...{ config, env, cwd, signal },
    isTerminal: stderr.isTTY === true && env.CI === undefined,
    print: printTo((text) => void stdout.write(text), format),
    say: (line) => void stderr.write(`${line}\n`),
    api: async () => {
      const { http, dataDir } = await config()
      const url = env.CERTWIRE_API_URL ?? `http://${http.host}:${http.port}`
      return connectApi(url.replace(/\/$/, ''), http.token ?? (await tokenOf(dataDir)))
    },
  }
}

async function tokenOf(dataDir: string): Promise<Secret> {
  const file = tokenFileOf(dataDir)
  try {
    return Secret.of((await readFile(file, 'utf8')).trim())
  } catch {
    throw new CliError(
      'ERR_TOKEN_MISSING',
      `There is no token at ${file}. Start Certwire in this folder, or set CERTWIRE_API_TOKEN_FILE.`,
      'auth',
    )
  }
}
