export { type NatsServerBinary, natsServers } from './find.ts'
export { type NatsServer, type NatsServerOptions, startNatsServer } from './server.ts'
