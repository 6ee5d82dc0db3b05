import { type Looking, look } from './look.ts'

const PAGE = 200
/** Most of them wait for the CA's answer: more at once would only be in its way. */
const AT_ONCE = 8

/** Looks at what is due, the longest due first. One that cannot be looked at does not keep the others from it. */
export async function sweep(deps: Looking, signal: AbortSignal): Promise<void> {
  let found: number
  do {
    const due = await deps.renewals.find('due', { to: deps.clock().toISOString(), limit: PAGE })
    found = due.length
    const failed: unknown[] = []
    const worker = async () => {
      for (let one = due.shift(); one && !signal.aborted; one = due.shift())
        await look(one, deps, signal).catch((error: unknown) => failed.push(error))
    }
    await Promise.all(Array.from({ length: AT_ONCE }, worker))
    if (failed.length > 0) throw failed[0]
  } while (found === PAGE && !signal.aborted)
}
