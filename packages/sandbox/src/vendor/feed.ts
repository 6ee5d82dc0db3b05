import type { SandboxRecord, SandboxRecordType } from '../dns/record.ts'
import { SandboxDnsError } from '../dns/record-error.ts'
import type { SandboxDns } from '../dns/start.ts'
import type { VendorChange } from './control.ts'

const types: readonly string[] = ['A', 'AAAA', 'CAA', 'CNAME', 'TXT'] satisfies SandboxRecordType[]

/** The name server that a vendor's records come to, some time after they were changed there. */
export interface Feed {
  push(changes: readonly VendorChange[], delayMs: number): void
  /** What has not arrived yet never does. */
  close(): void
}

export function feedOf(dns: Pick<SandboxDns, 'add' | 'remove'> | undefined): Feed {
  const timers = new Set<NodeJS.Timeout>()
  const apply = (changes: readonly VendorChange[]) => {
    for (const change of changes) carry(dns, change)
  }
  return {
    push: (changes, delayMs) => {
      if (delayMs === 0) return apply(changes)
      const timer = setTimeout(() => {
        timers.delete(timer)
        apply(changes)
      }, delayMs)
      timers.add(timer)
    },
    close: () => timers.forEach(clearTimeout),
  }
}

function carry(
  dns: Pick<SandboxDns, 'add' | 'remove'> | undefined,
  { op, name, type, value }: VendorChange,
) {
  if (!dns || !types.includes(type)) return
  try {
    // One of `types`, which are those of the server.
    dns[op]({ name, type, value } as SandboxRecord)
  } catch (error) {
    // A zone that the vendor has and the name server does not serve: as with a real one, nobody can ask for it.
    if (!(error instanceof SandboxDnsError)) throw error
  }
}
