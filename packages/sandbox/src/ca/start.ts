import { once } from 'node:events'
import { createServer } from 'node:https'
import { isIPv6 } from 'node:net'
import type { SandboxCaControl } from './control.ts'
import { createControl } from './create-control.ts'
import { forgetting } from './forget.ts'
import { createJournal } from './journal.ts'
import type { SandboxLedger } from './ledger.ts'
import type { SandboxCaOptions } from './options.ts'
import { prepareCa } from './prepare-ca.ts'
import { serve } from './serve.ts'
import { createSandboxCaState } from './state.ts'

export interface SandboxCa extends SandboxCaControl {
  readonly directoryUrl: string
  /** What an ACME client has to trust to talk to the directory; it signs nothing else. */
  readonly tlsCaPem: string
  /** The root of the preferred chain. */
  readonly rootPem: string
  /** The root of the alternate one. */
  readonly alternateRootPem: string
  readonly ledger: SandboxLedger
  close(): Promise<void>
}

const keptCalls = 20_000
const keptOrders = 100_000

/** An ACME CA with challenges by DNS, whose accounts live as long as it does; of orders, the oldest are forgotten. */
export async function startSandboxCa(options: SandboxCaOptions): Promise<SandboxCa> {
  const { host = '127.0.0.1', port = 0, clock = () => new Date(), onCall } = options
  const state = options.state ?? (await createSandboxCaState())
  const closing = new AbortController()
  const caAt = prepareCa(options, state, { clock, signal: closing.signal })
  const server = createServer({ key: state.tls.key, cert: state.tls.certificate + state.tls.ca })
  server.listen(port, host)
  await once(server, 'listening')
  const address = server.address()
  const bound = typeof address === 'object' && address ? address.port : port
  const origin = `https://${urlHost(host)}:${bound}`
  const ca = caAt(origin)
  const journal = createJournal(options.keptCalls ?? keptCalls, clock)
  const forget = forgetting(ca, options.keptOrders ?? keptOrders)
  server.on('request', (request, response) => {
    serve(ca, { journal, onCall }, request, response)
      .catch(() => response.destroy())
      .finally(forget)
  })
  return {
    ...createControl(ca),
    calls: journal.calls,
    directoryUrl: `${origin}/directory`,
    tlsCaPem: state.tls.ca,
    rootPem: state.root.certificate,
    alternateRootPem: state.alternateRoot.certificate,
    ledger: ca.ledger,
    close: async () => {
      closing.abort()
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}

/** The host of the URLs: a server on all addresses is reached by the name in its certificate. */
function urlHost(host: string): string {
  if (host === '0.0.0.0' || host === '::') return 'localhost'
  return isIPv6(host) ? `[${host}]` : host
}
