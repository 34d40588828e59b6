/** The same error for closed, foreign and unopened visits, so that it does not reveal which one it is. */
export class NotReady extends Error {
  constructor() {
    super('Room not found or not started yet');
  }
}
