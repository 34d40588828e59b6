import { useEffect, useRef } from 'react';

/** A form that shows what the address says, also after going back. What somebody is typing stays theirs until they send it. */
export function useFilledForm(address: string) {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    const values = new URLSearchParams(address);
    for (const field of form.current?.elements ?? []) {
      const isField =
        field instanceof HTMLSelectElement || (field instanceof HTMLInputElement && field.type !== 'radio');
      if (isField) field.value = values.get(field.name) ?? '';
    }
  }, [address]);
  return form;
}

/** What was filled in, as parts of an address. */
export const filledIn = (form: HTMLFormElement) =>
  [...new FormData(form)].map(([name, value]) => [name, String(value)]).filter(([, value]) => value !== '');
