import { setNonce } from 'get-nonce';
import { lazy, Suspense } from 'react';
import { createRoot } from 'react-dom/client';
import { factsOfPage } from './facts.ts';
import { SignInGate } from './sign-in/SignInGate.tsx';
import { SignInPage } from './sign-in/SignInPage.tsx';
import type { SignInFacts } from './sign-in/user-manager.ts';
import './ui/tokens.css';
import './ui/base.css';
import './ui/loading.css';
import { ErrorBoundary } from './ui/ErrorBoundary.tsx';
import { LoadingPage } from './ui/Loading.tsx';
import { WordsProvider } from './words/portal.ts';

// Loaded only after somebody has signed in.
const App = lazy(() => import('./App.tsx'));
const { signIn } = factsOfPage<{ signIn: SignInFacts }>();
setNonce(document.querySelector<HTMLMetaElement>('meta[name=csp-nonce]')?.nonce ?? '');

const root = document.getElementById('root');
if (root)
  createRoot(root).render(
    <WordsProvider>
      {signIn.by === 'nobody' ? (
        <SignInPage facts={signIn} />
      ) : (
        <SignInGate facts={signIn}>
          <ErrorBoundary>
            <Suspense fallback={<LoadingPage />}>
              <App />
            </Suspense>
          </ErrorBoundary>
        </SignInGate>
      )}
    </WordsProvider>,
  );
