/** One after the other; what a CA or a schema says often lacks its full stop. */
export const sentences = (...parts: readonly string[]): string =>
  parts.map((part) => (/[.!?…]$/.test(part) ? part : `${part}.`)).join(' ')
