/** Something that goes wrong with the next `times` (1) commands of that name. */
export type Fault = { readonly command: string; readonly times?: number } & (
  | {
      /** The connection is cut, before the command took effect or after. */
      readonly kind: 'drop'
      readonly when: 'before' | 'after'
    }
  | {
      /** The effect at once, the answer late; or both late. */
      readonly kind: 'late'
      readonly delayMs: number
      readonly effect?: 'at once' | 'late'
    }
  | {
      /** As during a fail over: refused, nothing took effect. */
      readonly kind: 'not-primary'
    }
  | {
      /** It took effect here, but was not seen on a majority within `wtimeout`. */
      readonly kind: 'write-concern-timeout'
    }
  | {
      /** It took effect here, but the server stepped down before a majority had it: the driver has to send it again. */
      readonly kind: 'stepped-down'
    }
)

export interface Faults {
  add(fault: Fault): void
  take(command: string): Fault | undefined
}

export function faults(): Faults {
  const pending: { fault: Fault; left: number }[] = []
  return {
    add: (fault) => {
      pending.push({ fault, left: fault.times ?? 1 })
    },
    take: (command) => {
      const at = pending.findIndex(({ fault }) => fault.command === command)
      const found = pending[at]
      if (!found) return undefined
      found.left -= 1
      if (found.left === 0) pending.splice(at, 1)
      return found.fault
    },
  }
}
