import { createRoot } from 'react-dom/client';
import { factsOfPage } from '../facts.ts';
import '../ui/tokens.css';
import '../ui/base.css';
import { WordsProvider } from '../words/meeting.ts';
import type { MeetingFacts } from './facts.ts';
import { takeToken } from './link-token.ts';
import { Meeting } from './Meeting.tsx';
import './meet.css';

const root = document.getElementById('root');
if (root && takeToken())
  createRoot(root).render(
    <WordsProvider>
      <Meeting facts={factsOfPage<MeetingFacts>()} />
    </WordsProvider>,
  );
