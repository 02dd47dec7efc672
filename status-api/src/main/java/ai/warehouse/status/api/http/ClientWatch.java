package ai.warehouse.status.api.http;

import org.eclipse.jetty.io.AbstractEndPoint;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.Callback;

/**
 * Notices that a client hangs up while nothing is written to it: Jetty does not look before it
 * writes. A client that sends more before it has its answer is disconnected too: it could hang up
 * after that unnoticed.
 */
final class ClientWatch implements Callback {
  private final AbstractEndPoint client;
  private final Runnable gone;
  private boolean over;

  private ClientWatch(AbstractEndPoint client, Runnable gone) {
    this.client = client;
    this.gone = gone;
  }

  /**
   * Begins, after the request's body is read.
   *
   * @param gone called at most once, by a thread that must not be held
   */
  static ClientWatch start(EndPoint client, Runnable gone) {
    ClientWatch watch = new ClientWatch((AbstractEndPoint) client, gone);
    client.tryFillInterested(watch);
    return watch;
  }

  /** Ends, before the last of the answer is written: from then on Jetty reads. */
  void stop() {
    if (end()) {
      client.getFillInterest().onFail(new IllegalStateException("no longer watched"));
    }
  }

  private synchronized boolean end() {
    boolean first = !over;
    over = true;
    return first;
  }

  /** There is something to read: more bytes, or their end. */
  @Override
  public void succeeded() {
    if (end()) {
      client.close();
      gone.run();
    }
  }

  @Override
  public void failed(Throwable closed) {
    if (end()) {
      gone.run();
    }
  }

  @Override
  public InvocationType getInvocationType() {
    return InvocationType.NON_BLOCKING;
  }
}
