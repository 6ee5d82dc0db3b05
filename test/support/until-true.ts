import { setTimeout as sleep } from 'node:timers/promises'

/** Resolves once it is so, or after so long. */
export async function untilTrue(isSo: () => boolean, longestMs: number): Promise<void> {
  for (const end = performance.now() + longestMs; !isSo() && performance.now() < end; )
    await sleep(50)
}
