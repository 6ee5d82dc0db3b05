/** What a JSON pointer (RFC 6901) points to, by own keys only. */
export function pointedAt(value: unknown, pointer: string): unknown {
  const steps = pointer.split('/').slice(1)
  return steps
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<unknown>((at, step) => {
      const holds = typeof at === 'object' && at !== null && Object.hasOwn(at, step)
      return holds ? (at as Record<string, unknown>)[step] : undefined
    }, value)
}
