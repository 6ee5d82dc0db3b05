import {
  CONTENT_TYPE,
  type Contract,
  contracts,
  Envelope,
  eventTypeOf,
  OrderId,
} from '@certwire/contracts'
import { type Json, referring } from './schemas.ts'

const SCHEMAS = '#/components/schemas'
const schemaRef = (name: string) => ({ $ref: `${SCHEMAS}/${name}` })

const headers = {
  type: 'object',
  properties: {
    'Nats-Msg-Id': { type: 'string', description: "The message's `id`: a repetition is dropped." },
  },
}

/** AsyncAPI's keys for what has dots in its name. */
export const keyOf = ({ type }: Contract): string => type.replaceAll('.', '_')

/** Upstream may send a request's data as it is, without an envelope. */
export const plainKeyOf = (contract: Contract): string => `${keyOf(contract)}_plain`

const dataName = ({ type }: Contract) => `${type}.data`

/** Every message, and every schema that they refer to. */
export function components() {
  const all: Contract[] = Object.values(contracts)
  const requests = all.filter(({ kind }) => kind === 'request')
  return {
    messages: Object.fromEntries([
      ...all.map((contract) => [keyOf(contract), cloudEvent(contract)]),
      ...requests.map((contract) => [plainKeyOf(contract), plainData(contract)]),
    ]),
    schemas: schemas(all),
  }
}

function schemas(all: readonly Contract[]): Record<string, Json> {
  const referred = all.map((contract) => ({
    name: dataName(contract),
    ...referring(contract.schema, SCHEMAS),
  }))
  const shared = [Envelope, OrderId].map((value) => referring(value, SCHEMAS).shared)
  const data = referred.map(({ name, schema }) => [name, schema])
  const named = Object.assign({}, ...shared, ...referred.map((one) => one.shared))
  const entries: [string, Json][] = Object.entries({ ...Object.fromEntries(data), ...named })
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)))
}

function cloudEvent(contract: Contract) {
  const own = {
    type: 'object',
    properties: {
      type: { const: eventTypeOf(contract.type) },
      data: schemaRef(dataName(contract)),
    },
    required: ['type', 'data'],
  }
  return {
    name: contract.type,
    summary: contract.summary,
    contentType: CONTENT_TYPE,
    headers,
    payload: { allOf: [schemaRef('Envelope'), own] },
    tags: [{ name: contract.kind }],
  }
}

function plainData(contract: Contract) {
  const { schema } = referring(contract.schema, SCHEMAS)
  const properties = { orderId: schemaRef('OrderId'), ...(schema.properties as Json) }
  const isNew = contract.type === 'cert.requested'
  const required = [...(isNew ? [] : ['orderId']), ...((schema.required as string[]) ?? [])]
  return {
    name: contract.type,
    title: `${contract.type}, plain`,
    summary: `${contract.summary} Without an envelope.`,
    contentType: 'application/json',
    headers,
    payload: { ...schema, properties, required },
    tags: [{ name: contract.kind }],
  }
}
