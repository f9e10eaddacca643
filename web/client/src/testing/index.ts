/** A server in memory, for tests of programs that use the client. */
export { FakeServer, type ServerSocket } from "./fake-server.ts";
export { aTodo } from "./fake-set.ts";
