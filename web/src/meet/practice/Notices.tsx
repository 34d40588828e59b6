import { useWords } from '../../words/meeting.ts';
import type { MeetingClient } from './meeting-client.ts';
import type { MeetingState } from './meeting-state.ts';

/** Problems with devices or the connection, and their remedies. The call goes on meanwhile. */
export function Notices({
  state: { problems, isWeak },
  meeting,
}: {
  state: MeetingState;
  meeting: MeetingClient;
}) {
  const words = useWords();
  const found = (['camera', 'microphone'] as const).filter((device) => problems[device]);
  return (
    <div className="notices">
      {found.length > 0 && (
        <div role="alert" className="notice warn">
          {found.map((device) => (
            <p key={device}>{words.problems[device][problems[device] ?? 'unknown']}</p>
          ))}
          <p className="small">{words.problems.without}</p>
          <div className="row">
            <button type="button" className="button" onClick={meeting.retry}>
              {words.tryAgain}
            </button>
            <button type="button" className="button" onClick={() => meeting.dismissProblems()}>
              {words.close}
            </button>
          </div>
        </div>
      )}
      <div role="status">
        {isWeak && (
          <div className="notice warn">
            <strong>{words.weak.title}</strong>
            <p>{words.weak.advice}</p>
          </div>
        )}
      </div>
    </div>
  );
}
