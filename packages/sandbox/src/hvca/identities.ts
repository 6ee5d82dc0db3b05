import { keyUsage } from '../ca/extensions.ts'
import { toPem } from '../ca/key-pair.ts'
import { authority, issue, localServer, party } from '../ca/state.ts'

interface KeyAndCertificate {
  readonly key: string
  readonly certificate: string
}

/** Who is who on the wire, in PEM: a server, and a client whose certificate is of a CA of its own. */
export interface Identities {
  readonly server: KeyAndCertificate & { readonly ca: string }
  readonly client: KeyAndCertificate & { readonly ca: string }
}

export async function newIdentities(): Promise<Identities> {
  const [serverCa, server, clientCa, client] = await Promise.all([
    party('Certwire Sandbox HVCA TLS Root'),
    party('localhost'),
    party('Certwire Sandbox HVCA mTLS Root'),
    party('API client'),
  ])
  return {
    server: {
      ...{ key: toPem(server), certificate: await issue(server, serverCa, localServer()) },
      ca: await issue(serverCa, serverCa, authority(0)),
    },
    client: {
      key: toPem(client),
      certificate: await issue(client, clientCa, [keyUsage('digitalSignature')]),
      ca: await issue(clientCa, clientCa, authority(0)),
    },
  }
}
