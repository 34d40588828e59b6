import { useWords } from '../../words/meeting.ts';
import type { Visit } from './visit.ts';
import type { VisitState } from './visit-state.ts';

/** What is wrong with devices or connection, and what to do about it. Nothing here keeps anyone from the visit. */
export function Notices({ state: { problems, isWeak }, visit }: { state: VisitState; visit: Visit }) {
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
            <button type="button" className="button" onClick={visit.retry}>
              {words.tryAgain}
            </button>
            <button type="button" className="button" onClick={() => visit.dismissProblems()}>
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
