import { type Resolver, resolverName } from './resolver.ts'

const BEHIND_MS = 30_000

/** The order in which resolvers are asked: as configured, but for half a minute those that kept silent come last. */
export interface ResolverOrder {
  of(resolvers: readonly Resolver[]): Resolver[]
  keptSilent(resolver: Resolver): void
}

export function resolverOrder(clock: () => Date): ResolverOrder {
  const behindUntil = new Map<string, number>()
  return {
    of: (resolvers) => {
      const now = clock().getTime()
      const isBehind = (one: Resolver) => (behindUntil.get(resolverName(one)) ?? 0) > now
      return resolvers.toSorted((a, b) => Number(isBehind(a)) - Number(isBehind(b)))
    },
    keptSilent: (resolver) => {
      behindUntil.set(resolverName(resolver), clock().getTime() + BEHIND_MS)
    },
  }
}
