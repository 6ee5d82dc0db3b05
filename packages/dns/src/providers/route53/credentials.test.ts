import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { expect, onTestFinished, test } from 'vitest'
import { at, awsEnvironment, sandboxRoute53 } from '../../test-support/sandbox-route53.ts'
import { route53 } from '../route53.ts'

const adding = { add: at('_acme-challenge.example.com', 'one') }
const roleArn = 'arn:aws:iam::123456789012:role/dns/certwire'

/** Security Token Service that lends one set of credentials; `asked` is what it was asked with. */
async function tokenService(secret: string) {
  const asked: Record<string, string>[] = []
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    asked.push(Object.fromEntries(new URLSearchParams(await text(request))))
    response.writeHead(200, { 'content-type': 'text/xml' })
    response.end(
      `<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>ASIALENT</AccessKeyId><SecretAccessKey>${secret}</SecretAccessKey><SessionToken>t0ken</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>`,
    )
  }
  const server = createServer((request, response) => void answer(request, response))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  // An AddressInfo because it listens on an IP address.
  const { port } = server.address() as AddressInfo
  return { asked, url: `http://127.0.0.1:${port}` }
}

test('a role is assumed, with what it asks for, and its credentials are used', async () => {
  const { asked, url } = await tokenService('lent')
  const { change, records } = await sandboxRoute53({
    aws: { accessKeys: { ASIALENT: { secret: 'lent' } } },
    config: { roleArn, externalId: 'tenant-7' },
  })
  awsEnvironment({ AWS_ENDPOINT_URL_STS: url })

  await change(adding)

  expect(records()).toHaveLength(1)
  expect(asked).toMatchObject([
    { Action: 'AssumeRole', RoleArn: roleArn, RoleSessionName: 'certwire', ExternalId: 'tenant-7' },
  ])
})

test.each([
  ['a user and password in the endpoint', { endpoint: 'https://a:b@example.com' }],
  ['an id with its path', { zoneId: '/hostedzone/Z1' }],
  ['a role that is none', { roleArn: 'certwire' }],
  ['an access key', { accessKeyId: 'AKID' }],
])('a configuration with %s is refused', (_what, config) => {
  expect(route53.config.safeParse(config).success).toBe(false)
})
