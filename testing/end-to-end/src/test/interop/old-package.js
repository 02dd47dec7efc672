'use strict';

// Calls the old package on the database at the given endpoint. Each line of standard input is one
// call, a JSON array of model, method and arguments, as ["Status", "findOne", {"pkg": ...}], or
// "models" and method. Each line of standard output is the JSON of what a call gave, its names
// sorted; null where it gave nothing. The first call that fails ends this with its error.

const { text } = require('stream/consumers');
const AWS = require('aws-sdk');
const dynamodb = require('dynamodb-x');

dynamodb.dynamoDriver(
  new AWS.DynamoDB({
    endpoint: process.argv[2],
    region: 'us-east-1',
    accessKeyId: 'local',
    secretAccessKey: 'local'
  })
);
const models = require('warehouse.ai-status-models')(dynamodb);

function sorted(name, value) {
  return value && typeof value === 'object' && !Array.isArray(value)
    ? Object.fromEntries(Object.keys(value).sort().map(key => [key, value[key]]))
    : value;
}

async function main() {
  for (const line of (await text(process.stdin)).split('\n').filter(Boolean)) {
    const [model, method, ...args] = JSON.parse(line);
    const result = await (model === 'models' ? models : models[model])[method](...args);
    console.log(JSON.stringify(result === undefined ? null : result, sorted));
  }
}

main().catch(error => {
  console.error(error);
  process.exitCode = 1;
});
