// Preloaded into a node: reports the memory in use to the benchmark. It does not change the product.
process.on('message', (message) => {
  if (message !== 'weigh') return;
  global.gc();
  global.gc();
  const { rss, heapUsed, external } = process.memoryUsage();
  process.send({ rss, heapUsed, external });
});
// Does not keep the node's process alive.
process.channel.unref();
