/** A record that this server cannot hold: not a name of its zones, or a value that its type does not have. */
export class SandboxDnsError extends Error {
  override readonly name = 'SandboxDnsError'
  readonly code = 'ERR_SANDBOX_DNS_RECORD'
}
