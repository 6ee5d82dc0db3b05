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
