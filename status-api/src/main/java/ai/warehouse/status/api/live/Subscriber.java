package ai.warehouse.status.api.live;

/** Takes the frames of one stream; its methods are called on one thread and must never block. */
public interface Subscriber {
  /** Takes the next frame; a subscriber that can't keep up drops its own stream. */
  void send(Frame frame);

  /** Ends the stream, as the service stops; no frame follows. */
  void end();
}
