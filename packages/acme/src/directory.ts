import { waitFor } from '@certwire/http'
import { z } from 'zod'
import type { Origins } from './origins.ts'
import type { AcmePort, Directory } from './port.ts'
import { problemOf } from './problem.ts'
import { shaped, Url } from './shaped.ts'
import type { Transport } from './transport.ts'

const FRESH_MS = 60 * 60_000

const Meta = z.object({
  externalAccountRequired: z.boolean().optional().catch(undefined),
  termsOfService: Url.optional().catch(undefined),
  caaIdentities: z.array(z.string().max(255)).max(50).optional().catch(undefined),
  profiles: z.record(z.string().max(100), z.string().max(2048)).optional().catch(undefined),
})

const DirectoryShape = z.object({
  newNonce: Url,
  newAccount: Url,
  newOrder: Url,
  revokeCert: Url.optional().catch(undefined),
  keyChange: Url.optional().catch(undefined),
  renewalInfo: Url.optional().catch(undefined),
  meta: Meta.optional().catch(undefined),
})

interface Deps {
  readonly transport: Transport
  readonly origins: Origins
  readonly clock: () => Date
}

/** The directory, kept for an hour: RFC 8555 §7.1.1. Calls that come at once share one request; a failure is not kept. */
export function createDirectory(url: string, deps: Deps): AcmePort['directory'] {
  let kept: { readonly at: number; readonly directory: Promise<Directory> } | undefined
  return (signal, freshMs = FRESH_MS) => {
    const now = deps.clock().getTime()
    if (kept && now - kept.at < freshMs) return waitFor(kept.directory, signal)
    const mine = { at: now, directory: read(url, deps) }
    kept = mine
    mine.directory.catch(() => {
      if (kept === mine) kept = undefined
    })
    return waitFor(mine.directory, signal)
  }
}

async function read(url: string, { transport, origins, clock }: Deps): Promise<Directory> {
  // It is nobody's own request; the transport ends it in time.
  const { signal } = new AbortController()
  const answer = await transport.send('GET', url, { endpoint: 'directory', signal })
  const problem = problemOf(answer, clock())
  if (problem) throw problem
  const { meta = {}, revokeCert, keyChange, renewalInfo, ...urls } = shaped(DirectoryShape, answer)
  const { externalAccountRequired = false, caaIdentities = [], termsOfService, profiles } = meta
  return {
    newNonce: origins.check(urls.newNonce),
    newAccount: origins.check(urls.newAccount),
    newOrder: origins.check(urls.newOrder),
    ...(revokeCert !== undefined && origins.allows(revokeCert) && { revokeCert }),
    ...(keyChange !== undefined && origins.allows(keyChange) && { keyChange }),
    ...(renewalInfo !== undefined && origins.allows(renewalInfo) && { renewalInfo }),
    ...{ externalAccountRequired, caaIdentities },
    ...(termsOfService !== undefined && { termsOfService }),
    ...(profiles && { profiles }),
  }
}
