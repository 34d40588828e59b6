import { useEffect, useRef } from 'react';

/** A form that shows the values in the URL, also after going back. Typing changes the URL only on submit. */
export function useFormFromUrl(query: string) {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    const values = new URLSearchParams(query);
    for (const field of form.current?.elements ?? []) {
      const isField =
        field instanceof HTMLSelectElement || (field instanceof HTMLInputElement && field.type !== 'radio');
      if (isField) field.value = values.get(field.name) ?? '';
    }
  }, [query]);
  return form;
}

/** The fields that are not empty, as URL parameters. */
export const formEntries = (form: HTMLFormElement) =>
  [...new FormData(form)].map(([name, value]) => [name, String(value)]).filter(([, value]) => value !== '');
