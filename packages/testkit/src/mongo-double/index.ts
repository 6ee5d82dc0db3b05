export { type MongoDouble, startMongoDouble } from './start.ts'
