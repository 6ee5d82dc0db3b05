import { z } from 'zod'
import { canonical, isHostLike } from './dns-name.ts'
import type { DnsProvider, DnsProviderContext } from './provider.ts'
import { providers } from './providers/index.ts'
import { serverAddress } from './server-address.ts'

type Providers = typeof providers

const common = {
  zone: z
    .string()
    .refine((name) => isHostLike(canonical(name)), { error: 'not the name of a zone' })
    .describe('The zone, as in example.com.'),
  servers: z
    .array(
      z.string().refine((text) => serverAddress(text) !== undefined, {
        error: 'not a DNS server: write 192.0.2.1:53 or [2001:db8::1]:53',
      }),
    )
    .min(1)
    .optional()
    .describe('Ask these for the records instead of the servers the zone is delegated to.'),
}

/** A zone we may write to: its name, its provider, and what that provider needs. */
export type ZoneConfig = {
  [Name in keyof Providers]: z.infer<Providers[Name]['config']> & {
    zone: string
    servers?: string[] | undefined
    provider: Name
  }
}[keyof Providers]

const [first, ...others] = Object.values(providers).map((provider) =>
  provider.config.extend({ ...common, provider: z.literal(provider.name) }),
)
if (!first) throw new TypeError('there is no DNS provider')

// The index of providers is a value, so its union has to be told to the compiler: this is `ZoneConfig` above.
export const ZoneConfig = z.discriminatedUnion('provider', [
  first,
  ...others,
]) as unknown as z.ZodType<ZoneConfig>

/** The provider of a zone, connected with its part of the configuration. */
export function connectProvider(config: ZoneConfig, context: DnsProviderContext): DnsProvider {
  const { zone, servers, provider, ...own } = config
  const definition = providers[provider]
  // `own` is what the union's member for this provider parsed; the compiler cannot follow the key to its member.
  return definition.connect(own as never, context)
}
