// Loaded into every process that a test starts (node --require): it ends when the test's process does, however that ends. Its own
// children are not on this leash, so that they meet the end of their parent as they would without a test.
if (process.channel && process.ppid === Number(process.env.LEASH)) {
  process.once('disconnect', () => process.kill(process.pid, 'SIGKILL'));
  process.channel.unref();
}
