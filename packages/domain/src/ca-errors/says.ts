import type { CaErrorRow } from './row.ts'

type Says = CaErrorRow['says']

/** It passes by itself. */
export const passes = (remedy: string): Says => ({ actor: 'nobody', remedy, retryable: true })
export const caPasses = (remedy = 'None: it is tried again.'): Says => ({
  ...{ actor: 'ca', remedy, retryable: true },
})
export const another = (why = ''): Says => passes(`None: ${why}a new order is placed.`)

/** Nothing helps but somebody's deed. */
export const operator = (remedy: string): Says => ({ actor: 'operator', remedy, retryable: false })
export const requester = (remedy: string): Says => ({
  ...{ actor: 'requester', remedy, retryable: false },
})

/** It may pass, and mostly does only when the operator acts; meanwhile it is tried anew. */
export const operatorMeanwhile = (remedy: string): Says => ({
  ...{ actor: 'operator', remedy, retryable: true },
})
