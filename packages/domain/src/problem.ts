import type { Problem } from '@certwire/contracts'

/** A problem of the request: whoever sent it must send a better one. */
export const requestProblem = (code: string, reason: string, remedy: string): Problem => ({
  code,
  reason,
  actor: 'requester',
  remedy,
  retryable: false,
})

/** Foreign text in our sentences: bounded, and without control characters. */
export function quote(text: string): string {
  const plain = text.replaceAll(/[^\x20-\x7e]/g, (c) => `\\u{${c.codePointAt(0)?.toString(16)}}`)
  return `"${plain.length > 80 ? `${plain.slice(0, 77)}...` : plain}"`
}
