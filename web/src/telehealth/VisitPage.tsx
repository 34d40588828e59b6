import { useRefetchOnReturn } from '../api/use-connection.ts';
import { useAppointmentQuery } from '../gql/hooks.ts';
import { useViewer } from '../people/viewer.tsx';
import { ErrorNotice } from '../ui/ErrorNotice.tsx';
import { Loading } from '../ui/Loading.tsx';
import { NotFoundPage } from '../ui/NotFoundPage.tsx';
import { Page } from '../ui/Page.tsx';
import { useWords } from '../words/portal.ts';
import { PatientVisit } from './PatientVisit.tsx';
import { ProviderVisit } from './ProviderVisit.tsx';
import { VisitSummary } from './VisitSummary.tsx';
import './visit.css';

/** One visit, before, during and after it, as whoever looks takes part in it. */
export default function VisitPage({ id }: { id: string }) {
  const words = useWords();
  const viewer = useViewer();
  const [{ data, error }, ask] = useAppointmentQuery({ variables: { id } });
  useRefetchOnReturn(ask);

  if (!data?.appointment) {
    if (data) return <NotFoundPage />;
    return error ? (
      <Page title={words.video}>
        <ErrorNotice error={error} retry={ask} />
      </Page>
    ) : (
      <Loading />
    );
  }
  const visit = data.appointment;
  if (visit.provider.id === viewer.provider?.id) return <ProviderVisit visit={visit} ask={ask} />;
  if (visit.patient.id === viewer.patient?.id) return <PatientVisit visit={visit} ask={ask} />;
  return (
    <Page title={words.visit.title(visit.patient.name)}>
      <p className="notice">{words.console.notYours}</p>
      <VisitSummary visit={visit} />
    </Page>
  );
}
