export { pebbles } from './find.ts'
export { type Pebble, startPebble } from './start.ts'
