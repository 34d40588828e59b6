import { createContext, type ReactNode, use } from 'react';
import { useViewerQuery, type ViewerQuery } from '../gql/hooks.ts';
import { ErrorNotice } from '../ui/ErrorNotice.tsx';
import { LoadingPage } from '../ui/Loading.tsx';
import { Shell } from '../ui/Shell.tsx';

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

/** Until the server has said who this is, the frame of the pages is there without them. */
export function ViewerProvider({ onSignOut, children }: { onSignOut: () => void; children: ReactNode }) {
  const [{ data, error }, refetch] = useViewerQuery();
  if (data) return <ViewerContext value={data.viewer}>{children}</ViewerContext>;
  return (
    <Shell links={[]} hearsArrivals={false} onSignOut={onSignOut}>
      {error ? (
        <div className="page">
          <ErrorNotice
            error={error}
            refetch={() => refetch({ requestPolicy: 'network-only' })}
            signInAgain={onSignOut}
          />
        </div>
      ) : (
        <LoadingPage />
      )}
    </Shell>
  );
}
