import { useState } from 'react';
import { Page } from '../ui/Page.tsx';
import { useWords } from '../words/portal.ts';
import { DeviceCheck } from './DeviceCheck.tsx';

/** The device check as a page. The browser asks for permission only after the person starts the check. */
export default function DeviceCheckPage() {
  const { check: words } = useWords();
  const [started, start] = useState(false);
  return (
    <Page title={words.title}>
      {started ? (
        <DeviceCheck />
      ) : (
        <>
          <p>{words.lead}</p>
          <div>
            <button type="button" className="button primary big" onClick={() => start(true)}>
              {words.start}
            </button>
          </div>
        </>
      )}
    </Page>
  );
}
