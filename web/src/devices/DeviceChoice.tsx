import { useWords } from '../words/portal.ts';

interface Props {
  name: string;
  devices: MediaDeviceInfo[];
  value: string | undefined;
  onChange: (deviceId: string) => void;
}

/** Which of several cameras, microphones or speakers. With only one there is nothing to choose. */
export function DeviceChoice({ name, devices, value, onChange }: Props) {
  const { check } = useWords();
  if (devices.length < 2) return null;
  return (
    <label className="field">
      <span>{check.which(name)}</span>
      <select value={value ?? devices[0]?.deviceId} onChange={({ target }) => onChange(target.value)}>
        {devices.map(({ deviceId, label }) => (
          <option key={deviceId} value={deviceId}>
            {label}
          </option>
        ))}
      </select>
    </label>
  );
}
