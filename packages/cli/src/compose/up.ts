import type { Config } from '@certwire/config'
import { type Running, run } from '@certwire/runtime'
import type { Secret } from '@certwire/secrets'
import { CliError } from '../cli-error.ts'
import { listening } from './listening.ts'
import { openPlatform } from './platform.ts'
import { startSandbox, usesSandbox } from './sandbox.ts'
import { loadServices, serviceNames } from './services.ts'
import { readOrCreateToken } from './token-file.ts'

export interface Up {
  readonly url: string
  /** Where webhooks are received, if any are. */
  readonly publicUrl?: string
  readonly token: Secret
  /** Stops the services, then everything below them. */
  close(): Promise<void>
}

/**
 * Starts services in this process. Rejects with the signal's reason when it aborts before they are up; whatever was
 * started before a failure is undone.
 */
export async function up(
  config: Config,
  names: readonly string[] = serviceNames,
  signal: AbortSignal = new AbortController().signal,
): Promise<Up> {
  refuseHalf(config, names)
  const undo: (() => Promise<void>)[] = []
  const close = async (): Promise<void> => {
    const step = undo.pop()
    if (!step) return
    try {
      await step()
    } finally {
      await close()
    }
  }
  try {
    return { ...(await build(config, names, signal, undo)), close }
  } catch (error) {
    await close()
    signal.throwIfAborted()
    throw inWords(error, config)
  }
}

async function build(
  given: Config,
  names: readonly string[],
  signal: AbortSignal,
  undo: (() => Promise<void>)[],
): Promise<Omit<Up, 'close'>> {
  const { platform, close } = await openPlatform(given, appName(names), signal)
  undo.push(close)
  const sandbox = usesSandbox(given) ? await startSandbox(given) : undefined
  if (sandbox) undo.push(sandbox.close)
  const config = sandbox?.config ?? given
  const token = config.http.token ?? (await readOrCreateToken(config.dataDir))
  const running = await interruptible(close, signal, () =>
    listeningTo(config, async () => run(await loadServices(names), { ...platform, config }, token)),
  )
  undo.push(() => running.close())
  const { url, publicUrl } = running
  return { url, token, ...(publicUrl !== undefined && { publicUrl }) }
}

const listeningTo = <T>({ http, webhooks }: Config, start: () => Promise<T>): Promise<T> =>
  listening('webhooks', 'webhooks.listen.port', webhooks.listen.port, () =>
    listening('the HTTP API', 'http.port or CERTWIRE_HTTP_PORT', http.port, start),
  )

/** What servers see of us: one subject token. */
const appName = (names: readonly string[]): string =>
  names.length === serviceNames.length ? 'certwire' : `certwire-${names.join('-')}`.slice(0, 64)

/** What waits for a bus or a store that does not come ends when they are closed. */
async function interruptible(
  close: () => Promise<void>,
  signal: AbortSignal,
  start: () => Promise<Running>,
): Promise<Running> {
  const stop = () => void close()
  if (signal.aborted) stop()
  signal.addEventListener('abort', stop)
  try {
    return await start()
  } finally {
    signal.removeEventListener('abort', stop)
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
  if (new Set(names).size === serviceNames.length || (bus.url && store.uri)) return
  throw new CliError(
    'ERR_PROCESS_ALONE',
    'Services in separate processes need a bus and a store that they share: set NATS_URL and MONGODB_URI.',
    'usage',
  )
}

function inWords(error: unknown, { dataDir }: Config): unknown {
  const { code } = error as { code?: unknown }
  if (code !== 'ERR_STORE_IN_USE') return error
  return new CliError(
    code,
    `Another Certwire runs in ${dataDir}. Use that one ("certwire order list"), stop it, or give this one another folder with CERTWIRE_DATA_DIR.`,
    'conflict',
  )
}
