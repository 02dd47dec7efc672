package ai.warehouse.status.benchmark.growth;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ConfigOptions;
import org.rocksdb.DBOptions;
import org.rocksdb.OptionsUtil;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

/**
 * How much disk the state takes.
 *
 * @param builds whose state that is
 * @param bytes when the stores have been closed
 * @param compactedBytes when RocksDB has compacted all, so that nothing superseded is left
 */
record StateSize(int builds, int localesPerBuild, long bytes, long compactedBytes) {
  private static final double BYTES_PER_MB = 1e6;

  /** Measures closed stores, and compacts them. */
  static StateSize of(int builds, int localesPerBuild, Path stores)
      throws IOException, RocksDBException {
    long bytes = bytes(stores);
    List<Path> folders;
    try (Stream<Path> all = Files.list(stores)) {
      folders = all.toList();
    }
    for (Path store : folders) {
      compact(store);
    }
    return new StateSize(builds, localesPerBuild, bytes, bytes(stores));
  }

  // With the options that Kafka Streams opened the store with, compression among them.
  private static void compact(Path store) throws RocksDBException {
    List<ColumnFamilyDescriptor> descriptors = new ArrayList<>();
    List<ColumnFamilyHandle> families = new ArrayList<>();
    try (ConfigOptions config = new ConfigOptions();
        DBOptions options = new DBOptions()) {
      OptionsUtil.loadLatestOptions(config, store.toString(), options, descriptors);
      try (RocksDB db = RocksDB.open(options, store.toString(), descriptors, families)) {
        for (ColumnFamilyHandle family : families) {
          db.compactRange(family);
        }
        families.forEach(ColumnFamilyHandle::close);
      }
    }
  }

  private static long bytes(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.map(Path::toFile).filter(File::isFile).mapToLong(File::length).sum();
    }
  }

  @Override
  public String toString() {
    return "  %,d builds: %,.1f MB when closed, %,.1f MB compacted; %,.0f bytes a build"
        .formatted(
            builds,
            bytes / BYTES_PER_MB,
            compactedBytes / BYTES_PER_MB,
            (double) compactedBytes / builds);
  }
}
