import { type Contract, contracts, Envelope, streams, subjectOf } from '@certwire/contracts'
import { dataSchema, jsonSchema } from './schemas.ts'
import type { ServiceFacts } from './services.ts'

const ids = { tenantId: '{tenant}', orderId: '{order}' } as never

/** AsyncAPI 3.1 of everything that goes over NATS. */
export function asyncApi(services: readonly ServiceFacts[]): string {
  const all: Contract[] = Object.values(contracts)
  const document = {
    asyncapi: '3.1.0',
    info: {
      title: 'Certwire',
      version: '1.0.0',
      description:
        'TLS certificates over ACME: what services and upstream systems say to each other.',
      license: { name: 'Apache-2.0' },
    },
    defaultContentType: 'application/cloudevents+json',
    channels: Object.fromEntries(all.map((contract) => [key(contract), channel(contract)])),
    operations: operations(services),
    components: {
      messages: Object.fromEntries(all.map((contract) => [key(contract), message(contract)])),
    },
    'x-jetstream': { streams },
  }
  return `${JSON.stringify(document, undefined, 2)}\n`
}

/** AsyncAPI's keys have no dots. */
const key = ({ type }: Contract) => type.replaceAll('.', '_')

function channel(contract: Contract) {
  const address = subjectOf(contract, ids)
  const parameters = [...address.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => [
    name,
    { description: name === 'tenant' ? 'The tenant.' : 'The order.' },
  ])
  const messages = { [key(contract)]: { $ref: `#/components/messages/${key(contract)}` } }
  return { address, parameters: Object.fromEntries(parameters), messages }
}

function message(contract: Contract) {
  const envelope = jsonSchema(Envelope)
  const properties = { ...(envelope.properties as object), data: dataSchema(contract) }
  return {
    name: contract.type,
    summary: contract.summary,
    contentType: 'application/cloudevents+json',
    payload: { ...envelope, properties },
  }
}

function operations(services: readonly ServiceFacts[]) {
  const entries = services.flatMap(({ name, receives, sends }) => [
    ...receives.map((contract) => operation(name, 'receive', contract)),
    ...sends.map((contract) => operation(name, 'send', contract)),
  ])
  return Object.fromEntries(entries)
}

const operation = (service: string, action: 'send' | 'receive', contract: Contract) =>
  [
    `${service}_${action}_${key(contract)}`,
    { action, channel: { $ref: `#/channels/${key(contract)}` }, tags: [{ name: service }] },
  ] as const
