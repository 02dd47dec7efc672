package ai.warehouse.status.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/**
 * Everything public says what it is for, in a sentence at least.
 *
 * <p>Not doclint's business: it would ask for a tag for each parameter too.
 */
class JavadocTest {
  private static final Path SOURCES = Path.of("src/main/java");

  @Test
  void shouldBeOnEverythingPublic() throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    Silent silent = new Silent();
    try (Stream<Path> files = Files.walk(SOURCES);
        StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null,
                  manager,
                  null,
                  null,
                  null,
                  manager.getJavaFileObjectsFromPaths(
                      files.filter(file -> file.toString().endsWith(".java")).toList()));
      DocTrees docs = DocTrees.instance(task);
      for (CompilationUnitTree unit : task.parse()) {
        silent.scan(unit, docs);
      }
    }

    assertThat(silent.seen).isGreaterThan(100);
    assertThat(silent.found).isEmpty();
  }

  /** Finds public types, methods and constructors without a comment. */
  private static final class Silent extends TreePathScanner<Void, DocTrees> {
    private final List<String> found = new ArrayList<>();
    private int seen;

    @Override
    public Void visitClass(ClassTree type, DocTrees docs) {
      if (!type.getModifiers().getFlags().contains(Modifier.PUBLIC) && !inInterface()) {
        return null;
      }
      check(type.getSimpleName().toString(), docs);
      return super.visitClass(type, docs);
    }

    @Override
    public Void visitMethod(MethodTree method, DocTrees docs) {
      ModifiersTree modifiers = method.getModifiers();
      boolean inherited =
          modifiers.getAnnotations().stream()
              .anyMatch(a -> a.getAnnotationType().toString().equals("Override"));
      if (!inherited && (modifiers.getFlags().contains(Modifier.PUBLIC) || inInterface())) {
        check(method.getName().toString(), docs);
      }
      return null;
    }

    private boolean inInterface() {
      return getCurrentPath().getParentPath().getLeaf().getKind() == Tree.Kind.INTERFACE;
    }

    private void check(String name, DocTrees docs) {
      seen++;
      if (docs.getDocCommentTree(getCurrentPath()) == null) {
        String file = getCurrentPath().getCompilationUnit().getSourceFile().getName();
        found.add(file + ": " + name);
      }
    }
  }
}
