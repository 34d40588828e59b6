import { createContext, type ReactNode, use, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { Link } from 'wouter';
import { useWords } from '../words/portal.ts';
import './toasts.css';

export interface Toast {
  /** A later toast with the same id takes the place of the earlier one. */
  id: string;
  text: ReactNode;
  link?: { path: string; name: string };
  seconds?: number;
}

const SECONDS = 20;
/** More would hide the page. */
const MAX_TOASTS = 3;

const ToastContext = createContext<(toast: Toast) => void>(() => {});

/**
 * Shows a message for some seconds, wherever the person is. Screen readers do not hear it: announce it as well.
 */
export const useToast = () => use(ToastContext);

export function Toasts({ children }: { children: ReactNode }) {
  const [toasts, setToasts] = useState<Toast[]>([]);
  const { toasts: words } = useWords();
  const show = useCallback(
    (toast: Toast) =>
      setToasts((before) => [...before.filter(({ id }) => id !== toast.id), toast].slice(-MAX_TOASTS)),
    [],
  );
  const close = useCallback(
    (closed: Toast) => setToasts((before) => before.filter((toast) => toast !== closed)),
    [],
  );
  const list = useMemo(
    () => toasts.map((toast) => <Card key={toast.id} toast={toast} onClose={close} />),
    [toasts, close],
  );
  return (
    <ToastContext value={show}>
      {children}
      {list.length > 0 && (
        <aside className="toasts" aria-label={words.title}>
          {list}
        </aside>
      )}
    </ToastContext>
  );
}

function Card({ toast, onClose }: { toast: Toast; onClose: (toast: Toast) => void }) {
  const { toasts: words } = useWords();
  const card = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const timer = setInterval(
      // Whoever is about to use it is not interrupted.
      () => card.current?.matches(':hover, :focus-within') || onClose(toast),
      (toast.seconds ?? SECONDS) * 1_000,
    );
    return () => clearInterval(timer);
  }, [toast, onClose]);
  return (
    <div ref={card} className="toast">
      <p>{toast.text}</p>
      {toast.link && (
        <Link href={toast.link.path} className="button" onClick={() => onClose(toast)}>
          {toast.link.name}
        </Link>
      )}
      <button type="button" className="button quiet" aria-label={words.close} onClick={() => onClose(toast)}>
        ×
      </button>
    </div>
  );
}
