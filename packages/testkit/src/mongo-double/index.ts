export { type MongoDoubleProcess, startMongoDoubleProcess } from './process.ts'
export { type MongoDouble, startMongoDouble } from './start.ts'
