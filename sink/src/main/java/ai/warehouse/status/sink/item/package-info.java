/**
 * Items as DynamoDB takes them, each with the record that it is made of (SPEC §2).
 *
 * <p>An event that is too large for an item is cut to fit.
 */
package ai.warehouse.status.sink.item;
