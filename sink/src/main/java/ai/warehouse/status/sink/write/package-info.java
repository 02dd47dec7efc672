/**
 * From a record that was read to an item that is stored (SPEC §4).
 *
 * <p>Writes wait in the {@link ai.warehouse.status.sink.write.TableQueue}s of the {@link
 * ai.warehouse.status.sink.write.WriteBuffer}, which know what may be written next and take back
 * what a request has left. {@link ai.warehouse.status.sink.write.WritePipeline} keeps requests in
 * flight, {@link ai.warehouse.status.sink.write.TableGate} knows whether a table takes anything at
 * all, and {@link ai.warehouse.status.sink.write.DeadLetterWriter} sends what can't be stored.
 */
package ai.warehouse.status.sink.write;
