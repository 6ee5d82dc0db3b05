/** What only tests use: servers that misbehave on purpose, and doubles of servers that cannot be installed everywhere. */

export * from './bind/index.ts'
export { endChild, freePort, startChild } from './child.ts'
export * from './dns-server/index.ts'
export * from './hostile-ca/index.ts'
export * from './knot/index.ts'
export { localhostIdentity } from './localhost.ts'
export * from './mongo-double/index.ts'
export * from './mongodb-server/index.ts'
export * from './moto/index.ts'
export * from './nats-server/index.ts'
export * from './pebble/index.ts'
