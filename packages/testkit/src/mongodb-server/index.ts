export { type MongodbServer, startMongodbServer } from './start.ts'
