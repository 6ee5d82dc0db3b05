import { readFile } from 'node:fs/promises'
import { isIPv6 } from 'node:net'
import type { Config } from '@certwire/config'
import { Secret } from '@certwire/secrets'
import { connectApi } from './api.ts'
import { CliError } from './cli-error.ts'
import { tokenFileOf } from './compose/token-file.ts'
import type { Address, Context } from './context.ts'
import { interruption } from './interruption.ts'
import { type Format, printTo } from './print.ts'
import { printable } from './printable.ts'

/** The context of this process: its environment, its folder, its streams, its signals. */
export function processContext(format: Format): Context {
  const { env, stdout, stderr } = process
  const signal = interruption()
  const config = async () => {
    const { loadConfig } = await import('@certwire/config')
    return loadConfig({ env, cwd: process.cwd() })
  }
  const say = (text: string) => void stderr.write(`${printable(text)}\n`)
  const watched = stderr.isTTY && env.CI === undefined && env.TERM !== 'dumb'
  return {
    ...{ config, env, signal, say },
    terminal: watched ? stderr : undefined,
    print: printTo((text) => void stdout.write(text), format),
    api: async (at) => {
      const { url, token } = at ?? (await addressOf(await config(), env.CERTWIRE_API_URL))
      return connectApi({ url, token, signal, say })
    },
  }
}

async function addressOf({ http, dataDir }: Config, named: string | undefined): Promise<Address> {
  const url = named?.replace(/\/+$/, '') ?? urlOf(http)
  return { url, token: http.token ?? (await tokenOf(dataDir)) }
}

/** Who listens on all addresses is reached on this machine's own. */
function urlOf({ host, port }: Config['http']): string {
  const own = { '0.0.0.0': '127.0.0.1', '::': '::1' }[host] ?? host
  return `http://${isIPv6(own) ? `[${own}]` : own}:${port}`
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
