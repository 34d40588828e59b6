import { existsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const WIDTH = 640;
const HEIGHT = 480;
const FRAMES = 30;

/** A recording for Chromium's camera (YUV4MPEG2): the outline of somebody who sways, so that pictures of a call look like one. */
export function recordSomebody() {
  const file = join(tmpdir(), 'readyroom-camera.y4m');
  if (existsSync(file)) return file;
  const frames = Array.from({ length: FRAMES }, (_, frame) => [
    Buffer.from('FRAME\n'),
    drawSomebody(Math.sin((frame / FRAMES) * 2 * Math.PI)),
  ]);
  writeFileSync(
    file,
    Buffer.concat([Buffer.from(`YUV4MPEG2 W${WIDTH} H${HEIGHT} F15:1 Ip A1:1 C420jpeg\n`), ...frames.flat()]),
  );
  return file;
}

/** Luma, then both chroma planes at half the size (4:2:0). */
function drawSomebody(sway: number) {
  const isInside = (
    x: number,
    y: number,
    centreX: number,
    centreY: number,
    radiusX: number,
    radiusY: number,
  ) => ((x - centreX) / radiusX) ** 2 + ((y - centreY) / radiusY) ** 2 < 1;
  const partAt = (x: number, y: number) => {
    const leaning = WIDTH / 2 + sway * 24;
    if (isInside(x, y, leaning, HEIGHT * 0.4, 78, 98)) return 'face';
    return isInside(x, y, WIDTH / 2 + sway * 10, HEIGHT * 1.02, 190, 190) ? 'coat' : 'wall';
  };
  const colours = { face: [168, 112, 148], coat: [110, 140, 112], wall: [70, 132, 122] } as const;

  const luma = Buffer.alloc(WIDTH * HEIGHT);
  const chroma = [Buffer.alloc((WIDTH * HEIGHT) / 4), Buffer.alloc((WIDTH * HEIGHT) / 4)] as const;
  for (let y = 0; y < HEIGHT; y++)
    for (let x = 0; x < WIDTH; x++) {
      const [light, blue, red] = colours[partAt(x, y)];
      luma[y * WIDTH + x] = light + Math.round((1 - y / HEIGHT) * 20);
      if (x % 2 || y % 2) continue;
      const place = (y / 2) * (WIDTH / 2) + x / 2;
      chroma[0][place] = blue;
      chroma[1][place] = red;
    }
  return Buffer.concat([luma, ...chroma]);
}
