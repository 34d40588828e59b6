import { createContext, type ReactNode, use } from 'react';
import { useViewerQuery, type ViewerQuery } from '../gql/hooks.ts';
import { ErrorNotice } from '../ui/ErrorNotice.tsx';
import { Loading } from '../ui/Loading.tsx';

export type Viewer = ViewerQuery['viewer'];

const ViewerContext = createContext<Viewer | undefined>(undefined);

/** The person who is signed in, as the server knows them. */
export function useViewer() {
  const viewer = use(ViewerContext);
  if (!viewer) throw new Error('The viewer is known inside of ViewerProvider only');
  return viewer;
}

/** Whether the viewer may know more of other people's visits. */
export const useIsStaff = () => useViewer().roles.some((role) => role !== 'PATIENT');

export function ViewerProvider({ children }: { children: ReactNode }) {
  const [{ data, error }, refetch] = useViewerQuery();
  if (data) return <ViewerContext value={data.viewer}>{children}</ViewerContext>;
  if (!error) return <Loading />;
  return (
    <main className="page">
      <ErrorNotice error={error} retry={() => refetch({ requestPolicy: 'network-only' })} />
    </main>
  );
}
