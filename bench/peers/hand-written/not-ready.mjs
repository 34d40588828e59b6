/** Nobody is told whether a visit is closed, somebody else's, or not open yet. */
export class NotReady extends Error {
  constructor() {
    super('Room not found or not started yet');
  }
}
