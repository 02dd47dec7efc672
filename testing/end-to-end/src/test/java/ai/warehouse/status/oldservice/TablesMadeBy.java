package ai.warehouse.status.oldservice;

import ai.warehouse.status.model.dynamodb.StatusModels;
import java.io.IOException;

/** Who has created the tables that both use. */
enum TablesMadeBy {
  US {
    @Override
    void make(StatusModels models, NodePackages old) {
      models.ensure().join();
    }
  },
  OLD_PACKAGE {
    @Override
    void make(StatusModels models, NodePackages old) throws IOException, InterruptedException {
      old.call("['models','ensure']");
      models.ensure().join(); // as the sink does when it starts
    }
  };

  abstract void make(StatusModels models, NodePackages old)
      throws IOException, InterruptedException;
}
