/** The demo clinic has two practices, to show that neither sees the other's data. */
export const organizations = [
  { id: 1, alias: 'practice-1', name: 'Ciyex Family Practice' },
  { id: 2, alias: 'practice-2', name: 'Lakeside Pediatrics' },
];

export const providers = [
  { id: 45, orgId: 1, name: 'Dr. John Smith', email: 'john.smith@example.com' },
  { id: 46, orgId: 1, name: 'Dr. Maria Garcia', email: 'maria.garcia@example.com' },
  { id: 61, orgId: 2, name: 'Dr. Emily Chen', email: 'emily.chen@example.com' },
];

export const patients = [
  { id: 89, orgId: 1, name: 'Jane Doe', email: 'jane.doe@example.com' },
  { id: 90, orgId: 1, name: 'Robert Brown', email: 'robert.brown@example.com' },
  { id: 91, orgId: 1, name: 'Linda Wilson', email: 'linda.wilson@example.com' },
  { id: 92, orgId: 1, name: 'David Lee', email: 'david.lee@example.com' },
  { id: 201, orgId: 2, name: 'Tom Baker', email: 'tom.baker@example.com' },
  { id: 202, orgId: 2, name: 'Sara Novak', email: 'sara.novak@example.com' },
];

export const administrators = [
  { id: 1, orgId: 1, name: 'Alex Morgan', email: 'admin@example.com' },
  { id: 2, orgId: 2, name: 'Kim Taylor', email: 'admin2@example.com' },
];

export const peopleOf = { provider: providers, patient: patients, admin: administrators };

/** The people to choose from on the demo's sign-in page. */
export const demoPeople = (['provider', 'patient', 'admin'] as const).flatMap((role) =>
  peopleOf[role].map(({ id, orgId, name }) => ({
    username: `${role}-${id}`,
    role,
    id,
    orgId,
    name,
    organization: organizations.find((one) => one.id === orgId)?.name ?? '',
  })),
);
