// Loaded into a node before its own program: tells the bench what is really in use. Nothing of the product is changed.
process.on('message', (message) => {
  if (message !== 'weigh') return;
  global.gc();
  global.gc();
  const { rss, heapUsed, external } = process.memoryUsage();
  process.send({ rss, heapUsed, external });
});
// The node ends when it would without us.
process.channel.unref();
