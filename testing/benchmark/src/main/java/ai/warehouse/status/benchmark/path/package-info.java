/** The whole path of an event, from the publisher until it is stored, each part a process. */
package ai.warehouse.status.benchmark.path;
