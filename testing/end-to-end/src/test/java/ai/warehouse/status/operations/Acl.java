package ai.warehouse.status.operations;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.utils.SecurityUtils;

/**
 * One line of docs/operations/acls.csv.
 *
 * @param resource as {@code kafka-acls.sh} names its option
 * @param needed {@code always}, or the setting that makes it needed
 */
record Acl(
    String principal,
    String resource,
    String pattern,
    String name,
    String operation,
    String needed) {
  private static final Map<String, ResourceType> RESOURCES =
      Map.of(
          "topic", ResourceType.TOPIC,
          "group", ResourceType.GROUP,
          "transactional-id", ResourceType.TRANSACTIONAL_ID);

  static List<Acl> documented() {
    return Docs.lines("docs/operations/acls.csv").stream().skip(1).map(Acl::parse).toList();
  }

  private static Acl parse(String line) {
    String[] fields = line.split(",", -1);
    return new Acl(fields[0], fields[1], fields[2], fields[3], fields[4], fields[5]);
  }

  AclBinding binding() {
    return new AclBinding(
        new ResourcePattern(
            RESOURCES.get(resource), name, PatternType.valueOf(pattern.toUpperCase(Locale.ROOT))),
        new AccessControlEntry(
            "User:" + principal, "*", SecurityUtils.operation(operation), AclPermissionType.ALLOW));
  }

  @Override
  public String toString() {
    return "%s: %s on %s %s".formatted(principal, operation, resource, name);
  }
}
