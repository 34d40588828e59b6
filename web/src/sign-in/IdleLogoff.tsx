import { createContext, type ReactNode, use, useEffect, useEffectEvent, useState } from 'react';
import { useWords } from '../words/portal.ts';
import { useSignIn } from './SignInGate.tsx';

/** Who has left a computer is signed out after this time (45 CFR 164.312(a)(2)(iii)). */
const IDLE_AFTER_MS = 15 * 60_000;
const WARNED_BEFORE_MS = 60_000;
const LOOK_EVERY_MS = 5_000;
const TOLD_EVERY_MS = 30_000;
const ACTIONS = ['pointerdown', 'pointermove', 'keydown', 'wheel'];

const ReasonsContext = createContext<Set<symbol>>(new Set());

/** Nobody is signed out meanwhile: people in a call or in the waiting room need not touch the page. */
export function useStaySignedIn(isNeeded = true) {
  const reasons = use(ReasonsContext);
  useEffect(() => {
    if (!isNeeded) return;
    const reason = Symbol();
    reasons.add(reason);
    return () => void reasons.delete(reason);
  }, [reasons, isNeeded]);
}

/** Signs people out who do nothing in any tab, a minute after a warning. */
export function IdleLogoff({ children }: { children: ReactNode }) {
  const { signIn: words } = useWords();
  const signIn = useSignIn();
  const [reasons] = useState(() => new Set<symbol>());
  const [isWarned, setWarned] = useState(false);
  const onIdle = useEffectEvent(() => void signIn.signOut('idle'));

  useEffect(() => {
    let activeAt = Date.now();
    let toldAt = 0;
    function act() {
      activeAt = Date.now();
      setWarned(false);
      if (activeAt - toldAt < TOLD_EVERY_MS) return;
      toldAt = activeAt;
      signIn.tellActive();
    }
    // By the clock, because timers stand still while the computer sleeps.
    function look() {
      if (reasons.size > 0) act();
      const idleMs = Date.now() - activeAt;
      if (idleMs >= IDLE_AFTER_MS) onIdle();
      else setWarned(idleMs >= IDLE_AFTER_MS - WARNED_BEFORE_MS);
    }
    const timer = setInterval(look, LOOK_EVERY_MS);
    document.addEventListener('visibilitychange', look);
    for (const action of ACTIONS) window.addEventListener(action, act, { passive: true });
    const stopListening = signIn.listenForActivity(() => {
      activeAt = Date.now();
    });
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', look);
      for (const action of ACTIONS) window.removeEventListener(action, act);
      stopListening();
    };
  }, [signIn, reasons]);

  return (
    <ReasonsContext value={reasons}>
      {children}
      {isWarned && (
        <div role="alert" className="notice warn idle">
          <p>{words.idleSoon}</p>
          <div>
            <button type="button" className="button">
              {words.stay}
            </button>
          </div>
        </div>
      )}
    </ReasonsContext>
  );
}
