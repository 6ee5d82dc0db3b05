/** What only tests use: servers that misbehave on purpose, and doubles of servers that cannot be installed everywhere. */
export * from './hostile-ca/index.ts'
export * from './mongo-double/index.ts'
export * from './nats-server/index.ts'
