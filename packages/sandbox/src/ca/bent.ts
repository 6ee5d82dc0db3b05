import type { SandboxCaBend } from './bend.ts'

export function bentNames({ names }: SandboxCaBend, asked: readonly string[]): readonly string[] {
  return names ?? asked
}

/** The chain in PEM as a CA with this fault would send it. */
export function bentChain({ chain: how }: SandboxCaBend, chain: string): string {
  const [leaf = '', ...rest] = chain.split(/(?<=-----END CERTIFICATE-----\n)/)
  if (how === 'leaf only') return leaf
  if (how === 'cut off') return chain.slice(0, leaf.length + 200)
  return how === 'turned round' ? [...rest, leaf].join('') : chain
}
