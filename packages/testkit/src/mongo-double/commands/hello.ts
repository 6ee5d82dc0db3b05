import type { Fields } from '../fields.ts'
import type { Server } from './command.ts'

/** The primary of a replica set of one, wire version of MongoDB 7.0: drivers use sessions and retryable writes with it. */
export function hello(_command: Fields, { address }: Server): Fields {
  return {
    helloOk: true,
    ismaster: true,
    isWritablePrimary: true,
    secondary: false,
    setName: 'rs0',
    setVersion: 1,
    hosts: [address()],
    primary: address(),
    me: address(),
    maxBsonObjectSize: 16_777_216,
    maxMessageSizeBytes: 48_000_000,
    maxWriteBatchSize: 100_000,
    logicalSessionTimeoutMinutes: 30,
    minWireVersion: 0,
    maxWireVersion: 21,
    readOnly: false,
  }
}
