package ai.warehouse.status.sink;

import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

/**
 * Makes missing credentials a failure of their own kind: the SDK throws the same exception for them
 * as for a connection that is refused, which is to be retried.
 *
 * @param provider where credentials come from
 */
record TellingCredentials(AwsCredentialsProvider provider) implements AwsCredentialsProvider {
  /**
   * {@inheritDoc}
   *
   * @throws CredentialsException if there are none
   */
  @Override
  public AwsCredentials resolveCredentials() {
    try {
      return provider.resolveCredentials();
    } catch (RuntimeException e) {
      throw new CredentialsException(e);
    }
  }
}
