import { useWords } from '../words/portal.ts';
import { type Device, rememberDevice } from './chosen-device.ts';

interface Props {
  kind: Device;
  name: string;
  devices: MediaDeviceInfo[];
  value: string | undefined;
  onChange: (deviceId: string) => void;
}

/** A choice of cameras or microphones, for the check and for later calls. Hidden if there is only one. */
export function DeviceChoice({ kind, name, devices, value, onChange }: Props) {
  const { check } = useWords();
  if (devices.length < 2) return null;
  const choose = (deviceId: string) => {
    const device = devices.find((one) => one.deviceId === deviceId);
    if (device) rememberDevice(kind, device);
    onChange(deviceId);
  };
  return (
    <label className="field">
      <span>{check.which(name)}</span>
      <select value={value ?? devices[0]?.deviceId} onChange={({ target }) => choose(target.value)}>
        {devices.map(({ deviceId, label }) => (
          <option key={deviceId} value={deviceId}>
            {label}
          </option>
        ))}
      </select>
    </label>
  );
}
