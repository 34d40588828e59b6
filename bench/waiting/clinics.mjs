import { execFileSync } from 'node:child_process';
import { ask } from '../postgresql.mjs';

/** Creates a database with clinics of one provider each. Every patient has a video visit today. */
export async function fillClinics(server, { patients, patientsPerClinic }) {
  const name = `bench_${Date.now()}`;
  const url = Object.assign(new URL(server), { pathname: name }).href;
  await ask(server, `create database ${name}`);
  bringUpToDate(url);
  const clinics = Math.ceil(patients / patientsPerClinic);
  const clinicOf = `((n - 1) % ${clinics} + 1)`;
  await ask(
    url,
    `insert into organizations select n, 'practice-' || n, 'Practice ' || n from generate_series(1, ${clinics}) n`,
    `insert into providers select n, n, 'Provider ' || n from generate_series(1, ${clinics}) n`,
    `insert into patients select n, ${clinicOf}, 'Patient ' || n from generate_series(1, ${patients}) n`,
    `insert into appointments select n, ${clinicOf}, ${clinicOf}, n, 'SCHEDULED', 'Telehealth', current_date, now(), now() + interval '30 minutes'
     from generate_series(1, ${patients}) n`,
    'vacuum analyze',
  );
  // Alternate between clinics, so that even the first few patients belong to all of them.
  const visits = Array.from({ length: patients }, (_, index) => {
    const clinic = (index % clinics) + 1;
    return { orgId: clinic, providerId: clinic, patientId: index + 1, appointmentId: index + 1 };
  });
  return { url, visits, clinics };
}

/** Migrates the tables: any command does, even if it then fails because the organization does not exist. */
export function bringUpToDate(url) {
  try {
    execFileSync(process.execPath, ['dist/commands/config.js', 'list', '1'], {
      env: { PATH: process.env.PATH, DATABASE_URL: url },
      stdio: 'pipe',
    });
  } catch (error) {
    if (!String(error.stderr).includes('There is no organization')) throw error;
  }
}
