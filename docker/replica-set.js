// Run by mongosh against one of the three nodes: makes them a replica set unless they are one, and waits for its primary.
const members = ['mongodb1', 'mongodb2', 'mongodb3'].map((host, _id) => ({ _id, host: `${host}:27017` }));
const NOT_YET_INITIALIZED = 94;

try {
  rs.status();
} catch (error) {
  if (error.code !== NOT_YET_INITIALIZED) throw error;
  rs.initiate({ _id: 'usance', members });
}

const deadline = Date.now() + 60_000;
while (!rs.status().members.some(({ stateStr }) => stateStr === 'PRIMARY')) {
  if (Date.now() > deadline) throw new Error('The replica set has no primary after a minute.');
  sleep(500);
}
