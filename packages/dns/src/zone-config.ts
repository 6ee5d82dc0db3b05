import { z } from 'zod'
import { canonical, isHostLike } from './dns-name.ts'
import type { DnsProvider, DnsProviderContext } from './provider.ts'
import { providers } from './providers/index.ts'
import { ServerText } from './server-text.ts'

type Providers = typeof providers

export const ZoneName = z
  .string()
  .refine((name) => isHostLike(canonical(name)), { error: 'is not the name of a zone' })

/** What every zone has, whatever its provider. */
export const ZoneBasics = z.strictObject({
  zone: ZoneName.describe('The zone, as in example.com.'),
  provider: z
    .enum(Object.values(providers).map(({ name }) => name))
    .describe('How its records are written.'),
  servers: z
    .array(ServerText)
    .min(1)
    .optional()
    .describe('Ask these for the records instead of the servers the zone is delegated to.'),
})

/** A zone we may write to: its name, its provider, and what that provider needs. */
export type ZoneConfig = {
  [Name in keyof Providers]: z.infer<Providers[Name]['config']> & {
    zone: string
    servers?: string[] | undefined
    provider: Name
  }
}[keyof Providers]

const [first, ...others] = Object.values(providers).map((provider) =>
  provider.config.extend({ ...ZoneBasics.shape, provider: z.literal(provider.name) }),
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
