package ai.warehouse.status.sink;

import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/**
 * Tells a token that its login renews from one that stays expired.
 *
 * <p>While its metadata are away, the SDK goes on to use an instance's credentials after their end.
 */
record ExpiredTokens(TellingCredentials credentials) implements ExecutionInterceptor {
  @Override
  public Throwable modifyException(
      Context.FailedExecution context, ExecutionAttributes executionAttributes) {
    Throwable failure = context.exception();
    // The SDK insists on getting its exception back.
    return failure instanceof AwsServiceException answer
            && isExpiry(answer)
            && credentials.areRenewed()
        ? answer.toBuilder().cause(expired()).build()
        : failure;
  }

  private static boolean isExpiry(AwsServiceException answer) {
    return answer.awsErrorDetails() != null
        && "ExpiredTokenException".equals(answer.awsErrorDetails().errorCode());
  }

  private static CredentialsException expired() {
    return new CredentialsException("No AWS credentials: those in use have expired", true);
  }
}
