/**
 * What people and scripts read over HTTP, from a published event on, with all that may go wrong.
 */
package ai.warehouse.status.reading;
