/** What only tests use: servers that misbehave on purpose, and doubles of servers that cannot be installed everywhere. */

export { endChild, freePort, startChild } from './child.ts'
export * from './hostile-ca/index.ts'
export * from './mongo-double/index.ts'
export * from './mongodb-server/index.ts'
export * from './nats-server/index.ts'
export * from './pebble/index.ts'
