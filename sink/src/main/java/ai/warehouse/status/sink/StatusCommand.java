package ai.warehouse.status.sink;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.InvalidRecordException;
import ai.warehouse.status.model.PackageKey;
import ai.warehouse.status.model.Status;
import ai.warehouse.status.model.StatusHead;
import ai.warehouse.status.model.dynamodb.StatusModels;
import ai.warehouse.status.model.dynamodb.Tables;
import ai.warehouse.status.model.json.StatusJson;
import ai.warehouse.status.sink.dynamodb.ClassifyingCredentialsProvider;
import java.io.PrintStream;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClientBuilder;

/**
 * Looks one build up in the tables that the sink of this environment writes.
 *
 * <p>Its exit codes are those of grep: found, not found, trouble.
 */
@Command(
    name = "status",
    description =
        "Prints what the tables say of a build, as one line of JSON. Options that are absent are"
            + " taken from the sink's variables, credentials from where the AWS SDK finds them.",
    footer = {"", "Exit code: 0 found, 1 nothing is known of the build, 2 anything else."})
final class StatusCommand implements Callable<Integer> {
  static final int FOUND = 0;
  static final int UNKNOWN = 1;
  static final int NOT_TOLD = 2;

  // For each attempt and not for all: else a slow first one, in which the SDK loads itself, leaves
  // no time for another, and that it took too long hides why.
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int ATTEMPTS = 3;

  @Spec private CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Prints this, and exits.")
  private boolean help;

  @Option(
      names = "--endpoint",
      paramLabel = "URI",
      defaultValue = "${env:WAREHOUSE_STATUS_DYNAMODB_ENDPOINT}",
      description = "Where DynamoDB is, if not at the region's own address.")
  private URI endpoint;

  @Option(
      names = "--region",
      paramLabel = "REGION",
      defaultValue = "${env:WAREHOUSE_STATUS_DYNAMODB_REGION}",
      description = "AWS region; by default what the AWS SDK finds.")
  private String region;

  @Option(
      names = "--tables-prefix",
      paramLabel = "PREFIX",
      defaultValue = "${env:WAREHOUSE_STATUS_TABLES_PREFIX:-}",
      description = "Stands before the name of every table.")
  private String tablesPrefix;

  @Parameters(index = "0", paramLabel = "PKG", description = "The package.")
  private String pkg;

  @Parameters(index = "1", paramLabel = "ENV", description = "The environment.")
  private String env;

  @Parameters(
      index = "2",
      arity = "0..1",
      paramLabel = "VERSION",
      description = "The version; by default the latest build's.")
  private String version;

  private final PrintStream out;
  private final PrintStream err;

  StatusCommand(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  @Override
  public Integer call() {
    PackageKey key = check();
    // Not closed: the process ends, and closing would wait two seconds for nothing.
    DynamoDbAsyncClient client = connect();
    StatusModels models = new StatusModels(client, new Tables(tablesPrefix)).withConsistentReads();
    Status status = version == null ? latest(models, key) : of(models, build(version));
    if (status == null) {
      err.printf("Nothing is known of %s%n", version == null ? key : build(version));
      return UNKNOWN;
    }
    out.println(new String(StatusJson.write(status), UTF_8));
    return FOUND;
  }

  private PackageKey check() {
    try {
      return version == null ? new PackageKey(pkg, env) : build(version).packageKey();
    } catch (InvalidRecordException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private BuildKey build(String which) {
    return new BuildKey(pkg, env, which);
  }

  private static Status of(StatusModels models, BuildKey build) {
    return models.statuses().findOne(build).join();
  }

  private Status latest(StatusModels models, PackageKey key) {
    StatusHead head = models.statusHeads().findOne(key).join();
    return head == null ? null : of(models, build(head.version()));
  }

  private DynamoDbAsyncClient connect() {
    DynamoDbAsyncClientBuilder builder =
        DynamoDbAsyncClient.builder()
            .credentialsProvider(new ClassifyingCredentialsProvider())
            .overrideConfiguration(
                override ->
                    override
                        .apiCallAttemptTimeout(PATIENCE)
                        .retryStrategy(retry -> retry.maxAttempts(ATTEMPTS)))
            // Named, lest the SDK find two on somebody's class path and refuse to choose.
            .httpClientBuilder(NettyNioAsyncHttpClient.builder());
    // Compose sets variables that are empty.
    if (endpoint != null && !endpoint.toString().isEmpty()) {
      builder.endpointOverride(endpoint);
    }
    if (region != null && !region.isEmpty()) {
      builder.region(Region.of(region));
    }
    try {
      return builder.build();
    } catch (SdkClientException e) {
      throw new ParameterException(
          spec.commandLine(), "No region is known: give --region or set AWS_REGION", e);
    }
  }
}
