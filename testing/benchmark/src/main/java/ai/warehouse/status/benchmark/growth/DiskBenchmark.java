package ai.warehouse.status.benchmark.growth;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.DBOptions;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

/** Measures how much disk the state takes that the fold has made of so many whole builds. */
final class DiskBenchmark {
  private static final int LOCALES = 20;
  private static final int VERSIONS = 100;

  private final long seed;
  private final Path folder;
  private final PrintWriter log;

  DiskBenchmark(long seed, Path folder, PrintWriter log) {
    this.seed = seed;
    this.folder = folder;
    this.log = log;
  }

  /**
   * What the state of so many builds takes.
   *
   * @param asLeft bytes in all, when the stores have been closed
   * @param compacted bytes in all, when nothing outdated is left in them
   */
  public record Size(
      int builds, int localesPerBuild, long asLeft, long compacted, List<Store> stores) {
    double bytesPerBuild() {
      return (double) compacted / builds;
    }
  }

  /** What one store takes, in bytes. */
  public record Store(String name, long asLeft, long compacted) {}

  /** Measures with so many builds, of packages of a hundred versions each. */
  Size run(int builds) {
    try (StoreWorld world = StoreWorld.unlogged(folder.resolve("disk-" + builds))) {
      new Fleet(world, seed, Math.max(1, builds / VERSIONS), Math.min(builds, VERSIONS), LOCALES)
          .begin(log)
          .complete(log);
      List<Store> stores = new ArrayList<>();
      for (Path store : children(world.closeStores())) {
        long asLeft = bytes(store);
        compact(store);
        stores.add(new Store(store.getFileName().toString(), asLeft, bytes(store)));
      }
      return new Size(
          builds,
          LOCALES,
          stores.stream().mapToLong(Store::asLeft).sum(),
          stores.stream().mapToLong(Store::compacted).sum(),
          stores);
    } catch (IOException | RocksDBException e) {
      throw new IllegalStateException("could not measure the state on disk", e);
    }
  }

  private static List<Path> children(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.sorted().toList();
    }
  }

  private static long bytes(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).mapToLong(DiskBenchmark::size).sum();
    }
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  // Compressed, as StateMemory has it.
  private static void compact(Path store) throws RocksDBException {
    List<ColumnFamilyHandle> families = new ArrayList<>();
    try (Options options = new Options();
        DBOptions dbOptions = new DBOptions();
        ColumnFamilyOptions familyOptions =
            new ColumnFamilyOptions().setCompressionType(CompressionType.LZ4_COMPRESSION)) {
      List<ColumnFamilyDescriptor> descriptors =
          RocksDB.listColumnFamilies(options, store.toString()).stream()
              .map(name -> new ColumnFamilyDescriptor(name, familyOptions))
              .toList();
      try (RocksDB db = RocksDB.open(dbOptions, store.toString(), descriptors, families)) {
        for (ColumnFamilyHandle family : families) {
          db.compactRange(family);
        }
        families.forEach(ColumnFamilyHandle::close);
      }
    }
  }
}
