export const at = (hour: number) => new Date(Date.UTC(2026, 10, 23, hour));
