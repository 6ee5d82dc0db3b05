import { JetStreamApiCodes, JetStreamApiError } from '@nats-io/jetstream'
import { errors } from 'nats'
import { BusError } from '../bus-error.ts'

/** A full stream whose policy is to refuse, which is 503 as well but does not pass by waiting. */
const storeFailed = 10077

export function isNoResponders(error: unknown): boolean {
  // The library says "JetStream is not enabled" when it means that nobody answers to the subject.
  const { cause } = error instanceof Error ? error : {}
  const origin = cause instanceof errors.RequestError ? cause : error
  return origin instanceof errors.RequestError && origin.isNoResponders()
}

export function isMissing(error: unknown): boolean {
  if (!(error instanceof JetStreamApiError)) return false
  return (
    error.code === JetStreamApiCodes.StreamNotFound ||
    error.code === JetStreamApiCodes.ConsumerNotFound
  )
}

export function isForbidden(error: unknown): boolean {
  const { cause } = error instanceof Error ? error : {}
  return (
    error instanceof errors.PermissionViolationError ||
    cause instanceof errors.PermissionViolationError
  )
}

/** May go away by itself: no answer, nobody there yet, or a server that says "not now". */
export function isPassing(error: unknown): boolean {
  if (error instanceof JetStreamApiError) return error.status === 503 && error.code !== storeFailed
  if (isForbidden(error)) return false
  return (
    isNoResponders(error) ||
    error instanceof errors.TimeoutError ||
    error instanceof errors.RequestError ||
    error instanceof errors.ConnectionError
  )
}

export function isClosed(error: unknown): boolean {
  return (
    error instanceof errors.ClosedConnectionError || error instanceof errors.DrainingConnectionError
  )
}

/** One line, at most 200 characters. */
export function reasonOf(error: unknown): string {
  const text = error instanceof Error ? error.message || error.name : String(error)
  return text.replaceAll(/\s+/g, ' ').slice(0, 200)
}

export function refused(what: string, cause: unknown): BusError {
  return new BusError('ERR_BUS_REFUSED', `the server refused ${what}: ${reasonOf(cause)}`, {
    cause,
  })
}

export const closed = () => new BusError('ERR_BUS_CLOSED', 'the bus is closed')
