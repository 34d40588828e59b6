/** The owner of a chart, which decides who may see it. */
export interface Owned {
  orgId: number;
  patientId: number;
}

export interface Vitals extends Owned {
  appointmentId: number;
  measuredAt: string;
  heartRate: number;
  bloodPressure: string;
}

export interface Chart extends Owned {
  allergies: { substance: string; reaction: string }[];
}

export const vitals: Vitals[] = [
  {
    orgId: 1,
    patientId: 89,
    appointmentId: 123,
    measuredAt: '2026-11-20T08:30:00Z',
    heartRate: 72,
    bloodPressure: '128/82',
  },
  {
    orgId: 2,
    patientId: 201,
    appointmentId: 201,
    measuredAt: '2026-11-21T10:05:00Z',
    heartRate: 96,
    bloodPressure: '104/66',
  },
];

export const charts: Chart[] = [
  { orgId: 1, patientId: 89, allergies: [{ substance: 'Penicillin', reaction: 'Rash' }] },
  { orgId: 1, patientId: 90, allergies: [] },
  { orgId: 2, patientId: 201, allergies: [{ substance: 'Peanut', reaction: 'Anaphylaxis' }] },
];
