import type { Delivery } from '@certwire/bus'
import {
  type Contract,
  DEFAULT_TENANT,
  Envelope,
  type Message,
  OrderId,
  TenantId,
  typeOf,
} from '@certwire/contracts'
import { z } from 'zod'
import { orderIdOf } from './order-id.ts'
import { Reject } from './reject.ts'

/** An envelope whose owner is known: everything that `Message` needs but the data. */
interface Address {
  id: string
  source: string
  time: string
  tenantId: TenantId
  orderId: OrderId
  causationId?: string
  traceparent?: string
}

/**
 * Parses at the door, so that what is inside is fact. Rejects what can never be understood.
 *
 * Requests may come as plain JSON data; then the order's id follows from the message's own.
 */
export function parse(contract: Contract, delivery: Delivery): Message {
  const json = parseJson(delivery.body)
  const { address, data } = isEnvelope(json)
    ? fromEnvelope(contract, json, delivery)
    : fromPlain(contract, json, delivery)
  const parsed = contract.schema.safeParse(data)
  if (!parsed.success) throw malformed(z.prettifyError(parsed.error))
  return { type: contract.type, data: parsed.data, ...address }
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body, refuseHarm)
  } catch (error) {
    if (error instanceof Reject) throw error
    throw new Reject('ERR_MESSAGE_NOT_JSON', 'The message is not JSON.')
  }
}

/** Nobody who means well sends this, and nothing downstream should have to think of it. */
function refuseHarm(key: string, value: unknown): unknown {
  if (key === '__proto__') throw malformed('It has a "__proto__" key.')
  const isText = typeof value === 'string'
  if (!key.isWellFormed() || (isText && !value.isWellFormed()))
    throw malformed('It has half a surrogate pair, which is no text.')
  return value
}

const isEnvelope = (json: unknown): json is { specversion: unknown } =>
  typeof json === 'object' && json !== null && Object.hasOwn(json, 'specversion')

function fromEnvelope(contract: Contract, json: { specversion: unknown }, delivery: Delivery) {
  if (json.specversion !== '1.0')
    throw new Reject('ERR_MESSAGE_VERSION', 'It is a CloudEvent, but not of version 1.0.')
  const parsed = Envelope.safeParse(json)
  if (!parsed.success) throw malformed(z.prettifyError(parsed.error))
  const { id, source, data, ...envelope } = parsed.data
  checkType(contract, typeOf(envelope.type))
  const tenantId = tenantOf(contract, delivery, envelope.tenantid)
  const orderId = envelope.orderid ?? OrderId.safeParse(envelope.subject).data
  return {
    data,
    address: {
      ...{ id, source, tenantId },
      time: envelope.time ?? new Date(0).toISOString(),
      orderId: orderId ?? named(contract, tenantId, `${source}\n${id}`),
      ...(envelope.causationid && { causationId: envelope.causationid }),
      ...(envelope.traceparent && { traceparent: envelope.traceparent }),
    } satisfies Address,
  }
}

function checkType({ type }: Contract, given: string): void {
  if (given === type) return
  if (given.startsWith(`${type}-v`))
    throw new Reject('ERR_MESSAGE_VERSION', `It is of a version of ${type} that is not known here.`)
  throw new Reject('ERR_MESSAGE_TYPE', `The message's type is not ${type}.`)
}

const Plain = z.looseObject({ orderId: OrderId.optional() })

function fromPlain(contract: Contract, json: unknown, delivery: Delivery) {
  const parsed = Plain.safeParse(json)
  if (contract.kind !== 'request' || !parsed.success)
    throw malformed('It is neither a CloudEvent nor the plain data of a request.')
  const { orderId, ...data } = parsed.data
  const id = delivery.publishedId ?? delivery.storedId
  const tenantId = tenantOf(contract, delivery, undefined)
  return {
    data,
    address: {
      ...{ id, tenantId, source: 'upstream', time: new Date(0).toISOString() },
      orderId: orderId ?? named(contract, tenantId, id),
    } satisfies Address,
  }
}

/** Only a request for a new certificate may leave its order unnamed. */
function named(contract: Contract, tenantId: TenantId, requestId: string): OrderId {
  if (contract.type !== 'cert.requested') throw malformed('It names no order (orderId).')
  return orderIdOf(tenantId, requestId)
}

/** The subject decides, for permissions are given by subject. */
function tenantOf(contract: Contract, { subject }: Delivery, claimed: TenantId | undefined) {
  if (contract.kind !== 'request') return claimed ?? DEFAULT_TENANT
  const token = subject.slice(contract.type.length + 1)
  const tenant = TenantId.safeParse(token === '' ? (claimed ?? DEFAULT_TENANT) : token)
  if (!tenant.success || (claimed !== undefined && claimed !== tenant.data))
    throw new Reject('ERR_MESSAGE_TENANT', 'The tenant of the subject and of the message differ.')
  return tenant.data
}

const malformed = (why: string) => new Reject('ERR_MESSAGE_MALFORMED', why.slice(0, 1500))
