import { sandboxEabs } from '@certwire/config'

/** The hand-written part of `docs/configuration.md`. A test loads each of them: its YAML, its environment, its files. */
export const configurationExamples = `
### GlobalSign Atlas, with a DNS server of your own

Atlas wants External Account Binding and a contact. \`http-request\` speaks the protocol of lego's \`httpreq\`.

\`\`\`yaml
defaultIssuer: globalsign-atlas
issuers:
  globalsign-atlas:
    contact: ['mailto:pki@example.com']
    eab:
      kid: { file: secrets/atlas-kid }
      hmacKey: { file: secrets/atlas-hmac-key }
dns:
  zones:
    - zone: example.com
      provider: http-request
      endpoint: https://dns.example.com/certwire
      username: certwire
      password: { file: secrets/dns-password }
\`\`\`

### GlobalSign Atlas, with what HVCA tells

HVCA is Atlas's management API; the portal gives its credentials and the client certificate. Names below a verified claim
need no zone here, and an order waits while the quota is used up. \`CERTWIRE_ENV\` chooses between two pairs.

\`\`\`yaml
defaultIssuer: globalsign-atlas
issuers:
  globalsign-atlas:
    contact: ['mailto:pki@example.com']
    hvca:
      clientCertificate: { file: secrets/hvca-certificate }
      clientKey: { file: secrets/hvca-client-key }
dns:
  zones:
    - zone: example.com
      provider: http-request
      endpoint: https://dns.example.com/certwire
\`\`\`

\`\`\`sh
CERTWIRE_ENV=production
PROD_EAB_KID=kid-1
PROD_EAB_HMAC_KEY_FILE=secrets/prod-hmac-key
SANDBOX_EAB_KID=kid-2
SANDBOX_EAB_HMAC_KEY_FILE=secrets/sandbox-hmac-key
GLOBALSIGN_API_KEY_FILE=secrets/api-key
GLOBALSIGN_API_SECRET_FILE=secrets/api-secret
\`\`\`

### Let's Encrypt, staging first

A CA for trying things: its certificates are trusted by nobody, and its limits are wide.

\`\`\`yaml
defaultIssuer: letsencrypt-staging
issuers:
  letsencrypt-staging:
    contact: ['mailto:ops@example.com']
  letsencrypt:
    contact: ['mailto:ops@example.com']
dns:
  resolvers: ['192.0.2.53']
  zones:
    - zone: example.com
      provider: http-request
      endpoint: http://127.0.0.1:8080
\`\`\`

### A rehearsal before the real CA

The sandbox takes after another CA: here after Atlas, with orders that are looked at for a minute and certificates of a
day, whose renewal can be watched. Its issuer has all that it needs. Another ACME client, or another issuer of yours, can
take the kid \`rehearsal\` with the HMAC key \`${sandboxEabs.rehearsal}\`, which is good for one account until
the sandbox starts anew. With \`like: letsencrypt\` the sixth certificate for the same names within a week waits, as there.

\`\`\`yaml
sandbox:
  like: atlas
  claims: [claimed.example.test]
  processingSeconds: 60
  validityDays: 1
\`\`\`

### Webhooks, in and out

What a CA posts to \`https://…/webhooks/atlas\` brings forward the next look at what waits for that CA; what happens to
certificates is posted to a subscriber, signed as [Standard Webhooks](https://www.standardwebhooks.com) says. The keys of
\`map\` and \`verify\` are those of the sender.

\`\`\`yaml
defaultIssuer: globalsign-atlas
issuers:
  globalsign-atlas:
    contact: ['mailto:pki@example.com']
    eab:
      kid: { file: secrets/atlas-kid }
      hmacKey: { file: secrets/atlas-hmac-key }
dns:
  zones:
    - zone: example.com
      provider: http-request
      endpoint: https://dns.example.com/certwire
webhooks:
  listen: { host: 0.0.0.0 }
  trustedProxies: ['192.0.2.10']
  sources:
    atlas:
      kind: atlas
      issuer: globalsign-atlas
      verify:
        - by: hmac
          header: X-Signature
          timestampHeader: X-Timestamp
          secrets: [{ file: secrets/atlas-webhook }]
      map: { names: /data/domains, id: /id }
  subscribers:
    - url: https://hooks.example.com/certwire
      secrets: [{ file: secrets/subscriber-whsec }]
      events: [cert.failed, cert.expiring]
\`\`\`

### Scaled out, on NATS and MongoDB

Every process has the same file and environment; \`certwire up solver\` runs one service, \`certwire up\` all of them. The
key-encryption key is the same everywhere. The HTTP API speaks no TLS: put something in front of it that does.

\`\`\`yaml
defaultIssuer: zerossl
http:
  host: 0.0.0.0
dns:
  zones:
    - zone: example.com
      provider: http-request
      endpoint: https://dns.example.com
    - zone: internal.example.net
      provider: http-request
      endpoint: https://dns.example.com
      servers: ['192.0.2.1', '192.0.2.2:5353']
\`\`\`

\`\`\`sh
NATS_URL_FILE=secrets/nats-url
MONGODB_URI_FILE=secrets/mongodb-uri
CERTWIRE_KEK_FILE=secrets/kek
CERTWIRE_API_TOKEN_FILE=secrets/api-token
EAB_KID=kid-1
EAB_HMAC_KEY_FILE=secrets/zerossl-hmac-key
\`\`\`
`.trim()
