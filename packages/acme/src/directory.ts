import type { Directory } from './port.ts'
import { AcmeProblem, problemDocument } from './problem.ts'
import { DirectoryShape, shaped } from './shapes.ts'
import type { Transport } from './transport.ts'

const FRESH_MS = 60 * 60_000

/** The directory, kept for an hour: RFC 8555 §7.1.1. Calls that come at once share one request. */
export function createDirectory(
  url: string,
  transport: Transport,
  clock: () => Date,
): (signal: AbortSignal) => Promise<Directory> {
  let kept: { readonly at: number; readonly directory: Promise<Directory> } | undefined
  return (signal) => {
    const now = clock().getTime()
    if (kept && now - kept.at < FRESH_MS) return kept.directory
    const directory = read(url, transport, signal)
    const mine = { at: now, directory }
    kept = mine
    directory.catch(() => {
      if (kept === mine) kept = undefined
    })
    return directory
  }
}

async function read(url: string, transport: Transport, signal: AbortSignal): Promise<Directory> {
  const answer = await transport.send('GET', url, { signal })
  if (answer.status !== 200) throw new AcmeProblem(url, answer.status, problemDocument(undefined))
  const { meta, revokeCert, renewalInfo, ...urls } = shaped(DirectoryShape, answer)
  return {
    ...urls,
    ...(revokeCert !== undefined && { revokeCert }),
    ...(renewalInfo !== undefined && { renewalInfo }),
    externalAccountRequired: meta?.externalAccountRequired ?? false,
    ...(meta?.termsOfService !== undefined && { termsOfService: meta.termsOfService }),
  }
}
