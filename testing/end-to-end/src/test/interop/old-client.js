'use strict';

// Asks the service at the given address with the old client. Each line of standard input is one
// call, a JSON array of a method of `status` and its parameters, as ["get", {"pkg": ...}]. Each line
// of standard output is the JSON of what the call gave, its names sorted, or {"failed": the error's
// text}. A third argument is the client's auth: a bearer token, or JSON as {"type": "basic", ...}.

const { text } = require('stream/consumers');
const { promisify } = require('util');
const Warehouse = require('warehouse.ai-api-client');

const [, , statusUri, auth] = process.argv;
const { status } = new Warehouse({
  uri: 'http://not-used.invalid',
  statusUri,
  auth: auth && auth.startsWith('{') ? JSON.parse(auth) : auth
});

function sorted(name, value) {
  return value && typeof value === 'object' && !Array.isArray(value)
    ? Object.fromEntries(Object.keys(value).sort().map(key => [key, value[key]]))
    : value;
}

async function main() {
  for (const line of (await text(process.stdin)).split('\n').filter(Boolean)) {
    const [method, params] = JSON.parse(line);
    const result = await promisify(status[method].bind(status))(params).catch(error => ({
      failed: error.message
    }));
    console.log(JSON.stringify(result, sorted));
  }
}

main().catch(error => {
  console.error(error);
  process.exitCode = 1;
});
