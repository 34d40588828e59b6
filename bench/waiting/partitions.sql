-- Copies of the current tables, partitioned as docs/scaling.md proposes: visits by organization, the audit
-- log by month. Primary keys include the partition key, and references to appointments include the
-- organization.
create schema cut;
set search_path = cut, public;

create table appointments (like public.appointments including defaults including constraints, primary key (org_id, id)) partition by hash (org_id);
create table telehealth_sessions (like public.telehealth_sessions including defaults including constraints, primary key (org_id, id)) partition by hash (org_id);
create table waiting_patients (like public.waiting_patients, primary key (org_id, appointment_id)) partition by hash (org_id);
create table audit_entries (like public.audit_entries including defaults, primary key (id, at)) partition by range (at);

alter table telehealth_sessions add foreign key (org_id, id) references appointments;
alter table waiting_patients add foreign key (org_id, appointment_id) references appointments;
create index on appointments (org_id, appointment_start_time, id);
create index on appointments (patient_id, appointment_start_time, id);
create index on appointments (provider_id, appointment_start_time, id);
create index on appointments (org_id, visit_type, status, appointment_start_date);
create index on audit_entries (org_id, id);
create index on audit_entries (org_id, appointment_id, id);

do $$
declare
  name text;
  month date;
begin
  foreach name in array array['appointments', 'telehealth_sessions', 'waiting_patients'] loop
    for part in 0..15 loop
      execute format('create table %I partition of %I for values with (modulus 16, remainder %s)', name || '_' || part, name, part);
    end loop;
  end loop;
  for number in 0..11 loop
    month := date '2026-01-01' + make_interval(months => number);
    name := 'audit_entries_' || to_char(month, 'yyyy_mm');
    execute format('create table %I partition of audit_entries for values from (%L) to (%L)', name, month, month + interval '1 month');
    -- Partitions do not inherit statement triggers. Without its own one, a partition could be truncated.
    execute format('create trigger append_only before update or delete or truncate on %I for each statement execute function refuse_audit_change()', name);
  end loop;
  -- Grant access to the parent only: the parent's policies do not apply to a query that names a partition.
  foreach name in array array['appointments', 'telehealth_sessions', 'waiting_patients', 'audit_entries'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy own_organization on %I to readyroom_app using (org_id = nullif(current_setting(''app.org_id'', true), '''')::int)', name);
    execute format('grant select, insert, update, delete on %I to readyroom_app', name);
  end loop;
end $$;
create trigger append_only before update or delete or truncate on audit_entries for each statement execute function refuse_audit_change();
grant usage on schema cut to readyroom_app;

insert into appointments select * from public.appointments;
insert into telehealth_sessions select * from public.telehealth_sessions;
insert into waiting_patients select * from public.waiting_patients;
insert into audit_entries select * from public.audit_entries;
analyze;
