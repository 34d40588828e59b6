/** Whatever an EHR does to the table of appointments, at random but the same each time: the same seed, the same statements. */
export class Ehr {
  #state: number;
  #lastId: number;
  readonly #firstId: number;

  /** Appointments of its own begin with this number, so that two of them work beside each other. */
  constructor(seed: number, firstId = 1) {
    this.#state = seed;
    this.#firstId = firstId;
    this.#lastId = firstId - 1;
  }

  statement() {
    return this.#oneOf([
      () => this.#book(),
      () => this.#book(),
      () => this.#book(5 + this.#number(20)),
      () => this.#bookAgain(),
      () => this.#change(`id = ${this.#someId()}`),
      () => this.#change(`id = ${this.#someId()}`),
      () => this.#change(`id between ${this.#someId()} and ${this.#lastId} and id % 3 = ${this.#number(3)}`),
      () => `delete from appointments where id = ${this.#someId()}`,
      () =>
        `delete from appointments where id between ${this.#firstId} and ${this.#lastId} and id % 7 = ${this.#number(7)}`,
    ])();
  }

  /** From mulberry32, which is enough for tests. */
  #number(below: number) {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  }

  #oneOf<Choice>(choices: readonly Choice[]) {
    return choices[this.#number(choices.length)] as Choice; // never asked for one of none
  }

  #someId = () => this.#firstId + this.#number(Math.max(1, this.#lastId - this.#firstId + 1));

  #book(visits = 1) {
    const rows = Array.from({ length: visits }, () => this.#row(++this.#lastId));
    return `insert into appointments ${COLUMNS} values ${rows.join(', ')}`;
  }

  #bookAgain() {
    const columns = ['provider_id', 'patient_id', 'org_id', 'status', 'appointment_start_date'].map(
      (column) => `${column} = excluded.${column}`,
    );
    const id = this.#someId();
    this.#lastId = Math.max(this.#lastId, id);
    return `insert into appointments ${COLUMNS} values ${this.#row(id)} on conflict (id) do update set ${columns.join(', ')}`;
  }

  #row(id: number) {
    return `(${id}, ${this.#who()}, ${this.#status()}, ${this.#visitType()}, ${this.#day()}, ${this.#times()})`;
  }

  #change(where: string) {
    const columns = this.#oneOf([
      `status = ${this.#status()}`,
      `status = ${this.#status()}`,
      `visit_type = ${this.#visitType()}`,
      `(org_id, provider_id, patient_id) = (${this.#who()})`,
      `appointment_start_date = ${this.#day()}`,
      `(appointment_start_time, appointment_end_time) = (${this.#times()})`,
      `reason = 'Called'`,
      `status = 'COMPLETED', visit_type = 'Telehealth'`,
    ]);
    return `update appointments set ${columns} where ${where}`;
  }

  #who = () => this.#oneOf(['1, 45, 89', '1, 45, 89', '1, 46, 89', '2, 61, 201']);
  #status = () =>
    this.#oneOf([
      "'COMPLETED'",
      "'COMPLETED'",
      "'COMPLETED'",
      "'SCHEDULED'",
      "'IN_PROGRESS'",
      "'CANCELLED'",
      "'NO_SHOW'",
    ]);
  #visitType = () =>
    this.#oneOf([
      "'Telehealth'",
      "'Telehealth'",
      "'Telehealth'",
      "'telehealth'",
      "'Telehealth '",
      "'Virtual'",
      "'In-person'",
    ]);
  #day = () => `date '2026-01-26' + ${this.#number(40)}`;
  /** From a millisecond to over a week, few a whole number of minutes. */
  #times() {
    const milliseconds = this.#oneOf([
      1, 29_999, 59_999, 60_000, 61_000, 62_001, 100_003, 1_200_000, 1_234_567, 86_400_000, 700_000_001,
    ]);
    return `timestamptz '2026-02-01T10:00:00Z', timestamptz '2026-02-01T10:00:00Z' + interval '${milliseconds} milliseconds'`;
  }
}

const COLUMNS =
  '(id, org_id, provider_id, patient_id, status, visit_type, appointment_start_date, appointment_start_time, appointment_end_time)';
