/**
 * From a record that was read to an item that is stored (SPEC §4).
 *
 * <p>Writes wait in the {@link ai.warehouse.status.sink.write.TableQueue}s of the {@link
 * ai.warehouse.status.sink.write.WriteBuffer}, which know the writes that may be sent next and take
 * back those that a request has left. {@link ai.warehouse.status.sink.write.WritePipeline} keeps
 * requests in flight, {@link ai.warehouse.status.sink.write.TableGate} knows whether a table takes
 * anything at all, and {@link ai.warehouse.status.sink.write.DeadLetterWriter} sends the records
 * that can't be stored.
 */
package ai.warehouse.status.sink.write;
