import {
  CONTENT_TYPE,
  type Contract,
  contracts,
  filtersOf,
  streams,
  subjectOf,
} from '@certwire/contracts'
import { components, keyOf, plainKeyOf } from './components.ts'
import type { ServiceFacts } from './services.ts'

// Placeholders, which the brand of an id would not let through.
const ids = { tenantId: '{tenant}', orderId: '{orderId}' } as never

const parameters = {
  tenant: { description: 'Whose certificate it is: `[A-Za-z0-9_-]{1,64}`.' },
  orderId: { description: 'Which order it is about: `ord_…`.' },
}

/** AsyncAPI 3.1 of everything that goes over NATS. */
export function asyncApi(services: readonly ServiceFacts[]): string {
  const document = {
    asyncapi: '3.1.0',
    info: {
      title: 'Certwire',
      version: '1.0.0',
      description:
        'TLS certificates over ACME: what services and upstream systems say to each other.',
      license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
    },
    defaultContentType: CONTENT_TYPE,
    channels: Object.fromEntries(Object.values(contracts).flatMap(channelsOf)),
    operations: Object.fromEntries(services.flatMap(operationsOf)),
    components: components(),
    'x-jetstream': { streams },
  }
  return `${JSON.stringify(document, undefined, 2)}\n`
}

/**
 * A contract's channels, in the order of its filters: a request also comes on a subject without its tenant, which is
 * then the default one.
 */
const addressesOf = (contract: Contract): [key: string, address: string][] => [
  ...(contract.kind === 'request'
    ? [[`${keyOf(contract)}_default`, contract.type] as [string, string]]
    : []),
  [keyOf(contract), subjectOf(contract, ids)],
]

function channelsOf(contract: Contract) {
  const key = keyOf(contract)
  const messages = contract.kind === 'request' ? [key, plainKeyOf(contract)] : [key]
  return addressesOf(contract).map(([name, address]) => [name, channel(address, messages)])
}

function channel(address: string, messages: readonly string[]) {
  const used = Object.entries(parameters).filter(([name]) => address.includes(`{${name}}`))
  return {
    address,
    ...(used.length > 0 && { parameters: Object.fromEntries(used) }),
    messages: Object.fromEntries(
      messages.map((key) => [key, { $ref: `#/components/messages/${key}` }]),
    ),
    'x-jetstream': { stream: streamOf(address) },
  }
}

/** The stream that a subject with placeholders goes to. */
function streamOf(address: string): string {
  const stream = streams.find(({ subjects }) =>
    subjects.some((subject) => covers(subject.split('.'), address.split('.'))),
  )
  if (!stream) throw new Error(`no stream takes ${address}: see packages/contracts/src/streams.ts`)
  return stream.name
}

const covers = ([filter, ...filters]: string[], [token, ...tokens]: string[]): boolean => {
  if (filter === '>') return token !== undefined
  if (filter === undefined || token === undefined) return filter === token
  return (filter === '*' || filter === token) && covers(filters, tokens)
}

function operationsOf({ name, handlers, sends }: ServiceFacts) {
  const receives = handlers.flatMap(({ contract, sends: answers }) => {
    const filters = filtersOf(contract)
    const answeredBy = answers.map(({ type }) => type)
    return addressesOf(contract).map(([channel], index) =>
      operation(name, 'receive', channel, {
        summary: contract.summary,
        'x-jetstream': { filter: filters[index] },
        ...(answeredBy.length > 0 && { 'x-answers': answeredBy }),
      }),
    )
  })
  const says = sends.map((contract) =>
    operation(name, 'send', keyOf(contract), { summary: contract.summary }),
  )
  return [...receives, ...says]
}

const operation = (service: string, action: 'send' | 'receive', channel: string, more: object) =>
  [
    `${service}_${action}_${channel}`,
    {
      action,
      channel: { $ref: `#/channels/${channel}` },
      ...more,
      tags: [{ name: service }],
      bindings: { nats: { bindingVersion: '0.1.0' } },
    },
  ] as const
