package ai.warehouse.status.distribution;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.security.Provider;
import java.security.Security;
import java.util.Map;
import javax.security.auth.Subject;
import javax.security.auth.callback.CallbackHandler;
import javax.security.auth.spi.LoginModule;
import javax.security.sasl.SaslException;
import javax.security.sasl.SaslServer;
import javax.security.sasl.SaslServerFactory;

/**
 * The broker's side of {@code AWS_MSK_IAM}, named in its JAAS configuration: whoever sends a signed
 * request is taken for the user of its access key's id. Only AWS could check the signature.
 */
public final class MskLogin implements LoginModule {
  static final String MECHANISM = "AWS_MSK_IAM";

  /** An access key's id. */
  static final String USER = "AKIDEXAMPLE";

  static {
    Security.addProvider(new Mechanisms());
  }

  @Override
  public void initialize(
      Subject subject, CallbackHandler handler, Map<String, ?> state, Map<String, ?> options) {}

  @Override
  public boolean login() {
    return true;
  }

  @Override
  public boolean commit() {
    return true;
  }

  @Override
  public boolean abort() {
    return true;
  }

  @Override
  public boolean logout() {
    return true;
  }

  private static final class Mechanisms extends Provider {
    private static final long serialVersionUID = 1L;

    private Mechanisms() {
      super("msk-stand-in", "1", "The broker's side of " + MECHANISM);
      put("SaslServerFactory." + MECHANISM, Factory.class.getName());
    }
  }

  /** Made by {@link javax.security.sasl.Sasl}. */
  public static final class Factory implements SaslServerFactory {
    @Override
    public SaslServer createSaslServer(
        String mechanism,
        String protocol,
        String serverName,
        Map<String, ?> properties,
        CallbackHandler handler) {
      return new Server();
    }

    @Override
    public String[] getMechanismNames(Map<String, ?> properties) {
      return new String[] {MECHANISM};
    }
  }

  private static final class Server implements SaslServer {
    private String user;

    @Override
    public String getMechanismName() {
      return MECHANISM;
    }

    @Override
    public byte[] evaluateResponse(byte[] response) throws SaslException {
      try {
        JsonNode request = new ObjectMapper().readTree(response);
        if (!request.path("action").asText().equals("kafka-cluster:Connect")
            || request.path("x-amz-signature").asText().isEmpty()) {
          throw new SaslException("not a signed request to connect");
        }
        user = request.required("x-amz-credential").asText().replaceFirst("/.*", "");
        return "{\"version\":\"2020_10_22\",\"request-id\":\"1\"}".getBytes(UTF_8);
      } catch (IOException e) {
        throw new SaslException("not a request", e);
      }
    }

    @Override
    public boolean isComplete() {
      return user != null;
    }

    @Override
    public String getAuthorizationID() {
      return user;
    }

    @Override
    public byte[] unwrap(byte[] incoming, int offset, int length) {
      throw new UnsupportedOperationException();
    }

    @Override
    public byte[] wrap(byte[] outgoing, int offset, int length) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Object getNegotiatedProperty(String name) {
      return null;
    }

    @Override
    public void dispose() {}
  }
}
