// Two screenshots of the same element, compared by the browser itself.

/** The share of pixels that differ visibly between two PNGs; all of them where the sizes differ. */
export function differing(page, one, other) {
  const read = (bytes) => bytes.toString('base64');
  return page.evaluate(
    async (shots) => {
      const pixels = async (text) => {
        const image = await createImageBitmap(await (await fetch(`data:image/png;base64,${text}`)).blob());
        const made = new OffscreenCanvas(image.width, image.height).getContext('2d');
        made.drawImage(image, 0, 0);
        return made.getImageData(0, 0, image.width, image.height);
      };
      const [a, b] = [await pixels(shots[0]), await pixels(shots[1])];
      if (a.width !== b.width || a.height !== b.height) return 1;
      let count = 0;
      for (let at = 0; at < a.data.length; at += 4) {
        count += [0, 1, 2].some((channel) => Math.abs(a.data[at + channel] - b.data[at + channel]) > 8);
      }
      return count / (a.data.length / 4);
    },
    [read(one), read(other)],
  );
}
