import * as Dialog from '@radix-ui/react-alert-dialog';
import type { ReactNode } from 'react';
import { useWords } from '../words/portal.ts';

interface Props {
  open: boolean;
  busy: boolean;
  /** Why the session could not be ended. */
  problem: ReactNode;
  onOpenChange: (open: boolean) => void;
  onConfirm: () => void;
}

/** Ending cannot be undone, so it needs a confirmation. */
export function EndSessionDialog({ open, busy, problem, onOpenChange, onConfirm }: Props) {
  const { console: words } = useWords();
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <Dialog.Trigger asChild>
        <button type="button" className="button danger">
          {words.end}
        </button>
      </Dialog.Trigger>
      <Dialog.Portal>
        <Dialog.Overlay className="overlay" />
        <Dialog.Content className="dialog stack">
          <Dialog.Title>{words.endTitle}</Dialog.Title>
          <Dialog.Description>{words.endBody}</Dialog.Description>
          {problem}
          <div className="row">
            <button type="button" className="button danger" disabled={busy} onClick={onConfirm}>
              {busy ? words.ending : words.endConfirm}
            </button>
            <Dialog.Cancel asChild>
              <button type="button" className="button">
                {words.endKeep}
              </button>
            </Dialog.Cancel>
          </div>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
