import type { Config } from '@certwire/config'
import { type Running, run } from '@certwire/runtime'
import { CliError } from '../cli-error.ts'
import { openPlatform } from './platform.ts'
import { loadServices, serviceNames } from './services.ts'
import { readOrCreateToken } from './token-file.ts'

/** Starts services in this process; closing stops them in reverse, then everything below them. */
export async function up(given: Config, names: readonly string[] = serviceNames): Promise<Running> {
  refuseHalf(given, names)
  const undo: (() => Promise<void>)[] = []
  const close = async () => {
    for (const step of undo.splice(0).reverse()) await step()
  }
  try {
    // Only a process that needs it loads a CA.
    const sandbox = usesSandbox(given)
      ? await (await import('./sandbox.ts')).startSandbox(given)
      : undefined
    if (sandbox) undo.push(sandbox.close)
    const config = sandbox?.config ?? given
    const { platform, close: closePlatform } = await openPlatform(
      config,
      `certwire-${names.join('+')}`,
    )
    undo.push(closePlatform)
    const token = config.http.token ?? (await readOrCreateToken(config.dataDir))
    const running = await run(await loadServices(names), platform, token)
    undo.push(running.close)
    return { ...running, close }
  } catch (error) {
    await close()
    throw error
  }
}

/** A part of the services cannot work on a bus or a store that no other process reaches. */
function refuseHalf({ bus, store }: Config, names: readonly string[]): void {
  const unknown = names.find((name) => !serviceNames.includes(name))
  if (unknown !== undefined)
    throw new CliError(
      'ERR_SERVICE_UNKNOWN',
      `There is no service "${unknown}"; there are: ${serviceNames.join(', ')}.`,
      'usage',
    )
  if (names.length === serviceNames.length || (bus.url && store.uri)) return
  throw new CliError(
    'ERR_PROCESS_ALONE',
    'Services in separate processes need a bus and a store that they share: set NATS_URL and MONGODB_URI.',
    'usage',
  )
}

const usesSandbox = ({ issuers, defaultIssuer, bus }: Config): boolean =>
  !bus.url && (defaultIssuer === 'sandbox' || 'sandbox' in issuers)
