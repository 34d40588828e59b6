import { useRefetchOnReturn } from '../api/use-connection.ts';
import { isWithdrawn, useToldVisits } from '../appointments/told-visits.tsx';
import { useAppointmentQuery } from '../gql/hooks.ts';
import { useIsStaff, useViewer } from '../people/viewer.tsx';
import { ErrorNotice } from '../ui/ErrorNotice.tsx';
import { LoadingPage } from '../ui/Loading.tsx';
import { NotFoundPage } from '../ui/NotFoundPage.tsx';
import { Page } from '../ui/Page.tsx';
import { useWords } from '../words/portal.ts';
import { PatientVisit } from './PatientVisit.tsx';
import { ProviderVisit } from './ProviderVisit.tsx';
import { VisitSummary } from './VisitSummary.tsx';
import './visit.css';

/** One visit, before, during and after it: the provider's page or the patient's. */
export default function VisitPage({ id }: { id: string }) {
  const words = useWords();
  const viewer = useViewer();
  const [{ data, error }, refetch] = useAppointmentQuery({ variables: { id, ofStaff: useIsStaff() } });
  useRefetchOnReturn(refetch);
  const told = useToldVisits().get(id);

  if (told && isWithdrawn(told))
    return (
      <Page title={words.visit.withdrawn}>
        <p>{words.visit.withdrawnHelp}</p>
      </Page>
    );
  if (!data?.appointment) {
    if (data) return <NotFoundPage />;
    return error ? (
      <Page title={words.video}>
        <ErrorNotice error={error} refetch={refetch} />
      </Page>
    ) : (
      <LoadingPage />
    );
  }
  const visit = data.appointment;
  if (visit.provider.id === viewer.provider?.id) return <ProviderVisit visit={visit} refetch={refetch} />;
  if (visit.patient.id === viewer.patient?.id) return <PatientVisit visit={visit} refetch={refetch} />;
  return (
    <Page title={words.visit.title(visit.patient.name)}>
      <p className="notice">{words.console.notYours}</p>
      <VisitSummary visit={visit} />
    </Page>
  );
}
