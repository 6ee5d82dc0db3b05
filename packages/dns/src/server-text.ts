import { z } from 'zod'
import { resolver } from './resolver.ts'
import { serverAddress } from './server-address.ts'

/** A DNS server as it stands in a configuration. */
export const ServerText = z.string().refine((text) => serverAddress(text) !== undefined, {
  error: 'is not a DNS server: write 192.0.2.1:53 or [2001:db8::1]:53',
})

/** A recursive resolver as it stands there. */
export const ResolverText = z.string().refine((text) => resolver(text) !== undefined, {
  error:
    'is not a resolver: write 192.0.2.1:53, [2001:db8::1]:53 or https://dns.example.com/dns-query',
})
